import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	accepts,
	both,
	charsExcept,
	either,
	empty,
	everything,
	exampleOf,
	includes,
	many,
	meets,
	none,
	not,
	oneOrMore,
	optional,
	seq,
	text,
	type Language,
} from '../../../../source/agents/api-paths/routes/language.ts';

const words = fc.stringMatching(/^[ab/]{0,6}$/);
const leaf: fc.Arbitrary<Language> = fc.oneof(
	fc.constantFrom(none, empty, everything, charsExcept('/')),
	fc.stringMatching(/^[ab/]{1,2}$/).map((content) => text(content)),
);
const languages: fc.Arbitrary<Language> = fc.letrec<{language: Language}>((tie) => ({
	language: fc.oneof(
		{maxDepth: 3},
		leaf,
		fc.tuple(tie('language'), tie('language')).map(([a, b]) => seq(a, b)),
		fc.tuple(tie('language'), tie('language')).map(([a, b]) => either(a, b)),
		fc.tuple(tie('language'), tie('language')).map(([a, b]) => both(a, b)),
		tie('language').map(not),
		tie('language').map(many),
	),
})).language;

describe('laws', () => {
	test('the operators mean what they say of every text', () => {
		fc.assert(
			fc.property(languages, languages, words, (a, b, word) => {
				expect(accepts(either(a, b), word)).toBe(accepts(a, word) || accepts(b, word));
				expect(accepts(both(a, b), word)).toBe(accepts(a, word) && accepts(b, word));
				expect(accepts(not(a), word)).toBe(!accepts(a, word));
				expect(accepts(optional(a), word)).toBe(word === '' || accepts(a, word));
			}),
		);
	});

	test('a sequence is split somewhere', () => {
		fc.assert(
			fc.property(languages, languages, words, (a, b, word) => {
				const isSplit = Array.from({length: word.length + 1}, (_, at) => at).some(
					(at) => accepts(a, word.slice(0, at)) && accepts(b, word.slice(at)),
				);
				expect(accepts(seq(a, b), word)).toBe(isSplit);
			}),
		);
	});

	test('an example belongs to its language', () => {
		fc.assert(
			fc.property(languages, (language) => {
				const example = exampleOf(language);
				expect(typeof example !== 'string' || accepts(language, example)).toBe(true);
			}),
		);
	});

	test('a part holds no text that the whole does not, and texts of both make them meet', () => {
		fc.assert(
			fc.property(languages, languages, words, (whole, part, word) => {
				if (includes(whole, part) && accepts(part, word)) expect(accepts(whole, word)).toBe(true);
				if (accepts(whole, word) && accepts(part, word)) expect(meets(whole, part)).toBe(true);
			}),
		);
	});
});

describe('languages', () => {
	test('find out that one or more is a part of any number', () => {
		const segment = oneOrMore(charsExcept('/'));
		expect(includes(many(charsExcept('/')), segment)).toBe(true);
		expect(includes(segment, many(charsExcept('/')))).toBe(false);
	});

	test('take text in both cases only when it is folded', () => {
		expect(accepts(text('Users', true), 'uSERS')).toBe(true);
		expect(accepts(text('Users'), 'users')).toBe(false);
	});

	test('stay linear where a backtracking matcher would not end', () => {
		const nested = many(either(many(text('a')), seq(text('a'), text('a'))));
		expect(accepts(nested, `${'a'.repeat(5000)}b`)).toBe(false);
	});
});
