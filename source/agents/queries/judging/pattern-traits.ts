import {isBatched} from '../../../sql/batched.ts';
import {isLookup} from './lookups.ts';
import {placeholderRoles, type PlaceholderRole, tokensOf} from '../../../sql/placeholder-roles.ts';
import {describe, type Statement} from '../../../sql/statement.ts';

/** What the words of a pattern say about the queries made of it. */
export interface PatternTraits {
	/** `other`: no loop is made of it: transactions, sessions, pings, catalogs, a span of a pool. */
	readonly role: 'read' | 'write' | 'other';
	readonly verb: Statement['verb'];
	/** Tables it reads or writes, without schema and quotes. */
	readonly tables: readonly string[];
	readonly placeholders: readonly PlaceholderRole[];
	/** False: there is nothing in which two of its queries could differ. */
	readonly hasValues: boolean;
	readonly hasEqual: boolean;
	readonly hasRange: boolean;
	readonly hasLimit: boolean;
	readonly hasOffset: boolean;
	readonly hasOrder: boolean;
	/** Reads by a key of its rows; an OFFSET in it is there for form's sake. */
	readonly isLookup: boolean;
	/** `keys`: asks for many rows by a list of their keys; `filter`: its list only narrows; `none`: there is no list. */
	readonly list: 'keys' | 'filter' | 'none';
	/** Its rows come from VALUES. */
	readonly hasRows: boolean;
	/** Its rows come from one value that holds many (an array, JSON), or from so many SELECTs. */
	readonly hasRowFunction: boolean;
	/** Reads or writes between two bounds of one column. */
	readonly hasWindow: boolean;
	/** Counts or sums, one row a query. */
	readonly isAggregate: boolean;
	/** Takes the next piece of work: SKIP LOCKED, an UPDATE or DELETE of as many as LIMIT says, a lock by name. */
	readonly isClaim: boolean;
	/** Ends what went before: a claim, or a step of a migration. */
	readonly startsWork: boolean;
	/** `SELECT 1` and its like. */
	readonly isPing: boolean;
	/** After it the same text can mean something else: another schema, tenant or role. */
	readonly changesSession: boolean;
	/** Gives another answer each time it is asked: `ORDER BY random()`; or may, as a function does that reads for itself. */
	readonly isVolatile: boolean;
	/** Made by `batchable` of several: no loop, and not slow by anybody's fault. */
	readonly isBatched: boolean;
	/** Waits for its turn: takes a lock by name. */
	readonly waitsForLock: boolean;
}

const mostCached = 10_000;
const cache = new Map<string, PatternTraits>();

/** Reads a pattern once; the last ten thousand are kept. */
export function traitsOf(pattern: string): PatternTraits {
	const known = cache.get(pattern);
	if (known !== undefined) return known;
	if (cache.size >= mostCached) cache.clear();
	const traits = readTraits(pattern);
	cache.set(pattern, traits);
	return traits;
}

function readTraits(pattern: string): PatternTraits {
	const statement = describe(pattern);
	const {verb} = statement;
	const tokens = tokensOf(pattern);
	const text = tokens.join(' ');
	const placeholders = placeholderRoles(tokens);
	const page = pagesBy(statement, text, placeholders);
	const waitsForLock = /\b(?:pg_(?:try_)?advisory_\w+|get_lock) \(/.test(text);
	const sleeps = /\b(?:pg_sleep\w*|sleep) \(|^waitfor\b/.test(text);
	const isClaim = waitsForLock || sleeps || claims(tokens, statement, placeholders);
	return {
		role: isBatched(pattern) ? 'other' : roleOf(statement, tokens),
		verb,
		tables: statement.tables.map((table) => table.replaceAll(/["`]/g, '').replace(/^.*\./, '')),
		placeholders,
		hasValues: placeholders.length > 0 || tokens.some((word) => /^@[a-z]/.test(word)),
		hasEqual: placeholders.includes('equal'),
		hasRange: placeholders.includes('range'),
		...page,
		isLookup: isLookup(statement, pattern, tokens),
		list: listOf(tokens, placeholders),
		hasRows: tokens.includes('values'),
		hasRowFunction: (verb === 'insert' && text.includes('union all select ?')) || rowFunction.test(text),
		hasWindow: hasWindow(tokens),
		isAggregate: /^select (?:count|sum|avg|min|max|exists|bool_or|bool_and) \(/.test(text),
		isClaim,
		startsWork: isClaim || verb === 'ddl',
		isPing: statement.isPing,
		changesSession: /^use\b|^set\b.*(?:search_path|\brole\b|authorization|\.)|\bset_config \(/.test(text),
		isVolatile:
			(verb === 'select' && statement.tables.length === 0) ||
			/\b(?:random|rand|randomblob|nextval|newid|uuid|gen_random_uuid|uuid_generate_v4) \(/.test(text),
		isBatched: isBatched(pattern),
		waitsForLock,
	};
}

/**
 * What pages: the statement itself, or a common table or subquery in it that says OFFSET, or an order and a bound. Of a write any LIMIT says that it
 * goes on by and by.
 */
function pagesBy(
	{verb, hasLimit, hasOffset, ordersBy}: Statement,
	text: string,
	placeholders: readonly PlaceholderRole[],
): Pick<PatternTraits, 'hasLimit' | 'hasOffset' | 'hasOrder'> {
	const limitsInside = /\blimit\b|\bfetch (?:first|next)\b/.test(text);
	const skipsInside = limitsInside && /\boffset\b|\blimit \? ,/.test(text);
	const ordersInside = /\border by\b/.test(text);
	const isKeyset = placeholders.includes('range') && ordersInside;
	const isInside = limitsInside && (skipsInside || isKeyset || verb !== 'select' || text.startsWith('with'));
	if (hasLimit || !isInside) return {hasLimit, hasOffset, hasOrder: ordersBy};
	return {hasLimit: true, hasOffset: skipsInside, hasOrder: ordersInside};
}

/** Of a value that is sent: of a column it only opens what one row holds. */
const rowFunction =
	/\b(?:unnest|jsonb?_(?:to_recordset|populate_recordset|array_elements\w*|each|table)|openjson) \((?: cast \(| array \[| \()* \?/;

const writes = new Set<string>(['insert', 'update', 'delete', 'merge']);

/** A SELECT without a table is a ping, a setting or a lock; who reads catalogs is a library that the service's author cannot change. */
function roleOf({verb, tables, isPing, isCatalogRead}: Statement, tokens: readonly string[]): PatternTraits['role'] {
	if (writes.has(verb)) return 'write';
	if (verb === 'select' && writesInWith(tokens)) return 'write';
	// `SELECT FROM complete_job(?)` does something and answers nothing.
	if (verb !== 'select' || isPing || isCatalogRead || tokens[1] === 'from') return 'other';
	return tables.length > 0 || readsFunction(tokens) ? 'read' : 'other';
}

/** `WITH added AS (INSERT … RETURNING id) SELECT …` */
function writesInWith(tokens: readonly string[]): boolean {
	return tokens[0] === 'with' && tokens.some((word, at) => writes.has(word) && tokens[at - 1] === '(' && tokens[at + 1] !== '(');
}

const builtIn = /^(?:generate_series|unnest|jsonb?_|regexp_|string_to)/;

/** `SELECT … FROM orders_of(?)` */
function readsFunction(tokens: readonly string[]): boolean {
	return tokens.some((word, at) => {
		const name = tokens[at + 1] ?? '';
		return word === 'from' && tokens[at + 2] === '(' && /^[a-z_]/.test(name) && !builtIn.test(name) && tokens.includes('?', at + 3);
	});
}

/** Scanned by hand, since patterns are as long as their authors like: an expression that looks back and ahead would take for ever on some. */
function hasWindow(tokens: readonly string[]): boolean {
	return tokens.some((word, at) => {
		if (word === 'between') return tokens[at + 1] === '?' && tokens[at + 2] === 'and' && tokens[at + 3] === '?';
		if ((word !== '>' && word !== '>=') || tokens[at + 1] !== '?' || tokens[at + 2] !== 'and') return false;
		return tokens[at + 3] === tokens[at - 1] && (tokens[at + 4] === '<' || tokens[at + 4] === '<=') && tokens[at + 5] === '?';
	});
}

const keyColumn = /(?:^|[."`_])(?:id|ids|uuid|guid|key|pk|slug|code|sku|email|hash|ref)["`]?$|[a-z]id["`]?$/;

/** A list of keys (`id in (?)`, `= any(?)`) asks for many rows at once; beside an equality a list of states or kinds only narrows. */
function listOf(tokens: readonly string[], placeholders: readonly PlaceholderRole[]): PatternTraits['list'] {
	if (!placeholders.includes('list')) return placeholders.includes('filter') ? 'filter' : 'none';
	if (!placeholders.includes('equal')) return 'keys';
	const at = tokens.findIndex((word, index) => tokens[index + 1] === '(' && (word === 'in' || word === 'any' || word === 'some'));
	const column = tokens[at - (tokens[at] === 'in' ? 1 : 2)] ?? '';
	return keyColumn.test(column.slice(-64)) ? 'keys' : 'filter';
}

function claims(
	tokens: readonly string[],
	{verb, tables, locks, hasLimit, ordersBy, equals}: Statement,
	placeholders: readonly PlaceholderRole[],
): boolean {
	if (locks === 'skip locked' || tokens.some((word, at) => word === 'readpast' || (word === 'skip' && tokens[at + 1] === 'locked')))
		return true;
	if (verb === 'select')
		return locks === 'for update' && hasLimit && (ordersBy || equals.some((column) => stateColumn.test(column.slice(-64))));
	if (verb !== 'update' && verb !== 'delete') return false;
	if (tables.length === 1 && takesFromSubquery(tokens)) return true;
	return hasLimit && (ordersBy || placeholders.includes('range') || !placeholders.includes('equal'));
}

/** What says of a job that nobody has it yet. */
const stateColumn =
	/(?:^|[."`_])(?:state|status|queue|done|taken|sent|processed|processing|locked|locked_by|claimed|claimed_by|worker)["`]?$/;

/** `WHERE id = (SELECT … LIMIT 1)`, of the table itself: of another one it is only looked up. */
function takesFromSubquery(tokens: readonly string[]): boolean {
	const where = tokens.indexOf('where');
	if (where === -1) return false;
	const select = tokens.findIndex((word, at) => at > where && word === 'select' && tokens[at - 1] === '(');
	return select !== -1 && tokens.includes('limit', select);
}
