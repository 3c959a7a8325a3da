/**
 * Marks a SQLite database of the monitor itself, and each statement it prepares, so that the query probe can leave them out of the service's
 * numbers. A registered symbol, since a service may load the package twice (once through `--import`, once through its own import).
 */
export const ownDatabase: unique symbol = Symbol.for('esa-health.own-database');

/** Marks a database right after it was opened: statements prepared before are not known as ours. */
export function markOwnDatabase<Database extends {prepare(sql: string): object}>(database: Database): Database {
	const prepare = database.prepare.bind(database);
	mark(database);
	Object.defineProperty(database, 'prepare', {value: (sql: string) => mark(prepare(sql)), configurable: true, writable: true});
	return database;
}

/** True for a database or statement of the monitor's own. */
export function isOwnDatabase(thing: object): boolean {
	return ownDatabase in thing;
}

function mark<Target extends object>(target: Target): Target {
	return Object.defineProperty(target, ownDatabase, {value: true});
}
