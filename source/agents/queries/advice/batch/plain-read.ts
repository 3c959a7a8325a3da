import * as token from '../../../../sql/tokens.ts';
import {baseName, isName, type PatternText} from '../statement/pattern-text.ts';
import type {Select} from '../statement/select.ts';
import type {PlainRead} from './batch.ts';
import type {ChosenKeys} from './choose-keys.ts';

/** What a builder of queries can say in its own words; null where only SQL will do. */
export function plainRead({values}: PatternText, select: Select, {keys, others}: ChosenKeys): PlainRead | null {
	const [table] = select.tables;
	const isBare = select.tables.length === 1 && select.group === null && select.lock.length === 0 && !select.isDistinct;
	if (!isBare || table?.text == null || !keys.every(({isColumn}) => isColumn)) return null;
	const same = others.map(({comparison}) =>
		comparison?.isColumn === true && !comparison.isList ? values.get(comparison.placeholder)! : null,
	);
	const order = select.order.map((tokens) => readOrder(tokens));
	const columns = select.items.map(({star, alias, name}) => (star !== null ? '*' : alias === null ? name : null));
	if (same.includes(null) || order.includes(null) || columns.includes(null)) return null;
	const isAll = columns.includes('*');
	return {
		table: table.name,
		columns: isAll ? null : [...new Set([...(columns as string[]), ...keys.map(({name}) => name)])],
		same: same as PlainRead['same'],
		order: order as PlainRead['order'],
	};
}

function readOrder(tokens: Select['order'][number]): PlainRead['order'][number] | null {
	const isDescending = tokens.at(-1)?.name === 'desc';
	const column = isDescending ? tokens.slice(0, -1) : tokens;
	const isPath = column.every((one, index) => (index % 2 === 0 ? isName(one) : one.kind === token.dot));
	return isPath && column.length % 2 === 1 ? {column: baseName(column.at(-1)!), isDescending} : null;
}
