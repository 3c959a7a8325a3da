import type {DatabaseSystem} from '../../../../protocol/query-trace.ts';
import {listTokens, type SqlToken} from '../../../../sql/token-list.ts';
import * as token from '../../../../sql/tokens.ts';
import type {Sql, SqlValue} from '../sql.ts';

/** A pattern, its tokens, and a value for each of its `?`. */
export interface PatternText {
	readonly pattern: string;
	readonly system: DatabaseSystem;
	readonly tokens: readonly SqlToken[];
	/** By the token of the `?`. */
	readonly values: ReadonlyMap<SqlToken, SqlValue>;
	/** Tokens that are written in another way, since what was a literal or a list of any length becomes one value. */
	readonly rewritten: ReadonlyMap<SqlToken, string>;
}

export function readPattern(pattern: string, system: DatabaseSystem): PatternText {
	const tokens = withValuesOfTypes(listTokens(pattern, system), system);
	const values = new Map<SqlToken, SqlValue>();
	const rewritten = new Map<SqlToken, string>();
	for (const [at, one] of tokens.entries()) {
		if (one.kind !== token.placeholder) continue;
		const listed = listAround(tokens, at, system);
		const cast = system === 'postgresql' ? typeBefore(tokens, at) : undefined;
		for (const [other, text] of listed ?? []) rewritten.set(other, text);
		if (cast !== undefined) rewritten.set(tokens[at - 1]!, '');
		const label = labelOf(tokens, listed === undefined ? at : at - 1);
		values.set(one, {as: listed === undefined ? 'same' : 'same-list', label, places: [values.size], ...(cast !== undefined && {cast})});
	}
	return {pattern, system, tokens, values, rewritten};
}

/** A part of a pattern as SQL, with the pattern's own spacing. */
export function toSql({pattern, values, rewritten}: PatternText, tokens: readonly SqlToken[]): Sql {
	return tokens.flatMap((one, index) => {
		const last = tokens[index - 1];
		const before = last === undefined || (rewritten.has(last) && last.kind === token.word) ? '' : pattern.slice(last.end, one.start);
		// Tokens of two places may be put side by side.
		return [before.trim() === '' ? before : ' ', values.get(one) ?? rewritten.get(one) ?? one.text];
	});
}

/** Numbers of types, `numeric(10, 2)`, are part of the pattern's `?` but can be no values in PostgreSQL. */
export function hasNumbersOfTypes({tokens, system}: PatternText): boolean {
	if (system !== 'postgresql') return false;
	return tokens.some(({kind, depth}, at) => {
		if (kind !== token.placeholder) return false;
		if (tokens[at - 1]?.name === 'zone') return true;
		const open = tokens.findLastIndex((one, index) => index < at && one.kind === token.open && one.depth === depth - 1);
		return tokens[open - 2]?.kind === token.cast || tokens[open - 2]?.name === 'as';
	});
}

/** `x IN (?)` may have had any number of entries: what is written in its place so that one value is enough. Undefined: no such list. */
function listAround(tokens: readonly SqlToken[], at: number, system: DatabaseSystem): [SqlToken, string][] | undefined {
	const [word, open, close] = [tokens[at - 2], tokens[at - 1], tokens[at + 1]];
	if (word?.name !== 'in' || open?.kind !== token.open || close?.kind !== token.close) return undefined;
	if (system === 'mysql') return [];
	if (system === 'sqlite')
		return [
			[open, '(SELECT value FROM json_each('],
			[close, '))'],
		];
	const not = tokens[at - 3];
	return not?.name === 'not'
		? [
				[not, '<> ALL'],
				[word, ''],
			]
		: [[word, '= ANY']];
}

const typesBefore = new Set(['interval', 'timestamp', 'timestamptz', 'date', 'time', 'zone']);

/** `timestamp ?` at the end of a condition reads like PostgreSQL's operator `?` behind a column; but that has a value behind it. */
function withValuesOfTypes(tokens: readonly SqlToken[], system: DatabaseSystem): readonly SqlToken[] {
	if (system !== 'postgresql') return tokens;
	return tokens.map((one, at) => {
		const isValue = one.text === '?' && typesBefore.has(tokens[at - 1]?.name ?? '') && tokens[at + 1]?.kind !== token.placeholder;
		return isValue ? {...one, kind: token.placeholder} : one;
	});
}

/** `interval '1 day'` */
function typeBefore(tokens: readonly SqlToken[], at: number): string | undefined {
	const type = tokens[at - 1]?.name ?? '';
	return typesBefore.has(type) && type !== 'zone' ? type : undefined;
}

/** What a `?` is called: the column it is compared with or written to, LIMIT and OFFSET, or just a value. */
function labelOf(tokens: readonly SqlToken[], at: number): string {
	const head = tokens[at - 1];
	if (head?.name === 'limit') return tokens[at + 1]?.kind === token.comma ? 'OFFSET' : 'LIMIT';
	if (head?.name === 'offset') return 'OFFSET';
	if (head?.kind === token.comma && tokens[at - 3]?.name === 'limit') return 'LIMIT';
	if (head?.kind !== token.operator && head?.name !== 'like' && head?.name !== 'in') return 'value';
	const column = tokens[at - 2]?.name === 'not' ? tokens[at - 3] : tokens[at - 2];
	return column?.kind === token.word || column?.kind === token.quotedName ? baseName(column) : 'value';
}

/** A name without its quotes. */
export function baseName({text, kind}: SqlToken): string {
	if (kind !== token.quotedName) return text;
	const quote = text.at(-1)!;
	return text.slice(1, -1).replaceAll(quote + quote, quote);
}

export function isName(one: SqlToken | undefined): boolean {
	return one !== undefined && (one.kind === token.word || one.kind === token.quotedName);
}

/** `id`, `o.id`, `shop."Order".id` and nothing else. */
export function isPath(tokens: readonly SqlToken[]): boolean {
	return tokens.length % 2 === 1 && tokens.every((one, index) => (index % 2 === 0 ? isName(one) : one.kind === token.dot));
}

/** Splits at the commas outside of brackets. */
export function splitAtCommas(tokens: readonly SqlToken[]): SqlToken[][] {
	return splitAt(tokens, (one, depth) => one.kind === token.comma && one.depth === depth);
}

/** Splits where `isSeparator` says so; `depth` is the depth of the first token. The separators are dropped; no tokens, no parts. */
export function splitAt(tokens: readonly SqlToken[], isSeparator: (one: SqlToken, depth: number) => boolean): SqlToken[][] {
	if (tokens.length === 0) return [];
	const parts: SqlToken[][] = [[]];
	for (const one of tokens) {
		if (isSeparator(one, tokens[0]!.depth)) parts.push([]);
		else parts.at(-1)!.push(one);
	}
	return parts;
}
