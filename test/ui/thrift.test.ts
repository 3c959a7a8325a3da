import xterm from '@xterm/headless';
import {describe, expect, test} from 'vitest';
import type {Model} from '../../source/ui/state/model.ts';
import {update} from '../../source/ui/state/update.ts';
import {makeTheme, type Theme} from '../../source/ui/theme.ts';
import {thrifty, thriftyStream} from '../../source/ui/thrift.ts';
import {now} from '../scenarios/build.ts';
import {type PlaceName, places} from '../scenarios/places.ts';
import {type WorldName, worlds} from '../scenarios/worlds.ts';
import {sentFor} from '../support/byte-count.tsx';

const themes: [string, Theme][] = [
	['the palette of the terminal', makeTheme({env: {TERM: 'xterm-256color', LANG: 'C.UTF-8'}})],
	['16 million colours', makeTheme({env: {COLORTERM: 'truecolor', LANG: 'C.UTF-8'}, background: 'dark'})],
];

/** The screens that a person sees who presses some keys one after the other. */
function walk(world: WorldName, place: PlaceName, keys: readonly string[]): Model[] {
	const models: Model[] = [{...places[place](worlds[world]()), size: {columns: 120, rows: 40}}];
	for (const key of keys) models.push(update(models.at(-1) as Model, {kind: 'key', key, at: now}).model);
	return models;
}

const upAndDown = ['down', 'down', 'down', 'up', 'up', 'up', 'up', 'up', 'up', 'up', 'up', 'up'];

/** What the dearest of some keys sends. */
async function dearest(world: WorldName, place: PlaceName, keys: readonly string[], theme: Theme): Promise<number> {
	const sent = await sentFor(walk(world, place, keys), theme, thriftyStream);
	return Math.max(...sent.slice(1).map((bytes) => Buffer.byteLength(bytes)));
}

describe.each(themes)('at 120×40 with %s', (_, theme) => {
	const views = ['overview', 'agents', 'jobs', 'job-retried', 'findings', 'finding', 'why', 'why-mean', 'log', 'palette'] as const;
	test.each(views)('an arrow key on %s sends at most 600 bytes', async (place) => {
		const most = await dearest('slow-database', place, upAndDown, theme);
		expect(most).toBeGreaterThan(0);
		expect(most).toBeLessThanOrEqual(600);
	});

	test.each(['trends', 'trends-cursor', 'trends-7d'] as const)('reading a curve to the left and right on %s too', async (place) => {
		const most = await dearest('slow-database', place, ['left', 'left', 'left', 'left', 'left', 'right', 'right'], theme);
		expect(most).toBeGreaterThan(0);
		expect(most).toBeLessThanOrEqual(600);
	});

	test('another series is another curve, which is sent in at most 1,200 bytes', async () => {
		expect(await dearest('slow-database', 'trends', upAndDown, theme)).toBeLessThanOrEqual(1200);
	});
});

test('the picture is the same, cell by cell, as without thrift', async () => {
	const keys = [
		'down',
		'w',
		'down',
		'a',
		'j',
		'm',
		't',
		'down',
		'left',
		'left',
		'up',
		'f',
		'j',
		'enter',
		'j',
		':',
		'r',
		'down',
		'escape',
		'?',
		'escape',
		'o',
		'up',
	];
	for (const world of ['slow-database', 'wide-strings', 'server-away'] as const) {
		const [, theme] = themes[1] as [string, Theme];
		const sent = await sentFor(walk(world, 'overview', keys), theme);
		const plain = await pictureOf(sent);
		expect(plain.filter((row) => row.trim() !== '').length).toBeGreaterThan(10);
		expect(await pictureOf(sent.map(thrifty))).toEqual(plain);
		expect(sent.map(thrifty).join('').length).toBeLessThan(sent.join('').length * 0.9);
	}
});

/** Every cell of the last screen with its looks, row by row. */
async function pictureOf(sent: readonly string[]): Promise<string[]> {
	const terminal = new xterm.Terminal({cols: 120, rows: 40, allowProposedApi: true});
	await new Promise<void>((resolve) => {
		terminal.write(sent.join(''), resolve);
	});
	const {active} = terminal.buffer;
	const rows = Array.from({length: 40}, (_, row) =>
		Array.from({length: 120}, (_cell, column) => {
			const one = active.getLine(row)?.getCell(column);
			const text = one?.getChars() ?? '';
			// A blank looks the same in every colour.
			return text === '' || text === ' ' ? ' ' : `${text}${one?.getFgColor()}/${one?.isBold()}/${one?.isDim()}`;
		}).join(''),
	);
	terminal.dispose();
	return rows;
}

test('what follows no erased row is left as it is', () => {
	expect(thrifty('a        b\n')).toBe('a        b\n');
});
