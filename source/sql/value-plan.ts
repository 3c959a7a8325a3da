import type {System} from './keywords.ts';
import {literalValue} from './literals.ts';
import {placeholderRoles} from './placeholder-roles.ts';
import {listTokens, type SqlToken} from './token-list.ts';
import * as token from './tokens.ts';

/** Where a text has its owners (what `=` compares) and its lists: read once for each text, asked for each of its queries. */
export interface ValuePlan {
	/** Parts of the text that are owners, and placeholders that are: `$2`, `:id`, or the number of a `?` from 0. */
	readonly owners: readonly OwnerValue[];
	/** Entries of its longest list as written; 0: it has none. */
	readonly listLength: number;
	/** Placeholders that may be an array: `= ANY($1)`. */
	readonly arrays: readonly (string | number)[];
}

type OwnerValue = {readonly literal: string} | {readonly parameter: string | number};

/** Reads a text: some microseconds. Never throws. */
export function readPlan(sql: string, system?: System): ValuePlan {
	const tokens = listTokens(sql, system);
	const isValue = ({kind}: SqlToken): boolean => kind === token.literal || kind === token.placeholder;
	const roles = placeholderRoles(tokens.map((each) => (isValue(each) ? '?' : each.text.toLowerCase())));
	const values = tokens.filter(isValue);
	const names = namesOf(values);
	const owners: OwnerValue[] = [];
	const arrays: (string | number)[] = [];
	for (const [at, {kind, text}] of values.entries()) {
		if (roles[at] === 'equal') owners.push(kind === token.literal ? {literal: literalValue(text)} : {parameter: names[at]!});
		else if (roles[at] === 'list' && kind === token.placeholder) arrays.push(names[at]!);
	}
	return {owners, arrays, listLength: longestList(tokens)};
}

/** `$2` is the parameter 1, `:id` is `id`, and a `?` counts from 0. */
function namesOf(values: readonly SqlToken[]): (string | number)[] {
	let next = 0;
	return values.map(({kind, text}) => {
		if (kind !== token.placeholder) return -1;
		const numbered = /^[$?:](\d+)$/.exec(text);
		if (numbered !== null) return Number(numbered[1]) - 1;
		return /^[:@$]\w/.test(text) ? text.slice(1) : next++;
	});
}

/** Of IN lists, and of rows of VALUES. */
function longestList(tokens: readonly SqlToken[]): number {
	let longest = 0;
	for (const [at, {name, depth}] of tokens.entries()) {
		if (name === 'in' || name === 'any') longest = Math.max(longest, entriesAfter(tokens, at, depth));
		if (name === 'values') longest = Math.max(longest, rowsAfter(tokens, at, depth));
	}
	return longest;
}

function entriesAfter(tokens: readonly SqlToken[], from: number, depth: number): number {
	let entries = 0;
	for (let at = from + 2; at < tokens.length && tokens[at]!.depth > depth; at++) {
		const {kind, depth: own, name, text} = tokens[at]!;
		if (name === 'select') return 0;
		if (own !== depth + 1) continue;
		if (kind === token.literal) entries += arrayLength(text) ?? 1;
		// A bracket is a row, or that of a function.
		else if (kind === token.placeholder || kind === token.open) entries++;
	}
	return entries;
}

function rowsAfter(tokens: readonly SqlToken[], from: number, depth: number): number {
	let rows = 0;
	for (let at = from + 1; at < tokens.length; at++) {
		const {kind, depth: own} = tokens[at]!;
		if (own < depth) break;
		if (own > depth) continue;
		if (kind === token.open) rows++;
		else if (kind !== token.close && kind !== token.comma && tokens[at]!.name !== 'row') break;
	}
	return rows;
}

/** What `=` compares in one query, as one text to make a key of. Undefined: some of it is not among the parameters. */
export function ownersText({owners}: ValuePlan, parameters: unknown): string | undefined {
	const parts: unknown[] = [];
	for (const owner of owners) {
		if ('literal' in owner) {
			parts.push(owner.literal);
			continue;
		}
		const value = parameterAt(parameters, owner.parameter);
		if (value === undefined) return undefined;
		parts.push(value);
	}
	return JSON.stringify(parts);
}

/** How many entries the longest list of one query has; undefined: it is not told, as for rows in JSON. */
export function listLengthOf({listLength, arrays}: ValuePlan, parameters: unknown): number | undefined {
	let longest = listLength;
	for (const name of arrays) {
		const value = parameterAt(parameters, name);
		const length = Array.isArray(value) ? value.length : (arrayLength(value) ?? jsonLength(value));
		if (length !== undefined) longest = Math.max(longest, length);
		else if (value === undefined && listLength <= 1) return undefined;
	}
	return longest === 0 ? undefined : longest;
}

/** Of an array as PostgreSQL writes it: `{1,2,3}`, in quotes or without. Commas within its texts count too: it is a length, not a list. */
function arrayLength(value: unknown): number | undefined {
	if (typeof value !== 'string' || !/^'?\{.*\}'?$/s.test(value)) return undefined;
	return value.split(',').length;
}

/** Of an array as traces write their attributes: `[1,2,3]`. */
function jsonLength(value: unknown): number | undefined {
	return typeof value === 'string' && /^\[[^[\]{}]*\]$/.test(value) ? value.split(',').length : undefined;
}

function parameterAt(parameters: unknown, name: string | number): unknown {
	if (typeof parameters !== 'object' || parameters === null) return undefined;
	return (parameters as Record<string | number, unknown>)[name];
}
