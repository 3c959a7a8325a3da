import type {OccurrenceKind} from '../../../protocol/query-trace.ts';
import {lastAttempts, mostFailed} from './attempts.ts';
import {joinedByLoop} from './bundles.ts';
import {type Group, groupSteps} from './groups.ts';
import {unionMs} from '../../../basics/intervals.ts';
import {BusyTime} from './busy-time.ts';
import {isLookAlike} from './look-alikes.ts';
import {type ByPattern, goesOverList} from './paused-loops.ts';
import {distrust, type Step} from './reading.ts';
import {distinctValues} from './values.ts';
import {withinUnits} from './work-units.ts';
import {Writes} from './writes.ts';

export interface Thresholds {
	/** Equal queries of one call site from which they are a finding. */
	readonly minRepeats: number;
	/** ms that they must have taken together, one after the other or side by side. */
	readonly minTotalMs: number;
}

/** One pattern that one place of the code sends again and again, for no reason that we know of. */
export interface Loop {
	readonly kind: OccurrenceKind;
	readonly pattern: string;
	readonly source: string | null;
	readonly steps: readonly Step[];
	readonly distinct: number | null;
	/** Sum of their durations. */
	readonly totalMs: number;
	/** Union of their intervals. */
	readonly waitedMs: number;
	readonly isParallel: boolean;
	/** Took `minTotalMs`, alone or with the loops that its queries take turns with: it is told. */
	readonly isLong: boolean;
}

/**
 * The loops of a trace, those that reach `minTotalMs` first. The time that counts is the sum of durations, since a burst by `Promise.all` takes its time
 * from the database and the pool, however short the wait for it; loops whose queries take turns count as one.
 */
export function findLoops(steps: readonly Step[], options: Thresholds): Loop[] {
	const groups = groupSteps(steps, options.minRepeats);
	if (groups.length === 0) return [];
	const trace = aboutTrace(steps);
	const loops = groups.map((group) => toLoop(group, trace, options)).filter((loop) => loop !== undefined);
	const short = loops.filter(({isLong}) => !isLong);
	if (short.length === 0) return loops;
	const joined = new Set(joinedByLoop(short, (totalMs) => reaches(totalMs, options.minTotalMs)));
	const long = loops.filter(({isLong}) => isLong);
	return [...long, ...[...joined].map((loop) => ({...loop, isLong: true})), ...short.filter((loop) => !joined.has(loop))];
}

/** Five times ten make fifty, though sums of clocks miss it by their last digits. */
export function reaches(ms: number, leastMs: number): boolean {
	return ms + 1e-6 >= leastMs;
}

interface AboutTrace {
	byPattern: () => ByPattern;
	busy: () => BusyTime;
	writes: () => Writes;
	/** When a piece of work began. */
	starts: readonly number[];
	/** Tables from which a worker takes its jobs. */
	queues: ReadonlySet<string>;
}

function aboutTrace(steps: readonly Step[]): AboutTrace {
	let byPattern: ByPattern | undefined;
	let busy: BusyTime | undefined;
	let writes: Writes | undefined;
	return {
		byPattern: () => (byPattern ??= {steps, patterns: Map.groupBy(steps, ({query}) => query.pattern)}),
		busy: () => (busy ??= new BusyTime(steps)),
		writes: () => (writes ??= new Writes(steps)),
		starts: steps.filter(({traits}) => traits.startsWork).map(({startMs}) => startMs),
		queues: new Set(steps.flatMap(({traits}) => (traits.isClaim ? traits.tables : []))),
	};
}

function toLoop(group: Group, trace: AboutTrace, {minRepeats, minTotalMs}: Thresholds): Loop | undefined {
	if (belongsToQueue(group.steps[0]!, trace.queues)) return undefined;
	distrustOutliers(group.steps);
	const attempts = lastAttempts(group.steps);
	if (attempts.length < minRepeats || mostFailed(attempts)) return undefined;
	const steps = turnsOf(attempts, trace, minRepeats);
	if (steps.length < minRepeats) return undefined;
	const distinct = distinctValues(steps);
	const totalMs = steps.reduce((sum, {durationMs}) => sum + durationMs, 0);
	// The union of intervals that do not meet is their sum but for the last digits.
	const waitedMs = Math.min(unionMs(steps), totalMs);
	const isParallel = waitedMs * 2 < totalMs;
	if (isLookAlike(steps, distinct, isParallel)) return undefined;
	const writes = trace.writes();
	if (writes.mostInOneSession(steps) < minRepeats) return undefined;
	if (distinct === 1 && writes.sameAnswers(steps) < minRepeats) return undefined;
	return {
		...group,
		kind: kindOf(steps[0]!, distinct),
		steps,
		distinct,
		totalMs,
		waitedMs,
		isParallel,
		isLong: reaches(totalMs, minTotalMs),
	};
}

function turnsOf(attempts: readonly Step[], {byPattern, busy, starts}: AboutTrace, minRepeats: number): readonly Step[] {
	const within = withinUnits(attempts, minRepeats, busy, starts);
	return within.length < minRepeats && starts.length === 0 && goesOverList(attempts, byPattern) ? attempts : within;
}

/** What a worker does with its jobs it does one by one: each is done, or failed, for itself. */
function belongsToQueue({traits}: Step, queues: ReadonlySet<string>): boolean {
	return queues.size > 0 && traits.tables.length > 0 && traits.tables.every((table) => queues.has(table));
}

const outlierMs = 10_000;
const outlierRatio = 1000;

/** Of a clock that jumped within an otherwise sound trace. */
function distrustOutliers(steps: readonly Step[]): void {
	if (!steps.some(({durationMs}) => durationMs > outlierMs)) return;
	const durations = steps.map(({durationMs}) => durationMs).toSorted((a, b) => a - b);
	const most = Math.max(outlierMs, durations[durations.length >> 1]! * outlierRatio);
	for (const step of steps) if (step.durationMs > most) distrust(step);
}

/** Unknown values: most loops ask for another one each time. */
function kindOf({traits}: Step, distinct: number | null): OccurrenceKind {
	if (distinct === 1) return 'repeated-identical';
	return traits.role === 'write' ? 'write-loop' : 'n-plus-one';
}
