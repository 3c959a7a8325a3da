import type {DatabaseSystem} from '../../../protocol/query-trace.ts';

/** A value that is sent with a statement: what stands where the pattern has `?`. */
export interface SqlValue {
	/**
	 * `list`: all keys, one value each. `rows`: all rows as JSON objects by column. `tuples`: all keys of several columns, a list of lists.
	 * `cell`: one column of one row. `same`: what it was in the loop, equal for all.
	 */
	readonly as: 'list' | 'rows' | 'tuples' | 'cell' | 'same';
	/** For people: `order_id`, `LIMIT`; of `rows` and `tuples`, what they are: keys or rows. */
	readonly label: string;
	/** Columns of `rows` and `tuples`, in order. */
	readonly columns?: readonly string[];
	/** Of a cell: which row, from 0 on. */
	readonly row?: number;
	/** The place of the pattern's `?` (from 0) that it stands for; of a `rows` and `tuples`, of each column. */
	readonly places: readonly number[];
}

/** SQL with its values in place. */
export type Sql = readonly (string | SqlValue)[];

/** Puts SQL together from texts, values and other SQL. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | string | SqlValue)[]): Sql {
	return strings.flatMap((text, index) => {
		const part = parts[index];
		if (part === undefined) return [text];
		return [text, ...(isList(part) ? part : [part])];
	});
}

export function joinSql(parts: readonly Sql[], separator: string): Sql {
	return parts.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
}

/**
 * SQL as text, and its values in the order in which they are sent. PostgreSQL names a value by its number, so one that occurs twice is sent once;
 * the others have a `?` for each.
 */
export function printSql(parts: Sql, system: DatabaseSystem): {text: string; values: SqlValue[]} {
	const values: SqlValue[] = [];
	const text = parts.map((part) => (typeof part === 'string' ? part : placeholder(part, values, system)));
	return {text: text.join(''), values};
}

function placeholder(value: SqlValue, values: SqlValue[], system: DatabaseSystem): string {
	if (system !== 'postgresql' || !values.includes(value)) values.push(value);
	return system === 'postgresql' ? `$${values.indexOf(value) + 1}` : '?';
}

function isList(part: Sql | string | SqlValue): part is Sql {
	return Array.isArray(part);
}
