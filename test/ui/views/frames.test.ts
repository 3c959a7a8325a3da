import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {describe, expect, test} from 'vitest';
import {type PlaceName, placeNames, places} from '../../scenarios/places.ts';
import {type WorldName, worldNames, worlds} from '../../scenarios/worlds.ts';
import {asciiTheme, plainTheme, screenText} from '../../support/render-frame.tsx';

const update = process.env['UPDATE_FRAMES'] === '1';

interface Shot {
	world: WorldName;
	place: PlaceName;
	size: `${number}x${number}`;
	ascii?: true;
}

/** Every view of the world in trouble at the three sizes, every world at the design size, and the corners. */
const shots: Shot[] = [
	...placeNames.flatMap((place) => (['60x20', '80x24', '160x50'] as const).map((size): Shot => ({world: 'slow-database', place, size}))),
	...worldNames.filter((world) => world !== 'slow-database').map((world): Shot => ({world, place: 'overview', size: '80x24'})),
	...(['20x5', '40x12', '60x15', '120x40', '240x60'] as const).map((size): Shot => ({world: 'slow-database', place: 'overview', size})),
	...(['20x5', '40x12', '60x20', '160x50'] as const).map((size): Shot => ({world: 'server-away', place: 'overview', size})),
	...(['findings', 'jobs', 'agents'] as const).map((place): Shot => ({world: 'many', place, size: '80x24'})),
	...(['findings', 'finding', 'agents', 'why'] as const).map((place): Shot => ({world: 'wide-strings', place, size: '80x24'})),
	...(['trends', 'agents', 'jobs', 'findings', 'why', 'log'] as const).map((place): Shot => ({world: 'no-history', place, size: '80x24'})),
	...(['findings', 'trends', 'why'] as const).map((place): Shot => ({world: 'server-away', place, size: '80x24'})),
	...(['20x5', '40x12', '160x50'] as const).flatMap((size): Shot[] => [
		{world: 'no-history', place: 'overview', size},
		{world: 'platform', place: 'overview', size},
		{world: 'nothing-measured', place: 'overview', size},
	]),
	{world: 'platform', place: 'why', size: '80x24'},
	{world: 'nothing-measured', place: 'why', size: '80x24'},
	{world: 'connecting', place: 'trends', size: '60x20'},
	{world: 'never-reached', place: 'overview', size: '20x5'},
	{world: 'slow-database', place: 'findings', size: '20x5'},
	{world: 'slow-database', place: 'overview', size: '80x24', ascii: true},
	{world: 'slow-database', place: 'trends-cursor', size: '80x24', ascii: true},
];

describe('frames, checked in and read by eye', () => {
	test.each(shots.map((shot) => [nameOf(shot), shot] as const))('%s', (name, shot) => {
		const [columns = 80, rows = 24] = shot.size.split('x').map(Number);
		const text = `${screenText(places[shot.place](worlds[shot.world]()), {columns, rows}, shot.ascii ? asciiTheme : plainTheme)}\n`;
		const file = new URL(`../../frames/${name}.txt`, import.meta.url);
		if (update) {
			mkdirSync(dirname(file.pathname), {recursive: true});
			writeFileSync(file, text);
		}
		expect(text).toBe(readFileSync(file, 'utf8'));
	});
});

function nameOf({world, place, size, ascii}: Shot): string {
	return `${world}/${place}.${size}${ascii ? '.ascii' : ''}`;
}
