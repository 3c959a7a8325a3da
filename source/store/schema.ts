import type {DatabaseSync} from 'node:sqlite';
import {EsaError} from '../basics/esa-error.ts';

/** Each step brings a file one version further. Steps are only ever added at the end: files in the field have run the others. */
const steps = [
	`
	CREATE TABLE series (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
	${sampleTables('samples_30s')}
	${sampleTables('samples_5m')}
	${sampleTables('samples_1h')}
	CREATE TABLE findings (
		agent TEXT NOT NULL, id TEXT NOT NULL, severity TEXT NOT NULL,
		first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, resolved_at INTEGER, body TEXT NOT NULL,
		PRIMARY KEY (agent, id)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE recorded_runs (agent TEXT PRIMARY KEY, fence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
	CREATE TABLE kept_values (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
	`,
];

/**
 * Brings the database to this program's version, alone in one transaction. The version is a row of a table of its own and not
 * `user_version`, so that the job queue can live in the same file with its own steps.
 * Throws an EsaError `store-newer` for a file of a newer program and leaves it untouched.
 */
export function migrate(database: DatabaseSync, file: string): void {
	if (versionOf(database) === steps.length) return;
	database.exec('BEGIN IMMEDIATE');
	try {
		// Read again inside the transaction: another process may have migrated meanwhile.
		const version = versionOf(database);
		if (version > steps.length) throw newer(file, version);
		for (const step of steps.slice(version)) database.exec(step);
		writeVersion(database, steps.length);
		database.exec('COMMIT');
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}

/**
 * Times count 30 s steps since the epoch: 4 bytes instead of 6 in each of half a million rows. Rows lie in blocks of time and there by series, so that
 * what is old goes as whole pages; histograms lie apart, because they go sooner.
 */
function sampleTables(name: string): string {
	return `
	CREATE TABLE ${name} (
		block INTEGER NOT NULL, series INTEGER NOT NULL, t INTEGER NOT NULL,
		n INTEGER NOT NULL, sum REAL NOT NULL, min REAL NOT NULL, max REAL NOT NULL,
		PRIMARY KEY (block, series, t)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE ${name}_histograms (
		block INTEGER NOT NULL, series INTEGER NOT NULL, t INTEGER NOT NULL, histogram BLOB NOT NULL,
		PRIMARY KEY (block, series, t)
	) STRICT, WITHOUT ROWID;`;
}

function versionOf(database: DatabaseSync): number {
	const known = database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'store_version'`).get();
	if (known === undefined) return 0;
	return Number(database.prepare('SELECT version FROM store_version').get()?.['version'] ?? 0);
}

function writeVersion(database: DatabaseSync, version: number): void {
	database.exec('CREATE TABLE IF NOT EXISTS store_version (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT');
	database.prepare('INSERT OR REPLACE INTO store_version (one, version) VALUES (1, ?)').run(version);
}

function newer(file: string, version: number): EsaError {
	return new EsaError(
		'store-newer',
		`Opening the store ${file} stopped: a newer esa-health wrote it (layout ${version}, this one knows ${steps.length}); update esa-health or name another file.`,
	);
}
