import {expect, test} from 'vitest';
import {parseListen} from '../../source/basics/parse-listen.ts';

test.each([
	['127.0.0.1:7106', {host: '127.0.0.1', port: 7106}],
	['8080', {host: '127.0.0.1', port: 8080}],
	['[::1]:0', {host: '::1', port: 0}],
	['health.example.com:443', {host: 'health.example.com', port: 443}],
])('%s is read', (text, expected) => {
	expect(parseListen(text)).toEqual(expected);
});

test.each(['', 'localhost', ':1', '::1:80', '127.0.0.1:65536', '127.0.0.1:x', '1:2:3'])(
	'"%s" is refused with the setting it came from',
	(text) => {
		expect(() => parseListen(text, 'ESA_HEALTH_LISTEN')).toThrow(/^ESA_HEALTH_LISTEN takes HOST:PORT/);
	},
);
