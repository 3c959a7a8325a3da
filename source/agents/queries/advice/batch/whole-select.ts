import {joinSql, sql, type Sql} from '../sql.ts';
import {toSql, type PatternText} from '../statement/pattern-text.ts';
import type {Select} from '../statement/select.ts';
import type {ChosenKeys} from './choose-keys.ts';
import type {SelectedKey} from './keys-in-rows.ts';

/** A SELECT with its condition for all keys, on the way to its form. */
export interface WholeSelect {
	readonly text: PatternText;
	readonly select: Select;
	readonly where: Sql;
	readonly keys: readonly SelectedKey[];
	readonly chosen: ChosenKeys;
}

/** What the loop selected, and the keys where they were not among it; last, since ORDER BY may count columns. */
export function selected({text, select, keys}: WholeSelect): Sql {
	const items = select.items.map((item) =>
		item.alias === null ? toSql(text, item.tokens) : sql`${toSql(text, item.tokens)} AS ${item.alias}`,
	);
	const missing = keys.filter(({isSelected}) => !isSelected).map((key) => named(text, key));
	return joinSql([...items, ...missing], ', ');
}

/** The keys as GROUP BY and PARTITION BY list them. */
export function grouping({text, keys}: WholeSelect): Sql {
	return joinSql(
		keys.map(({operand}) => toSql(text, operand)),
		', ',
	);
}

/** A key as SELECT lists it. */
export function named(text: PatternText, {operand, alias}: SelectedKey): Sql {
	return alias === null ? toSql(text, operand) : sql`${toSql(text, operand)} AS ${alias}`;
}
