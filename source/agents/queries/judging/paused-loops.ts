import {positionOf} from './around.ts';
import type {Step} from './reading.ts';
import {distinctValues} from './values.ts';
import {apartMs, isEven} from './work-units.ts';

/** A trace's steps in order of their start, and those of each pattern. */
export interface ByPattern {
	readonly steps: readonly Step[];
	readonly patterns: ReadonlyMap<string, readonly Step[]>;
}

/**
 * True for a loop over the rows of a list that waits for something else at each turn: an API, a proxy before the database. What polls, or comes when
 * it comes, pauses like that too. What tells them apart: a list was read right before and not again, each turn asks for another of its rows, and
 * a timer is even, or asks for the same again.
 */
export function goesOverList(steps: readonly Step[], trace: () => ByPattern): boolean {
	const {role, hasEqual, hasRange} = steps[0]!.traits;
	if (role !== 'read' || !hasEqual || hasRange) return false;
	const distinct = distinctValues(steps);
	if (distinct !== null && distinct < steps.length * 0.8) return false;
	const longestMs = longestPauseMs(steps);
	if (longestMs > longestTurnMs) return false;
	const lists = readsBefore(steps[0]!, longestMs * 1.5, trace());
	if (distinct === steps.length && lists.some((list) => gave(list, steps))) return true;
	if (longestMs >= apartMs || (distinct !== steps.length && isEven(steps))) return false;
	return lists.some((list) => isAbout(list, steps.length)) || (lists.some(isSurelyList) && isAlone(steps, trace()));
}

/** What waits longer for each row is a job of its own. */
const longestTurnMs = 5000;

/** Another row each, and exactly as many as the list had: no timer and no chat does that by chance. Who lists jobs and reads them one by one is a worker. */
function gave(list: Step, steps: readonly Step[]): boolean {
	return list.query.rows === steps.length && !list.traits.tables.some((table) => steps[0]!.traits.tables.includes(table));
}

function longestPauseMs(steps: readonly Step[]): number {
	let longest = 0;
	for (let at = 1; at < steps.length; at++) longest = Math.max(longest, steps[at]!.startMs - steps[at - 1]!.endMs);
	return longest;
}

/** More that began before a loop are no list that it goes over. */
const mostBefore = 64;

/** Other reads that ended a moment before the first step, and do not come again: what does belongs to each turn. */
function readsBefore(first: Step, mostMs: number, {steps, patterns}: ByPattern): Step[] {
	const end = positionOf(first, steps);
	return steps.slice(Math.max(0, end - mostBefore), end).filter(({traits, query, endMs}) => {
		const comesAgain = patterns.get(query.pattern)!.at(-1)!.startMs > first.startMs;
		return traits.role === 'read' && query.pattern !== first.query.pattern && first.startMs - endMs <= mostMs && !comesAgain;
	});
}

function isAbout({query}: Step, count: number): boolean {
	return query.rows !== null && Math.abs(query.rows - count) <= Math.max(1, count * 0.1);
}

/** Where a log has no rows: what cannot be meant for one. */
function isSurelyList({query, traits}: Step): boolean {
	return query.rows === null && !traits.isAggregate && (!traits.hasEqual || (traits.hasLimit && traits.hasOrder));
}

/** No other query comes at every turn or so: messages of a socket are seldom answered with one. */
function isAlone(steps: readonly Step[], {patterns}: ByPattern): boolean {
	const {startMs, query} = steps[0]!;
	const lastMs = steps.at(-1)!.startMs;
	for (const [pattern, own] of patterns) {
		if (pattern === query.pattern || own.length * 2 < steps.length || own[0]!.traits.role === 'other') continue;
		if (own.filter((step) => step.startMs > startMs && step.startMs < lastMs).length * 2 >= steps.length) return false;
	}
	return true;
}
