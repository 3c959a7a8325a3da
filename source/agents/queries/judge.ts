import {unionMs} from '../../basics/intervals.ts';
import type {QueryTrace} from '../../protocol/query-trace.ts';
import type {Occurrence} from './occurrence.ts';
import {loopsAround, type Parent, parentAround, parentOf} from './judging/around.ts';
import {findLoops, type Loop, reaches, type Thresholds} from './judging/loops.ts';
import {readSteps, type Step} from './judging/reading.ts';
import {quickestRoundTrips, savingOf, type RoundTrips} from './judging/saving.ts';
import {severityOf, severityOfSlow} from './judging/severity.ts';
import {findSlow, type SlowQueries} from './judging/slow.ts';

export interface JudgeOptions extends Thresholds {
	/** A query of this many ms is slow. */
	readonly slowMs: number;
}

export const defaultJudgeOptions: JudgeOptions = {minRepeats: 5, minTotalMs: 50, slowMs: 500};

/** What is wasteful in one trace, the worst first. Pure; never throws, whatever clocks and orders a trace comes with. */
export function judgeTrace(trace: QueryTrace, options: JudgeOptions = defaultJudgeOptions): Occurrence[] {
	if (!isWorthReading(trace, options)) return [];
	const steps = readSteps(trace);
	const loops = findLoops(steps, options).filter(({isLong}) => isLong);
	return judgeSteps(trace, steps, loops, options).map(({occurrence}) => occurrence);
}

/** One occurrence of a trace, told or only watched. */
export interface Judged {
	readonly occurrence: Occurrence;
	/** False: a loop that took less than `minTotalMs`. */
	readonly isLoud: boolean;
}

/** The same with the loops that took less than `minTotalMs`. */
export function judgeWithQuiet(trace: QueryTrace, options: JudgeOptions): Judged[] {
	if (!isWorthReading(trace, options)) return [];
	const steps = readSteps(trace);
	return judgeSteps(trace, steps, findLoops(steps, options), options);
}

function judgeSteps(trace: QueryTrace, steps: readonly Step[], loops: readonly Loop[], options: JudgeOptions): Judged[] {
	const inLoops = new Set(loops.flatMap((loop) => loop.steps));
	const around = loopsAround(loops);
	const lastsMs = durationOf(trace, steps);
	const roundTrips = quickestRoundTrips(loops.length > 0 ? steps : []);
	const judged = [
		...loops.map((loop) => ({
			occurrence: ofLoop(trace, loop, {outer: around.get(loop), steps, lastsMs, roundTrips}),
			isLoud: loop.isLong,
		})),
		...findSlow(steps, options.slowMs, inLoops).map((slow) => ({occurrence: ofSlow(trace, slow, options), isLoud: true})),
	];
	return judged.toSorted((a, b) => byImpact(a.occurrence, b.occurrence));
}

/** Most traces are a few quick queries. */
function isWorthReading({queries}: QueryTrace, {minRepeats, slowMs}: JudgeOptions): boolean {
	return queries.length >= minRepeats || queries.some(({durationMs}) => reaches(durationMs, slowMs));
}

function durationOf(trace: QueryTrace, steps: readonly Step[]): number {
	if (trace.durationMs !== null && trace.durationMs > 0) return trace.durationMs;
	const end = steps.reduce((latest, {endMs}) => Math.max(latest, endMs), 0);
	return end - Math.min(0, steps[0]?.startMs ?? 0);
}

interface Around {
	outer: Loop | undefined;
	steps: readonly Step[];
	lastsMs: number;
	roundTrips: RoundTrips;
}

function ofLoop(trace: QueryTrace, loop: Loop, {outer, steps, lastsMs, roundTrips}: Around): Occurrence {
	const {system, via} = firstKnown(loop.steps);
	const saving = savingOf(loop, roundTrips);
	const share = lastsMs > 0 ? Math.min(1, loop.waitedMs / lastsMs) : 0;
	return {
		kind: loop.kind,
		pattern: loop.pattern,
		system,
		source: loop.source,
		via,
		traceId: trace.id,
		name: trace.name,
		count: loop.steps.length,
		distinctValues: loop.distinct,
		severity: severityOf({savedMs: saving.highMs, share, count: loop.steps.length, isInProcess: system === 'sqlite'}),
		totalMs: loop.totalMs,
		waitedMs: loop.waitedMs,
		parallel: loop.isParallel,
		parent: loop.kind === 'repeated-identical' ? null : parentIn(loop, outer, steps),
		nestedIn: outer?.pattern ?? null,
		saving,
		indexes: indexesOf(loop.steps),
	};
}

function parentIn(loop: Loop, outer: Loop | undefined, steps: readonly Step[]): Parent | null {
	return outer === undefined ? parentOf(loop, steps) : parentAround(outer);
}

function ofSlow(trace: QueryTrace, {pattern, steps}: SlowQueries, {slowMs}: JudgeOptions): Occurrence {
	const {system, via, source} = firstKnown(steps);
	const totalMs = steps.reduce((sum, {durationMs}) => sum + durationMs, 0);
	const longest = steps.reduce((most, {durationMs}) => Math.max(most, durationMs), 0);
	const waitedMs = Math.min(unionMs(steps), totalMs);
	return {
		kind: 'slow',
		pattern,
		system,
		source,
		via,
		traceId: trace.id,
		name: trace.name,
		count: steps.length,
		distinctValues: null,
		severity: severityOfSlow(longest, slowMs),
		totalMs,
		waitedMs,
		parallel: waitedMs * 2 < totalMs,
		parent: null,
		nestedIn: null,
		// What an index or another plan would save is known to nobody before it is tried: anything between none and all.
		saving: {lowMs: 0, highMs: waitedMs, basis: 'estimated'},
		indexes: indexesOf(steps),
	};
}

/** What is told by some of the queries only: the call site is taken from the second equal one on. */
function firstKnown(steps: readonly Step[]): Pick<Occurrence, 'system' | 'via' | 'source'> {
	return {
		system: steps.find(({query}) => query.system !== null)?.query.system ?? null,
		via: steps.find(({query}) => query.via.length > 0)?.query.via ?? [],
		source: steps.find(({query}) => query.source !== null)?.query.source ?? null,
	};
}

const mostIndexes = 500;

function indexesOf(steps: readonly Step[]): number[] {
	const told = steps.length <= mostIndexes ? steps : [...steps.slice(0, mostIndexes - 1), steps.at(-1)!];
	return told.map(({index}) => index);
}

function byImpact(a: Occurrence, b: Occurrence): number {
	return (
		b.saving.highMs - a.saving.highMs || b.totalMs - a.totalMs || compare(a.pattern, b.pattern) || compare(a.source ?? '', b.source ?? '')
	);
}

function compare(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
