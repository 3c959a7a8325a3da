import {describe, expect, test} from 'vitest';
import {failureMessage} from '../../source/jobs/failure-message.ts';

describe('what is kept of an error', () => {
	test('its message on one line, without the stack', () => {
		expect(failureMessage(new Error('no route\n   to host'))).toBe('no route to host');
	});

	test.each([
		['postgres://admin:hunter2@db:5432/app refused', 'postgres://***@db:5432/app refused'],
		['redis://:s3cret@cache/0 refused', 'redis://***@cache/0 refused'],
		['GET https://token@api.example/ failed', 'GET https://***@api.example/ failed'],
		['amqps://user:p@ss:word@queue/vhost failed', 'amqps://***@queue/vhost failed'],
		['GET https://api.example/a?token=abc&page=2 failed', 'GET https://api.example/a?token=***&page=*** failed'],
		['mysql://root:a/b?c@db/app refused', 'mysql://***@db/app refused'],
		['GET http://localhost:3000/@scope/name failed', 'GET http://localhost:3000/@scope/name failed'],
		['mail to ops@example.org failed', 'mail to ops@example.org failed'],
		['GET http://localhost:3000/a answered 500', 'GET http://localhost:3000/a answered 500'],
	])('%s', (message, kept) => {
		expect(failureMessage(new Error(message))).toBe(kept);
	});

	test('the cause is told where the message does not tell it, redacted too', () => {
		expect(failureMessage(new TypeError('fetch failed', {cause: new Error('connect ECONNREFUSED 127.0.0.1:3000')}))).toBe(
			'fetch failed: connect ECONNREFUSED 127.0.0.1:3000',
		);
		expect(failureMessage(new Error('no', {cause: new Error('http://a:b@c/')}))).toBe('no: http://***@c/');
	});

	test('a bounded length, whatever was thrown', () => {
		expect(failureMessage(new Error('x'.repeat(5_000_000)))).toHaveLength(400);
		expect(failureMessage(new Error('http://'.repeat(100_000)))).toHaveLength(400);
	});

	test('a sentence even for nothing, an empty message, or something that is no error', () => {
		for (const thrown of [undefined, null, 42, {}, new Error('')]) expect(failureMessage(thrown)).toMatch(/^The agent failed/);
		expect(failureMessage('plain text')).toBe('plain text');
	});
});
