import {batchedBeginning} from '../sql/batched.ts';
import {listTokens, type SqlToken} from '../sql/token-list.ts';
import * as token from '../sql/tokens.ts';
import {KeptTexts} from './kept-texts.ts';
import {clauseAt, comparisons, hasComments, isLimited, isName} from './lookup.ts';

/** A SELECT of MySQL or MariaDB that can stand in a UNION for many callers. */
export interface MysqlLookup {
	/** How many values a call has. */
	readonly parameters: number;
	/** Places (from 0) of the values a column is compared with, `column = ?`. */
	readonly keys: readonly number[];
	/** What a statement of many begins with: by it a monitor knows it again. */
	readonly beginning: string;
	/** The SELECT up to its FROM, and from there on. */
	readonly head: string;
	readonly tail: string;
}

const kept = new KeptTexts((text) => (mayBeJoinable(text) ? read(text) : undefined));

/** Reads a text once; undefined: it cannot be joined, or nobody can prove that it can. */
export function readMysqlLookup(text: string): MysqlLookup | undefined {
	return kept.of(text);
}

/** Backslashes may or may not escape (`NO_BACKSLASH_ESCAPES`), variables may change, and our own names must not be taken. */
function mayBeJoinable(text: string): boolean {
	return text.length <= 20_000 && /^\s*select\b/i.test(text) && !/\\|@|esa_/i.test(text);
}

function read(text: string): MysqlLookup | undefined {
	const tokens = listTokens(text, 'mysql');
	if (tokens.some((one, at) => isRefused(one, tokens[at + 1])) || hasComments(text, tokens)) return undefined;
	const [from, where] = [clauseAt(tokens, 'from'), clauseAt(tokens, 'where')];
	if (from === undefined || where === undefined || where < from) return undefined;
	if (tokens.filter(({depth, name}) => depth === 0 && name === 'from').length !== 1) return undefined;
	const parameters = parametersOf(text, tokens);
	if (parameters === undefined) return undefined;
	const keys = comparisons(tokens, where).map(({parameter}) => parameters.findIndex(({start}) => start === parameter.start));
	if (keys.length === 0) return undefined;
	const last = tokens.at(-1)!;
	const tail = text.slice(tokens[from]!.start, last.kind === token.semicolon ? last.start : last.end);
	return {
		parameters: parameters.length,
		keys,
		beginning: `${batchedBeginning}SELECT 1) `,
		head: text.slice(0, tokens[from]!.start).trim(),
		tail: isOrderLost(tokens) ? `${tail.trimEnd()} LIMIT ${everything}` : tail.trimEnd(),
	};
}

/** As many rows as there can be. */
const everything = '18446744073709551615';

/** Within a UNION the order of a SELECT is left out, unless it decides which rows there are. */
function isOrderLost(tokens: readonly SqlToken[]): boolean {
	return clauseAt(tokens, 'order') !== undefined && !isLimited(tokens);
}

/** Each is a `?`; undefined where the driver would see more of them, in a quoted text, or something else (`??`, `:name`). */
function parametersOf(text: string, tokens: readonly SqlToken[]): SqlToken[] | undefined {
	const parameters = tokens.filter(({kind}) => kind === token.placeholder);
	const isEachOne = parameters.every((one) => one.text === '?');
	return isEachOne && text.split('?').length - 1 === parameters.length ? parameters : undefined;
}

/** What locks, writes, draws lots, counts for another statement, or does what its author knows: every function but these. */
function isRefused(one: SqlToken, next: SqlToken | undefined): boolean {
	if (one.kind === token.semicolon) return next !== undefined;
	if (one.kind === token.cut || refusedWords.has(one.name) || one.name.startsWith('sql_')) return true;
	return next?.kind === token.open && isName(one) && !harmlessBeforeBracket.has(one.name);
}

const refusedWords = new Set(
	'for into with union intersect except minus lock procedure high_priority examined fetch limit_rows partition'.split(' '),
);
const harmlessBeforeBracket = new Set(
	`all and any as between by case cast char character date decimal distinct else exists from having in index interval join key like limit not on or over
	select signed some then time unsigned using when where abs avg ceil ceiling char_length coalesce concat concat_ws count date_add date_format date_sub
	datediff day dense_rank extract floor format greatest hour if ifnull isnull json_extract json_unquote json_value lcase least length lower max min minute
	mod month now nullif quarter rank replace round row_number second sign std stddev substr substring sum timestampdiff trim truncate ucase upper week
	weekday year`.split(/\s+/),
);
