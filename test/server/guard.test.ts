import {describe, expect, test} from 'vitest';
import {checkContentType, checkOrigin, checkRole} from '../../source/server/guard.ts';
import {aCall} from '../support/call.ts';

const open = {hasTokens: false, allowedHosts: []};
const closed = {hasTokens: true, allowedHosts: ['shop.example.com', 'ops.example.com:8443']};
const path = '/esa/v1/health';

describe('without tokens', () => {
	test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('the peer %s is this machine', (remote) => {
		expect(checkOrigin(aCall(path, {remote}), open)).toBeUndefined();
	});

	test.each(['10.0.0.5', '::ffff:10.0.0.5', '2001:db8::1', '1270.0.0.1', ''])('the peer %j is refused entirely', (remote) => {
		expect(checkOrigin(aCall(path, {remote}), open)).toMatchObject({status: 403, code: 'forbidden'});
	});

	test('a peer that nobody knows is refused', () => {
		expect(checkOrigin({...aCall(path), remote: undefined}, open)).toMatchObject({status: 403});
	});

	test.each(['forwarded', 'x-forwarded-for', 'x-real-ip'])('what a proxy on this machine relays (%s) is not from this machine', (name) => {
		expect(checkOrigin(aCall(path, {headers: {[name]: '10.0.0.5'}}), open)).toMatchObject({status: 403});
	});

	test.each(['10.0.0.5:3000', '[2001:db8::1]:3000'])('the address %s in the place of a host is refused', (host) => {
		expect(checkOrigin(aCall(path, {headers: {host}}), open)).toMatchObject({status: 421});
	});
});

describe('the Host header', () => {
	test.each(['localhost', 'LOCALHOST:3000', 'localhost.', '127.0.0.1:7106', '[::1]:7106', 'app.localhost:3000'])(
		'%s is this machine',
		(host) => {
			expect(checkOrigin(aCall(path, {headers: {host}}), open)).toBeUndefined();
		},
	);

	test.each(['shop.example.com', 'Shop.Example.com:443', 'shop.example.com.', 'ops.example.com:8443', '10.0.0.5:7106'])(
		'%s is allowed',
		(host) => {
			expect(checkOrigin(aCall(path, {headers: {host}}), closed)).toBeUndefined();
		},
	);

	test.each([
		'evil.example',
		'localhost.evil.example',
		'127.0.0.1.evil.example',
		'ops.example.com',
		'evil.example:3000',
		'',
		'xlocalhost',
		'notlocalhost:3000',
		'127.1.evil',
	])('%j is misdirected', (host) => {
		expect(checkOrigin(aCall(path, {headers: {host}}), closed)).toMatchObject({status: 421, code: 'misdirected'});
	});
});

describe('web pages', () => {
	test.each([
		{origin: 'https://evil.example'},
		{origin: 'null'},
		{'sec-fetch-site': 'cross-site'},
		{'sec-fetch-site': 'same-site'},
		{origin: 'http://localhost:4000'},
	])('of another origin may not even read: %j', (headers) => {
		expect(checkOrigin(aCall(path, {headers}), open)).toMatchObject({status: 403});
	});

	test('of the same origin may read, and never write', () => {
		const headers = {origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin'};
		expect(checkOrigin(aCall(path, {headers}), open)).toBeUndefined();
		expect(checkOrigin(aCall(path, {method: 'POST', headers}), open)).toMatchObject({status: 403});
	});
});

describe('writes', () => {
	test.each([
		{'content-type': 'application/json'},
		{'content-type': 'application/json; charset=utf-8', 'content-length': '12'},
		{'x-esa-health': '1'},
		{'x-esa-health': '1', 'content-length': '0'},
	])('pass with %j', (headers) => {
		expect(checkContentType(aCall(path, {headers}))).toBeUndefined();
	});

	test.each([
		{},
		{'content-type': 'text/plain'},
		{'content-type': 'application/x-www-form-urlencoded'},
		{'content-type': 'application/jsonp'},
		{'content-type': 'text/plain; application/json'},
		{'x-esa-health': '1', 'content-length': '5'},
		{'x-esa-health': '1', 'transfer-encoding': 'chunked'},
	])('are refused with %j', (headers) => {
		expect(checkContentType(aCall(path, {headers}))).toMatchObject({status: 415});
	});

	test('need an operator', () => {
		const viewer = {name: 'bob', role: 'viewer', expiresAt: null} as const;
		expect(checkRole(viewer, 'operator')).toMatchObject({status: 403, message: expect.stringContaining('bob')});
		expect(checkRole(viewer, 'viewer')).toBeUndefined();
		expect(checkRole({...viewer, role: 'operator'}, 'operator')).toBeUndefined();
	});
});
