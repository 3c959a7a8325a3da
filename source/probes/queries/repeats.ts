import {systemClock} from '../../basics/clock.ts';
import {longestText} from './cut-text.ts';
import type {QueryContext} from './query-context.ts';
import type {TextCounts} from './text-counts.ts';

/** Literals stand in the text itself where there are no values: so much of it is looked at to see through them. */
const mostCharacters = 512;

/**
 * Counts a query in its context and tells whether its call site is worth taking: for the 2nd, 5th, 10th, 20th, 50th, 100th … equal one. Taking one
 * costs about 4 µs, so a request without repeats pays for none. Texts without values are equal when they differ in literals only: a loop that
 * writes its values into the text repeats as well.
 */
export function isSiteDue(context: QueryContext, text: string, values: number | undefined): boolean {
	return isDue(context.counts.add(keyOf(text, values)));
}

/** What a query is counted by: its text, or its shape where it has no values and where holding on to the text would be too much. */
export function keyOf(text: string, values: number | undefined): string | number {
	return values === undefined || text.length > longestText ? shapeOf(text) : text;
}

/** Of a context's time, this much may go into taking call sites where a driver answers within a microsecond; one takes 4 to 10 µs. */
const mostShare = 0.02;
const siteMs = 0.007;

/**
 * The same for one prepared statement of a driver that answers at once: as long as one context sends it, counting costs 2 ns in place of 30. The
 * second equal query always has a site, the later ones where the context lasts long enough to pay for it.
 */
export class StatementCount {
	/** Of the context that sends it now. */
	#counts: TextCounts | undefined;
	#key: string | number = '';
	#times = 0;
	#dueAt = 0;

	/** `key`: the statement's text, or its shape where it has no values. */
	isSiteDue(context: QueryContext, key: string | number): boolean {
		if (this.#counts !== context.counts) return this.#start(context, key);
		if (++this.#times < this.#dueAt) return false;
		this.#dueAt = nextDue(this.#times);
		return isPaidFor(context, this.#times);
	}

	#start(context: QueryContext, key: string | number): boolean {
		const before = this.#counts;
		// Requests side by side take turns with it.
		if (before?.isOver === false) before.set(this.#key, this.#times);
		this.#counts = context.counts;
		this.#key = key;
		// A statement that was just prepared may be one of many with this text.
		this.#times = before === undefined ? context.counts.add(key) : context.counts.get(key) + 1;
		this.#dueAt = nextDue(this.#times);
		return isDue(this.#times) && isPaidFor(context, this.#times);
	}
}

function isPaidFor(context: QueryContext, times: number): boolean {
	const age = times > 2 ? systemClock.monotonic() - context.startedAt : Infinity;
	if (age * mostShare < siteMs * context.sites) return false;
	context.sites++;
	return true;
}

function isDue(times: number): boolean {
	return times > 1 && times === nextDue(times - 1);
}

/** The first of 2, 5, 10, 20, 50 … that is above `times`. */
function nextDue(times: number): number {
	let decade = 1;
	while (times >= 10 * decade) decade *= 10;
	if (times < 2 * decade) return 2 * decade;
	return times < 5 * decade ? 5 * decade : 10 * decade;
}

/** A number that is equal for texts that differ only in digits and in what stands between single quotes. About 1 ns a character. */
export function shapeOf(text: string): number {
	const length = Math.min(text.length, mostCharacters);
	let hash = 0x81_1c_9d_c5;
	let isQuoted = false;
	let before = 0;
	for (let at = 0; at < length; at++) {
		const code = text.charCodeAt(at);
		if (code === 39) isQuoted = !isQuoted;
		if (code === 39 || isQuoted || isLiteral(code, before)) continue;
		hash = Math.imul(hash ^ code, 0x01_00_01_93);
		before = code;
	}
	return hash;
}

/** A digit or dot of a number; those of a name such as `users_2023` tell tables apart. */
function isLiteral(code: number, before: number): boolean {
	const isDigit = code >= 48 && code <= 57;
	return (isDigit || code === 46) && !isNamePart(before);
}

function isNamePart(code: number): boolean {
	return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57) || code === 34;
}
