import {DatabaseSync, type SQLInputValue} from 'node:sqlite';
import mysql from 'mysql2/promise';
import pg from 'pg';
import type {DatabaseSystem} from '../../../../../source/protocol/query-trace.ts';
import {hasMariadb, startMariadb} from '../../../../support/mariadb.ts';
import {hasPostgres, startPostgres} from '../../../../support/postgres.ts';

export type Row = Record<string, unknown>;

/** One connection to a real database. */
export interface TestDatabase {
	run(sql: string, values?: readonly unknown[]): Promise<Row[]>;
	stop(): Promise<void>;
}

/** The databases that are installed here. */
export const databases: {system: DatabaseSystem; isHere: boolean; start: () => Promise<TestDatabase>}[] = [
	{system: 'sqlite', isHere: true, start: async () => sqlite()},
	{system: 'postgresql', isHere: hasPostgres, start: postgres},
	{system: 'mysql', isHere: hasMariadb, start: mariadb},
];

function sqlite(): TestDatabase {
	const database = new DatabaseSync(':memory:');
	return {
		run: async (sql, values) => (database.prepare(sql).all(...((values ?? []) as SQLInputValue[])) as Row[]).map((row) => ({...row})),
		stop: async () => database.close(),
	};
}

async function postgres(): Promise<TestDatabase> {
	const server = await startPostgres();
	const client = new pg.Client(server.connectionString);
	client.on('error', () => undefined);
	await client.connect();
	return {
		run: async (sql, values) => (await client.query(sql, values as unknown[])).rows,
		stop: async () => {
			await client.end();
			await server.stop();
		},
	};
}

async function mariadb(): Promise<TestDatabase> {
	const server = await startMariadb();
	const connection = await mysql.createConnection(server.connectionString);
	return {
		run: async (sql, values) => {
			const [rows] = await connection.query(sql, values as never[]);
			return Array.isArray(rows) ? (rows as Row[]) : [];
		},
		stop: async () => {
			await connection.end();
			await server.stop();
		},
	};
}
