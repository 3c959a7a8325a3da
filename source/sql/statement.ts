import {fingerprint} from './fingerprint.ts';
import type {System} from './keywords.ts';
import {tablesOf} from './statement-tables.ts';
import {type Conditions, conditionsOf} from './statement-where.ts';
import {listTokens, type SqlToken} from './token-list.ts';
import * as token from './tokens.ts';

export type Verb =
	| 'select'
	| 'insert'
	| 'update'
	| 'delete'
	| 'merge'
	| 'begin'
	| 'commit'
	| 'rollback'
	| 'savepoint'
	| 'release'
	| 'set'
	| 'show'
	| 'explain'
	| 'call'
	| 'copy'
	| 'ddl'
	| 'prepare'
	| 'execute'
	| 'deallocate'
	| 'cursor'
	| 'other';

/** What can be told of a statement from its text alone. */
export interface Statement {
	/** What it does; of a WITH the statement behind the common tables, of a text with several statements the first. */
	verb: Verb;
	/** Names of the tables as in the pattern, in order, each once; common tables are none. */
	tables: string[];
	/** Columns, without their table, that the outermost WHERE compares with one value each by `=`; empty when it says OR. */
	equals: string[];
	/** Columns compared so by `<`, `>`, `<=` or `>=`: paging by key has one. */
	ranges: string[];
	/** A SELECT from one table whose WHERE is nothing but `equals` (at least one) and tests for NULL: what an N+1 loop repeats. */
	isSingleKeyRead: boolean;
	hasLimit: boolean;
	hasOffset: boolean;
	ordersBy: boolean;
	/** Rows it locks, in whatever mode; `skip locked` is what workers of a queue say. */
	locks: 'for update' | 'skip locked' | null;
	/** `SELECT 1` and its like, or nothing at all: is the server there? */
	isPing: boolean;
	/** BEGIN, COMMIT, ROLLBACK, savepoints, SET TRANSACTION. */
	isTransaction: boolean;
	/** Reads nothing but the catalog: pg_catalog, information_schema, sqlite_master, SHOW, PRAGMA. */
	isCatalogRead: boolean;
}

/** Longer patterns are described by their beginning. */
const described = 65_536;

/** Describes a statement by its text; a pattern may be given as well as a query. Never throws. */
export function describe(sql: string, system?: System): Statement {
	const tokens = firstStatement(listTokens(fingerprint(sql, system).slice(0, described), system));
	const main = mainVerbAt(tokens);
	const verb = verbOf(tokens, main);
	const depth = tokens[main]?.depth ?? 0;
	const tables = tablesOf(tokens, main, verb);
	const has = (...names: string[]) => tokens.some((each, at) => at >= main && each.depth === depth && areNamed(tokens, at, names));
	const conditions = conditionsOf(tokens, main, depth);
	return {
		verb,
		tables,
		equals: conditions.equals,
		ranges: conditions.ranges,
		isSingleKeyRead: isSingleKeyRead(verb, tables, conditions, tokens),
		hasLimit: has('limit') || has('fetch', 'first') || has('fetch', 'next'),
		hasOffset: has('offset') || limitsWithComma(tokens, depth),
		ordersBy: has('order', 'by'),
		locks: locksOf(tokens),
		isPing: tokens.length === 0 || (verb === 'select' && isPing(tokens, tables)),
		isTransaction:
			transactions.has(verb) || (verb === 'set' && tokens.some((each) => each.name === 'transaction' || each.name === 'autocommit')),
		isCatalogRead: verb === 'show' || (verb === 'select' && tables.length > 0 && tables.every(isOfCatalog)),
	};
}

const transactions = new Set<Verb>(['begin', 'commit', 'rollback', 'savepoint', 'release']);

const verbs = new Map<string, Verb>(
	(
		[
			['select', 'select values table'],
			['insert', 'insert replace'],
			['update', 'update'],
			['delete', 'delete'],
			['merge', 'merge'],
			['begin', 'begin start'],
			['commit', 'commit end'],
			['rollback', 'rollback abort'],
			['savepoint', 'savepoint'],
			['release', 'release'],
			['set', 'set reset'],
			['show', 'show desc describe pragma'],
			['explain', 'explain'],
			['call', 'call do'],
			['copy', 'copy'],
			['ddl', 'create alter drop truncate rename'],
			['prepare', 'prepare'],
			['execute', 'execute'],
			['deallocate', 'deallocate'],
			['cursor', 'declare fetch move close'],
		] as const
	).flatMap(([verb, words]) => words.split(' ').map((word) => [word, verb] as const)),
);

const behindWith = new Set(['select', 'insert', 'update', 'delete', 'merge', 'replace', 'values']);

function firstStatement(tokens: SqlToken[]): SqlToken[] {
	const end = tokens.findIndex((each) => each.kind === token.semicolon);
	return end === -1 ? tokens : tokens.slice(0, end);
}

/** The first word, past brackets around the statement and past its common tables. */
function mainVerbAt(tokens: readonly SqlToken[]): number {
	const first = tokens.findIndex((each) => each.kind !== token.open);
	if (tokens[first]?.name !== 'with') return Math.max(first, 0);
	const depth = tokens[first].depth;
	const main = tokens.findIndex((each, at) => at > first && each.depth === depth && behindWith.has(each.name));
	return main === -1 ? first : main;
}

function verbOf(tokens: readonly SqlToken[], main: number): Verb {
	return verbs.get(tokens[main]?.name ?? '') ?? 'other';
}

function areNamed(tokens: readonly SqlToken[], at: number, names: readonly string[]): boolean {
	return names.every((name, index) => tokens[at + index]?.name === name) && tokens[at - 1]?.kind !== token.dot;
}

function isSingleKeyRead(verb: Verb, tables: readonly string[], conditions: Conditions, tokens: readonly SqlToken[]): boolean {
	if (verb !== 'select' || tables.length !== 1 || !conditions.isSimple || conditions.equals.length === 0) return false;
	return (
		conditions.ranges.length === 0 &&
		tokens.filter((each) => each.name === 'select').length === 1 &&
		!tokens.some((each) => each.name === 'join')
	);
}

/** MySQL's `LIMIT 10, 20` skips 10 rows. */
function limitsWithComma(tokens: readonly SqlToken[], depth: number): boolean {
	return tokens.some((each, at) => each.name === 'limit' && each.depth === depth && tokens[at + 2]?.kind === token.comma);
}

function locksOf(tokens: readonly SqlToken[]): Statement['locks'] {
	const found = (...names: string[]) => tokens.some((_, at) => areNamed(tokens, at, names));
	if (found('skip', 'locked')) return 'skip locked';
	const isLocking =
		found('for', 'update') || found('for', 'no', 'key') || found('for', 'share') || found('for', 'key') || found('lock', 'in', 'share');
	return isLocking ? 'for update' : null;
}

const probes = new Set(['now', 'version', 'sqlite_version', 'current_timestamp', 'current_database', 'database', 'sysdate', 'dual']);

/** `SELECT 1`, `SELECT 1 + 1 AS result`, `SELECT now()`, `SELECT 1 FROM dual`. */
function isPing(tokens: readonly SqlToken[], tables: readonly string[]): boolean {
	if (tables.some((each) => each !== 'dual') || tokens.length > 8 || tokens.some((each) => each.name === 'where')) return false;
	const called = tokens.filter((each, at) => tokens[at + 1]?.kind === token.open || each.name.startsWith('current_'));
	return tokens.length > 1 && called.every((each) => probes.has(each.name)) && isConstant(tokens);
}

/** No columns: a word may only be a verb, a function, `FROM dual`, or the name of the result. */
function isConstant(tokens: readonly SqlToken[]): boolean {
	const second = tokens[1]!;
	return second.kind === token.placeholder || second.kind === token.literal || probes.has(second.name);
}

function isOfCatalog(table: string): boolean {
	return /^(?:pg_|information_schema\.|sqlite_|mysql\.|performance_schema\.|sys\.)/.test(table);
}
