import type {SqlToken} from '../sql/token-list.ts';
import * as token from '../sql/tokens.ts';

/** `column = $1` or `column = ?` as a condition of its own, at the top of WHERE. */
export interface Comparison {
	readonly column: string;
	readonly parameter: SqlToken;
}

/** Those of a SELECT; `where` is the place of its WHERE. */
export function comparisons(tokens: readonly SqlToken[], where: number): Comparison[] {
	const found: Comparison[] = [];
	const starts = conditionStarts(tokens, where);
	for (const start of starts) {
		const equals = endOfColumn(tokens, start);
		const parameter = tokens[equals + 1];
		if (equals === start || tokens[equals]?.text !== '=' || parameter?.kind !== token.placeholder) continue;
		if (endsCondition(tokens[equals + 2])) found.push({column: textOf(tokens.slice(start, equals)), parameter});
	}
	return found;
}

/** Where conditions of WHERE begin: behind WHERE, AND, OR and NOT, but for the AND of a BETWEEN. */
function conditionStarts(tokens: readonly SqlToken[], where: number): number[] {
	const starts: number[] = [];
	let isBetween = false;
	for (let at = where; at < tokens.length; at++) {
		const {depth, name} = tokens[at]!;
		if (depth !== 0) continue;
		if (at > where && clauseEnds.has(name)) break;
		if (name === 'between') isBetween = true;
		else if (name === 'and' && isBetween) isBetween = false;
		else if (conditionHeads.has(name)) starts.push(at + 1);
	}
	return starts;
}

const conditionHeads = new Set(['where', 'and', 'or', 'not']);
const clauseEnds = new Set(['group', 'having', 'window', 'order', 'limit', 'offset', 'fetch']);

function endsCondition(next: SqlToken | undefined): boolean {
	return next === undefined || next.kind === token.semicolon || next.name === 'and' || next.name === 'or' || clauseEnds.has(next.name);
}

/** Behind `id`, `o.id`, `"Shop".orders.id`; `start` where no column stands. */
function endOfColumn(tokens: readonly SqlToken[], start: number): number {
	let at = start;
	while (isName(tokens[at]) && tokens[at + 1]?.kind === token.dot) at += 2;
	return isName(tokens[at]) ? at + 1 : start;
}

function textOf(tokens: readonly SqlToken[]): string {
	return tokens.map(({text}) => text).join('');
}

/** The place of a clause's keyword, outside of all brackets; undefined: there is none. */
export function clauseAt(tokens: readonly SqlToken[], name: string): number | undefined {
	const at = tokens.findIndex((one) => one.depth === 0 && one.name === name);
	return at === -1 ? undefined : at;
}

/** Has it a LIMIT of its own, outside of all brackets? */
export function isLimited(tokens: readonly SqlToken[]): boolean {
	return tokens.some(({depth, name}) => depth === 0 && (name === 'limit' || name === 'offset' || name === 'fetch'));
}

/** Hints and trace ids may stand in comments: what they do is not known. */
export function hasComments(text: string, tokens: readonly SqlToken[]): boolean {
	let behind = 0;
	for (const {start, end} of tokens) {
		if (text.slice(behind, start).trim() !== '') return true;
		behind = end;
	}
	return text.slice(behind).trim() !== '';
}

export function isName(one: SqlToken | undefined): boolean {
	return one !== undefined && (one.kind === token.word || one.kind === token.quotedName);
}
