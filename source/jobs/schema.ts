import type {DatabaseSync} from 'node:sqlite';
import {EsaError} from '../basics/esa-error.ts';
import {claimFile} from '../store/own-file.ts';

/** Raised by every change of the tables below; a file with a higher number was written by a newer release and is left alone. */
export const schemaVersion = 1;

/** All tables, in an order in which they can be copied. */
export const tables = ['jobs', 'attempts', 'found', 'requests', 'schedules', 'slots', 'counters'] as const;

const waiting = `state IN ('scheduled', 'available', 'retryable')`;

const statements = `
CREATE TABLE jobs (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	agent TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('scheduled', 'available', 'running', 'retryable', 'completed', 'failed', 'cancelled')),
	priority INTEGER NOT NULL,
	requested_by TEXT NOT NULL,
	input TEXT NOT NULL,
	dedupe_key TEXT,
	attempt INTEGER NOT NULL DEFAULT 0,
	max_attempts INTEGER NOT NULL,
	timeout_ms INTEGER NOT NULL,
	created_at INTEGER NOT NULL,
	run_at INTEGER NOT NULL,
	wait_ms INTEGER,
	started_at INTEGER,
	finished_at INTEGER,
	token INTEGER,
	worker TEXT,
	lease_ms INTEGER,
	lease_until INTEGER,
	cancel_requested INTEGER NOT NULL DEFAULT 0,
	progress TEXT,
	examined TEXT,
	critical INTEGER NOT NULL DEFAULT 0,
	warning INTEGER NOT NULL DEFAULT 0,
	info INTEGER NOT NULL DEFAULT 0,
	summary TEXT,
	error TEXT
) STRICT;
CREATE UNIQUE INDEX jobs_open_key ON jobs (dedupe_key) WHERE dedupe_key IS NOT NULL AND state IN ('scheduled', 'available', 'running', 'retryable');
CREATE INDEX jobs_waiting ON jobs (priority, run_at, seq) WHERE ${waiting};
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_by_agent ON jobs (agent, seq);
CREATE INDEX jobs_by_state ON jobs (state, seq);
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE attempts (
	job INTEGER NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,
	attempt INTEGER NOT NULL,
	worker TEXT NOT NULL,
	started_at INTEGER NOT NULL,
	finished_at INTEGER,
	outcome TEXT NOT NULL CHECK (outcome IN ('running', 'completed', 'failed', 'cancelled', 'timed-out', 'lost')),
	error TEXT,
	PRIMARY KEY (job, attempt)
) STRICT, WITHOUT ROWID;
CREATE TABLE found (job INTEGER PRIMARY KEY REFERENCES jobs (seq) ON DELETE CASCADE, findings TEXT NOT NULL) STRICT;
CREATE TABLE requests (
	agent TEXT NOT NULL,
	key TEXT NOT NULL,
	job INTEGER NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,
	at INTEGER NOT NULL,
	PRIMARY KEY (agent, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_by_job ON requests (job);
CREATE TABLE schedules (
	agent TEXT PRIMARY KEY,
	cron TEXT NOT NULL,
	time_zone TEXT NOT NULL,
	enabled INTEGER NOT NULL,
	next_at INTEGER,
	last_slot INTEGER,
	priority INTEGER NOT NULL,
	max_attempts INTEGER NOT NULL,
	timeout_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE slots (agent TEXT NOT NULL, slot INTEGER NOT NULL, PRIMARY KEY (agent, slot)) STRICT, WITHOUT ROWID;
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES ('token', 0);
CREATE TABLE jobs_version (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT;
INSERT INTO jobs_version VALUES (1, ${schemaVersion});
`;

/**
 * Makes the queue's tables in a file of ours that has none, and accepts those of this version. Throws EsaError `store-newer` for newer ones and
 * `store-corrupt` for a file that is damaged or belongs to another program; nothing is written to either.
 */
export function prepareSchema(database: DatabaseSync, file: string): void {
	claimFile(database, file);
	if (versionOf(database) > 0) return checkTables(database, file);
	// Two processes may open a new file at the same moment: the second one finds the tables made once it has the lock.
	database.exec('BEGIN IMMEDIATE');
	try {
		if (versionOf(database) === 0) database.exec(statements);
		database.exec('COMMIT');
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}

function checkTables(database: DatabaseSync, file: string): void {
	const version = versionOf(database);
	if (version <= schemaVersion) return checkPages(database, file);
	throw new EsaError(
		'store-newer',
		`${file} was written by a newer esa-health (jobs format ${version}, this one reads ${schemaVersion}). Update esa-health, or name another file.`,
	);
}

/** 0: no tables yet. A table of its own and not `user_version`, since the store lives in the same file with steps of its own. */
function versionOf(database: DatabaseSync): number {
	const known = database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'jobs_version'`).get();
	return known === undefined ? 0 : Number(database.prepare('SELECT version FROM jobs_version').get()?.['version']);
}

/** A torn page must not surface in the middle of a run: looked for once, at start (about 10 ms per 10 MB). */
function checkPages(database: DatabaseSync, file: string): void {
	const verdict = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
	if (verdict !== 'ok') throw corrupt(file, String(verdict));
}

/** The error for a file that is no readable database. */
export function corrupt(file: string, why: string, cause?: unknown): EsaError {
	return new EsaError(
		'store-corrupt',
		`The jobs database ${file} cannot be read (${why.slice(0, 160)}). It was left as it is: move it away, or name another file.`,
		{cause},
	);
}
