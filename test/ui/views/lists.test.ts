import {describe, expect, test} from 'vitest';
import {cursorIndex, rowsOf} from '../../../source/ui/state/select.ts';
import type {Model} from '../../../source/ui/state/model.ts';
import {shortPlace} from '../../../source/ui/views/words.ts';
import {scoreSeries} from '../../scenarios/build.ts';
import {places} from '../../scenarios/places.ts';
import {worlds} from '../../scenarios/worlds.ts';
import {asciiTheme, plainTheme, screenText} from '../../support/render-frame.tsx';

/** The shop with many more series than a small terminal has rows, and some that an agent counts. */
function withManySeries(): Model {
	const model = places.trends(worlds['slow-database']());
	const {reading} = model;
	if (reading?.trends == null) throw new Error('this world has trends');
	const [agent] = reading.agents;
	const more = Array.from({length: 30}, (_, index) => ({...scoreSeries(`old.${index}`, () => 50), unit: 'count'}));
	const counted = ['matched', 'missing'].map((name) => ({...scoreSeries(`${agent?.slug}.${name}`, () => 7), unit: 'count'}));
	return {...model, reading: {...reading, trends: [...reading.trends, ...more, ...counted]}};
}

describe('the trends', () => {
	test('show the series under the cursor, however long the list and small the terminal', () => {
		const model = withManySeries();
		const rows = rowsOf(model, 'trends');
		for (const size of [
			{columns: 80, rows: 24},
			{columns: 80, rows: 12},
			{columns: 160, rows: 50},
		])
			for (const [index, row] of rows.entries()) {
				const at = {...model, lists: {...model.lists, trends: {...model.lists.trends, cursorId: row.id}}};
				expect(cursorIndex(at, 'trends')).toBe(index);
				const marked = screenText(at, size)
					.split('\n')
					.filter((line) => line.startsWith('▸'));
				// A long title is cut in a narrow list.
				expect(marked.map((line) => line.slice(2).trimStart().slice(0, 8))).toEqual([row.title.padEnd(8).slice(0, 8)]);
			}
	});

	test('name what an agent counts after the agent', () => {
		const model = withManySeries();
		const agent = model.reading?.agents[0];
		const titles = rowsOf(model, 'trends').map(({title}) => title);
		expect(titles.slice(-3)).toEqual(['old.29', `${agent?.title} matched`, `${agent?.title} missing`]);
	});
});

describe('a place in the code', () => {
	const shortened = (file: string, columns: number, theme = plainTheme) => shortPlace({file, line: 14}, columns, theme);

	test('loses its outer folders first where it is too long, never its line', () => {
		expect(shortened('frontend/basket.js', 21)).toBe('frontend/basket.js:14');
		expect(shortened('frontend/basket.js', 20)).toBe('…/basket.js:14');
		expect(shortened('packages/web/source/basket.js', 23)).toBe('…/source/basket.js:14');
		expect(shortened('frontend/basket.js', 20, asciiTheme)).toBe(`${asciiTheme.glyphs.ellipsis}/basket.js:14`);
		expect(shortened('frontend/basket-of-the-customer.js', 20)).toBe('basket-of-the-cu…:14');
		expect(shortened('frontend/customer.js', 14)).toBe('customer.js:14');
		expect(shortPlace({}, 20, plainTheme)).toBe('');
	});
});
