import {json, send} from './world.ts';
import type {World} from './world.ts';

/** Dripping and endless answers end with the client's patience. */
const drip = (response: {write(text: string): boolean; on(event: 'close', listener: () => void): unknown}): void => {
	const timer = setInterval(() => response.write(' '), 20);
	response.on('close', () => clearInterval(timer));
};

export const hostile: World = {
	name: 'a hostile service',
	options: {timeoutMs: 400, bodyCapBytes: 64 * 1024},
	paths: {
		'/api/endless': (_request, response) => {
			response.writeHead(200, {'content-type': 'text/plain'});
			const pour = (): void => {
				while (response.write('all work and no play '.repeat(500)));
			};
			response.on('drain', pour);
			pour();
		},
		'/api/drip': (_request, response) => drip(response.writeHead(200, {'content-type': 'application/json'})),
		'/api/silent': () => {},
		'/api/cut': (request) => request.socket.destroy(),
		'/api/half': (request, response) => {
			response.writeHead(200, {'content-type': 'application/json', 'content-length': '100'}).write('{"a": ');
			setTimeout(() => request.socket.destroy(), 10);
		},
		'/api/escapes': send(500, 'text/plain', '\u001b[2J\u001b]52;c;aGFoYQ==\u0007\u009b31mboom\u202e \u0000'),
		'/api/secret': send(500, 'text/plain', 'redis://shop:hunter2@cache:6379 key sk_live_4eC39HqLyjWDarjtT1zdp7dc for ann@shop.example'),
		'/api/deep': send(200, 'application/json', `${'['.repeat(20_000)}${']'.repeat(20_000)}`),
		'/api/proto': send(200, 'application/json', '{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}, "a": 1}'),
		'/api/wide': json(Object.fromEntries(Array.from({length: 3000}, (_, index) => [`k${index}`, [[], {}]]))),
		'/api/live': (_request, response) => drip(response.writeHead(200, {'content-type': 'text/event-stream'})),
	},
	faults: [
		'warning no-answer /api/drip',
		'warning no-answer /api/silent',
		'critical broken-answer /api/cut',
		'critical broken-answer /api/half',
		'critical server-error /api/escapes',
		'critical server-error /api/secret',
	],
	lookAlikes: ['/api/endless', '/api/deep', '/api/proto', '/api/wide', '/api/live'],
};
