import {expect, test} from 'vitest';
import {Sampler} from '../../source/monitor/sampler.ts';
import {Totals} from '../../source/monitor/totals.ts';
import type {Probe} from '../../source/probes/probe.ts';
import {memoryStore} from '../../source/store/memory-store.ts';
import {ManualClock} from '../support/manual-clock.ts';

test('what happened in the window in which the clock was set back does not lie in the future', () => {
	const clock = new ManualClock();
	const store = memoryStore();
	const probe: Probe = {
		name: 'one',
		start: () => undefined,
		stop: () => undefined,
		close: (t) => [{series: 'one', t, n: 1, sum: 1, min: 1, max: 1}],
		gauges: () => [],
	};
	const sampler = new Sampler({
		probes: [probe],
		store,
		clock,
		totals: new Totals(),
		judge: () => undefined,
		onTrouble: (message) => expect.fail(message),
	});
	sampler.start();
	clock.advance(-3_600_000);
	sampler.stop();
	expect(store.window('one', clock.now() - 30_000, clock.now() + 1).n).toBe(1);
	store.close();
});
