import {expect, test} from 'vitest';
import {parseRetryAfter, readBody} from '../../source/client/answer.ts';

const now = Date.parse('2026-11-22T20:00:00Z');

test.each([
	['120', 120_000],
	[' 0 ', 0],
	['Sun, 22 Nov 2026 20:01:30 GMT', 90_000],
	['Sun, 22 Nov 2026 19:00:00 GMT', 0],
	['soon', null],
	['-5', null],
	['99999999999999', null],
	[undefined, null],
])('Retry-After %j is %j ms', (value, ms) => {
	expect(parseRetryAfter(value, now)).toBe(ms);
});

test.each([
	['{"a":1}', 'text/html', {kind: 'json', value: {a: 1}}],
	['7', 'application/health+json', {kind: 'json', value: 7}],
	['OK', '', {kind: 'text', text: 'OK'}],
	['  ', 'application/json', {kind: 'empty'}],
	['<!DOCTYPE html><title>Log in</title>', 'application/json', {kind: 'html', title: 'Log in'}],
	['<html><body>Hello', '', {kind: 'html', title: '<html><body>Hello'}],
	['Hello', 'text/html', {kind: 'html', title: 'Hello'}],
	['{"a":', 'application/json', {kind: 'broken', detail: 'broken JSON: {"a":'}],
])('%j sent as %s is understood by what it is', (text, contentType, body) => {
	expect(readBody(text, contentType)).toEqual(body);
});
