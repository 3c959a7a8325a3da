import * as token from '../../../../sql/tokens.ts';
import type {SqlToken} from '../../../../sql/token-list.ts';
import {joinSql, sql, type Sql} from '../sql.ts';
import {baseName, isName, toSql, type PatternText} from '../statement/pattern-text.ts';
import type {Select} from '../statement/select.ts';
import {grouping, selected, type WholeSelect} from './whole-select.ts';

/** The first few rows of each key: numbered within the key in the loop's own order, and cut at its own LIMIT. */
export function ranked(whole: WholeSelect): Sql {
	const {text, select, where} = whole;
	const order = select.order.map((one) => toSql(text, inPlaceOfAlias(select, one)));
	const sorted = order.length === 0 ? '' : sql` ORDER BY ${joinSql(order, ', ')}`;
	const place = sql`row_number() OVER (PARTITION BY ${grouping(whole)}${sorted}) AS nth_of_key`;
	const group = select.group === null ? '' : sql` GROUP BY ${joinSql([grouping(whole), toSql(text, select.group)], ', ')}`;
	const having = select.having === null ? '' : sql` HAVING ${toSql(text, select.having)}`;
	const numbered = sql`SELECT ${selected(whole)}, ${place} FROM ${toSql(text, select.from)} WHERE ${where}${group}${having}`;
	return sql`SELECT * FROM (${numbered}) AS ranked WHERE ${within(text, select)} ORDER BY nth_of_key`;
}

/** PostgreSQL cannot tell the type of `$2 + $3`, MySQL must not go below zero. */
function within({system, values}: PatternText, {limit, offset}: Select): Sql {
	const most = limit === null ? undefined : values.get(limit)!;
	const skipped = offset === null ? undefined : values.get(offset)!;
	if (skipped === undefined) return sql`nth_of_key <= ${most!}`;
	const after = sql`nth_of_key > ${skipped}`;
	if (most === undefined) return after;
	return system === 'postgresql'
		? sql`${after} AND nth_of_key - ${skipped} <= ${most}`
		: sql`${after} AND nth_of_key <= ${skipped} + ${most}`;
}

/** `ORDER BY n` and `ORDER BY 2` may name what SELECT makes; a window cannot. */
function inPlaceOfAlias({items}: Select, order: readonly SqlToken[]): readonly SqlToken[] {
	const [head, next] = order;
	const isAlone = next === undefined || ['desc', 'asc', 'nulls'].includes(next.name);
	if (head?.kind === token.ordinal && isAlone) return [...items[Number(head.text) - 1]!.tokens, ...order.slice(1)];
	if (!isName(head) || !isAlone) return order;
	const item = items.find(({alias, name}) => alias !== null && name === baseName(head!));
	return item === undefined ? order : [...item.tokens, ...order.slice(1)];
}
