import type {DatabaseSync} from 'node:sqlite';
import {EsaError} from '../basics/esa-error.ts';

/** "ESAH" in SQLite's header: another program's database is never taken for an empty one of ours. */
const applicationId = 0x45_53_41_48;

/**
 * Makes sure that a file is ours before anything else is written to it, and marks an empty one. Store and job queue share a file, each with tables
 * and a version of its own. Throws an EsaError `store-corrupt` for another program's database; throws SQLite's error where it cannot be written.
 */
export function claimFile(database: DatabaseSync, file: string): void {
	if (isOurs(database)) return;
	database.exec('BEGIN IMMEDIATE');
	try {
		// Looked at again with the lock: another process may just have made it ours.
		if (!isOurs(database)) {
			if (!isEmpty(database)) throw foreign(file);
			database.exec(`PRAGMA application_id = ${applicationId}`);
		}
		database.exec('COMMIT');
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}

function isOurs(database: DatabaseSync): boolean {
	return Number(database.prepare('PRAGMA application_id').get()?.['application_id']) === applicationId;
}

function isEmpty(database: DatabaseSync): boolean {
	return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function foreign(file: string): EsaError {
	return new EsaError('store-corrupt', `${file} is another program’s database. It was left as it is: name another file.`);
}
