import {mkdtemp, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {systemClock} from '../../source/basics/clock.ts';
import {LogHistogram} from '../../source/basics/histogram.ts';
import {bucketCount, bucketMs, ranges} from '../../source/protocol/trends.ts';
import {openSqliteStore, type SqliteStore} from '../../source/store/sqlite-store.ts';
import type {Sample} from '../../source/store/store.ts';
import {seededRandom} from '../support/seeded-random.ts';
import {type Figure, median} from './figure.ts';

const hour = 3_600_000;
const day = 24 * hour;
const end = Date.UTC(2026, 0, 15);
/** As a busy service has them: requests and loop with percentiles, checks with few of them, shares of something, counts and scores in whole numbers. */
const series = {busy: 2, checks: 8, gauges: 20, counts: 30};
const perSecond = {busy: 10, checks: 1 / 30};
const repeats = 30;

/** Fills a file as 400 days of a busy service would and measures what the monitor then does with it all day. */
export async function benchStore(): Promise<Figure[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'esa-bench-'));
	try {
		const file = path.join(folder, 'store.db');
		const store = openSqliteStore({file, clock: systemClock});
		fill(store);
		const figures = [...measureReads(store), ...measureWrites(store)];
		store.close();
		const {size} = await stat(file);
		return [
			{
				figure: 'history of 60 series × 400 d',
				value: size / 1e6,
				unit: 'MB',
				budget: 50,
				how: '2 series with percentiles at 10 observations/s, 8 checks every 30 s, 20 gauges, 30 counts and scores',
			},
			...figures,
			{
				figure: 'opening that file',
				value: median(timed(5, () => openSqliteStore({file, clock: systemClock}).close())),
				unit: 'ms',
				budget: 250,
				how: 'every page checked; median of 5',
			},
			measurePercentileError(path.join(folder, 'percentiles.db')),
			measureRecording(),
		];
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

function measureReads(store: SqliteStore): Figure[] {
	const sparklines = ranges.map((range): Figure => {
		const read = () => store.buckets('gauge 3', end - bucketCount[range] * bucketMs[range], end, bucketMs[range]);
		return {
			figure: `${range} sparkline`,
			value: median(timed(repeats, read)),
			unit: 'ms',
			budget: 10,
			how: `${read().length} buckets of one series; median of ${repeats}`,
		};
	});
	const month = () => LogHistogram.parse(store.window('timed 0', end - 30 * day, end).histogram!).quantile(0.99);
	const recent = () => store.window('timed 0', end - hour / 2, end);
	return [
		...sparklines,
		{
			figure: 'p99 over 30 d',
			value: median(timed(repeats, month)),
			unit: 'ms',
			budget: 40,
			how: `5,600 histograms of all three tiers merged; median of ${repeats}`,
		},
		{
			figure: 'evidence of one signal',
			value: median(timed(repeats, recent)),
			unit: 'ms',
			budget: 1,
			how: `window of 30 min with percentiles; median of ${repeats}`,
		},
	];
}

function measureWrites(store: SqliteStore): Figure[] {
	const random = seededRandom(2);
	const pool = histogramPool(random, 30);
	let at = end;
	const ticks = timed(200, () => {
		store.append(tick(at, random, pool));
		at += 30_000;
	});
	const maintenance = timed(50, () => {
		store.maintain(at);
		at += 30_000;
	});
	return [
		{
			figure: 'one tick of 60 samples',
			value: median(ticks),
			unit: 'ms',
			budget: 5,
			how: 'one transaction, synchronous NORMAL; median of 200',
		},
		{
			figure: 'one maintenance, worst',
			value: Math.max(...maintenance),
			unit: 'ms',
			budget: 100,
			how: 'catching up on 100 min of rows, at most 5,000 a call; worst of 50',
		},
	];
}

/** Writes history through the front door, oldest first, at the resolution that is left of it, and lets maintenance keep up. */
function fill(store: SqliteStore): void {
	const random = seededRandom(1);
	const hourly = histogramPool(random, 3600);
	const perMinutes = histogramPool(random, 300);
	const fine = histogramPool(random, 30);
	for (let at = end - 400 * day; at < end - 8 * day; at += day) {
		for (let each = at; each < at + day; each += hour) store.append(tick(each, random, hourly));
		store.maintain(at + day);
	}
	for (let at = end - 8 * day; at < end - 26 * hour; at += 300_000) store.append(tick(at, random, perMinutes));
	for (let at = end - 26 * hour; at < end; at += 30_000) store.append(tick(at, random, fine));
	for (let call = 0; call < 60; call++) store.maintain(end);
}

function tick(t: number, random: () => number, pool: HistogramPool): Sample[] {
	const timedSamples = Array.from({length: series.busy + series.checks}, (_, index): Sample => {
		const choice = index < series.busy ? pool.busy : pool.checks;
		const histogram = choice[Math.floor(random() * choice.length)]!;
		return {
			series: `timed ${index}`,
			t,
			n: histogram.count,
			sum: histogram.sum,
			min: histogram.min!,
			max: histogram.max!,
			histogram: histogram.serialize(),
		};
	});
	const gauges = Array.from({length: series.gauges}, (_, index): Sample => {
		const value = random();
		return {series: `gauge ${index}`, t, n: 6, sum: value * 6, min: value * 0.9, max: value * 1.1};
	});
	const counts = Array.from({length: series.counts}, (_, index): Sample => {
		const value = Math.floor(random() * 100);
		return {series: `count ${index}`, t, n: 6, sum: value * 6, min: value, max: value + 2};
	});
	return [...timedSamples, ...gauges, ...counts];
}

interface HistogramPool {
	busy: LogHistogram[];
	checks: LogHistogram[];
}

/** Histograms to draw from, of a window of so many seconds. */
function histogramPool(random: () => number, seconds: number): HistogramPool {
	return {busy: histograms(random, 20, seconds * perSecond.busy), checks: histograms(random, 50, Math.round(seconds * perSecond.checks))};
}

function histograms(random: () => number, howMany: number, observations: number): LogHistogram[] {
	return Array.from({length: howMany}, () => {
		const histogram = new LogHistogram();
		for (let index = 0; index < observations; index++) histogram.record(latency(random));
		return histogram;
	});
}

/** Log-normal around 80 ms: the 99th percentile is four times the middle. */
function latency(random: () => number): number {
	const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	return 80 * Math.exp(0.6 * normal);
}

/** How far the 30-day p99 from rolled-up histograms lies from that of the values themselves. */
function measurePercentileError(file: string): Figure {
	const store = openSqliteStore({file, clock: systemClock});
	const random = seededRandom(3);
	const values: number[] = [];
	for (let at = end - 30 * day; at < end; at += 300_000) {
		const histogram = new LogHistogram();
		for (let index = 0; index < 20; index++) {
			const value = latency(random) * (1 + Math.sin(at / day));
			histogram.record(value);
			values.push(value);
		}
		store.append([
			{series: 'a', t: at, n: 20, sum: histogram.sum, min: histogram.min!, max: histogram.max!, histogram: histogram.serialize()},
		]);
	}
	for (let call = 0; call < 5; call++) store.maintain(end);
	const stored = LogHistogram.parse(store.window('a', 0, end).histogram!).quantile(0.99)!;
	store.close();
	const exact = values.toSorted((a, b) => a - b)[Math.ceil(0.99 * values.length) - 1]!;
	return {
		figure: '30 d p99 off the exact one',
		value: (Math.abs(stored - exact) / exact) * 100,
		unit: '%',
		budget: 2,
		how: `${values.length} observations through all tiers`,
	};
}

function measureRecording(): Figure {
	const random = seededRandom(4);
	const values = Float64Array.from({length: 65_536}, () => latency(random));
	const histogram = new LogHistogram();
	const perRound = 1_000_000;
	const rounds = timed(7, () => {
		for (let index = 0; index < perRound; index++) histogram.record(values[index & 65_535]!);
	});
	return {
		figure: 'recording one value',
		value: (median(rounds) * 1e6) / perRound,
		unit: 'ns',
		budget: 40,
		how: 'histogram in a tight loop; median of 7 × 1,000,000',
	};
}

function timed(times: number, work: () => unknown): number[] {
	return Array.from({length: times}, () => {
		const started = performance.now();
		work();
		return performance.now() - started;
	});
}
