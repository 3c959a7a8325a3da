import {placeholderRoles, type PlaceholderRole, tokensOf} from './placeholders.ts';

/** What the words of a pattern say about the queries made of it. */
export interface PatternTraits {
	/** `other`: no loop is made of it: transactions, sessions, pings, catalogs, a span of a pool. */
	readonly role: 'read' | 'write' | 'other';
	readonly verb: string;
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
	/** `keys`: asks for many rows by a list of their keys; `filter`: its list only narrows; `none`: there is no list. */
	readonly list: 'keys' | 'filter' | 'none';
	/** Its rows come from VALUES. */
	readonly hasRows: boolean;
	/** Its rows come from one value that holds many: an array, JSON. */
	readonly hasRowFunction: boolean;
	/** Counts or sums, one row a query. */
	readonly isAggregate: boolean;
	/** Takes the next piece of work: SKIP LOCKED, an UPDATE or DELETE of as many as LIMIT says, a lock by name. */
	readonly isClaim: boolean;
	/** A SELECT of one value and no table: `SELECT 1`. */
	readonly isPing: boolean;
	/** Waits on purpose: sleep, a lock by name, LISTEN. */
	readonly waits: boolean;
	/** Undoes work that is likely tried again. */
	readonly isRollback: boolean;
	/** A wait for a connection, written down as if it were a query. */
	readonly isConnect: boolean;
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
	const tokens = tokensOf(pattern);
	const text = tokens.join(' ');
	const verb = verbOf(tokens);
	const tables = tablesOf(tokens);
	const placeholders = placeholderRoles(tokens);
	const hasLimit = /\b(?:limit|fetch (?:first|next)|top)\b/.test(text);
	const hasOrder = text.includes('order by');
	const waits = /\b(?:pg_sleep\w*|sleep|pg_(?:try_)?advisory_\w+|get_lock|waitfor)\b/.test(text);
	return {
		role: roleOf(verb, tables),
		verb,
		tables: tables.map((table) => table.replaceAll(/["`]/g, '').replace(/^.*\./, '')),
		placeholders,
		hasValues: placeholders.length > 0 || tokens.some((word) => /^@[a-z]/.test(word)),
		hasEqual: placeholders.includes('equal'),
		hasRange: placeholders.includes('range'),
		hasLimit,
		hasOffset: /\boffset\b|\blimit \? , \?/.test(text),
		hasOrder,
		list: listOf(text, placeholders),
		hasRows: /\bvalues\b/.test(text),
		hasRowFunction: /\b(?:unnest|jsonb?_(?:to_recordset|populate_recordset|array_elements\w*|each|table)|openjson)\b/.test(text),
		isAggregate: /^select (?:count|sum|avg|min|max|exists|bool_or|bool_and) \(/.test(text),
		isClaim: waits || isClaim(text, verb, {hasLimit, hasOrder, placeholders}),
		isPing: verb === 'select' && tables.length === 0 && tokens.length <= 4,
		waits,
		isRollback: verb === 'rollback' || verb === 'abort',
		isConnect: /^(?:[\w.-]+[.:-])?(?:connect|getconnection|acquire)$/.test(pattern.replaceAll(' ', '').toLowerCase()),
	};
}

const reads = new Set(['select', 'table', 'values']);
const writes = new Set(['insert', 'update', 'delete', 'merge', 'replace', 'upsert']);
const catalogs =
	/^(?:"?(?:pg_catalog|information_schema|performance_schema|mysql|sys)"?\.|pg_|sqlite_(?:master|schema|sequence|temp_master))/;

/** A SELECT without a table is a ping, a setting or a lock; who reads catalogs is a library that the service's author cannot change. */
function roleOf(verb: string, tables: readonly string[]): PatternTraits['role'] {
	if (writes.has(verb)) return 'write';
	if (!reads.has(verb) || tables.length === 0) return 'other';
	return tables.every((table) => catalogs.test(table)) ? 'other' : 'read';
}

/** Of WITH: what it does in the end, and a write inside of it counts as that write. */
function verbOf(tokens: readonly string[]): string {
	const first = tokens.find((word) => word !== '(');
	if (first !== 'with') return first ?? '';
	return tokens.find((word) => writes.has(word)) ?? (tokens.includes('select') ? 'select' : first);
}

function tablesOf(tokens: readonly string[]): string[] {
	const tables = new Set<string>();
	for (const [at, word] of tokens.entries()) {
		const next = tokens[at + 1];
		if (next === undefined || !/^["`a-z_$]/.test(next)) continue;
		if (word === 'from' && tokens[at - 1] === 'distinct') continue;
		if (word === 'from' || word === 'join' || word === 'into' || (word === 'update' && tokens[at - 1] !== 'for')) tables.add(next);
	}
	for (const word of ['set', 'select', 'skip', 'nowait', 'only', 'lateral']) tables.delete(word);
	return [...tables];
}

const keyColumn = /(?:^|[."`_])(?:id|ids|uuid|guid|key|pk|slug|code|sku|email|hash|ref)["`]?$|[a-z]id["`]?$/;

/** A list of keys (`id in (?)`, `= any(?)`) asks for many rows at once; beside an equality a list of states or kinds only narrows. */
function listOf(text: string, placeholders: readonly PlaceholderRole[]): PatternTraits['list'] {
	if (!placeholders.includes('list')) return placeholders.includes('filter') ? 'filter' : 'none';
	if (!placeholders.includes('equal')) return 'keys';
	const column = /(\S+) (?:in|= (?:any|some)) \(/.exec(text)?.[1] ?? '';
	return keyColumn.test(column) ? 'keys' : 'filter';
}

function isClaim(text: string, verb: string, traits: Pick<PatternTraits, 'hasLimit' | 'hasOrder' | 'placeholders'>): boolean {
	if (/\bskip locked\b|\breadpast\b/.test(text)) return true;
	if (!traits.hasLimit) return false;
	if (verb === 'select') return traits.hasOrder && /\bfor (?:no key )?update\b/.test(text);
	if (verb !== 'update' && verb !== 'delete') return false;
	if (/\bwhere\b.*\( select\b.*\blimit\b/.test(text)) return true;
	return traits.hasOrder || traits.placeholders.includes('range') || !traits.placeholders.includes('equal');
}
