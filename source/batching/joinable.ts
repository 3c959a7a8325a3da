import {batchedBeginning} from '../sql/batched.ts';
import {listTokens, type SqlToken} from '../sql/token-list.ts';
import * as token from '../sql/tokens.ts';
import {isPlain} from './joiner.ts';
import {KeptTexts} from './kept-texts.ts';
import {clauseAt, type Comparison, comparisons, hasComments, isLimited, isName} from './lookup.ts';

/** A SELECT that can be asked for many callers at once. */
export interface Joinable {
	/** How many values a call has. */
	readonly parameters: number;
	/** Places (from 0) of the values a column is compared with, `column = $n`: they become lists, one entry for each caller. The others must be equal. */
	readonly lists: readonly number[];
	/** The statement for all callers: its first column is the caller (from 1 on), the others are the SELECT's. */
	readonly joined: string;
}

const kept = new KeptTexts((text) => (mayBeJoinable(text) ? join(text) : undefined));

/** Reads a text once; undefined: it cannot be joined, or nobody can prove that it can. */
export function readJoinable(text: string): Joinable | undefined {
	return kept.of(text);
}

/** Only values that reach the server as the same text alone and as an entry of a list. */
export function canJoin(joinable: Joinable | undefined, values: readonly unknown[]): boolean {
	return joinable !== undefined && values.length === joinable.parameters && values.every(isPlain);
}

/** Backslashes may or may not escape (`standard_conforming_strings`), and our own names must not be taken. */
function mayBeJoinable(text: string): boolean {
	return text.length <= 20_000 && /^\s*select\b/i.test(text) && !/\\|esa_/i.test(text);
}

function join(text: string): Joinable | undefined {
	const tokens = listTokens(text, 'postgresql');
	if (tokens.length === 0 || tokens.some((one, at) => isRefused(one, tokens[at + 1])) || hasComments(text, tokens)) return undefined;
	const last = tokens.at(-1)!;
	const end = last.kind === token.semicolon ? last.start : last.end;
	if (tokens.filter(({depth, name}) => depth === 0 && name === 'from').length !== 1) return undefined;
	const from = clauseAt(tokens, 'from');
	const where = clauseAt(tokens, 'where');
	const parameters = placesOf(tokens);
	if (from === undefined || where === undefined || where < from || parameters === undefined) return undefined;
	const keys = comparisons(tokens, where).filter(({parameter}) => timesOf(tokens, parameter.text) === 1);
	if (keys.length === 0) return undefined;
	const lists = keys.map(({parameter}) => placeOf(parameter));
	const tables = text.slice(tokens[from]!.start, tokens[where]!.start);
	const select = withKeys(text.slice(0, end), keys) + (isLimited(tokens) ? '' : ' OFFSET 0');
	return {parameters, lists, joined: joinedText(select, tables, keys)};
}

/**
 * The SELECT as it stands, evaluated for each of the values: LATERAL, and OFFSET 0 keeps the planner from turning it into another join with another
 * order of rows. What types the values have is told by the part that is never run: `column = ANY($1)` gives `$1` an array of the type that
 * `column = $1` gives it; so casts, collations and `citext` compare as they would.
 */
function joinedText(select: string, tables: string, keys: readonly Comparison[]): string {
	const typed = keys.map(({column, parameter}) => `${column} = ANY(${parameter.text})`).join(' AND ');
	const lists = keys.map(({parameter}) => parameter.text).join(', ');
	const names = keys.map(({parameter}) => keyName(parameter)).join(', ');
	return [
		`${batchedBeginning}SELECT 1 ${tables}WHERE ${typed})`,
		`SELECT esa_calls.esa_caller::int4, esa_rows.* FROM unnest(${lists}) WITH ORDINALITY AS esa_calls(${names}, esa_caller)`,
		`CROSS JOIN LATERAL (${select}) AS esa_rows`,
	].join(' ');
}

/** What locks, writes, draws lots, or does what its author knows: every function but these. */
function isRefused(one: SqlToken, next: SqlToken | undefined): boolean {
	if (one.kind === token.semicolon) return next !== undefined;
	if (one.kind === token.cut || refusedWords.has(one.name)) return true;
	return next?.kind === token.open && isName(one) && !harmlessBeforeBracket.has(one.name);
}

const refusedWords = new Set(['for', 'into', 'with', 'union', 'intersect', 'except', 'tablesample']);
const harmlessBeforeBracket = new Set(
	`all and any array as between by case cast distinct else exists filter from having ilike in join like limit not offset on or over select some then using
	values when where bit char character decimal interval numeric time timestamp varchar array_agg avg bool_and bool_or coalesce count date_trunc extract
	greatest json_agg jsonb_agg least length lower max min now nullif round rank row_number dense_rank string_agg sum trim upper`.split(
		/\s+/,
	),
);

/** The SELECT with each compared parameter replaced by the caller's value of it. */
function withKeys(select: string, keys: readonly Comparison[]): string {
	let text = select;
	for (const {parameter} of keys.toReversed())
		text = `${text.slice(0, parameter.start)}esa_calls.${keyName(parameter)}${text.slice(parameter.end)}`;
	return text;
}

function keyName(parameter: SqlToken): string {
	return `esa_key${parameter.text.slice(1)}`;
}

/** Number of parameters, if they are `$1` to `$n` without a gap. */
function placesOf(tokens: readonly SqlToken[]): number | undefined {
	const all = tokens.filter(({kind}) => kind === token.placeholder);
	if (!all.every(({text}) => /^\$[1-9]\d{0,3}$/.test(text))) return undefined;
	const places = new Set(all.map(placeOf));
	return Math.max(...places) + 1 === places.size ? places.size : undefined;
}

function placeOf(parameter: SqlToken): number {
	return Number(parameter.text.slice(1)) - 1;
}

function timesOf(tokens: readonly SqlToken[], text: string): number {
	return tokens.filter((other) => other.kind === token.placeholder && other.text === text).length;
}
