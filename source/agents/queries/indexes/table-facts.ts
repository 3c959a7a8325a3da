/** What a database's catalog tells of a table. Read, never reckoned. */
export interface TableFacts {
	/** As it is written in SQL: `public.items`, quoted where it must be. */
	name: string;
	/** Rows by the last ANALYZE; null where none ever ran: then nothing can be said. */
	rows: number | null;
	bytes: number | null;
	indexes: IndexFacts[];
	columns: ReadonlyMap<string, ColumnFacts>;
	/** Rows written since the statistics were reset, and scans of the whole table among all scans. */
	writes: number | null;
	sequentialScans: number | null;
	indexScans: number | null;
}

export interface IndexFacts {
	name: string;
	/** Columns or expressions, first first. */
	columns: readonly string[];
	/** Over a part of the rows only, or not a tree: it helps some queries, and this may not be one. */
	isPartial: boolean;
	isTree: boolean;
	isValid: boolean;
}

export interface ColumnFacts {
	/** Different values in the table, by its statistics. */
	distinct: number | null;
	/** Mean bytes of a value. */
	width: number | null;
}
