import {expect, test} from 'vitest';
import {describeFailure, type Attempted} from '../../source/client/failure.ts';
import {defaultTimeouts} from '../../source/client/timeouts.ts';

const attempted: Attempted = {
	method: 'GET',
	path: '/esa/v1/health',
	origin: 'https://shop:3000',
	phase: 'headers',
	timeouts: defaultTimeouts,
};
const coded = (code: string): Error => Object.assign(new Error('raw \u001B[31m text'), {code});

test.each([
	['ECONNREFUSED', 'https://shop:3000 refused the connection: nothing listens there.'],
	['ENOTFOUND', 'The name shop could not be found in DNS (ENOTFOUND).'],
	['EAI_AGAIN', 'The name shop could not be found in DNS (EAI_AGAIN).'],
	['EHOSTUNREACH', 'There is no way through the network to https://shop:3000 (EHOSTUNREACH).'],
	['UND_ERR_CONNECT_TIMEOUT', 'https://shop:3000 did not accept a connection within 5 s.'],
	['UND_ERR_HEADERS_TIMEOUT', 'https://shop:3000 accepted the connection but did not answer GET /esa/v1/health within 5 s.'],
	['UND_ERR_BODY_TIMEOUT', 'https://shop:3000 began to answer GET /esa/v1/health but then sent nothing for 5 s.'],
	['ECONNRESET', 'https://shop:3000 closed the connection before it answered GET /esa/v1/health (ECONNRESET).'],
	['ERR_SSL_WRONG_VERSION_NUMBER', 'https://shop:3000 does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER): try http://shop:3000.'],
	[
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'No trusted TLS connection to https://shop:3000 (DEPTH_ZERO_SELF_SIGNED_CERT); a private certificate authority can be named in NODE_EXTRA_CA_CERTS.',
	],
	[
		'CERT_HAS_EXPIRED',
		'No trusted TLS connection to https://shop:3000 (CERT_HAS_EXPIRED); a private certificate authority can be named in NODE_EXTRA_CA_CERTS.',
	],
])('%s', (code, detail) => {
	expect(describeFailure(coded(code), attempted)).toMatchObject({kind: 'unreachable', detail});
});

test('the code is found in wrapped errors and in one error for each address', () => {
	const perAddress = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]);
	expect(describeFailure(new TypeError('fetch failed', {cause: perAddress}), attempted).detail).toContain('refused the connection');
});

test('only a request whose reply can have been lost is called lost', () => {
	const lost = (code: string): boolean => describeFailure(coded(code), attempted).lost;
	expect(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'].map(lost)).toEqual([false, false, false, false]);
	expect(['ECONNRESET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_SOCKET'].map(lost)).toEqual([true, true, true, true]);
});

test('the text of an error is never shown', () => {
	expect(describeFailure(new Error('raw \u001B[31m text'), attempted).detail).toBe(
		'https://shop:3000 closed the connection before it answered GET /esa/v1/health (Error).',
	);
});
