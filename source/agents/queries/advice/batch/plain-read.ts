import {baseName, isPath, type PatternText} from '../statement/pattern-text.ts';
import type {Select} from '../statement/select.ts';
import type {Table} from '../statement/tables.ts';
import type {PlainRead} from './batch.ts';
import type {ChosenKeys} from './choose-keys.ts';

/** What a builder of queries can say in its own words; null where only SQL will do. */
export function plainRead(text: PatternText, select: Select, chosen: ChosenKeys): PlainRead | null {
	const [table] = select.tables;
	const isBare = select.tables.length === 1 && select.group === null && select.lock.length === 0 && !select.isDistinct;
	const conditions = isBare ? plainConditions(text, table!, chosen) : null;
	const order = select.order.map((tokens) => readOrder(tokens));
	const columns = select.items.map(({star, alias, name, tokens}) =>
		star !== null ? '*' : alias === null ? name : isPath(tokens) ? alias : null,
	);
	if (conditions === null || order.includes(null) || columns.includes(null)) return null;
	const named = columns.includes('*') ? null : [...new Set([...(columns as string[]), ...chosen.keys.map(({name}) => name)])];
	const hasAliases = select.items.some(({alias}) => alias !== null);
	return {...conditions, columns: named, hasAliases, order: order as PlainRead['order']};
}

/** Columns compared with values, and nothing else; null otherwise. */
export function plainConditions({values}: PatternText, table: Table, {keys, others}: ChosenKeys): PlainRead | null {
	if (table.text === null || !keys.every(({isColumn}) => isColumn)) return null;
	const same = others.map(({comparison}) =>
		comparison?.isColumn === true && !comparison.isList ? values.get(comparison.placeholder)! : null,
	);
	return same.includes(null) ? null : {table: table.name, columns: null, hasAliases: false, same: same as PlainRead['same'], order: []};
}

function readOrder(tokens: Select['order'][number]): PlainRead['order'][number] | null {
	const isDescending = tokens.at(-1)?.name === 'desc';
	const column = isDescending ? tokens.slice(0, -1) : tokens;
	return isPath(column) ? {column: baseName(column.at(-1)!), isDescending} : null;
}
