/** A thing the application deals with; every one has its schema, routes, storage, hooks, pages and components. */
export interface Resource {
	/** `invoiceLine`. */
	name: string;
	/** `InvoiceLine`. */
	type: string;
	/** `invoice-lines`. */
	path: string;
	fields: Field[];
}
export interface Field {
	name: string;
	type: 'string' | 'number' | 'boolean' | 'Date';
}

export type Files = Map<string, string>;

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
export const plural = (word: string): string =>
	word.endsWith('y') ? `${word.slice(0, -1)}ies` : word.endsWith('s') ? `${word}es` : `${word}s`;
