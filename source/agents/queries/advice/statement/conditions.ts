import type {SqlToken} from '../../../../sql/token-list.ts';
import * as token from '../../../../sql/tokens.ts';
import {baseName, isName, isPath, splitAt} from './pattern-text.ts';

/** A part of WHERE that must hold. */
export interface Condition {
	readonly tokens: readonly SqlToken[];
	/** Where it compares a column (or a function of one) with one value, or asks whether it is in a list. */
	readonly comparison: Comparison | null;
}

export interface Comparison {
	/** `o.order_id`, `lower(email)`. */
	readonly operand: readonly SqlToken[];
	/** `order_id`, `email`. */
	readonly name: string;
	/** The table or alias before the column; null: none. */
	readonly qualifier: string | null;
	readonly isColumn: boolean;
	readonly placeholder: SqlToken;
	/** `::uuid` behind the value, without the `::`; empty: none. */
	readonly cast: string;
	/** It was a list already: `IN (?)`, `= ANY(?)`. */
	readonly isList: boolean;
}

/** The parts of WHERE that AND joins, brackets around them opened. What OR joins is one part. */
export function readConditions(where: readonly SqlToken[]): Condition[] {
	const inner = withoutBrackets(where);
	if (inner.length === 0) return [];
	const depth = inner[0]!.depth;
	if (inner.some((one) => one.depth === depth && one.name === 'or')) return [{tokens: where, comparison: null}];
	const parts = splitAtAnd(inner);
	if (parts.length === 1) return [{tokens: where.length === inner.length ? inner : where, comparison: readComparison(inner)}];
	return parts.flatMap((part) => readConditions(part));
}

/** `? = ?` is `1 = 1`, which builders of queries leave behind. */
export function isAlwaysTrue({tokens}: Condition): boolean {
	const inner = withoutBrackets(tokens);
	return inner.length === 3 && inner[0]!.kind === token.placeholder && inner[1]!.text === '=' && inner[2]!.kind === token.placeholder;
}

function splitAtAnd(tokens: readonly SqlToken[]): SqlToken[][] {
	let isBetween = false;
	return splitAt(tokens, (one, depth) => {
		if (one.depth !== depth) return false;
		if (one.name === 'between') isBetween = true;
		if (one.name !== 'and') return false;
		const separates = !isBetween;
		isBetween = false;
		return separates;
	});
}

function withoutBrackets(tokens: readonly SqlToken[]): readonly SqlToken[] {
	let inner = tokens;
	while (inner[0]?.kind === token.open && closes(inner, inner.at(-1)!)) inner = inner.slice(1, -1);
	return inner;
}

function closes(tokens: readonly SqlToken[], last: SqlToken): boolean {
	const depth = tokens[0]!.depth;
	return tokens.find((one) => one.kind === token.close && one.depth === depth) === last;
}

function readComparison(tokens: readonly SqlToken[]): Comparison | null {
	return readEquality(tokens) ?? readMirrored(tokens) ?? readList(tokens);
}

/** `column = ?` or `column = ?::type` */
function readEquality(tokens: readonly SqlToken[]): Comparison | null {
	const equals = tokens.findIndex(({text, depth}) => text === '=' && depth === tokens[0]!.depth);
	if (equals < 1) return null;
	return compared(tokens.slice(0, equals), tokens.slice(equals + 1), false);
}

function readMirrored(tokens: readonly SqlToken[]): Comparison | null {
	if (tokens[0]?.kind !== token.placeholder || tokens[1]?.text !== '=') return null;
	return compared(tokens.slice(2), tokens.slice(0, 1), false);
}

/** `column IN (?)` or `column = ANY(?)` */
function readList(tokens: readonly SqlToken[]): Comparison | null {
	const at = tokens.findIndex(({name}) => name === 'in' || name === 'any');
	if (at < 1 || tokens[at - 1]!.name === 'not' || tokens[at + 1]?.kind !== token.open || tokens.at(-1)!.kind !== token.close) return null;
	const isAny = tokens[at]!.name === 'any';
	if (isAny && tokens[at - 1]!.text !== '=') return null;
	return compared(tokens.slice(0, isAny ? at - 1 : at), tokens.slice(at + 2, -1), true);
}

function compared(operand: readonly SqlToken[], value: readonly SqlToken[], isList: boolean): Comparison | null {
	const [placeholder, castSign, ...type] = value;
	if (placeholder?.kind !== token.placeholder || (castSign !== undefined && castSign.kind !== token.cast)) return null;
	if (operand.some(({kind}) => kind === token.placeholder)) return null;
	const column = columnIn(operand);
	if (column === null) return null;
	const cast = type.map(({text}) => text).join(' ');
	return {operand, ...column, placeholder, cast: isList ? cast.replace(/ \[ \]$/, '') : cast, isList};
}

/** The column that an operand is made of: itself, cast, or inside of one function. */
function columnIn(operand: readonly SqlToken[]): Pick<Comparison, 'name' | 'qualifier' | 'isColumn'> | null {
	const isFunction = isName(operand[0]) && operand[1]?.kind === token.open && closes(operand.slice(1), operand.at(-1)!);
	const inside = isFunction ? operand.slice(2, -1) : operand;
	const castAt = inside.findIndex(({kind}) => kind === token.cast);
	const path = castAt === -1 ? inside : inside.slice(0, castAt);
	if (!isPath(path)) return null;
	const qualifier = path.length > 1 ? baseName(path.at(-3)!) : null;
	return {name: baseName(path.at(-1)!), qualifier, isColumn: inside === operand && castAt === -1};
}
