import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fuzzyScore} from '../../../source/ui/state/fuzzy.ts';
import {paletteMatches} from '../../../source/ui/state/palette.ts';
import {finding} from '../../support/readings.ts';
import {liveModel, press} from '../../support/screen-model.ts';

const titles = (...keys: string[]) => paletteMatches(press(liveModel(), ':', ...keys)).map(({title}) => title);

test('offers actions, views, runs, categories, ranges and findings', () => {
	expect(titles()).toEqual(
		expect.arrayContaining([
			'refresh now',
			'agents',
			'run endpoints',
			'why Database',
			'trends 7d',
			'finding: GET /api/orders answers with an empty body',
			'quit',
		]),
	);
});

test('what begins as typed comes first', () => {
	expect(titles(...'q')[0]).toBe('quit');
	expect(titles(...'run', 'space', ...'sw')[0]).toBe('run sweeper');
	expect(titles(...'data')[0]).toBe('why Database');
});

test('letters in order are enough', () => {
	expect(titles(...'rnend')[0]).toBe('run endpoints');
});

test('shows the key that does the same', () => {
	expect(paletteMatches(press(liveModel(), ':', ...'refresh'))[0]).toMatchObject({key: 'r'});
});

test('--read-only offers no runs', () => {
	const model = press({...liveModel(), readOnly: true}, ':', ...'run');
	expect(paletteMatches(model).filter(({deed}) => deed.kind === 'run')).toEqual([]);
});

test('ten thousand entries are searched and the best fifty shown', () => {
	const findings = Array.from({length: 10_000}, (_, index) => finding({id: `f${index}`, title: `Route ${index} is slow`}));
	const matches = paletteMatches(press(liveModel({findings}), ':', ...'route', 'space', ...'9999'));
	expect(matches[0]?.title).toBe('finding: Route 9999 is slow');
	expect(paletteMatches(press(liveModel({findings}), ':', ...'slow'))).toHaveLength(50);
});

test('a text that contains every word always fits, one without a letter of it never', () => {
	fc.assert(
		fc.property(
			fc.stringMatching(/^[a-z]{0,9}$/),
			fc.stringMatching(/^[a-z]{1,5}$/),
			fc.stringMatching(/^[a-z]{0,9}$/),
			(before, word, after) => {
				expect(fuzzyScore(before + word + after, [word])).not.toBeNull();
				expect(fuzzyScore(`${before}${after}`.replaceAll(word[0] ?? '', ''), [word])).toBeNull();
			},
		),
	);
});

test('the cursor stays on a match, whatever is pressed and typed', () => {
	const cursor = (...keys: string[]) => press(liveModel(), ':', ...keys).overlay;
	expect(cursor('up')).toMatchObject({cursor: 0});
	expect(cursor(...'sweeper', 'down', 'down', 'down')).toMatchObject({cursor: titles(...'sweeper').length - 1});
	expect(cursor('down', 'down', 'z')).toMatchObject({cursor: 0});
});
