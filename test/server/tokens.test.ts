import {describe, expect, test} from 'vitest';
import {authenticate} from '../../source/server/auth.ts';
import {parseTokens, tokensFromEnvironment} from '../../source/server/tokens.ts';

const now = Date.parse('2026-11-22T20:00:00Z');
const text = '# people\nada:operator:canary-operator-1\n\nbob:viewer:canary-viewer-22:2026-12-01T00:00:00Z\r\n';

describe('token lines', () => {
	test('give each token its name, role and expiry, and keep only its hash', () => {
		const tokens = parseTokens(text, 'file');
		expect(tokens.map(({name, role, expiresAt}) => [name, role, expiresAt])).toEqual([
			['ada', 'operator', null],
			['bob', 'viewer', Date.parse('2026-12-01T00:00:00Z')],
		]);
		expect(JSON.stringify(tokens)).not.toContain('canary');
	});

	test('a line with a token alone is an operator', () => {
		expect(parseTokens('canary-operator-1\n', 'file')).toMatchObject([{name: 'token', role: 'operator'}]);
	});

	test.each([
		['ada:admin:canary-operator-1', 'viewer or operator'],
		['ada:operator:canary', 'at least 8'],
		['a da:operator:canary-operator-1', 'begins with a name'],
		['ada:operator:canary-operator-1:tomorrow', 'ISO 8601'],
		['ada:operator:canary-operator-1:1', 'ISO 8601'],
		['canary operator', 'at least 8'],
		['', 'holds no token'],
		['# only a comment', 'holds no token'],
		['ada:viewer:canary-viewer-22\nada:viewer:canary-viewer-33', 'names ada twice'],
	])('refuses %j in one sentence without the token', (line, part) => {
		const failure = caught(() => parseTokens(line, 'The token file x'));
		expect(failure).toMatchObject({code: 'bad-tokens'});
		expect(failure.message).toContain(part);
		expect(failure.message).not.toContain('canary');
	});

	test('come from the environment as one token or as lines', () => {
		expect(tokensFromEnvironment({})).toEqual([]);
		expect(tokensFromEnvironment({ESA_HEALTH_TOKEN: 'canary-operator-1'})).toMatchObject([{name: 'token', role: 'operator'}]);
		const lines = tokensFromEnvironment({ESA_HEALTH_TOKENS: 'ada:operator:canary-operator-1;bob:viewer:canary-viewer-22'});
		expect(lines.map(({name}) => name)).toEqual(['ada', 'bob']);
	});
});

describe('authentication', () => {
	const tokens = parseTokens(text, 'file');

	test('tells who a token belongs to', () => {
		expect(authenticate(tokens, 'Bearer canary-operator-1', now)).toMatchObject({name: 'ada', role: 'operator'});
		expect(authenticate(tokens, 'bearer canary-viewer-22', now)).toMatchObject({name: 'bob', role: 'viewer'});
	});

	test.each([
		undefined,
		'',
		'Bearer',
		'Basic canary-operator-1',
		'Bearer canary-operator-2',
		'Bearer canary-operator-1 x',
		'canary-operator-1',
	])('refuses the header %j', (header) => {
		const refused = authenticate(tokens, header, now);
		expect(refused).toMatchObject({status: 401, code: 'unauthorised', headers: {'www-authenticate': 'Bearer realm="esa-health"'}});
		expect(JSON.stringify(refused)).not.toContain('canary');
	});

	test('refuses a token from the moment it expires', () => {
		const expiry = Date.parse('2026-12-01T00:00:00Z');
		expect(authenticate(tokens, 'Bearer canary-viewer-22', expiry - 1)).toMatchObject({name: 'bob'});
		expect(authenticate(tokens, 'Bearer canary-viewer-22', expiry)).toMatchObject({status: 401, message: 'The token bob has expired.'});
	});
});

function caught(act: () => unknown): Error {
	try {
		act();
	} catch (error) {
		if (error instanceof Error) return error;
	}
	throw new Error('nothing was thrown');
}
