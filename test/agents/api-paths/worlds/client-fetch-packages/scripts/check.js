import nodeFetch from 'node-fetch';
import {fetch as crossFetch} from 'cross-fetch';
import {request} from 'undici';

const origin = 'http://localhost:3000';

export async function check() {
	await nodeFetch(`${origin}/api/status`);
	await crossFetch(origin + '/api/ping', {method: 'POST'});
	await request(new URL('/api/ping', origin), {method: 'PUT'});
	await nodeFetch('https://status.example.com/api/v2/summary.json');
}
