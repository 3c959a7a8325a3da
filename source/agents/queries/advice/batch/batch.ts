import type {Sql, SqlValue} from '../sql.ts';

/** A statement that does at once what a loop does one by one. */
export interface Batch {
	readonly kind: 'batch';
	readonly verb: 'select' | 'insert' | 'update' | 'delete';
	readonly sql: Sql;
	/** The condition or clause that makes it one, for a sentence: `WHERE order_id = ANY($1)`. */
	readonly gist: Sql;
	/** The table whose rows are asked for or written, without schema. */
	readonly table: string;
	/** What tells the rows of one caller from another's. */
	readonly keys: readonly Key[];
	/** `groups`: one row a key at most, with what was counted; `exists`: one row for each key that has any; `ranked`: the first few rows of each key. */
	readonly shape: 'rows' | 'groups' | 'exists' | 'ranked';
	/** A single table, conditions on columns and an order: what builders of queries say in a line. */
	readonly plain: PlainRead | null;
	/** Why its SQL cannot be shown as it must be; null: it can. */
	readonly hidden: string | null;
	readonly caveats: readonly string[];
}

export interface Key {
	/** As the loop compared it: `o.order_id`. */
	readonly label: string;
	/** The column's own name. */
	readonly column: string;
	/** What it is called in the rows that come back. */
	readonly inRows: string;
}

/** Of a batch that reads: what a query builder needs. Names are without quotes. */
export interface PlainRead {
	readonly table: string;
	/** Null: all. */
	readonly columns: readonly string[] | null;
	/** Columns are renamed: what a model reads back is not affected, what a builder of queries reads is. */
	readonly hasAliases: boolean;
	/** Conditions `column = value` beside the keys. */
	readonly same: readonly SqlValue[];
	readonly order: readonly {readonly column: string; readonly isDescending: boolean}[];
}

/** Why a query cannot be asked or written for many at once, and what else helps. */
export interface Refusal {
	readonly kind: 'refusal';
	/** Goes on behind "cannot … at once safely:". */
	readonly because: string;
	/** A sentence. */
	readonly instead: string;
}

export function refuse(because: string, instead: string): Refusal {
	return {kind: 'refusal', because, instead};
}

export const transactionInstead = 'Put the loop into one transaction: it then waits for the disk once.';
