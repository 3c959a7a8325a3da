import type {SqlToken} from '../../../../sql/token-list.ts';
import * as token from '../../../../sql/tokens.ts';
import {baseName, isName, splitAt} from './pattern-text.ts';

/** A table of FROM. */
export interface Table {
	/** As written, with its schema: `shop."Order"`; null: a subquery or a function. */
	readonly text: string | null;
	/** Without schema and quotes; of a subquery, its alias. */
	readonly name: string;
	/** What its columns are qualified with, without quotes. */
	readonly alias: string;
	/** The same as written. */
	readonly aliasText: string;
}

/** The tables of FROM, joined by commas or JOIN. */
export function readTables(from: readonly SqlToken[]): Table[] {
	return splitAt(from, (one, depth) => one.depth === depth && (one.kind === token.comma || one.name === 'join')).map(readTable);
}

/** The table with this name or alias, or the only one. */
export function tableOf(tables: readonly Table[], qualifier: string | null): Table | undefined {
	if (qualifier === null) return tables.length === 1 ? tables[0] : undefined;
	return tables.find(({alias}) => alias === qualifier) ?? tables.find(({name}) => name === qualifier);
}

function readTable(tokens: readonly SqlToken[]): Table {
	const start = tokens.findIndex((one) => !['only', 'lateral'].includes(one.name));
	let at = start;
	while (isName(tokens[at]) && tokens[at + 1]?.kind === token.dot) at += 2;
	const isSimple = isName(tokens[at]) && tokens[at + 1]?.kind !== token.open;
	const aliasToken = isSimple ? tokens[at + 1] : tokens.findLast((one) => isName(one) && one.depth === tokens[0]?.depth);
	const alias = isName(aliasToken) && !joinWords.has(aliasToken!.name) ? aliasToken : undefined;
	const named = alias === undefined ? undefined : {alias: baseName(alias), aliasText: alias.text};
	if (!isSimple) return {text: null, name: named?.alias ?? '', alias: '', aliasText: '', ...named};
	const last = tokens[at]!;
	const text = tokens.slice(start, at + 1).map((one) => one.text);
	return {text: text.join(''), name: baseName(last), alias: baseName(last), aliasText: last.text, ...named};
}

/** What may follow a table that has no alias. */
const joinWords = new Set([
	'left',
	'right',
	'full',
	'cross',
	'natural',
	'inner',
	'outer',
	'on',
	'using',
	'tablesample',
	'straight_join',
	'force',
	'use',
	'where',
	'set',
]);
