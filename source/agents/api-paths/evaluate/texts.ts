import type {Evaluator} from './evaluator.ts';
import {fact, mergeGuards} from './facts.ts';
import type {Guards} from './facts.ts';
import type {Hole, Text, TextPart} from './machine.ts';
import {literal, mostAlternatives, unknown} from './value.ts';
import type {Value} from './value.ts';

/** See `Machine.textsOf`. */
export function textsOf(e: Evaluator, value: Value, depth = 0): Text[] {
	if (depth > 40) return [{parts: [holeOf(e, unknown('…', 'too-deep'))], guards: null}];
	const forced = e.force(value);
	switch (forced.kind) {
		case 'literal':
			return [{parts: textOfLiteral(forced.value), guards: null}];
		case 'concat':
		case 'choice':
			return remembered(forced, depth === 0, () => composedTexts(e, forced, depth));
		case 'native':
			return forced.text === undefined ? [{parts: [holeOf(e, forced)], guards: null}] : textsOf(e, forced.text(e), depth + 1);
		case 'array': {
			const items = forced.items.flatMap((item, index) => (index === 0 ? [item] : [literal(','), item]));
			return forced.rest === null ? textsOf(e, {kind: 'concat', parts: items}, depth + 1) : [{parts: [holeOf(e, forced)], guards: null}];
		}
		case 'unknown': {
			const values = e.literalsOfType(forced.type);
			if (values === null) return [{parts: [holeOf(e, forced)], guards: null}];
			// Two states of a component are called alike where nothing else is known of them.
			const key = `type:${forced.text}:${values.join()}`;
			return values.map((one) => ({parts: textOfLiteral(one), guards: fact(key, String(one))}));
		}
		case 'class':
		case 'closure':
		case 'env':
		case 'external':
		case 'lazy':
		case 'object':
		case 'param':
		case 'regexp':
			return [{parts: [holeOf(e, forced)], guards: null}];
	}
}

type Composed = Extract<Value, {kind: 'concat' | 'choice'}>;

function composedTexts(e: Evaluator, value: Composed, depth: number): Text[] {
	if (value.kind === 'concat') return combineTexts(value.parts.map((part) => textsOf(e, part, depth + 1)));
	const options = depth === 0 ? value.of : written(value.of);
	return capped(options.flatMap((option) => withGuards(textsOf(e, option.value, depth + 1), option.guards)));
}

const wholeTexts = new WeakMap<Value, Text[]>();
const innerTexts = new WeakMap<Value, Text[]>();

/** The same value is part of many others: alternatives of alternatives would be put together again for each. */
function remembered(value: Composed, isWhole: boolean, compute: () => Text[]): Text[] {
	const known = isWhole ? wholeTexts : innerTexts;
	let texts = known.get(value);
	if (texts === undefined) known.set(value, (texts = compute()));
	return texts;
}

/** Within a longer text nobody means to write `undefined` or `null`: where there are other alternatives, that one is not asked for. */
function written(options: readonly {guards: Guards; value: Value}[]): readonly {guards: Guards; value: Value}[] {
	const there = options.filter(({value}) => value.kind !== 'literal' || (value.value !== undefined && value.value !== null));
	return there.length === 0 ? options : there;
}

function textOfLiteral(value: string | number | boolean | null | undefined): TextPart[] {
	const text = String(value);
	return text === '' ? [] : [text];
}

function withGuards(texts: Text[], guards: Guards): Text[] {
	if (guards === null) return texts;
	return texts.flatMap((text) => {
		const merged = mergeGuards(text.guards, guards);
		return merged === false ? [] : [{parts: text.parts, guards: merged}];
	});
}

/** Every consistent combination, put one after the other. */
function combineTexts(lists: Text[][]): Text[] {
	let combined: Text[] = [{parts: [], guards: null}];
	for (const list of lists) {
		if (list.length === 1 && list[0]!.guards === null) {
			const added = list[0]!.parts;
			for (const text of combined) text.parts = joinParts(text.parts, added);
			continue;
		}
		const next: Text[] = [];
		for (const left of combined) {
			for (const right of list) {
				const guards = mergeGuards(left.guards, right.guards);
				if (guards !== false) next.push({parts: joinParts(left.parts, right.parts), guards});
			}
		}
		combined = capped(next);
	}
	return combined;
}

function capped(texts: Text[]): Text[] {
	if (texts.length <= mostAlternatives) return texts;
	const seen = new Map<string, Text>();
	for (const text of texts) {
		const key = keyOfText(text.parts);
		const before = seen.get(key);
		if (before === undefined) seen.set(key, text);
		else if (before.guards !== null) seen.set(key, {parts: before.parts, guards: null});
	}
	if (seen.size <= mostAlternatives) return [...seen.values()];
	const paths = new Map([...seen.values()].map((text) => [keyOfText(beforeQuery(text.parts)), {...text, guards: null}]));
	if (paths.size <= mostAlternatives) return [...paths.values()];
	return [{parts: [tooManyOf([...seen.values()].flatMap(({parts}) => parts))], guards: null}];
}

/** Alternatives of a query are one address. */
function beforeQuery(parts: readonly TextPart[]): TextPart[] {
	const at = parts.findIndex((part) => typeof part === 'string' && part.includes('?'));
	const last = parts[at];
	return typeof last === 'string' ? [...parts.slice(0, at), last.slice(0, last.indexOf('?') + 1)] : [...parts];
}

/** What stands for alternatives that are not followed: if they hang on a parameter, callers may still decide. */
function tooManyOf(parts: readonly TextPart[]): Hole {
	const param = parts.find((part) => typeof part !== 'string' && part.value.kind === 'param');
	const value = typeof param === 'object' ? param.value : unknown('…', 'too-many-alternatives');
	return {value, text: '…', type: 'unknown'};
}

/** Equal for texts that read alike. */
export function keyOfText(parts: readonly TextPart[]): string {
	return parts.map((part) => (typeof part === 'string' ? part : `\u0000${part.text}\u0000`)).join('');
}

/** Puts parts one after the other, strings joined. */
export function joinParts(left: readonly TextPart[], right: readonly TextPart[]): TextPart[] {
	const joined = [...left];
	for (const part of right) {
		const last = joined.at(-1);
		if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
		else if (part !== '') joined.push(part);
	}
	return joined;
}

/** See `Machine.valueOfText`. */
export function valueOfText(parts: readonly TextPart[]): Value {
	if (parts.length === 0) return literal('');
	if (parts.length === 1 && typeof parts[0] === 'string') return literal(parts[0]);
	return {kind: 'concat', parts: parts.map((part) => (typeof part === 'string' ? literal(part) : part.value))};
}

/** See `Machine.combine`. */
export function combine(e: Evaluator, values: readonly Value[], make: (...texts: TextPart[][]) => readonly TextPart[]): Value {
	return e.lazy(() => {
		const lists = values.map((value) => textsOf(e, value));
		const rows = rowsOf(lists) ?? rowsOf(lists.map((texts) => oneOrigin(texts)));
		if (rows === null) return tooManyOf(lists.flat().flatMap(({parts}) => parts)).value;
		return e.choiceOf(rows.map((row) => ({guards: row.guards, value: valueOfText(make(...row.parts))})));
	});
}

interface Row {
	parts: TextPart[][];
	guards: Guards;
}

/** Every consistent combination of one text of each list; null when there are too many. */
function rowsOf(lists: readonly Text[][]): Row[] | null {
	let rows: Row[] = [{parts: [], guards: null}];
	for (const texts of lists) {
		rows = rows.flatMap((row) =>
			texts.flatMap((text) => {
				const guards = mergeGuards(row.guards, text.guards);
				return guards === false ? [] : [{parts: [...row.parts, text.parts], guards}];
			}),
		);
		if (rows.length > mostAlternatives) return null;
	}
	return rows;
}

/** Where there are too many ways, the addresses of one backend (for development, for production) are one: that of the page, else the first. */
function oneOrigin(texts: Text[]): Text[] {
	if (texts.length < 2 || !texts.every(({parts}) => isOrigin(parts))) return texts;
	const {parts} = texts.find((text) => text.parts.length === 0) ?? texts[0]!;
	return [{parts, guards: null}];
}

function isOrigin(parts: readonly TextPart[]): boolean {
	const [only] = parts;
	if (parts.length !== 1 || only === undefined) return parts.length === 0;
	return typeof only === 'string' ? /^(?:[a-z][\w+.-]*:)?\/\/[^/]+\/?$/i.test(only) : only.value.kind === 'env';
}

function holeOf(e: Evaluator, value: Value): Hole {
	return {value, text: nameOf(value), type: typeOfHole(e, value)};
}

function nameOf(value: Value): string {
	switch (value.kind) {
		case 'unknown':
		case 'param':
			return value.text;
		case 'env':
			return value.name;
		case 'external':
			return value.path.at(-1) ?? value.module;
		case 'native':
			return value.label;
		case 'array':
		case 'choice':
		case 'class':
		case 'closure':
		case 'concat':
		case 'lazy':
		case 'literal':
		case 'object':
		case 'regexp':
			return value.kind;
	}
}

function typeOfHole(e: Evaluator, value: Value): Hole['type'] {
	switch (value.kind) {
		case 'unknown':
		case 'param':
			return e.primitiveOf(value.type) ?? 'unknown';
		case 'object':
		case 'array':
		case 'closure':
		case 'class':
			return 'object';
		case 'env':
			return 'string';
		case 'choice':
		case 'concat':
		case 'external':
		case 'lazy':
		case 'literal':
		case 'native':
		case 'regexp':
			return 'unknown';
	}
}
