import {isOwnDatabase} from '../../basics/own-database.ts';
import {shapeOf, StatementCount} from './repeats.ts';

/** What is known of a prepared statement. */
export class StatementState {
	readonly text: string;
	/** The database that prepared it; undefined where that was before anybody looked. */
	readonly database: object | undefined;
	readonly isOwn: boolean;
	/** Whether `run` changes rows: only then are the changes it tells its own and not those of a statement before. */
	readonly writes: boolean;
	/** Hash of values that are bound for good (`bind` of better-sqlite3). */
	bound: number | undefined;
	isObserved = false;
	/** The generation of `ObservedDatabases` for which `isObserved` holds. */
	generation = -1;
	readonly count = new StatementCount();
	#shape: number | undefined;

	constructor(text: string, database: object | undefined, isOwn: boolean) {
		this.text = text;
		this.database = database;
		this.isOwn = isOwn;
		this.writes = /^[\s;(]*(?:--[^\n]*\n\s*|\/\*[^]*?\*\/\s*)*(?:insert|update|delete|replace|with)\b/i.test(text);
	}

	/** Reckoned once: statements without values are counted by it. */
	get shape(): number {
		return (this.#shape ??= shapeOf(this.text));
	}
}

/** Which databases of a driver are observed: some, or all but the monitor's own. */
export class ObservedDatabases {
	readonly #databases = new WeakSet();
	#isAll = false;
	generation = 0;

	add(database: object): void {
		this.#databases.add(database);
		this.generation++;
	}

	addAll(): void {
		this.#isAll = true;
		this.generation++;
	}

	has(database: object): boolean {
		return (this.#isAll || this.#databases.has(database)) && !isOwnDatabase(database);
	}

	/** A statement whose database is unknown counts: seeing none of those that a service prepares as it loads would look like an idle database. */
	includes(state: StatementState): boolean {
		if (state.generation !== this.generation) {
			state.generation = this.generation;
			state.isObserved = !state.isOwn && (state.database === undefined || this.has(state.database));
		}
		return state.isObserved;
	}
}

function itself(host: object): object {
	return host;
}

/**
 * A private field on an object of somebody else's (the constructor of the class above returns that object as `this`): nobody sees it, it goes
 * when the object goes, and reading it costs 6 ns. (A WeakMap costs twice that, and 400 ns for each statement of a service that prepares
 * anew each time.)
 */
class Noted extends (itself as unknown as new (host: object) => object) {
	#value: unknown;

	static read(host: object): unknown {
		return typeof host === 'object' && #value in host ? host.#value : undefined;
	}

	static write(host: object, value: unknown): void {
		const noted = #value in host ? host : new Noted(host);
		noted.#value = value;
	}
}

/** What was noted on a statement or an iterator. Each kind of object carries notes of one kind only. */
export function noteOf<Note>(host: object): Note | undefined {
	// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- notes are private to the callers, each with its own kind of host
	return Noted.read(host) as Note | undefined;
}

export function note(host: object, value: unknown): void {
	Noted.write(host, value);
}
