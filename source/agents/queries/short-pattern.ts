import {describe} from '../../sql/statement.ts';

/** A pattern's verb and tables, or its beginning: what a line has room for. */
export function shortPattern(pattern: string): string {
	const {verb, tables} = describe(pattern);
	return tables[0] === undefined ? pattern.slice(0, 40) : `${verb.toUpperCase()} ${tables.join(', ')}`;
}
