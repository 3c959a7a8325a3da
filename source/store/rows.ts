import type {SQLInputValue, StatementSync} from 'node:sqlite';

/**
 * All rows of a statement, its `$name`d parameters filled in (node 22 binds neither `?1` nor a parameter that stands twice), as what its column list says; our tables are STRICT, so SQLite has checked the
 * types when they were written.
 */
export function allRows<Row>(statement: StatementSync, named: Record<string, SQLInputValue> = {}): Row[] {
	// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- node:sqlite cannot know the columns
	return statement.all(named) as unknown as Row[];
}

/** The first row, or undefined. */
export function firstRow<Row>(statement: StatementSync, ...parameters: SQLInputValue[]): Row | undefined {
	// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- node:sqlite cannot know the columns
	return statement.get(...parameters) as unknown as Row | undefined;
}
