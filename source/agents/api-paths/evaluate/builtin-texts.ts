import type {Evaluator} from './evaluator.ts';
import type {TextPart} from './machine.ts';
import {arrayOf, literal, unknown} from './value.ts';
import type {Value} from './value.ts';

/** A method of a text that is known at least in part; undefined: it has no such method. */
export function callTextMethod(e: Evaluator, self: Value, name: string, args: Value[], text: string): Value | undefined {
	switch (name) {
		case 'toString':
		case 'valueOf':
		case 'toFixed':
			return self;
		case 'concat':
			return {kind: 'concat', parts: [self, ...args]};
		case 'toLowerCase':
		case 'toLocaleLowerCase':
			return eachPart(e, self, (part) => part.toLowerCase());
		case 'toUpperCase':
		case 'toLocaleUpperCase':
			return eachPart(e, self, (part) => part.toUpperCase());
		case 'trim':
			return self;
		case 'replace':
		case 'replaceAll':
			return replace(e, self, args, name === 'replaceAll') ?? unknown(text, 'runtime-value', {kind: 'primitive', name: 'string'});
		case 'slice':
		case 'substring':
		case 'substr':
			return cut(e, self, args, name) ?? unknown(text, 'runtime-value', {kind: 'primitive', name: 'string'});
		case 'startsWith':
		case 'endsWith':
		case 'includes':
			return test(e, self, args, name, unknown(text, 'runtime-value', {kind: 'primitive', name: 'boolean'}));
		case 'split':
			return split(e, self, args) ?? unknown(text);
		case 'indexOf':
		case 'charAt':
		case 'at':
		case 'repeat':
		case 'padStart':
			return onLiteral(e, self, args, name) ?? unknown(text);
		case 'match':
			return match(e, self, args) ?? unknown(text);
		case 'search':
		case 'localeCompare':
			return unknown(text);
		default:
			return undefined;
	}
}

function eachPart(e: Evaluator, self: Value, change: (part: string) => string): Value {
	return e.combine([self], (parts) => parts.map((part) => (typeof part === 'string' ? change(part) : part)));
}

type Pattern = {kind: 'text'; text: string} | {kind: 'regexp'; regexp: RegExp};

function patternOf(e: Evaluator, value: Value): Pattern | null {
	const forced = e.force(value);
	if (forced.kind === 'regexp') {
		// Only what cannot run away: a pattern of the analysed code runs here.
		if (forced.source.length > 100 || /[+*}]\)[+*{]/.test(forced.source)) return null;
		try {
			return {kind: 'regexp', regexp: new RegExp(forced.source, forced.flags.replaceAll(/[gy]/g, ''))};
		} catch {
			// Syntax that this engine does not know: nothing can be said.
			return null;
		}
	}
	const text = e.literalOf(forced);
	return typeof text === 'string' ? {kind: 'text', text} : null;
}

/** Replaces in the known parts; what is put there may be known in part, or a function of the match. */
function replace(e: Evaluator, self: Value, args: Value[], isAll: boolean): Value | null {
	const [search, by = literal('undefined')] = args;
	if (search === undefined) return null;
	const pattern = patternOf(e, search);
	if (pattern === null) return null;
	const forced = e.force(search);
	const all = isAll || (forced.kind === 'regexp' && forced.flags.includes('g'));
	return e.combine([self], (parts) => {
		let done = false;
		return parts.flatMap((part, index): TextPart[] => {
			if (typeof part !== 'string' || (done && !all)) return [part];
			const {pieces, count} = replaceIn(e, part, pattern, by, all, {isFirst: index === 0, isLast: index === parts.length - 1});
			if (count > 0) done = true;
			return pieces;
		});
	});
}

interface Place {
	isFirst: boolean;
	isLast: boolean;
}

function replaceIn(
	e: Evaluator,
	part: string,
	pattern: Pattern,
	by: Value,
	all: boolean,
	place: Place,
): {pieces: TextPart[]; count: number} {
	const pieces: TextPart[] = [];
	let rest = part;
	let count = 0;
	while (count === 0 || all) {
		const found = find(rest, pattern, {isFirst: place.isFirst && count === 0, isLast: place.isLast});
		if (found === null || found.length === 0) break;
		pieces.push(rest.slice(0, found.index), ...replacement(e, by, found.groups));
		rest = rest.slice(found.index + found.length);
		count++;
		if (count > 50) break;
	}
	pieces.push(rest);
	return {pieces, count};
}

function find(text: string, pattern: Pattern, place: Place): {index: number; length: number; groups: string[]} | null {
	if (pattern.kind === 'text') {
		const index = text.indexOf(pattern.text);
		return index === -1 ? null : {index, length: pattern.text.length, groups: [pattern.text]};
	}
	const {source} = pattern.regexp;
	if ((source.startsWith('^') && !place.isFirst) || (source.endsWith('$') && !place.isLast)) return null;
	const found = pattern.regexp.exec(text);
	return found === null ? null : {index: found.index, length: found[0].length, groups: [...found].map((group) => group ?? '')};
}

function replacement(e: Evaluator, by: Value, groups: string[]): TextPart[] {
	const forced = e.force(by);
	const value =
		forced.kind === 'closure' || (forced.kind === 'native' && forced.call !== undefined)
			? e.callInPlace(
					forced,
					groups.map((group) => literal(group)),
				)
			: forced;
	const [text] = e.textsOf(value);
	if (text === undefined) return [];
	return text.parts.map((part) =>
		typeof part === 'string'
			? part.replaceAll(/\$(\d)/g, (_, index: string) => groups[Number(index)] ?? '').replaceAll('$&', groups[0] ?? '')
			: part,
	);
}

/** `text.match(/…/)`: the groups where the text is known; an empty array stands for groups that are not, null where nothing matches. */
function match(e: Evaluator, self: Value, args: Value[]): Value | null {
	const pattern = args[0] === undefined ? null : patternOf(e, args[0]);
	if (pattern === null) return null;
	const whole = e.literalOf(self);
	if (typeof whole === 'string') {
		const found = find(whole, pattern, {isFirst: true, isLast: true});
		return found === null ? literal(null) : arrayOf(found.groups.map((group) => literal(group)));
	}
	const truth = testPattern(e, self, pattern);
	return truth === null
		? null
		: truth
			? arrayOf([], unknown('group', 'runtime-value', {kind: 'primitive', name: 'string'}))
			: literal(null);
}

/** `/…/.test(text)`; null: cannot be told. */
export function testRegexp(e: Evaluator, regexp: Value, text: Value): boolean | null {
	const pattern = patternOf(e, regexp);
	if (pattern === null) return null;
	const whole = e.literalOf(text);
	if (typeof whole === 'string') return find(whole, pattern, {isFirst: true, isLast: true}) !== null;
	const forced = e.force(text);
	return forced.kind === 'concat' || forced.kind === 'choice' ? testPattern(e, forced, pattern) : null;
}

/** A pattern that only asks for the beginning can be told from a known beginning that is long enough. */
function testPattern(e: Evaluator, self: Value, pattern: Pattern): boolean | null {
	if (pattern.kind !== 'regexp' || !pattern.regexp.source.startsWith('^') || /[$*+.\\]\$|\$$/.test(pattern.regexp.source)) return null;
	const truths = e.textsOf(self).map(({parts: [first]}) => {
		if (typeof first !== 'string') return null;
		if (pattern.regexp.test(first)) return true;
		return first.length >= pattern.regexp.source.length ? false : beginsOtherwise(first, pattern.regexp.source);
	});
	return truths.length > 0 && truths.every((one) => one === truths[0]) ? (truths[0] ?? null) : null;
}

/** The first character already differs from the plain one that is asked for. */
function beginsOtherwise(text: string, source: string): boolean | null {
	const wanted = /^\^(?:\\(\/)|(\w))/.exec(source);
	const character = wanted?.[1] ?? wanted?.[2];
	if (character === undefined || /^\^.[?*{|]/.test(source) || source.includes('|')) return null;
	return text.startsWith(character) ? null : false;
}

function cut(e: Evaluator, self: Value, args: Value[], name: string): Value | null {
	const from = args[0] === undefined ? 0 : e.literalOf(args[0]);
	const to = args[1] === undefined ? undefined : e.literalOf(args[1]);
	if (typeof from !== 'number' || (args[1] !== undefined && typeof to !== 'number')) return null;
	const whole = e.literalOf(self);
	if (typeof whole === 'string')
		return literal(
			name === 'substr'
				? whole.slice(from, typeof to === 'number' ? from + to : undefined)
				: whole.slice(from, typeof to === 'number' ? to : undefined),
		);
	if (from < 0 || to !== undefined) return null;
	return e.combine([self], ([first, ...rest]) =>
		typeof first === 'string' && first.length >= from ? [first.slice(from), ...rest] : [first ?? '', ...rest],
	);
}

/** Of every alternative for itself: what is asked of one must not be lost on the other. */
function test(e: Evaluator, self: Value, args: Value[], name: string, open: Value): Value {
	const wanted = args[0] === undefined ? undefined : e.literalOf(args[0]);
	if (typeof wanted !== 'string') return open;
	const options = e.textsOf(self).map(({parts, guards}) => ({guards, truth: testParts(parts, wanted, name)}));
	const [first] = options;
	if (first === undefined || options.every(({truth}) => truth === first.truth)) return literalOr(first?.truth ?? null, open);
	return {kind: 'choice', of: options.map(({guards, truth}) => ({guards, value: literalOr(truth, open)}))};
}

const literalOr = (truth: boolean | null, open: Value): Value => (truth === null ? open : literal(truth));

function testParts(parts: readonly TextPart[], wanted: string, name: string): boolean | null {
	const whole = parts.length === 0 ? '' : parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : null;
	if (whole !== null)
		return name === 'startsWith' ? whole.startsWith(wanted) : name === 'endsWith' ? whole.endsWith(wanted) : whole.includes(wanted);
	if (name === 'includes') {
		if (parts.some((part) => typeof part === 'string' && part.includes(wanted))) return true;
		return wanted === '?' && !mayEndInQuery(parts) ? false : null;
	}
	const edge = name === 'startsWith' ? parts[0] : parts.at(-1);
	if (typeof edge !== 'string') return null;
	const compared = Math.min(edge.length, wanted.length);
	const same =
		name === 'startsWith' ? edge.slice(0, compared) === wanted.slice(0, compared) : edge.slice(-compared) === wanted.slice(-compared);
	if (!same) return false;
	return edge.length >= wanted.length ? true : null;
}

/** `/items${search}` may; `/items/${id}` and `/items/${id}/parts` do not. */
function mayEndInQuery(parts: readonly TextPart[]): boolean {
	const before = parts.at(-2);
	return typeof parts.at(-1) !== 'string' && !(typeof before === 'string' && before.endsWith('/'));
}

function split(e: Evaluator, self: Value, args: Value[]): Value | null {
	const whole = e.literalOf(self);
	const by = args[0] === undefined ? undefined : e.literalOf(args[0]);
	return typeof whole === 'string' && typeof by === 'string'
		? arrayOf(
				whole
					.split(by)
					.slice(0, 100)
					.map((part) => literal(part)),
			)
		: null;
}

function onLiteral(e: Evaluator, self: Value, args: Value[], name: string): Value | null {
	const whole = e.literalOf(self);
	const given = args.map((arg) => e.literalOf(arg));
	if (typeof whole !== 'string') return null;
	const [first] = given;
	if (name === 'indexOf') return typeof first === 'string' ? literal(whole.indexOf(first)) : null;
	if (name === 'repeat') return typeof first === 'number' && first < 100 ? literal(whole.repeat(Math.max(0, first))) : null;
	return typeof first === 'number' && name !== 'padStart' ? literal(whole.at(first) ?? '') : null;
}
