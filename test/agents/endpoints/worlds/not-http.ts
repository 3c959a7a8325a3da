import {learned} from './world.ts';
import type {World} from './world.ts';

const answers: Record<string, string> = {
	'/api/ssh': 'SSH-2.0-OpenSSH_9.2\r\n',
	'/api/headers': `HTTP/1.1 200 OK\r\nx-flood: ${'a'.repeat(40_000)}\r\n\r\n`,
	'/api/status': 'HTTP/1.1 200 \u001b[31mOK\r\ncontent-length: 2\r\n\r\nok',
	'/api/lengths': 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 5\r\n\r\nok',
	'/api/fine': 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\nfine',
};

/** What a socket says when it does not speak HTTP, or not well. */
export const notHttp: World = {
	name: 'a port that does not always speak HTTP',
	paths: {},
	raw: (socket, path) => socket.end(Buffer.from(answers[path] ?? 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n', 'latin1')),
	routes: Object.keys(answers).map((path) => learned(path)),
	faults: ['critical broken-answer /api/ssh', 'critical broken-answer /api/headers', 'critical broken-answer /api/lengths'],
	lookAlikes: ['/api/fine', '/api/status'],
};
