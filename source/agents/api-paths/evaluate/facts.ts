/** Something that holds, and all that holds besides: lists that never change share what they have in common. */
export interface Fact {
	/** The frame whose condition it is, or 0. */
	readonly frame: number;
	/** Which condition, see `termOf`. */
	readonly term: number;
	/** Whether it holds, or what something is. */
	readonly value: boolean | string;
	readonly before: Guards;
	/** How many facts there are with this one. */
	readonly size: number;
}

/** What holds; null where nothing is known. No condition is in it twice. */
export type Guards = Fact | null;

const terms = new Map<string, number>();

/** A number for the text of a condition. */
export function termOf(text: string): number {
	let term = terms.get(text);
	if (term === undefined) terms.set(text, (term = terms.size));
	return term;
}

/** The one fact that a condition, in a frame where it is one's, has this value. */
export function fact(text: string, value: boolean | string, frame = 0): Fact {
	return plus(null, frame, termOf(text), value);
}

/** Adds a fact whose condition is not among them. */
export function plus(guards: Guards, frame: number, term: number, value: boolean | string): Fact {
	return {frame, term, value, before: guards, size: guards === null ? 1 : guards.size + 1};
}

/** How many facts are held at once. Deep in a program there would be hundreds; those of long ago seldom decide anything, and may be forgotten. */
const mostFacts = 24;
const keptFacts = 12;

/** Both at once; false when they contradict each other. */
export function mergeGuards(a: Guards, b: Guards): Guards | false {
	if (a === null || a === b) return b;
	if (b === null) return a;
	const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
	if (isEndOf(fewer, more)) return more;
	let added = 0;
	for (let one: Guards = fewer; one !== null; one = one.before) {
		const other = valueIn(more, one);
		if (other === undefined) added++;
		else if (other !== one.value) return false;
	}
	if (added === 0) return more;
	return withAll(a.size + b.size > mostFacts ? lastOf(a, keptFacts) : a, b);
}

function isEndOf(end: Fact, of: Fact): boolean {
	let rest: Guards = of;
	while (rest !== null && rest.size > end.size) rest = rest.before;
	return rest === end;
}

function valueIn(guards: Guards, {frame, term}: Fact): boolean | string | undefined {
	for (let one = guards; one !== null; one = one.before) if (one.term === term && one.frame === frame) return one.value;
	return undefined;
}

/** In order: the oldest come first. */
function withAll(guards: Fact, added: Fact): Fact {
	const base = added.before === null ? guards : withAll(guards, added.before);
	return valueIn(guards, added) === undefined ? plus(base, added.frame, added.term, added.value) : base;
}

function lastOf({frame, term, value, before}: Fact, count: number): Fact {
	return plus(before === null || count === 1 ? null : lastOf(before, count - 1), frame, term, value);
}

/** What holds in either case. */
export function commonGuards(a: Guards, b: Guards): Guards {
	if (a === null || b === null) return null;
	const before = a.before === null ? null : commonGuards(a.before, b);
	if (valueIn(b, a) !== a.value) return before;
	return before === a.before ? a : plus(before, a.frame, a.term, a.value);
}

/** What holds now and was not known at first. */
export function guardsSince(first: Guards, now: Guards): Guards {
	if (now === null || now === first) return null;
	if (first === null) return now;
	const before = guardsSince(first, now.before);
	if (valueIn(first, now) !== undefined) return before;
	return before === now.before ? now : plus(before, now.frame, now.term, now.value);
}

/** What holds when these do not; null where that is more than one thing. */
export function oppositeOf(guards: Guards): Guards {
	if (guards === null || guards.before !== null || typeof guards.value !== 'boolean') return null;
	return plus(null, guards.frame, guards.term, !guards.value);
}

/** The same facts in the same order. */
export function areSameGuards(a: Guards, b: Guards): boolean {
	if (a === b) return true;
	if (a === null || b === null || a.frame !== b.frame || a.term !== b.term || a.value !== b.value) return false;
	return areSameGuards(a.before, b.before);
}
