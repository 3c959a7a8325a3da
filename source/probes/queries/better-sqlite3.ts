import {note, noteOf} from './notes.ts';
import {queryFeed} from './query-feed.ts';
import {
	hashGiven,
	type Method,
	replaceMethod,
	rowsOfAll,
	rowsOfGet,
	rowsOfRun,
	type Sender,
	timedCall,
	timedExec,
	timedIterate,
} from './sqlite-calls.ts';
import {ObservedDatabases, StatementState} from './sqlite-state.ts';
import {hashValues} from './value-hash.ts';

interface Statement {
	source: string;
	database: object;
}

interface Database {
	prepare(sql: string): object;
	exec(sql: string): unknown;
	pragma(sql: string): unknown;
	transaction(work: () => unknown): unknown;
}

type DatabaseClass = (new (file: string) => Database) & {prototype: Database};

const observed = new ObservedDatabases();
const patched = new WeakSet();

/** True for a database of better-sqlite3 and for the class it exports; and for packages that are made after it. */
export function isBetterSqlite3(target: unknown): target is Database | DatabaseClass {
	if (typeof target === 'function') return isDatabase(target.prototype);
	return isDatabase(target);
}

/** Of a database: that one; of the class: each. Its transactions and pragmas are statements as well, and are seen with them. */
export function instrumentBetterSqlite3(target: Database | DatabaseClass): void {
	if (typeof target === 'function') {
		patchDatabases(target.prototype);
		observed.addAll();
		return;
	}
	patchDatabases(target);
	observed.add(target);
	patchStatementsOf(target);
}

function isDatabase(target: unknown): target is Database {
	if (typeof target !== 'object' || target === null) return false;
	return ['prepare', 'exec', 'pragma', 'transaction', 'unsafeMode'].every((name) => typeof Reflect.get(target, name) === 'function');
}

/** The class's own prototype: `target` may be of a subclass, which has methods of its own. */
function patchDatabases(target: object): void {
	const prototype = prototypeWith(target, 'pragma');
	if (prototype === undefined || patched.has(prototype)) return;
	patched.add(prototype);
	replaceMethod(prototype, 'exec', (original) => timedExec(original, (database) => observed.has(database)));
	replaceMethod(prototype, 'prepare', finding);
}

function prototypeWith(target: object, name: string): object | undefined {
	let host: object | null = target;
	while (host !== null && !Object.hasOwn(host, name)) host = Object.getPrototypeOf(host) as object | null;
	return host ?? undefined;
}

/** The class of statements is not exported: the first statement shows it. Transactions and pragmas have theirs from inside, of the same class. */
function finding(original: Method): Method {
	return function (...values) {
		const statement: unknown = original.apply(this, values);
		try {
			patchStatements(statement);
		} catch (error) {
			queryFeed.failed(error);
		}
		return statement;
	};
}

/** Statements that were prepared before are of interest too: preparing one more shows their class, and reads nothing. */
function patchStatementsOf(database: Database): void {
	try {
		patchStatements(database.prepare('SELECT 1'));
	} catch {
		// It is closed, or busy with rows that are being read: the next statement that is prepared will show it.
	}
}

function patchStatements(statement: unknown): void {
	const prototype = prototypeWith(statement as object, 'run');
	if (prototype === undefined || patched.has(prototype)) return;
	patched.add(prototype);
	const sender: Sender = {stateOf, hashOf: hashGiven};
	replaceMethod(prototype, 'run', (original) => timedCall(original, sender, rowsOfRun));
	replaceMethod(prototype, 'get', (original) => timedCall(original, sender, rowsOfGet));
	replaceMethod(prototype, 'all', (original) => timedCall(original, sender, rowsOfAll));
	replaceMethod(prototype, 'iterate', (original) => timedIterate(original, sender));
	replaceMethod(prototype, 'bind', binding);
}

function stateOf(statement: object): StatementState | undefined {
	const state = noteOf<StatementState>(statement) ?? adopt(statement);
	return state !== undefined && observed.includes(state) ? state : undefined;
}

function adopt(statement: object): StatementState | undefined {
	const {source, database} = statement as Statement;
	if (typeof source !== 'string') return undefined;
	const state = new StatementState(source, database, false);
	note(statement, state);
	return state;
}

/** `bind` gives a statement its values for good. */
function binding(original: Method): Method {
	return function (...values) {
		const result: unknown = original.apply(this, values);
		try {
			const state = noteOf<StatementState>(this) ?? adopt(this);
			if (state !== undefined) state.bound = hashValues(values.length === 1 ? values[0] : values);
		} catch (error) {
			queryFeed.failed(error);
		}
		return result;
	};
}
