import fc from 'fast-check';
import {expect, test} from 'vitest';
import {defaultJudgeOptions, judgeTrace, judgeWithQuiet} from '../../../source/agents/queries/judge.ts';
import type {Occurrence} from '../../../source/agents/queries/occurrence.ts';
import {databaseSystems, type QueryTrace, type TracedQuery} from '../../../source/protocol/query-trace.ts';
import {lookAlikes, wasteful} from './traces/all.ts';

const patterns = [
	'SELECT * FROM a WHERE id = ?',
	'SELECT * FROM a WHERE owner = ? ORDER BY id LIMIT ? OFFSET ?',
	'SELECT * FROM a WHERE id IN (?)',
	'SELECT * FROM a WHERE id > ? ORDER BY id LIMIT ?',
	'INSERT INTO a(x, y) VALUES (?, ?)',
	'UPDATE a SET x = ? WHERE id = ?',
	'SELECT * FROM jobs WHERE state = ? LIMIT ? FOR UPDATE SKIP LOCKED',
	'SELECT v FROM settings',
	'BEGIN',
	'ROLLBACK',
	'CONNECT',
	'SELECT ...',
	'',
	'?',
	')(?',
];

const time = fc.oneof(
	fc.double({min: 0, max: 3000, noNaN: true}),
	fc.double(),
	fc.constantFrom(-1, 0, 1e8, Number.NaN, Number.POSITIVE_INFINITY),
);

const query: fc.Arbitrary<TracedQuery> = fc.record({
	startMs: time,
	durationMs: time,
	pattern: fc.oneof({arbitrary: fc.constantFrom(...patterns), weight: 20}, {arbitrary: fc.string(), weight: 1}),
	system: fc.constantFrom(...databaseSystems, null),
	valueKey: fc.oneof(fc.integer({min: 0, max: 9}), fc.constantFrom(null, 'x')),
	source: fc.constantFrom('a.ts:1', 'b.ts:2', null),
	via: fc.constant([]),
	error: fc.oneof({arbitrary: fc.constant(null), weight: 9}, {arbitrary: fc.constant('40001'), weight: 1}),
	rows: fc.oneof(fc.constant(null), fc.nat(100)),
	fromCache: fc.boolean(),
	cut: fc.constantFrom(false, false, false, true),
});

const trace = (queries: readonly TracedQuery[]): QueryTrace => ({id: 't', name: null, at: null, durationMs: null, queries, uncounted: 0});
const anyTrace = fc
	.record({queries: fc.array(query, {maxLength: 80}), durationMs: fc.oneof(fc.constant(null), time)})
	.map(({queries, durationMs}) => ({
		...trace(queries),
		durationMs,
	}));

/** Loops that are sure to be found, now and then with other things between. */
const loops = fc
	.array(
		fc.record({
			pattern: fc.constantFrom(...patterns.slice(0, 8)),
			gapMs: fc.double({min: 0.1, max: 20, noNaN: true}),
			durationMs: fc.double({min: 1, max: 40, noNaN: true}),
		}),
		{
			minLength: 10,
			maxLength: 80,
		},
	)
	.map((steps) => {
		let now = 0;
		return trace(
			steps.map(({pattern, gapMs, durationMs}, at) => {
				now += gapMs + durationMs;
				return {...plain, startMs: now - durationMs, durationMs, pattern, valueKey: at};
			}),
		);
	});

const plain: TracedQuery = {
	startMs: 0,
	durationMs: 1,
	pattern: '',
	system: 'postgresql',
	valueKey: 1,
	source: 'a.ts:1',
	via: [],
	error: null,
	rows: 1,
	fromCache: false,
	cut: false,
};

const everything = {minRepeats: 2, minTotalMs: 0, slowMs: 100};

test('no trace makes the judge throw, and what it says is sound', () => {
	fc.assert(
		fc.property(anyTrace, (each) => {
			for (const found of judgeTrace(each, everything)) {
				expect(found.waitedMs).toBeLessThanOrEqual(found.totalMs);
				expect(found.saving.lowMs).toBeGreaterThanOrEqual(0);
				expect(found.saving.lowMs).toBeLessThanOrEqual(found.saving.highMs);
				expect(found.saving.highMs).toBeLessThanOrEqual(found.waitedMs);
				expect(Number.isFinite(found.totalMs)).toBe(true);
				expect(found.indexes.every((index) => each.queries[index]?.pattern === found.pattern)).toBe(true);
			}
		}),
		{numRuns: 400},
	);
});

test('queries that start together may come in any order', () => {
	fc.assert(
		fc.property(loops, fc.infiniteStream(fc.nat(1000)), ({queries}, random) => {
			const coarse = queries.map((each) => ({...each, startMs: Math.floor(each.startMs / 200) * 200}));
			const shuffled = coarse
				.map((each) => ({each, place: random.next().value as number}))
				.toSorted((a, b) => a.each.startMs - b.each.startMs || a.place - b.place)
				.map(({each}) => each);
			expect(judgeTrace(trace(shuffled)).map(withoutIndexes)).toEqual(judgeTrace(trace(coarse)).map(withoutIndexes));
		}),
	);
});

function withoutIndexes(found: Occurrence): unknown {
	const {lowMs, highMs} = found.saving;
	return {...found, indexes: [], waitedMs: round(found.waitedMs), totalMs: round(found.totalMs), saving: [round(lowMs), round(highMs)]};
}

/** Sums in another order differ in their last digits. */
function round(ms: number): number {
	return Math.round(ms * 1e6);
}

test('other queries in the same trace take no finding away', () => {
	const other = fc.record({startMs: fc.double({min: 0, max: 2000, noNaN: true}), durationMs: fc.double({min: 0.1, max: 30, noNaN: true})});
	fc.assert(
		fc.property(fc.constantFrom(...wasteful), fc.array(other, {maxLength: 20}), ({script}, others) => {
			const {queries} = script.toTrace('t');
			const more = others.map((each, at) => ({
				...plain,
				...each,
				pattern: `SELECT * FROM other_${'x'.repeat(at)} WHERE id = ?`,
				source: 'other.ts:1',
			}));
			const mixed = trace([...queries, ...more].toSorted((a, b) => a.startMs - b.startMs));
			expect(judgeTrace(mixed).map(named)).toEqual(expect.arrayContaining(judgeTrace(trace(queries)).map(named)));
		}),
	);
});

function named({kind, pattern, source, count}: Occurrence): string {
	return `${kind} ${count} ${pattern} ${source}`;
}

test('the names of values, sites and traces change nothing but themselves', () => {
	for (const {script} of [...wasteful, ...lookAlikes]) {
		const given = script.toDetailedTrace('one');
		const renamed = {
			...given,
			id: 'two',
			queries: given.queries.map((each) => ({
				...each,
				valueKey: each.valueKey === null ? null : `other ${each.valueKey}`,
				...(each.ownerKey === undefined ? {} : {ownerKey: `other ${each.ownerKey}`}),
				source: each.source === null ? null : `lib ${each.source}`,
			})),
		};
		const strip = (found: Occurrence): unknown => ({...found, traceId: '', source: ''});
		expect(judgeTrace(renamed).map(strip)).toEqual(judgeTrace(given).map(strip));
	}
});

test('a higher threshold finds nothing that a lower one does not', () => {
	fc.assert(
		fc.property(loops, (each) => {
			const strict = judgeTrace(each, {...defaultJudgeOptions, minTotalMs: 120});
			const loose = new Set(judgeTrace(each, defaultJudgeOptions).map(named));
			// Short loops that take turns count together, and beside one that is long alone they do not.
			const alone = strict.filter(({nestedIn, totalMs}) => nestedIn === null && totalMs >= 120);
			expect(alone.every((found) => loose.has(named(found)))).toBe(true);
		}),
	);
});

test('judging a trace once tells what both judgings would: all loops, and which of them took long enough', () => {
	fc.assert(
		fc.property(fc.oneof(anyTrace, loops), fc.constantFrom(20, 100, 400), (given, minTotalMs) => {
			const options = {...defaultJudgeOptions, minTotalMs};
			const all = judgeWithQuiet(given, options);
			expect(all.map(({occurrence}) => occurrence).toSorted(byPlace)).toEqual(
				judgeTrace(given, {...options, minTotalMs: 0}).toSorted(byPlace),
			);
			const loud = all.filter(({isLoud}) => isLoud).map(({occurrence}) => keyOf(occurrence));
			expect(loud.toSorted()).toEqual(judgeTrace(given, options).map(keyOf).toSorted());
		}),
		{numRuns: 300},
	);
});

function keyOf({kind, pattern, source, count}: Occurrence): string {
	return JSON.stringify([kind, pattern, source, count]);
}

function byPlace(a: Occurrence, b: Occurrence): number {
	return keyOf(a) < keyOf(b) ? -1 : 1;
}
