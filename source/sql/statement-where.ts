import type {SqlToken} from './token-list.ts';
import * as token from './tokens.ts';

export interface Conditions {
	equals: string[];
	ranges: string[];
	/** Is everything that WHERE asks in `equals`, in `ranges` or a test for NULL? */
	isSimple: boolean;
}

/** What the WHERE at this depth asks of single columns. OR makes it none: then no column is sure to be compared. */
export function conditionsOf(tokens: readonly SqlToken[], main: number, depth: number): Conditions {
	const where = tokens.findIndex((each, at) => at > main && each.depth === depth && each.name === 'where');
	const conditions: Conditions = {equals: [], ranges: [], isSimple: where !== -1};
	const terms = where === -1 ? [] : termsOf(tokens, where + 1, depth);
	if (terms === undefined) return {...conditions, isSimple: false};
	for (const term of terms) addTerm(conditions, term);
	return conditions;
}

const ends = new Set('group order having limit offset fetch for union except intersect returning window'.split(' '));

/** What AND joins, through brackets that only group; undefined when OR joins. */
function termsOf(tokens: readonly SqlToken[], from: number, depth: number): SqlToken[][] | undefined {
	const terms: SqlToken[][] = [[]];
	let grouping = depth;
	let isBetween = false;
	for (let at = from; at < tokens.length; at++) {
		const each = tokens[at]!;
		const isOutside = each.depth < depth || (each.depth === depth && ends.has(each.name));
		if (isOutside) break;
		const term = terms.at(-1)!;
		if (each.kind === token.open && term.length === 0 && each.depth === grouping && !isQuery(tokens[at + 1])) grouping++;
		else if (each.kind === token.close && each.depth < grouping) grouping--;
		else if (each.depth === grouping && each.name === 'or') return undefined;
		else if (each.depth === grouping && each.name === 'and' && !isBetween) terms.push([]);
		else {
			if (each.depth === grouping && (each.name === 'between' || each.name === 'and')) isBetween = each.name === 'between';
			term.push(each);
		}
	}
	return terms.filter((term) => term.length > 0);
}

function isQuery(each: SqlToken | undefined): boolean {
	return each?.name === 'select' || each?.name === 'with' || each?.name === 'values';
}

function addTerm(conditions: Conditions, term: readonly SqlToken[]): void {
	const at = term.findIndex((each) => each.kind === token.operator);
	const operator = term[at]?.text ?? '';
	const left = term.slice(0, at === -1 ? 0 : at);
	const right = term.slice(at + 1);
	const column = isValue(right) ? columnOf(left) : isValue(left) ? columnOf(right) : undefined;
	if (column !== undefined && (operator === '=' || operator === '<=>')) conditions.equals.push(column);
	else if (column !== undefined && /^[<>]=?$/.test(operator)) conditions.ranges.push(column);
	else conditions.isSimple &&= isNullTest(term);
}

/** `?`, with or without a cast. */
function isValue(tokens: readonly SqlToken[]): boolean {
	const [first, second] = tokens;
	if (first === undefined || (first.kind !== token.placeholder && first.kind !== token.literal)) return false;
	return second === undefined || (second.kind === token.cast && !tokens.some((each) => each.kind === token.operator));
}

/** The last part of `schema.table.column`. */
function columnOf(tokens: readonly SqlToken[]): string | undefined {
	const isName = tokens.every((each, at) =>
		at % 2 === 1 ? each.kind === token.dot : each.kind === token.word || each.kind === token.quotedName,
	);
	const last = tokens.at(-1);
	if (!isName || tokens.length % 2 === 0 || last === undefined) return undefined;
	return last.kind === token.word ? last.name : last.text;
}

function isNullTest(term: readonly SqlToken[]): boolean {
	const names = term.slice(-3).map((each) => each.name);
	return (names.at(-2) === 'is' || names.slice(-3, -1).join(' ') === 'is not') && names.at(-1) === 'null';
}
