import {expect, test} from 'vitest';
import {LogHistogram} from '../../source/basics/histogram.ts';
import {judge} from '../../source/health/judge.ts';
import {emptyMemory} from '../../source/health/memory.ts';
import {seededRandom} from '../support/seeded-random.ts';
import {evidenceOf, measurementOf, now} from './evidence.ts';

/** 30 s of a healthy but noisy service: 60 requests around 80 ms with a long tail, one in 20,000 failing. */
function halfMinute(random: () => number): {latency: LogHistogram; errors: number; n: number} {
	const latency = new LogHistogram();
	const n = 40 + Math.floor(random() * 40);
	let errors = 0;
	for (let index = 0; index < n; index++) {
		const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
		latency.record(80 * Math.exp(0.4 * normal));
		if (random() < 1 / 20_000) errors++;
	}
	return {latency, errors, n};
}

test.each([1, 2, 3])('24 hours of noise around good health change a status at most once (seed %d)', (seed) => {
	const random = seededRandom(seed);
	const halfMinutes: ReturnType<typeof halfMinute>[] = [];
	let memory = emptyMemory;
	let changes = 0;
	for (let poll = 0; poll < 24 * 120; poll++) {
		const at = now + poll * 30_000;
		halfMinutes.push(halfMinute(random));
		if (halfMinutes.length > 60) halfMinutes.shift();
		const recent = new LogHistogram();
		for (const {latency} of halfMinutes.slice(-10)) recent.merge(latency);
		const [bad, n] = [halfMinutes.reduce((sum, each) => sum + each.errors, 0), halfMinutes.reduce((sum, each) => sum + each.n, 0)];
		// Readings of the loop and the heap jump about, and once in a while one is far off.
		const outlier = random() < 0.005;
		const result = judge(
			evidenceOf({
				measurements: [
					measurementOf({at, value: recent.quantile(0.95), n: recent.count}),
					measurementOf({at, id: 'api.errors', curve: {kind: 'burn', slo: 0.999}, value: bad / n, bad, n}),
					measurementOf({
						at,
						id: 'performance.loop',
						category: 'performance',
						curve: {kind: 'latency', p10: 20, median: 200},
						value: outlier ? 500 : 2 + random() * 6,
					}),
					measurementOf({at, id: 'performance.heap', category: 'performance', curve: {kind: 'saturation'}, value: 0.4 + random() * 0.25}),
					measurementOf({
						at,
						id: 'database.check',
						category: 'database',
						curve: {kind: 'latency', p10: 50, median: 500},
						value: 1 + random() * 10,
					}),
				],
			}),
			memory,
			at,
		);
		({memory} = result);
		changes += result.changes.length;
	}
	expect(halfMinutes.length).toBe(60);
	expect(changes).toBeLessThanOrEqual(1);
});
