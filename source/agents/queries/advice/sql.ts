import type {DatabaseSystem} from '../../../protocol/query-trace.ts';

/** A value that is sent with a statement: what stands where the pattern has `?`. */
export interface SqlValue {
	/**
	 * `list`: all keys, one value each. `rows`: all rows as JSON objects by column. `tuples`: all keys of several columns, a list of lists.
	 * `cell`: one column of one row. `same`: what it was in the loop, equal for all; `same-list`: the entries of an IN that were.
	 */
	readonly as: 'list' | 'rows' | 'tuples' | 'cell' | 'same' | 'same-list';
	/** For people: `order_id`, `LIMIT`; of `rows` and `tuples`, what they are: keys or rows. */
	readonly label: string;
	/** Columns of `rows` and `tuples`, in order. */
	readonly columns?: readonly string[];
	/** Of a cell: which row, from 0 on. */
	readonly row?: number;
	/** Its type, where it was written before a literal: `interval '1 day'`. */
	readonly cast?: string;
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
 * SQL as text, and its values in the order in which they are sent. Where values are numbered (`$1`, as PostgreSQL has them), one that occurs twice is
 * sent once; else there is a `?` for each.
 */
export function printSql(parts: Sql, system: DatabaseSystem, numbers = system === 'postgresql'): {text: string; values: SqlValue[]} {
	const values: SqlValue[] = [];
	const text = parts.map((part) => {
		if (typeof part === 'string') return part;
		if (!numbers || !values.includes(part)) values.push(part);
		return `${numbers ? `$${values.indexOf(part) + 1}` : '?'}${system === 'postgresql' ? castOf(part) : ''}`;
	});
	return {text: text.join(''), values};
}

/** `::interval`; empty: none. */
export function castOf({cast}: SqlValue): string {
	return cast === undefined ? '' : `::${cast}`;
}

function isList(part: Sql | string | SqlValue): part is Sql {
	return Array.isArray(part);
}
