import * as fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {LogHistogram} from '../../source/basics/histogram.ts';
import {type Finding, OpenFinding} from '../../source/protocol/findings.ts';
import type {Sample, Store} from '../../source/store/store.ts';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
/** A full hour, so that tests can count in buckets. */
export const noon = Date.UTC(2026, 0, 15, 12);

export function sampleOf(series: string, t: number, ...values: number[]): Sample {
	const sum = values.reduce((total, value) => total + value, 0);
	return {series, t, n: values.length, sum, min: Math.min(...values), max: Math.max(...values)};
}

export function timedSample(series: string, t: number, ...values: number[]): Sample {
	const histogram = new LogHistogram();
	for (const value of values) histogram.record(value);
	return {...sampleOf(series, t, ...values), histogram: histogram.serialize()};
}

export function findingOf(id: string, severity: Finding['severity'] = 'warning'): Finding {
	return {id, agent: 'endpoints', rule: 'slow', severity, category: 'api', title: `finding ${id}`, evidence: [{label: `GET /${id}`}]};
}

/** The promises of `Store`, for every engine: `open` gives a new, empty one. */
export function testStoreContract(engine: string, open: () => Store): void {
	describe(`${engine} keeps the store's promises`, () => {
		let store: Store;
		beforeEach(() => {
			store = open();
		});
		afterEach(() => store.close());

		describe('samples', () => {
			test('gives back what was appended, oldest first', () => {
				store.append([sampleOf('a', noon + 30_000, 3), sampleOf('a', noon, 1, 2), sampleOf('b', noon, 9)]);
				expect(store.samples('a', noon, noon + hour)).toEqual([sampleOf('a', noon, 1, 2), sampleOf('a', noon + 30_000, 3)]);
			});

			test('merges samples of one 30 s bucket, in one call or in several', () => {
				store.append([sampleOf('a', noon + 5000, 4), sampleOf('a', noon + 10_000, 2)]);
				store.append([sampleOf('a', noon + 29_999, 9)]);
				expect(store.samples('a', noon, noon + 30_000)).toEqual([sampleOf('a', noon, 4, 2, 9)]);
			});

			test('merges histograms so that percentiles are those of all values together', () => {
				store.append([timedSample('a', noon, 1, 2), timedSample('a', noon + 5000, 800), sampleOf('a', noon + 6000, 5)]);
				const window = store.window('a', noon, noon + minute);
				expect(window.n).toBe(4);
				expect(LogHistogram.parse(window.histogram!).serialize()).toEqual(
					LogHistogram.parse(timedSample('a', noon, 1, 2, 800).histogram!).serialize(),
				);
			});

			test('takes from inclusive, to exclusive', () => {
				store.append([0, 30, 60, 90].map((seconds) => sampleOf('a', noon + seconds * second, seconds)));
				expect(store.samples('a', noon + 30_000, noon + 90_000).map((sample) => sample.max)).toEqual([30, 60]);
			});

			test('has nothing for a series nobody wrote', () => {
				expect(store.samples('nobody', 0, noon)).toEqual([]);
				expect(store.buckets('nobody', 0, noon, hour)).toEqual([]);
				expect(store.window('nobody', noon, noon + hour)).toEqual({series: 'nobody', t: noon, n: 0, sum: 0, min: 0, max: 0});
			});

			test('takes no sample without observations and none with a number that is not one', () => {
				store.append([
					{series: 'a', t: noon, n: 0, sum: 0, min: 0, max: 0},
					{series: 'a', t: noon, n: 1, sum: Number.NaN, min: 1, max: 1},
					{series: 'a', t: Number.POSITIVE_INFINITY, n: 1, sum: 1, min: 1, max: 1},
				]);
				expect(store.samples('a', 0, noon + day)).toEqual([]);
			});

			test('lists the series that begin with a prefix, taking the prefix literally', () => {
				store.append(['score.api', 'score.overall', 'score_api', 'check.db', 'SCORE.x', '%'].map((series) => sampleOf(series, noon, 1)));
				expect(store.series('score.')).toEqual(['score.api', 'score.overall']);
				expect(store.series('%')).toEqual(['%']);
				expect(store.series('')).toHaveLength(6);
			});

			test('keeps negative values, zero and fractions as they are', () => {
				store.append([sampleOf('a', noon, -2.5, 0, 0.1)]);
				expect(store.window('a', noon, noon + 1)).toEqual({series: 'a', t: noon, n: 3, sum: -2.4, min: -2.5, max: 0.1});
			});
		});

		describe('buckets', () => {
			test('are aligned to their width and absent where there is nothing', () => {
				store.append([sampleOf('a', noon + minute, 10), sampleOf('a', noon + 2 * minute, 20, 60), sampleOf('a', noon + 95 * minute, 5)]);
				expect(store.buckets('a', noon - day, noon + day, 30 * minute)).toEqual([
					{t: noon, n: 3, min: 10, mean: 30, max: 60},
					{t: noon + 90 * minute, n: 1, min: 5, mean: 5, max: 5},
				]);
			});

			test('may have a width that is no multiple of the finest step', () => {
				store.append([sampleOf('a', noon, 10), sampleOf('a', noon + 30_000, 20)]);
				const buckets = store.buckets('a', noon, noon + minute, 45_000);
				expect(buckets.map((bucket) => bucket.n)).toEqual([2]);
				expect(buckets[0]!.t % 45_000).toBe(0);
			});

			test('show a five-minute outage in the minimum of a 12 h bucket 30 days later', () => {
				for (let at = noon - 30 * day; at < noon; at += 5 * minute) {
					const down = at >= noon - 20 * day && at < noon - 20 * day + 5 * minute;
					store.append([sampleOf('score.api', at, down ? 0 : 97)]);
				}
				for (let call = 0; call < 10; call++) store.maintain(noon);
				const buckets = store.buckets('score.api', noon - 30 * day, noon, 12 * hour);
				expect(buckets.filter((bucket) => bucket.min === 0).map((bucket) => bucket.t)).toEqual([noon - 20 * day]);
				expect(buckets.every((bucket) => bucket.mean > 95)).toBe(true);
			});
		});

		describe('maintenance', () => {
			test('never changes a total, a minimum, a maximum or a percentile, however often it runs', () => {
				const values = Array.from({length: 400}, (_, index) => 5 + ((index * 37) % 211));
				store.append(values.map((value, index) => timedSample('a', noon - index * 50 * minute, value)));
				const before = store.window('a', 0, noon + day);
				for (const later of [0, hour, 30 * hour, 9 * day, 20 * day, 20 * day]) {
					store.maintain(noon + later);
					expect(store.window('a', 0, noon + day)).toEqual(before);
				}
			});

			test('rolls 30 s buckets older than 26 h up to 5 min ones, and those older than 8 d to hours', () => {
				store.append([0, 30_000, 60_000].map((offset) => sampleOf('a', noon + offset, 1)));
				store.maintain(noon + 25 * hour);
				expect(store.samples('a', noon, noon + hour)).toHaveLength(3);
				store.maintain(noon + 27 * hour);
				expect(store.samples('a', noon, noon + hour)).toEqual([{series: 'a', t: noon, n: 3, sum: 3, min: 1, max: 1}]);
				store.append([sampleOf('a', noon + 40 * minute, 2)]);
				store.maintain(noon + 9 * day);
				expect(store.samples('a', noon, noon + hour)).toEqual([sampleOf('a', noon, 1, 1, 1, 2)]);
			});

			test('leaves a bucket alone until it is closed', () => {
				const start = noon - 26 * hour;
				store.append([sampleOf('a', start, 1), sampleOf('a', start + 270_000, 2)]);
				store.maintain(noon + 299_000);
				expect(store.samples('a', 0, noon)).toHaveLength(2);
				store.maintain(noon + 300_000);
				expect(store.samples('a', 0, noon)).toHaveLength(1);
			});

			test('counts samples that arrive after their bucket was rolled up', () => {
				store.append([timedSample('a', noon, 10), timedSample('a', noon + 30_000, 20)]);
				store.maintain(noon + 10 * day);
				store.append([timedSample('a', noon + 45_000, 90)]);
				expect(store.window('a', noon, noon + hour).n).toBe(3);
				store.maintain(noon + 10 * day + minute);
				const window = store.window('a', noon, noon + hour);
				expect([window.n, window.sum, window.max]).toEqual([3, 120, 90]);
				expect(LogHistogram.parse(window.histogram!).count).toBe(3);
			});

			test('deletes what is older than 400 days, once the clock has been believed for an hour', () => {
				store.append([sampleOf('a', noon, 1), sampleOf('a', noon + 300 * day, 1)]);
				const later = noon + 402 * day;
				store.maintain(later);
				expect(store.window('a', 0, later).n).toBe(2);
				store.maintain(later + hour);
				expect(store.window('a', 0, later).n).toBe(1);
			});

			test('keeps percentiles for two months, and counts for 400 days', () => {
				store.append([timedSample('a', noon, 10, 20)]);
				for (let age = 0; age <= 65; age += 5) store.maintain(noon + age * day);
				expect(store.window('a', noon, noon + day).histogram).toBeUndefined();
				expect(store.window('a', noon, noon + day)).toMatchObject({n: 2, min: 10, max: 20});
				store.append([timedSample('b', noon + 35 * day, 10, 20)]);
				store.maintain(noon + 66 * day);
				expect(store.window('b', 0, noon + 66 * day).histogram).toBeDefined();
			});

			test('deletes nothing for a clock that leaps years ahead and comes back', () => {
				store.append([sampleOf('a', noon, 1)]);
				store.maintain(noon + minute);
				store.maintain(noon + 900 * day);
				store.maintain(noon + 900 * day + 10 * minute);
				store.maintain(noon + 20 * minute);
				expect(store.window('a', 0, noon + day).n).toBe(1);
			});

			test('neither loses nor doubles anything when the clock jumps back', () => {
				store.append([sampleOf('a', noon, 1), sampleOf('a', noon + hour, 2)]);
				store.maintain(noon + 30 * hour);
				store.append([sampleOf('a', noon, 4), sampleOf('a', noon - 2 * hour, 8)]);
				store.maintain(noon);
				store.maintain(noon + 30 * hour);
				expect(store.window('a', 0, noon + day)).toMatchObject({n: 4, sum: 15});
			});

			test('whatever is appended and whenever it runs, every observation is counted exactly once', () => {
				const step = fc.oneof(
					fc.record({
						kind: fc.constant('append' as const),
						at: fc.integer({min: -40 * 24, max: 24}),
						value: fc.integer({min: 0, max: 1000}),
					}),
					fc.record({kind: fc.constant('maintain' as const), at: fc.integer({min: -24, max: 12 * 24})}),
				);
				let run = 0;
				fc.assert(
					fc.property(fc.array(step, {maxLength: 30}), (steps) => {
						const series = `run ${run++}`;
						const appended: number[] = [];
						for (const each of steps) {
							if (each.kind === 'maintain') store.maintain(noon + each.at * hour);
							else {
								store.append([sampleOf(series, noon + each.at * hour + each.value * 1000, each.value)]);
								appended.push(each.value);
							}
						}
						const total = appended.reduce((sum, value) => sum + value, 0);
						expect(store.window(series, 0, noon + 30 * day)).toMatchObject({n: appended.length, sum: total});
						const buckets = store.buckets(series, 0, noon + 30 * day, 12 * hour);
						expect(buckets.reduce((sum, bucket) => sum + bucket.n, 0)).toBe(appended.length);
					}),
					{numRuns: 50},
				);
			});
		});

		describe('findings', () => {
			test('open with their first run and keep their first moment in later ones', () => {
				expect(store.recordFindings('endpoints', [findingOf('x')], noon, 1)).toEqual({opened: 1, resolved: 0});
				expect(store.recordFindings('endpoints', [{...findingOf('x'), title: 'now worse', severity: 'critical'}], noon + hour, 2)).toEqual({
					opened: 0,
					resolved: 0,
				});
				const [found] = store.findings();
				expect(found).toMatchObject({title: 'now worse', severity: 'critical', resolvedAt: null});
				expect([found!.firstSeen, found!.lastSeen]).toEqual([new Date(noon).toISOString(), new Date(noon + hour).toISOString()]);
				expect(OpenFinding.parse(found)).toEqual(found);
			});

			test('are resolved by a run that does not find them, and open again when they come back', () => {
				store.recordFindings('endpoints', [findingOf('x'), findingOf('y')], noon, 1);
				expect(store.recordFindings('endpoints', [findingOf('y')], noon + hour, 2)).toEqual({opened: 0, resolved: 1});
				expect(store.findings().map((finding) => finding.id)).toEqual(['y']);
				expect(store.recordFindings('endpoints', [findingOf('x'), findingOf('y')], noon + 2 * hour, 3)).toEqual({opened: 1, resolved: 0});
				expect(store.findings().map((finding) => finding.id)).toEqual(['x', 'y']);
			});

			test("belong to their agent: another agent's run resolves none of them", () => {
				store.recordFindings('endpoints', [findingOf('x')], noon, 5);
				expect(store.recordFindings('queries', [findingOf('x')], noon, 1)).toEqual({opened: 1, resolved: 0});
				expect(store.recordFindings('queries', [], noon, 2)).toEqual({opened: 0, resolved: 1});
				expect(store.findings().map((finding) => finding.agent)).toEqual(['endpoints']);
			});

			test('of a run that was overtaken by a newer one change nothing', () => {
				store.recordFindings('endpoints', [findingOf('new')], noon, 7);
				expect(store.recordFindings('endpoints', [findingOf('old')], noon + hour, 6)).toEqual({opened: 0, resolved: 0});
				expect(store.findings().map((finding) => finding.id)).toEqual(['new']);
			});

			test('recorded twice by the same run are recorded once', () => {
				store.recordFindings('endpoints', [findingOf('x'), findingOf('x')], noon, 3);
				expect(store.recordFindings('endpoints', [findingOf('x')], noon, 3)).toEqual({opened: 0, resolved: 0});
				expect(store.findings()).toHaveLength(1);
			});

			test('are listed critical first, then newest first, and can be filtered', () => {
				store.recordFindings('endpoints', [findingOf('i', 'info'), findingOf('w1')], noon, 1);
				store.recordFindings(
					'endpoints',
					[findingOf('i', 'info'), findingOf('w1'), findingOf('w2'), findingOf('c', 'critical')],
					noon + hour,
					2,
				);
				expect(store.findings().map((finding) => finding.id)).toEqual(['c', 'w2', 'w1', 'i']);
				expect(store.findings({severity: 'warning'}).map((finding) => finding.id)).toEqual(['w2', 'w1']);
				expect(store.findings({agent: 'queries'})).toEqual([]);
			});

			test('keep every field of their evidence', () => {
				const finding: Finding = {
					...findingOf('x'),
					advice: 'add an index',
					file: 'shop/orders.ts',
					line: 12,
					evidence: [{label: 'SELECT …', detail: '"quoted" \u0000', value: 1.5, unit: 'ms', file: 'a.ts', line: 3}],
				};
				store.recordFindings('endpoints', [finding], noon, 1);
				expect(store.findings()[0]).toMatchObject(finding);
			});

			test('seen by a clock that jumped back keep their last moment', () => {
				store.recordFindings('endpoints', [findingOf('x')], noon, 1);
				store.recordFindings('endpoints', [findingOf('x')], noon - hour, 2);
				expect(store.findings()[0]!.lastSeen).toBe(new Date(noon).toISOString());
			});
		});

		describe('values', () => {
			test('are kept, replaced and absent until set', () => {
				expect(store.getValue('since.api')).toBeUndefined();
				store.setValue('since.api', '1');
				store.setValue('since.api', '');
				expect(store.getValue('since.api')).toBe('');
			});
		});

		test('may be closed twice', () => {
			store.close();
			expect(() => store.close()).not.toThrow();
		});
	});
}
