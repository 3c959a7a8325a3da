/** As much of a `pg` Result as is handed on. */
export interface QueryResult {
	rows: unknown[];
	fields: {name: string}[];
	rowCount: number | null;
}

/**
 * The results of `callers` queries out of one whose rows are arrays, the first entry of each being the caller it belongs to, from 1 on.
 * Rows and fields are made as `pg` makes them, of a prototype that is equal; nothing in one result is shared with another but parsers.
 */
export function shareResult(joined: QueryResult, callers: number): QueryResult[] {
	const names = joined.fields.slice(1).map((field) => field.name);
	const results = Array.from({length: callers}, () => emptyResult(joined, names));
	for (const row of joined.rows as unknown[][]) results[Number(row[0]) - 1]!.rows.push(toObject(row, names));
	for (const result of results) result.rowCount = result.rows.length;
	return results;
}

function emptyResult(joined: QueryResult, names: readonly string[]): QueryResult {
	const fields = joined.fields
		.slice(1)
		.map((field) => Object.assign(Object.create(Object.getPrototypeOf(field) as object), field) as {name: string});
	const result = Object.create(Object.getPrototypeOf(joined) as object) as QueryResult & Record<string, unknown>;
	for (const [name, value] of Object.entries(joined)) {
		// `parseRow` is an own property only where rows are arrays.
		if (name !== 'parseRow') result[name] = value;
	}
	Object.assign(result, {rows: [], fields, rowCount: 0});
	if ('rowAsArray' in result) result['rowAsArray'] = false;
	if (Array.isArray(result['_parsers'])) result['_parsers'] = result['_parsers'].slice(1);
	if ('_prebuiltEmptyResultObject' in result) result['_prebuiltEmptyResultObject'] = Object.fromEntries(names.map((name) => [name, null]));
	return result;
}

/** Of two columns with one name the later wins, as in `pg`. */
function toObject(row: readonly unknown[], names: readonly string[]): Record<string, unknown> {
	const object: Record<string, unknown> = {};
	names.forEach((name, index) => {
		object[name] = row[index + 1];
	});
	return object;
}
