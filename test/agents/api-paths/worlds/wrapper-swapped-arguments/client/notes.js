import {load, send} from './send.js';

export const list = () => send('GET', '/api/notes');
export const add = (note) => send('POST', '/api/notes', note);
export const addWrong = (note) => send('/api/notes', 'POST', note);
export const dropWrong = (id) => send(`/api/notes/${id}`, 'DELETE');
export const addAsInit = (note) => send('/api/notes', {method: 'POST', body: note});
export const read = () => load('/notes');
