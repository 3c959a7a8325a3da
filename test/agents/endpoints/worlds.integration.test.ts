import {describe, expect, test} from 'vitest';
import {runWorld, told} from './run-world.ts';
import {worlds} from './worlds/index.ts';

describe('in small real services with known faults and look-alikes', () => {
	test.each(worlds)('finds exactly what is wrong with $name', async (world) => {
		const {result, requests} = await runWorld(world);
		expect(told(result)).toEqual(world.faults.toSorted());
		const asked = new Set(requests.map(({path}) => path));
		for (const path of world.lookAlikes) expect(asked, `${path} must be asked and stay silent`).toContain(path);
		for (const path of world.untouched ?? []) expect(asked, `${path} must not be asked`).not.toContain(path);
	});

	test('the worlds hold enough of both kinds to mean something', () => {
		const faults = worlds.flatMap((world) => world.faults);
		const lookAlikes = worlds.flatMap((world) => world.lookAlikes);
		expect(new Set(faults.map((fault) => fault.split(' ')[1])).size, 'every rule occurs').toBe(15);
		expect({worlds: worlds.length, faults: faults.length, lookAlikes: lookAlikes.length}).toEqual({worlds: 16, faults: 57, lookAlikes: 80});
	});
});
