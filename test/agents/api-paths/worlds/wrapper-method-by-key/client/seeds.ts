import axios from 'axios';

const api = axios.create({baseURL: '/api'});
const places = {seeds: '/seeds', enter: '/enter', weeds: '/weeds'} as const;

const send = (verb: 'post' | 'put', path: string, body: unknown) => api[verb](path, body);
const ask = (verb, path) => {
	const run = api[verb];
	return run(path);
};

export const add = (seed: unknown) => send('post', '/seeds', seed);
export const save = (id: string, seed: unknown) => send('put', `/seeds/${id}`, seed);
export const list = () => ask('get', '/seeds');
export const rot = () => ask('get', '/rot');
export const go = (place: 'seeds' | 'enter') => api.post(places[place]);
