/** One caller's query, and how it is answered. */
export interface Call {
	readonly text: string;
	readonly values: readonly unknown[];
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: unknown) => void;
}

/** How the lookups of one kind of database are asked as one. `Text`: what is known of a text, the same object whenever it is read. */
export interface Joiner<Text extends object> {
	/** Undefined: the text cannot be joined, or nobody can prove that it can. */
	read(text: string): Text | undefined;
	canJoin(known: Text, values: readonly unknown[]): boolean;
	/** Places (from 0) of the values in which calls of one statement may differ. */
	keysOf(known: Text): readonly number[];
	/** Most calls of one statement. */
	most(known: Text): number;
	/** What the pool's `query` is given to answer all of them. */
	join(known: Text, calls: readonly Call[]): unknown[];
	/** The result of each caller, in their order. */
	share(result: unknown, callers: number): unknown[];
}

/** Values that reach the server as the same text alone and joined: objects, dates and buffers may be anything by then. */
export function isPlain(value: unknown): boolean {
	return value === null || !objects.has(typeof value);
}

const objects = new Set(['object', 'function', 'symbol']);
