import type {Step} from './reading.ts';
import {isEven} from './work-units.ts';
import {ownersVary, rowsOf} from './values.ts';

/**
 * True for repeated queries that are as they should be. Where a log tells too little to decide (rows, values one by one), it is true: a false
 * alarm costs more trust than a miss.
 */
export function isLookAlike(steps: readonly Step[], distinct: number | null, isParallel: boolean): boolean {
	if (steps[0]!.traits.isClaim || isSharedWait(steps)) return true;
	if (distinct === 1) return isEven(steps) || isChunkedWrite(steps) || steps[0]!.traits.isVolatile;
	if (distinct === null && (isTimer(steps) || isDraw(steps))) return true;
	return isBatch(steps) || isPage(steps, isParallel) || isRangeScan(steps, isParallel);
}

/** As even as a timer, and hardly any of the time is its own: other work hides the pauses. */
function isTimer(steps: readonly Step[]): boolean {
	const lastsMs = steps.at(-1)!.endMs - steps[0]!.startMs;
	return isEven(steps) && steps.reduce((sum, {durationMs}) => sum + durationMs, 0) * 5 < lastsMs;
}

/** `ORDER BY random() LIMIT ?`: there is nothing in which it would ask for another row. */
function isDraw(steps: readonly Step[]): boolean {
	const {role, isVolatile, placeholders} = steps[0]!.traits;
	return role === 'read' && isVolatile && placeholders.every((each) => each === 'page');
}

/** `DELETE … LIMIT ?` until nothing is left. */
function isChunkedWrite(steps: readonly Step[]): boolean {
	const {role, hasLimit} = steps[0]!.traits;
	return role === 'write' && hasLimit;
}

/** Already asks or writes for many keys at once. A batch of one key, sent again and again, is a loop all the same. */
function isBatch(steps: readonly Step[]): boolean {
	const {list, hasRows, hasRowFunction, verb, hasEqual} = steps[0]!.traits;
	if (hasRows || hasRowFunction) return isRowBatch(steps);
	if (list === 'none') return false;
	const owners = hasEqual ? ownersVary(steps) : false;
	if (owners === true || (owners === undefined && list === 'filter')) return false;
	return verb === 'insert' || !hasOneEach(steps);
}

/** `VALUES (…), (…)`, `unnest(…)`. Where nothing tells how many: one row for VALUES, many for a function. */
function isRowBatch(steps: readonly Step[]): boolean {
	const counts = lengthsOf(steps) ?? rowsOf(steps);
	return counts === undefined ? steps[0]!.traits.hasRowFunction : average(counts) >= 2;
}

function hasOneEach(steps: readonly Step[]): boolean {
	const lengths = lengthsOf(steps);
	if (lengths !== undefined) return average(lengths) < 2;
	const rows = rowsOf(steps);
	return rows !== undefined && rows.every((count) => count <= 1);
}

function lengthsOf(steps: readonly Step[]): number[] | undefined {
	const lengths: number[] = [];
	for (const {query} of steps) {
		if (query.listLength === undefined) return undefined;
		lengths.push(query.listLength);
	}
	return lengths;
}

/** One list, page by page: by OFFSET, or by the bound of a range (keyset). */
function isPage(steps: readonly Step[], isParallel: boolean): boolean {
	const {role, hasLimit, hasOffset, hasRange, hasEqual, hasOrder, isLookup} = steps[0]!.traits;
	if (role !== 'read' || !hasLimit) return false;
	if (prismaCursor.test(steps[0]!.query.pattern)) return true;
	const owners = hasEqual ? ownersVary(steps) : false;
	const isKeyset = hasRange && !isParallel && (hasOrder || owners === false);
	if ((!hasOffset && !isKeyset) || owners === true || (owners === undefined && isLookup)) return false;
	const rows = rowsOf(steps);
	// One row each is a lookup: Prisma writes LIMIT and OFFSET into all of them.
	if (rows?.every((count) => count <= 1) === true) return owners === false && hasOffset;
	return owners === false || rows === undefined || areFullPages(rows);
}

/** The row at which a page begins, as Prisma asks for it. */
const prismaCursor = /[ "`]order_cmp[ "`.]/;

/** Pages are full until the last one, and empty behind it; lists of many owners are of any length. */
function areFullPages(rows: readonly number[]): boolean {
	const last = rows.findIndex((count) => count !== rows[0]);
	return last === -1 || (rows[last]! < rows[0]! && rows.slice(last + 1).every((count) => count === 0));
}

/** Walks a table by stretches of its key, one after the other. */
function isRangeScan(steps: readonly Step[], isParallel: boolean): boolean {
	const {hasWindow, hasEqual, isAggregate} = steps[0]!.traits;
	if (isParallel || hasEqual || isAggregate || !hasWindow) return false;
	return rowsOf(steps)?.every((count) => count <= 1) !== true;
}

/** More than a pool has connections cannot all have waited for the same one. */
const mostShared = 20;

/**
 * All sent at once, and after a long wait let in one right after the other: they waited for a connection or a lock, not for work that a batch would
 * save. Equal durations to the last digit are no evidence: a clock that measured them would not say so.
 */
export function isSharedWait(steps: readonly Step[]): boolean {
	if (steps.length >= mostShared || steps.at(-1)!.startMs - steps[0]!.startMs > 2) return false;
	const durations = steps.map(({durationMs}) => durationMs);
	const [shortest, longest] = [Math.min(...durations), Math.max(...durations)];
	return shortest >= 50 && longest - shortest <= shortest * 0.1 && (areInTurn(durations) || areInTurn(durations.toReversed()));
}

/** Each longer than the one before; of a clock of whole milliseconds some are equal. Who was first of those sent at once a log may tell backwards. */
function areInTurn(durations: readonly number[]): boolean {
	const isCoarse = durations.every((ms) => Number.isInteger(ms));
	const least = isCoarse ? durations.length / 2 : durations.length - 1;
	return new Set(durations).size > least && durations.every((ms, at) => at === 0 || ms >= durations[at - 1]!);
}

function average(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
