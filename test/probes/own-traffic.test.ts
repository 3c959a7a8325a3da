import {IncomingMessage} from 'node:http';
import {Socket} from 'node:net';
import {describe, expect, test} from 'vitest';
import {markOwn, ownRequest, ownServer} from '../../source/basics/own-server.ts';
import {isMarkedOwn, isOwnPath, isOwnTraffic} from '../../source/probes/own-traffic.ts';

function request(url: string, ...rawHeaders: string[]): IncomingMessage {
	return Object.assign(new IncomingMessage(new Socket()), {url, rawHeaders});
}

describe('the monitor leaves its own traffic out', () => {
	test.each(['/esa/v1', '/esa/v1/health', '/esa/v1?x', '/esa/v1/trends?range=24h', '/.well-known/esa-health'])('%s is ours', (path) => {
		expect(isOwnPath(path)).toBe(true);
	});

	test.each([
		'/',
		'/esa',
		'/esa/v10/health',
		'/esa/v1x',
		'/api/esa/v1/health',
		'/.well-known/security.txt',
		'/.well-known/esa-healthy',
		'/events',
	])('%s is the service’s', (path) => {
		expect(isOwnPath(path)).toBe(false);
	});

	test('any path asked by one of our clients or agents is ours, however the header is written', () => {
		expect(isOwnTraffic(request('/api/orders', 'Host', 'x', 'User-Agent', 'esa-health/0.1.0'), {})).toBe(true);
		expect(isOwnTraffic(request('/api/orders', 'host', 'x', 'user-agent', 'esa-health/0.1.0 (endpoints)'), {})).toBe(true);
	});

	test('another client is not ours because it names us somewhere', () => {
		expect(isOwnTraffic(request('/api/orders', 'X-Note-Ab', 'esa-health/1', 'User-Agent', 'curl/8 esa-health/1'), {})).toBe(false);
	});

	test('everything on a marked listener is ours', () => {
		const server = {};
		expect(isOwnTraffic(request('/anything'), server)).toBe(false);
		markOwn(server, ownServer);
		expect(isOwnTraffic(request('/anything'), server)).toBe(true);
	});

	test('a request that our handler took is ours', () => {
		const taken = request('/internal/metrics');
		expect(isMarkedOwn(taken)).toBe(false);
		markOwn(taken, ownRequest);
		expect(isMarkedOwn(taken)).toBe(true);
	});
});
