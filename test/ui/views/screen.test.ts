import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {cellWidth} from '../../../source/ui/components/fit.ts';
import {plainText} from '../../../source/ui/components/line.ts';
import type {Model} from '../../../source/ui/state/model.ts';
import {makeTheme} from '../../../source/ui/theme.ts';
import {worstCategory} from '../../../source/ui/views/header.ts';
import {screenLines} from '../../../source/ui/views/screen-lines.ts';
import {placeNames, places} from '../../scenarios/places.ts';
import {worldNames, worlds} from '../../scenarios/worlds.ts';
import {asciiTheme, plainTheme, screenText, withoutSgr} from '../../support/render-frame.tsx';

const colourful = makeTheme({env: {TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8'}, background: 'dark'});
const built = new Map(worldNames.map((name) => [name, worlds[name]()]));

const anyScreen = fc.record({
	world: fc.constantFrom(...worldNames),
	place: fc.constantFrom(...placeNames),
	columns: fc.oneof({weight: 6, arbitrary: fc.integer({min: 20, max: 130})}, {weight: 1, arbitrary: fc.integer({min: 130, max: 400})}),
	rows: fc.oneof({weight: 6, arbitrary: fc.integer({min: 5, max: 45})}, {weight: 1, arbitrary: fc.integer({min: 45, max: 120})}),
	cursor: fc.nat(60),
	theme: fc.constantFrom(plainTheme, plainTheme, asciiTheme, colourful),
});

/** Sizes, states and cursors, drawn once and read by every law below. The seed is printed by no failure, since each names its screen. */
const screens = fc.sample(anyScreen, {numRuns: 1_600, seed: 20_261_122}).map((screen) => {
	const model = modelOf(screen);
	const lines = screenLines(model, screen.theme).map((line) => plainText(line, screen.columns, screen.theme));
	return {...screen, name: `${screen.world}/${screen.place} ${screen.columns}×${screen.rows}`, model, lines};
});
type Drawn = (typeof screens)[number];

function modelOf({
	world,
	place,
	columns,
	rows,
	cursor,
}: {
	world: keyof typeof worlds;
	place: keyof typeof places;
	columns: number;
	rows: number;
	cursor: number;
}): Model {
	const model = places[place](built.get(world) ?? worlds[world]());
	const lists = Object.entries(model.lists).map(([id, list]) => [id, {...list, cursorId: list.cursorId ?? 'gone', index: cursor}]);
	return {...model, lists: Object.fromEntries(lists) as Model['lists'], size: {columns, rows}};
}

/** The screens that break a law, by name: an empty list is what every test wants. */
function breaking(law: (screen: Drawn) => boolean, among: readonly Drawn[] = screens): string[] {
	expect(among.length).toBeGreaterThan(20);
	return among.filter((screen) => !law(screen)).map(({name}) => name);
}

const unicode = screens.filter(({theme}) => !theme.ascii);
const ascii = screens.filter(({theme}) => theme.ascii);
const drawnByInk = screens.filter((_, index) => index % 24 === 0);
const wide = screens.filter(({world}) => world === 'wide-strings');

describe('at every size, in every state', () => {
	test('the screen is exactly as tall as the terminal', () => {
		expect(breaking(({lines, rows}) => lines.length === rows)).toEqual([]);
	});

	test('no row is wider than the terminal', () => {
		expect(breaking(({lines, columns}) => lines.every((line) => cellWidth(line) <= columns))).toEqual([]);
	});

	test('the cell in the lower right corner stays empty, since writing it scrolls some terminals', () => {
		expect(breaking(({lines, columns}) => cellWidth(lines.at(-1) ?? '') < columns)).toEqual([]);
	});

	test('Ink draws what was laid out, no row more and no cell wider', () => {
		const isSame = ({model, columns, rows, theme, lines}: Drawn) => screenText(model, {columns, rows}, theme).split('\n').map((row) => row.trimEnd()).join('\n') === lines.map((row) => row.trimEnd()).join('\n'); // prettier-ignore
		expect(breaking(isSame, drawnByInk)).toEqual([]);
	});

	test('hostile names leave no byte that a terminal would obey', () => {
		expect(breaking(({lines}) => lines.every((line) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(line)), wide)).toEqual([]);
	});

	test('hostile names leave nothing but colours and weights in what Ink writes', () => {
		const few = wide.slice(0, 21);
		expect(
			breaking(
				({model, columns, rows, theme}) => !/[\p{Cc}\p{Cf}]/u.test(screenText(model, {columns, rows}, theme).replaceAll('\n', '')),
				few,
			),
		).toEqual([]);
	});

	test('an ASCII terminal gets ASCII only', () => {
		expect(breaking(({lines}) => lines.every((line) => /^[ -~]*$/.test(line)), ascii)).toEqual([]);
	});

	test('the worst state is in sight', () => {
		const judged = unicode.filter(
			({model}) => model.overlay.kind === 'none' && model.reading !== null && worstCategory(model.reading.report)?.score != null,
		);
		expect(breaking(({model, lines}) => worstPattern(model).test(lines.join('\n')), judged)).toEqual([]);
	});

	test('how old the numbers are, or that there are none, is in the first two rows', () => {
		const age = /just now|\d (s|min|h) old|no answer|away|refused|unreadable|connecting|paused/;
		expect(breaking(({lines}) => age.test(lines.slice(0, 2).join('\n')))).toEqual([]);
	});

	test('the way out is in the last row: q, or in an overlay the key that closes it', () => {
		expect(breaking(({model, lines}) => (model.overlay.kind === 'none' ? /\bq quit/ : /\besc /).test(lines.at(-1) ?? ''))).toEqual([]);
	});

	test('the row under the cursor of a long list is in sight, and it is one', () => {
		const lists = screens
			.filter(({world, place, theme}) => world === 'many' && !theme.ascii && ['jobs', 'findings', 'agents'].includes(place))
			.filter(({rows}) => rows > 5);
		const marked = ({lines}: Drawn) => lines.filter((line) => line.startsWith('▸')).length;
		expect(lists.length).toBeGreaterThan(5);
		expect(lists.filter((screen) => marked(screen) !== 1).map(({name}) => name)).toEqual([]);
	});
});

function worstPattern({reading}: Model): RegExp {
	const worst = reading === null ? null : worstCategory(reading.report);
	return new RegExp(`${plainTheme.glyphs.status[worst?.status ?? 'unknown']} +${Math.round(worst?.score ?? 0)}`);
}

test('a smaller terminal than any of these still gets a screen of its own size', () => {
	for (const [columns, rows] of [
		[1, 1],
		[5, 2],
		[19, 4],
		[200, 1],
		[3, 60],
	] as const) {
		// prettier-ignore
		const model = {...worlds['slow-database'](), size: {columns, rows}};
		const lines = screenLines(model, plainTheme).map((line) => plainText(line, columns, plainTheme));
		expect(lines).toHaveLength(rows);
		for (const line of lines) expect(cellWidth(line)).toBeLessThanOrEqual(columns);
	}
});

test('moving the cursor by one row on the overview changes two rows and nothing else', () => {
	const model = {...worlds['slow-database'](), size: {columns: 120, rows: 40}};
	const rowsAt = (cursorId: string) => screenLines({...model, lists: {...model.lists, overview: {...model.lists.overview, cursorId}}}, plainTheme).map((line) => plainText(line, 120, plainTheme)); // prettier-ignore
	const before = rowsAt('recommendation:batch-items');
	const after = rowsAt('recommendation:half-open');
	expect(before.filter((row, index) => row !== after[index])).toHaveLength(2);
});

test('withoutSgr leaves every other escape sequence to be found', () => {
	expect(withoutSgr('\u001B[1mx\u001B[2J')).toBe('x\u001B[2J');
});
