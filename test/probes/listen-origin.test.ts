import {Socket} from 'node:net';
import {describe, expect, test} from 'vitest';
import {Listeners, originOf} from '../../source/probes/listen-origin.ts';

const at = (address: string, port = 3000) => ({address, family: address.includes(':') ? 'IPv6' : 'IPv4', port});
const from = (localAddress: string) => ({localAddress, localPort: 3000});

describe('originOf', () => {
	test.each([
		['127.0.0.1', '127.0.0.1', 'http://127.0.0.1:3000'],
		['0.0.0.0', '10.0.0.5', 'http://127.0.0.1:3000'],
		['::', '::ffff:10.0.0.5', 'http://127.0.0.1:3000'],
		['::', '::1', 'http://[::1]:3000'],
		['::1', '::1', 'http://[::1]:3000'],
		['10.0.0.5', '10.0.0.5', 'http://10.0.0.5:3000'],
		['::ffff:10.0.0.5', '::ffff:10.0.0.5', 'http://10.0.0.5:3000'],
	])('a listener on %s that is reached at %s is %s', (listening, local, origin) => {
		expect(originOf(at(listening), from(local))).toBe(origin);
	});

	test('an encrypted connection makes it https', () => {
		expect(originOf(at('0.0.0.0', 443), {...from('10.0.0.5'), encrypted: true} as never)).toBe('https://127.0.0.1:443');
	});

	test('a Unix socket has no origin', () => {
		expect(originOf('/run/shop.sock', {localAddress: undefined, localPort: undefined} as never)).toBeUndefined();
	});

	test('a server that does not tell its address is known by its connection', () => {
		expect(originOf(null, from('127.0.0.1'))).toBe('http://127.0.0.1:3000');
	});
});

describe('Listeners', () => {
	const server = (port: number) => ({address: () => at('127.0.0.1', port)});
	const use = (listeners: Listeners, port: number, times: number) => {
		const listener = listeners.of(server(port), new Socket());
		listener!.requests += times;
	};

	test('knows nothing before the first connection', () => {
		expect(new Listeners().busiest()).toBeUndefined();
	});

	test('names the listener that most requests come to', () => {
		const listeners = new Listeners();
		use(listeners, 9000, 2);
		use(listeners, 3000, 5);
		expect(listeners.busiest()).toBe('http://127.0.0.1:3000');
	});

	test('a listener that is gone gives way to its successor', () => {
		const listeners = new Listeners();
		use(listeners, 3000, 1000);
		for (let window = 0; window < 20; window++) {
			listeners.settle();
			use(listeners, 3001, 10);
		}
		expect(listeners.busiest()).toBe('http://127.0.0.1:3001');
	});

	test('keeps the busiest of a service that opens listeners without end', () => {
		const listeners = new Listeners();
		use(listeners, 3000, 1000);
		for (let port = 10_000; port < 10_500; port++) use(listeners, port, 1);
		expect(listeners.busiest()).toBe('http://127.0.0.1:3000');
	});
});
