import type {Comparison} from '../statement/conditions.ts';
import {baseName, isPath} from '../statement/pattern-text.ts';
import type {SelectItem} from '../statement/select-list.ts';
import type {Select} from '../statement/select.ts';
import {tableOf} from '../statement/tables.ts';

/** A key, and where it is found in the rows that come back. */
export interface SelectedKey {
	readonly operand: Comparison['operand'];
	readonly column: string;
	readonly isColumn: boolean;
	/** The SELECT has it already. */
	readonly isSelected: boolean;
	/** What it must be called where it is added, so that it meets no other column; null: its own name will do. */
	readonly alias: string | null;
	readonly inRows: string;
}

/** Without the key, nobody could tell whose rows are whose. */
export function keysInRows(select: Select, keys: readonly Comparison[]): SelectedKey[] {
	return keys.map((key) => keyInRows(select, key));
}

function keyInRows(select: Select, comparison: Comparison): SelectedKey {
	const {operand, name, qualifier, isColumn} = comparison;
	const key = {operand, column: name, isColumn};
	const found = select.asksIfAny ? undefined : select.items.find((item) => isSame(item, key, select));
	if (found !== undefined) return {...key, isSelected: true, alias: null, inRows: found.alias === null ? name : found.name!};
	const isUnderStar = isColumn && !select.asksIfAny && select.tables.length === 1 && select.items.some(({star}) => star !== null);
	if (isUnderStar) return {...key, isSelected: true, alias: null, inRows: name};
	if (isColumn && isFree(select, name)) return {...key, isSelected: false, alias: null, inRows: name};
	const alias = freeName(select, isColumn ? `${tableOf(select.tables, qualifier)?.alias ?? 'the'}_${name}` : `${name}_key`);
	return {...key, isSelected: false, alias, inRows: alias};
}

/** Of one table, `id` and `"User".id` are the same column. */
function isSame(
	item: SelectItem,
	{operand, column, isColumn}: Pick<SelectedKey, 'operand' | 'column' | 'isColumn'>,
	{tables}: Select,
): boolean {
	if (item.tokens.length === operand.length && item.tokens.every(({text}, index) => text === operand[index]!.text)) return true;
	return isColumn && tables.length === 1 && item.star === null && isPath(item.tokens) && baseName(item.tokens.at(-1)!) === column;
}

/** Columns under a `*` have names that we do not know. */
function isFree({items, asksIfAny}: Select, name: string): boolean {
	return asksIfAny || items.every((item) => item.star === null && item.name !== name);
}

function freeName(select: Select, wanted: string): string {
	const plain = wanted.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_');
	return select.items.some(({name}) => name === plain) ? freeName(select, `${plain}_key`) : plain;
}
