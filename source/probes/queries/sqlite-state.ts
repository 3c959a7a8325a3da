import {isOwnDatabase} from '../../basics/own-database.ts';
import {longestText} from './cut-text.ts';
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

	/** As `keyOf` has it; a shape is reckoned once. */
	keyFor(values: number | undefined): string | number {
		return values === undefined || this.text.length > longestText ? (this.#shape ??= shapeOf(this.text)) : this.text;
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
