/**
 * Regular languages with intersection and complement, decided by derivatives (Brzozowski): matching is linear in the text, so no template can
 * make it slow, and whether one template covers another is decided instead of guessed.
 */
export type Language = {readonly key: string; readonly isNullable: boolean} & (
	| {readonly kind: 'none'}
	| {readonly kind: 'empty'}
	| {readonly kind: 'chars'; readonly ranges: Ranges}
	| {readonly kind: 'text'; readonly text: string; readonly isFolded: boolean}
	| {readonly kind: 'seq'; readonly head: Language; readonly tail: Language}
	| {readonly kind: 'either' | 'both'; readonly of: readonly Language[]}
	| {readonly kind: 'not' | 'many'; readonly of: Language}
);
/** Code units, from and to, in order and without overlap. */
export type Ranges = readonly (readonly [number, number])[];

export const lastUnit = 0xffff;
const everyUnit: Ranges = [[0, lastUnit]];

export const none: Language = {kind: 'none', key: '∅', isNullable: false};
export const empty: Language = {kind: 'empty', key: 'ε', isNullable: true};

/** One character of these ranges, which need not be in order. */
export function chars(ranges: Ranges): Language {
	const sorted = tidy(ranges);
	return sorted.length === 0
		? none
		: {kind: 'chars', ranges: sorted, key: `[${sorted.map((range) => range.join('-')).join()}]`, isNullable: false};
}

/** One character that is none of these. */
export const charsExcept = (excluded: string): Language =>
	chars(invert(tidy([...excluded].map((char) => [char.charCodeAt(0), char.charCodeAt(0)]))));

/** Exactly this text; folded: in upper or lower case (of ASCII). */
export function text(content: string, isFolded = false): Language {
	return content === ''
		? empty
		: {kind: 'text', text: content, isFolded, key: `${isFolded ? 'i' : ''}${JSON.stringify(content)}`, isNullable: false};
}

export function seq(...parts: readonly Language[]): Language {
	return parts.reduceRight((tail, head) => pair(head, tail), empty);
}

function pair(head: Language, tail: Language): Language {
	if (head.kind === 'none' || tail.kind === 'none') return none;
	if (head.kind === 'empty') return tail;
	if (tail.kind === 'empty') return head;
	if (head.kind === 'seq') return pair(head.head, pair(head.tail, tail));
	return {kind: 'seq', head, tail, key: `(${head.key}·${tail.key})`, isNullable: head.isNullable && tail.isNullable};
}

export function either(...of: readonly Language[]): Language {
	const all = flattened('either', of).filter((one) => one.kind !== 'none');
	if (all.some(isEverything)) return everything;
	return combined('either', all, none);
}

export function both(...of: readonly Language[]): Language {
	const all = flattened('both', of).filter((one) => !isEverything(one));
	if (all.some((one) => one.kind === 'none')) return none;
	return combined('both', all, everything);
}

export function not(of: Language): Language {
	if (of.kind === 'not') return of.of;
	return {kind: 'not', of, key: `¬${of.key}`, isNullable: !of.isNullable};
}

/** Any number of these, one after the other, also zero. */
export function many(of: Language): Language {
	if (of.kind === 'none' || of.kind === 'empty') return empty;
	if (of.key === anyUnit.key) return everything;
	return of.kind === 'many' ? of : {kind: 'many', of, key: `${of.key}*`, isNullable: true};
}

export const optional = (of: Language): Language => either(empty, of);
export const oneOrMore = (of: Language): Language => seq(of, many(of));

export const anyUnit: Language = chars(everyUnit);
/** Every text. */
export const everything: Language = {kind: 'many', of: anyUnit, key: '⊤', isNullable: true};

/** Is the text in the language? */
export function accepts(language: Language, content: string): boolean {
	let rest = language;
	for (let index = 0; index < content.length && rest.kind !== 'none'; index++) rest = derivative(rest, content.charCodeAt(index));
	return rest.isNullable;
}

/** A shortest text of the language; null when there is none, undefined when more than `mostStates` would have to be looked at. */
export function exampleOf(language: Language, mostStates = 4000): string | null | undefined {
	const seen = new Set([language.key]);
	let front: {language: Language; example: string}[] = [{language, example: ''}];
	while (front.length > 0) {
		const found = front.find((state) => state.language.isNullable);
		if (found !== undefined) return found.example;
		if (seen.size > mostStates) return undefined;
		front = front.flatMap((state) => stepsFrom(state, seen));
	}
	return null;
}

function stepsFrom(state: {language: Language; example: string}, seen: Set<string>) {
	const next: {language: Language; example: string}[] = [];
	for (const unit of representatives(state.language)) {
		const language = derivative(state.language, unit);
		if (language.kind === 'none' || seen.has(language.key)) continue;
		seen.add(language.key);
		next.push({language, example: state.example + String.fromCharCode(unit)});
	}
	return next;
}

/** Has every text of `part` its place in `whole`? False also when it is too large to be decided. */
export const includes = (whole: Language, part: Language): boolean => exampleOf(both(part, not(whole))) === null;

/** Is there a text in both? True also when it is too large to be decided. */
export const meets = (one: Language, other: Language): boolean => exampleOf(both(one, other)) !== null;

/** What may follow once this character was read. */
function derivative(language: Language, unit: number): Language {
	switch (language.kind) {
		case 'none':
		case 'empty':
			return none;
		case 'chars':
			return contains(language.ranges, unit) ? empty : none;
		case 'text':
			return isSameUnit(language.text.charCodeAt(0), unit, language.isFolded) ? text(language.text.slice(1), language.isFolded) : none;
		case 'seq': {
			const first = pair(derivative(language.head, unit), language.tail);
			return language.head.isNullable ? either(first, derivative(language.tail, unit)) : first;
		}
		case 'either':
			return either(...language.of.map((one) => derivative(one, unit)));
		case 'both':
			return both(...language.of.map((one) => derivative(one, unit)));
		case 'not':
			return not(derivative(language.of, unit));
		case 'many':
			return language === everything ? everything : pair(derivative(language.of, unit), language);
	}
}

/** One character for each class of characters that the language's next step does not tell apart; letters and digits where it can. */
function representatives(language: Language): number[] {
	const cuts = new Set<number>([0]);
	addCuts(language, cuts);
	const sorted = [...cuts].filter((cut) => cut <= lastUnit).toSorted((a, b) => a - b);
	return sorted
		.map((from, index) => readable(from, (sorted[index + 1] ?? lastUnit + 1) - 1))
		.toSorted((a, b) => Number(isPlain(b)) - Number(isPlain(a)));
}

function addCuts(language: Language, cuts: Set<number>): void {
	switch (language.kind) {
		case 'none':
		case 'empty':
			return;
		case 'chars':
			for (const [from, to] of language.ranges) cuts.add(from).add(to + 1);
			return;
		case 'text':
			for (const unit of bothCases(language.text.charCodeAt(0), language.isFolded)) cuts.add(unit).add(unit + 1);
			return;
		case 'seq':
			addCuts(language.head, cuts);
			if (language.head.isNullable) addCuts(language.tail, cuts);
			return;
		case 'either':
		case 'both':
			for (const one of language.of) addCuts(one, cuts);
			return;
		case 'not':
		case 'many':
			addCuts(language.of, cuts);
	}
}

const isPlain = (unit: number): boolean => (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
function readable(from: number, to: number): number {
	for (const [first, last] of [
		[0x61, 0x7a],
		[0x30, 0x39],
		[0x41, 0x5a],
		[0x21, 0x7e],
	] as const) {
		if (from <= last && to >= first) return Math.max(from, first);
	}
	return from;
}

/** Both cases of every letter in the ranges. */
export function foldRanges(ranges: Ranges): Ranges {
	const folded: [number, number][] = ranges.map(([from, to]) => [from, to]);
	for (const [from, to] of ranges) {
		for (const [first, last, shift] of [
			[0x41, 0x5a, 32],
			[0x61, 0x7a, -32],
		] as const) {
			const low = Math.max(from, first);
			const high = Math.min(to, last);
			if (low <= high) folded.push([low + shift, high + shift]);
		}
	}
	return tidy(folded);
}

/** In order, without overlap. */
export function tidy(ranges: Ranges): Ranges {
	const merged: [number, number][] = [];
	for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
		const last = merged.at(-1);
		if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
		else merged.push([from, to]);
	}
	return merged;
}

/** All other characters; the ranges must be tidy. */
export function invert(ranges: Ranges): Ranges {
	const gaps: [number, number][] = [];
	let next = 0;
	for (const [from, to] of ranges) {
		if (from > next) gaps.push([next, from - 1]);
		next = to + 1;
	}
	if (next <= lastUnit) gaps.push([next, lastUnit]);
	return gaps;
}

const contains = (ranges: Ranges, unit: number): boolean => ranges.some(([from, to]) => unit >= from && unit <= to);
const isEverything = (language: Language): boolean => language === everything || (language.kind === 'not' && language.of.kind === 'none');

function isSameUnit(a: number, b: number, isFolded: boolean): boolean {
	return a === b || (isFolded && bothCases(a, true).includes(b));
}

function bothCases(unit: number, isFolded: boolean): number[] {
	if (isFolded && unit >= 0x61 && unit <= 0x7a) return [unit, unit - 32];
	if (isFolded && unit >= 0x41 && unit <= 0x5a) return [unit, unit + 32];
	return [unit];
}

const flattened = (kind: 'either' | 'both', of: readonly Language[]): Language[] =>
	of.flatMap((one) => (one.kind === kind ? [...one.of] : [one]));

function combined(kind: 'either' | 'both', of: readonly Language[], neutral: Language): Language {
	const unique = [...new Map(of.map((one) => [one.key, one])).values()];
	const [first] = unique;
	if (first === undefined) return neutral;
	if (unique.length === 1) return first;
	const sorted = unique.toSorted((a, b) => (a.key < b.key ? -1 : 1));
	const isNullable = kind === 'either' ? sorted.some((one) => one.isNullable) : sorted.every((one) => one.isNullable);
	return {kind, of: sorted, key: `${kind === 'either' ? '{' : '<'}${sorted.map((one) => one.key).join('|')}}`, isNullable};
}
