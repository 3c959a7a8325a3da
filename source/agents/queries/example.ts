import type {QueryTrace, TracedQuery} from '../../protocol/query-trace.ts';
import {shortPattern} from './short-pattern.ts';
import type {Occurrence} from './occurrence.ts';

/** One bar of a waterfall. */
export interface ExampleSpan {
	startMs: number;
	durationMs: number;
	/** What a line has room for: `SELECT items`. */
	short: string;
	/** One of the repeated queries; else what came before, between or after them. */
	isRepeated: boolean;
	/** How many queries of the loop stand between the bar before and this one, not drawn. */
	skipped: number;
}

/** One request that showed an issue, short enough to be looked at. */
export interface Example {
	/** ms since the epoch; null where unknown. */
	at: number | null;
	/** The width of the waterfall: from the request's start to the end of its last query, or of itself where that is known. */
	durationMs: number;
	waitedMs: number;
	queries: number;
	spans: ExampleSpan[];
}

const mostSpans = 12;
/** Of the loop: its first three and its last say what it is. */
const drawnOfLoop = 4;

/** Draws one occurrence: what ran before the loop, its first and last queries, and the longest of the others. */
export function exampleOf(occurrence: Occurrence, trace: QueryTrace): Example {
	const {queries} = trace;
	const repeated = new Set(occurrence.indexes);
	const loop = [...repeated].toSorted((a, b) => a - b);
	const drawn = new Set([...loop.slice(0, drawnOfLoop - 1), ...loop.slice(-1), ...longestOthers(queries, repeated, occurrence)]);
	const order = [...drawn].toSorted((a, b) => a - b);
	// Those that the indexes leave out stand before the last.
	const leftOut = Math.max(0, occurrence.count - loop.length);
	return {
		at: trace.at,
		durationMs: Math.max(trace.durationMs ?? 0, ...queries.map(({startMs, durationMs}) => startMs + durationMs)),
		waitedMs: occurrence.waitedMs,
		queries: queries.length + trace.uncounted,
		spans: order.map((index, at) => {
			const {startMs, durationMs, pattern} = queries[index]!;
			const between = loop.filter((each) => each < index && each > (order[at - 1] ?? -1) && !drawn.has(each)).length;
			const skipped = index === loop.at(-1) ? between + leftOut : between;
			return {startMs, durationMs, short: shortPattern(pattern), isRepeated: repeated.has(index), skipped};
		}),
	};
}

/** Of a loop longer than its indexes tell, none counts as another query. */
function longestOthers(queries: readonly TracedQuery[], repeated: ReadonlySet<number>, {pattern, count}: Occurrence): number[] {
	const isLoopLonger = count > repeated.size;
	return [...queries.keys()]
		.filter((index) => !repeated.has(index) && !(isLoopLonger && queries[index]!.pattern === pattern))
		.toSorted((a, b) => queries[b]!.durationMs - queries[a]!.durationMs)
		.slice(0, mostSpans - drawnOfLoop);
}
