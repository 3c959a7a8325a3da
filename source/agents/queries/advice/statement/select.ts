import type {SqlToken} from '../../../../sql/token-list.ts';
import * as token from '../../../../sql/tokens.ts';
import {readClauses} from './clauses.ts';
import {isAlwaysTrue, readConditions, type Condition} from './conditions.ts';
import {isName, splitAtCommas} from './pattern-text.ts';
import {readSelectList, type SelectItem} from './select-list.ts';
import {readTables, type Table} from './tables.ts';

/** A SELECT with a FROM, part by part. */
export interface Select {
	readonly isDistinct: boolean;
	readonly items: readonly SelectItem[];
	readonly from: readonly SqlToken[];
	readonly tables: readonly Table[];
	readonly conditions: readonly Condition[];
	readonly group: readonly SqlToken[] | null;
	readonly having: readonly SqlToken[] | null;
	readonly order: readonly (readonly SqlToken[])[];
	/** The `?` of LIMIT and OFFSET. */
	readonly limit: SqlToken | null;
	readonly offset: SqlToken | null;
	/** `FOR UPDATE`; empty: none. */
	readonly lock: readonly SqlToken[];
	/** It counts, sums or collects: one row for all it reads (or for each group). */
	readonly aggregates: boolean;
	/** It numbers or compares rows with one another: `OVER (…)`. */
	readonly hasWindows: boolean;
	/** All that it asks is whether there is a row: `SELECT 1`, `EXISTS (…)`. */
	readonly asksIfAny: boolean;
}

/** Reads a SELECT; `SELECT EXISTS (SELECT …)` is read as the SELECT inside. Undefined: it is none, or has parts that are not read. */
export function readSelect(tokens: readonly SqlToken[]): Select | undefined {
	const clauses = readClauses(tokens);
	const list = clauses?.get('select');
	if (clauses === undefined || list === undefined || ['union', 'intersect', 'except', 'window'].some((name) => clauses.has(name as never)))
		return undefined;
	if (!clauses.has('from')) return readExists(list);
	const from = clauses.get('from')!;
	if (from.length === 0) return undefined;
	const bounds = readBounds(clauses);
	const isDistinct = list[0]?.name === 'distinct';
	if (bounds === undefined || (isDistinct && list[1]?.name === 'on')) return undefined;
	const items = readSelectList(isDistinct ? list.slice(1) : list);
	return {
		isDistinct,
		items,
		from,
		...bounds,
		tables: readTables(from),
		conditions: readConditions(clauses.get('where') ?? []).filter((one) => !isAlwaysTrue(one)),
		group: clauses.get('group') ?? null,
		having: clauses.get('having') ?? null,
		order: splitAtCommas(clauses.get('order') ?? []),
		lock: clauses.get('for') ?? [],
		aggregates: hasAggregate(list),
		hasWindows: list.some(({name}) => name === 'over'),
		asksIfAny: items.every((item) => item.tokens.length === 1 && isValue(item.tokens[0]!)),
	};
}

function isValue({kind}: SqlToken): boolean {
	return kind === token.placeholder || kind === token.literal;
}

function readExists(list: readonly SqlToken[]): Select | undefined {
	const [item, ...more] = readSelectList(list);
	const [exists, open, ...inside] = item?.tokens ?? [];
	if (more.length > 0 || exists?.name !== 'exists' || open?.kind !== token.open || inside.at(-1)?.kind !== token.close) return undefined;
	const select = readSelect(inside.slice(0, -1));
	return select === undefined || select.aggregates || select.group !== null ? undefined : {...select, asksIfAny: true};
}

/** `LIMIT ?`, `LIMIT ? OFFSET ?`, `LIMIT ?, ?` and `FETCH FIRST ? ROWS ONLY`; undefined: another bound. */
function readBounds(clauses: ReadonlyMap<string, readonly SqlToken[]>): Pick<Select, 'limit' | 'offset'> | undefined {
	const [limit, offset, fetch] = [clauses.get('limit'), clauses.get('offset'), clauses.get('fetch')];
	const isPlaceholder = (one: SqlToken | undefined) => one?.kind === token.placeholder;
	const skipped = offset?.[0] ?? null;
	if (skipped !== null && !(isPlaceholder(skipped) && offset!.slice(1).every(({name}) => name === 'rows' || name === 'row')))
		return undefined;
	if (fetch !== undefined)
		return isPlaceholder(fetch[1]) && !fetch.some(({name}) => name === 'ties') ? {limit: fetch[1]!, offset: skipped} : undefined;
	if (limit === undefined) return {limit: null, offset: skipped};
	if (limit.length === 1 && isPlaceholder(limit[0])) return {limit: limit[0]!, offset: skipped};
	const isPair = limit.length === 3 && isPlaceholder(limit[0]) && isPlaceholder(limit[2]);
	return isPair ? {limit: limit[2]!, offset: limit[0]!} : undefined;
}

const aggregateNames = new Set(
	`array_agg avg bit_and bit_or bool_and bool_or count every group_concat json_agg json_arrayagg json_group_array json_group_object json_object_agg
	json_objectagg jsonb_agg jsonb_object_agg max min mode percentile_cont percentile_disc std stddev stddev_pop stddev_samp string_agg sum total variance var_pop
	var_samp xmlagg`.split(/\s+/),
);

/** Not one inside of a subquery, nor one that `OVER` makes a window. `max(a, b)` of SQLite is none: it takes two. */
function hasAggregate(list: readonly SqlToken[]): boolean {
	return list.some((one, at) => {
		if (!isName(one) || !aggregateNames.has(one.name) || list[at + 1]?.kind !== token.open) return false;
		const inside = insideOf(list, at + 1);
		const isComparison = (one.name === 'max' || one.name === 'min') && splitAtCommas(inside).length > 1;
		return !isComparison && list[at + inside.length + 3]?.name !== 'over' && !isInSubquery(list, at);
	});
}

function insideOf(list: readonly SqlToken[], open: number): readonly SqlToken[] {
	const close = list.findIndex((one, at) => at > open && one.kind === token.close && one.depth === list[open]!.depth);
	return list.slice(open + 1, close);
}

function isInSubquery(list: readonly SqlToken[], at: number): boolean {
	for (let before = at, {depth} = list[at]!; before >= 0; before--) {
		if (list[before]!.depth < depth) depth = list[before]!.depth;
		else if (list[before]!.depth === depth && depth > list[0]!.depth && list[before]!.name === 'select') return true;
	}
	return false;
}
