import {jsonHeaders, withBody} from './options.js';

export function save(note) {
	return fetch(note.id ? `/api/notes/${note.id}` : '/api/notes', {
		...jsonHeaders,
		method: note.id ? 'PUT' : 'POST',
		body: JSON.stringify(note),
	});
}

export const remove = (id, options) => fetch(`/api/notes/${id}`, {...options, method: 'DELETE'});

export const patch = (id, change) => fetch(`/api/notes/${id}`, withBody('patch', change));

const override = (id, options) => fetch(`/api/notes/${id}`, {method: 'GET', ...options});
export const touch = (id) => override(id, {method: 'POST'});
export const read = (id) => override(id, {cache: 'no-store'});

const defaults = {credentials: 'include'};
export const show = (id) => fetch(`/api/notes/${id}`, defaults);

const entry = JSON.parse(localStorage.getItem('pending'));
export const replay = () => fetch(`/api/notes/${entry.id}`, entry.init);
