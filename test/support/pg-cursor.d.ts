declare module 'pg-cursor' {
	/** What tests use of it: the package has no types of its own. */
	export default class Cursor {
		constructor(text: string, values?: readonly unknown[]);
		submit(connection: object): void;
		read(rows: number): Promise<object[]>;
		close(): Promise<void>;
	}
}
