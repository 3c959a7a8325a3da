import type {SqlToken} from './token-list.ts';
import * as token from './tokens.ts';

/** The tables a statement names, as its pattern writes them, in order and each once. `main` is where its verb stands. */
export function tablesOf(tokens: readonly SqlToken[], main: number, verb: string): string[] {
	if (withoutTables.has(verb)) return [];
	const common = commonTables(tokens, main);
	const found = new Set<string>();
	for (const [at, each] of tokens.entries()) {
		const first = tableBehind(tokens, at, each, main);
		if (first !== -1) for (const table of listedFrom(tokens, first, each.name)) if (!common.has(table)) found.add(table);
	}
	return [...found];
}

const withoutTables = new Set([
	'other',
	'set',
	'show',
	'begin',
	'commit',
	'rollback',
	'savepoint',
	'release',
	'execute',
	'deallocate',
	'call',
]);
/** May stand between the word that announces a table and its name. */
const noise = new Set(
	'only lateral low_priority high_priority delayed ignore quick or abort fail replace if not exists table concurrently temporary temp into from'.split(
		' ',
	),
);
const announcing = new Set([
	'from',
	'join',
	'straight_join',
	'into',
	'update',
	'insert',
	'replace',
	'merge',
	'delete',
	'table',
	'copy',
	'truncate',
	'using',
	'on',
]);

/** Where the name of a table begins behind the word at `at`, or -1. */
function tableBehind(tokens: readonly SqlToken[], at: number, word: SqlToken, main: number): number {
	if (!announcing.has(word.name) || tokens[at - 1]?.kind === token.dot || !announces(tokens, at, word, main)) return -1;
	let next = at + 1;
	const mayBeInBrackets = word.name === 'from' || word.name === 'join';
	while (noise.has(tokens[next]?.name ?? '') || (mayBeInBrackets && tokens[next]?.kind === token.open)) next++;
	return isName(tokens[next]) ? next : -1;
}

function announces(tokens: readonly SqlToken[], at: number, word: SqlToken, main: number): boolean {
	const verb = tokens[main]?.name ?? '';
	const before = tokens[at - 1]?.name ?? '';
	switch (word.name) {
		case 'from':
			return before !== 'distinct' && verb !== 'copy' && verb !== 'fetch' && verb !== 'move' && verb !== 'drop' && !isInCall(tokens, at);
		case 'update':
			return !['for', 'do', 'key', 'on'].includes(before);
		case 'using':
			return (verb === 'delete' || verb === 'merge') && tokens[at + 1]?.kind !== token.open;
		case 'on':
			return (
				verb === 'create' &&
				tokens[at - 1] !== undefined &&
				['index', 'trigger'].some((each) => tokens.slice(main, at).some(({name}) => name === each))
			);
		case 'insert':
		case 'replace':
		case 'copy':
		case 'truncate':
		case 'merge':
			return at === main || word.name === 'insert';
		case 'delete':
			return false;
		case 'table':
			return at > 0 || verb === 'table';
		default:
			return true;
	}
}

/** `extract(year FROM x)`: the bracket belongs to a function and holds no query. */
function isInCall(tokens: readonly SqlToken[], at: number): boolean {
	const {depth} = tokens[at]!;
	let open = at - 1;
	while (open >= 0 && !(tokens[open]!.kind === token.open && tokens[open]!.depth === depth - 1)) open--;
	const first = tokens[open + 1]?.name;
	return open > 0 && first !== 'select' && first !== 'with' && first !== 'delete' && isName(tokens[open - 1]);
}

/** The table at `at` and, behind FROM, those that follow after commas. */
function listedFrom(tokens: readonly SqlToken[], at: number, announced: string): string[] {
	const found: string[] = [];
	const {depth} = tokens[at]!;
	for (let next = at; isName(tokens[next]);) {
		const end = endOfName(tokens, next);
		const isFunction = tokens[end]?.kind === token.open && (announced === 'from' || announced === 'join');
		if (!isFunction) found.push(nameOf(tokens, next, end));
		next = announced === 'from' || announced === 'using' || announced === 'update' ? behindComma(tokens, end, depth) : tokens.length;
	}
	return found;
}

function behindComma(tokens: readonly SqlToken[], from: number, depth: number): number {
	for (let at = from; at < tokens.length; at++) {
		const each = tokens[at]!;
		if (each.depth < depth) break;
		if (each.depth > depth) continue;
		if (each.kind === token.comma) return at + 1;
		if (each.kind === token.word && ends.has(each.name)) break;
	}
	return tokens.length;
}

const ends = new Set(
	'where group order having limit offset fetch for union except intersect set on using join left right full cross natural returning window values select with'.split(
		' ',
	),
);

function endOfName(tokens: readonly SqlToken[], at: number): number {
	let end = at + 1;
	while (tokens[end]?.kind === token.dot && (tokens[end + 1]?.kind === token.word || isName(tokens[end + 1]))) end += 2;
	return end;
}

function nameOf(tokens: readonly SqlToken[], from: number, to: number): string {
	return tokens
		.slice(from, to)
		.map((each) => (each.kind === token.word ? each.name : each.text))
		.join('');
}

function isName(each: SqlToken | undefined): boolean {
	return each !== undefined && ((each.kind === token.word && !ends.has(each.name)) || each.kind === token.quotedName);
}

/** The names that WITH gives. */
function commonTables(tokens: readonly SqlToken[], main: number): Set<string> {
	const found = new Set<string>();
	const first = tokens.findIndex((each) => each.kind !== token.open);
	if (tokens[first]?.name !== 'with') return found;
	for (let at = first + 1; at < main; at++) {
		const before = tokens[at - 1]!;
		const isFirst = before.name === 'with' || before.name === 'recursive' || before.kind === token.comma;
		if (isFirst && tokens[at]!.depth === tokens[first].depth && isName(tokens[at])) found.add(nameOf(tokens, at, at + 1));
	}
	return found;
}
