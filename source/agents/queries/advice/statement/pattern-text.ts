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
}

export function readPattern(pattern: string, system: DatabaseSystem): PatternText {
	const tokens = listTokens(pattern, system);
	const placeholders = tokens.filter(({kind}) => kind === token.placeholder);
	const values = placeholders.map((one, place) => {
		const label = labelOf(tokens, tokens.indexOf(one));
		return [one, {as: 'same', label, places: [place]}] as const;
	});
	return {pattern, system, tokens, values: new Map(values)};
}

/** A part of a pattern as SQL, with the pattern's own spacing. */
export function toSql({pattern, values}: PatternText, tokens: readonly SqlToken[]): Sql {
	return tokens.flatMap((one, index) => {
		const before = index === 0 ? '' : pattern.slice(tokens[index - 1]!.end, one.start);
		// Tokens of two places may be put side by side.
		return [before.trim() === '' ? before : ' ', values.get(one) ?? one.text];
	});
}

/** What a `?` is called: the column it is compared with or written to, LIMIT and OFFSET, or just a value. */
function labelOf(tokens: readonly SqlToken[], at: number): string {
	const head = tokens[at - 1];
	if (head?.name === 'limit') return tokens[at + 1]?.kind === token.comma ? 'OFFSET' : 'LIMIT';
	if (head?.name === 'offset') return 'OFFSET';
	if (head?.kind === token.comma && tokens[at - 3]?.name === 'limit') return 'LIMIT';
	if (head?.kind !== token.operator && head?.name !== 'like') return 'value';
	const column = tokens[at - 2];
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
