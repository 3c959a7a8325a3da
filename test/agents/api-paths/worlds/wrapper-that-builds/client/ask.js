import {ROOT} from './paths.js';

export function ask(path, query) {
	let url = ROOT + path;
	if (query) url += `?${new URLSearchParams(query)}`;
	return fetch(url);
}

export function post(path) {
	const url = new URL(path.replace(/^\//, ''), `${location.origin}${ROOT}/`);
	url.searchParams.set('time', String(Date.now()));
	return fetch(url, {method: 'POST'});
}

export const joined = (...parts) => fetch([ROOT, ...parts].join('/'));
export const rooted = (path) => fetch(path.startsWith('/') ? path : `/${path}`);
