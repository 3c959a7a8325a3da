import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {accepts} from '../../../../source/agents/api-paths/routes/language.ts';
import {languageOfRegExp} from '../../../../source/agents/api-paths/routes/regexp.ts';

const readable = [
	/^\/users\/(\d+)$/,
	/.*fly$/,
	/^\/(?!api).*/,
	/^(?!\/(?:api|auth)(?:\/|$)).+$/,
	/^\/foo(?:\/|$)/i,
	/^\/[a-z0-9_-]+\.(?:png|jpe?g)$/,
	/^\/(?<lang>en|de)\/x{2,3}$/,
	/a|^\/b$/,
	/^\/commits\/(\w+)(?:\.\.(\w+))?$/,
	/^\/[^/]+?(?=\.json)/,
];

describe('a regular expression as a language', () => {
	test.each(readable)('%s takes what the engine takes', (expression) => {
		const language = languageOfRegExp(expression.source, expression.flags);
		expect(language).not.toBeNull();
		const pieces = [
			'/',
			'api',
			'auth',
			'users',
			'12',
			'a',
			'b',
			'fly',
			'foo',
			'Foo',
			'.png',
			'.jpg',
			'..',
			'en',
			'xx',
			'commits',
			'.json',
			'-',
			'\n',
		];
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...pieces), {maxLength: 6}), (parts) => {
				const path = parts.join('');
				expect(accepts(language!, path)).toBe(expression.test(path));
			}),
		);
	});

	test.each([String.raw`^(a)\1$`, String.raw`\bx`, '(?<=a)b', '(', '[a', 'a{999}'])('%s is not read', (source) => {
		expect(languageOfRegExp(source)).toBeNull();
	});
});
