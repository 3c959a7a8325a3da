import {describe, expect, test} from 'vitest';
import {isExcludedBy, joined, pathsOfEndpoint} from '../../../../../source/agents/api-paths/servers/nest/route-paths.ts';

const known = (...texts: string[]) => texts.map((text) => ({text, isPartlyKnown: false}));
const sources = {
	globalPrefix: known(''),
	versions: known(''),
	modulePrefix: known(''),
	controller: known(''),
	method: known(''),
	isExcluded: () => false,
};
const textsOf = (paths: {text: string}[]): string[] => paths.map(({text}) => text);

describe('pathsOfEndpoint', () => {
	test('puts the prefix before the version, and the version before module and controller', () => {
		const paths = pathsOfEndpoint({
			...sources,
			globalPrefix: known('api'),
			versions: known('v1'),
			modulePrefix: known('/admin/'),
			controller: known('users'),
			method: known(':id'),
		});
		expect(textsOf(paths)).toEqual(['/api/v1/admin/users/:id']);
	});

	test('gives every combination of alternatives', () => {
		expect(textsOf(pathsOfEndpoint({...sources, versions: known('v1', ''), controller: known('a', 'b')}))).toEqual([
			'/v1/a',
			'/a',
			'/v1/b',
			'/b',
		]);
	});

	test('leaves the prefix off what is excluded, not the version', () => {
		const paths = pathsOfEndpoint({
			...sources,
			globalPrefix: known('api'),
			versions: known('v2'),
			controller: known('health'),
			isExcluded: (path) => path === '/health',
		});
		expect(textsOf(paths)).toEqual(['/v2/health']);
	});

	test('is the root without anything', () => {
		expect(textsOf(pathsOfEndpoint(sources))).toEqual(['/']);
	});
});

test('a part that is not known makes the whole path so', () => {
	expect(joined(known('api'), [{text: ':tenant', isPartlyKnown: true}])).toEqual([{text: '/api/:tenant', isPartlyKnown: true}]);
});

describe('isExcludedBy', () => {
	test.each([
		['health', '/health'],
		['/health', '/HEALTH'],
		['cats/:id', '/cats/7'],
		['public/(.*)', '/public/a/b'],
		['public/{*rest}', '/public/a/b'],
		['files/*path', '/files/a'],
		['/', '/'],
	])('%s covers %s', (pattern, path) => {
		expect(isExcludedBy(pattern, path)).toBe(true);
	});

	test.each([
		['health', '/health/live'],
		['cats/:id', '/cats'],
		['a.b', '/axb'],
		['public/(.*)', '/publicity'],
	])('%s does not cover %s', (pattern, path) => {
		expect(isExcludedBy(pattern, path)).toBe(false);
	});
});
