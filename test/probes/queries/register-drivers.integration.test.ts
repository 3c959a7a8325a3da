import {execFile} from 'node:child_process';
import {symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {hasPostgres, type PostgresServer, startPostgres} from '../../support/postgres.ts';
import {temporaryFolder} from '../../support/temporary-folder.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Told by the program when it ends. */
interface Told {
	drivers: {name: string; unseen?: string}[];
	texts: string[];
	loaded: string[];
	errors: number;
}

const probe = `
import {instrumentDrivers} from '${root}/source/probes/queries/register-drivers.ts';
import {queryFeed} from '${root}/source/probes/queries/query-feed.ts';
const told = {drivers: [], texts: [], loaded: [], errors: 0};
instrumentDrivers((driver) => told.drivers.push(driver));
queryFeed.add({ended: ({text}) => told.texts.push(text), closed: () => undefined});
process.on('exit', () => {
	told.errors = queryFeed.errors;
	told.loaded = process.moduleLoadList.filter((name) => name.includes('sqlite'));
	console.log(JSON.stringify(told));
});
`;

/** Runs a program as a service would run with the drivers registered before it. */
async function run(file: string, program: string): Promise<Told> {
	const folder = temporaryFolder();
	symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
	writeFileSync(path.join(folder, 'probe.mjs'), probe);
	writeFileSync(path.join(folder, file), program);
	const {stdout} = await promisify(execFile)(process.execPath, ['--import', './probe.mjs', file], {cwd: folder, timeout: 20_000});
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Told;
}

const sqlite = `
const statement = new Database(':memory:').prepare('select 3');
statement.get();
new DatabaseSync(':memory:').prepare('select 4').get();
`;

describe.runIf(hasPostgres)('drivers that a service loads', () => {
	let server: PostgresServer;
	let queries: string;

	beforeAll(async () => {
		server = await startPostgres();
		queries = `
			const pool = new Pool({connectionString: '${server.connectionString}'});
			await pool.query('select 1');
			await pool.end();
			const client = new pg.Client('${server.connectionString}');
			await client.connect();
			await client.query('select 2');
			await client.end();
			const sql = postgres('${server.connectionString}');
			await sql.unsafe('select $1 as five', ['a']);
			await sql.end();
			${sqlite}
		`;
	});

	afterAll(() => server.stop());

	const everything = {texts: ['select 1', 'select 2', 'select $1 as five', 'select 3', 'select 4'], errors: 0};

	test('are seen by default and by named import', async () => {
		const imports = `
			import pg, {Pool} from 'pg';
			import postgres from 'postgres';
			import Database from 'better-sqlite3';
			import {DatabaseSync} from 'node:sqlite';
		`;
		const told = await run('app.mjs', imports + queries);
		expect(told).toMatchObject(everything);
		expect(told.drivers.map(({name}) => name).toSorted()).toEqual(['better-sqlite3', 'node:sqlite', 'pg', 'postgres.js']);
	});

	test('are seen by require', async () => {
		const required = `
			const pg = require('pg');
			const {Pool} = pg;
			const postgres = require('postgres');
			const Database = require('better-sqlite3');
			const {DatabaseSync} = require('node:sqlite');
		`;
		expect(await run('app.cjs', `${required} (async () => {${queries}})();`)).toMatchObject(everything);
	});

	test('are seen when they are imported late', async () => {
		const imports = `
			const {default: pg, Pool} = await import('pg');
			const {default: postgres} = await import('postgres');
			const {default: Database} = await import('better-sqlite3');
			const {DatabaseSync} = await import('node:sqlite');
		`;
		expect(await run('app.mjs', imports + queries)).toMatchObject(everything);
	});

	test('are seen where they were required before', async () => {
		const early = `require('pg'); process.nextTick(() => undefined);`;
		const folder = temporaryFolder();
		symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
		writeFileSync(path.join(folder, 'early.cjs'), early);
		writeFileSync(path.join(folder, 'probe.mjs'), probe);
		writeFileSync(
			path.join(folder, 'app.cjs'),
			`const pool = new (require('pg').Pool)({connectionString: '${server.connectionString}'}); pool.query('select 1').then(() => pool.end());`,
		);
		const args = ['--require', './early.cjs', '--import', './probe.mjs', 'app.cjs'];
		const {stdout} = await promisify(execFile)(process.execPath, args, {cwd: folder, timeout: 20_000});
		expect(JSON.parse(stdout) as Told).toMatchObject({texts: ['select 1'], errors: 0});
	});
});

test('no driver is loaded that the service does not load', async () => {
	expect(await run('app.cjs', 'require("node:http");')).toEqual({drivers: [], texts: [], loaded: [], errors: 0});
});

test('a driver says what the service throws at it, as without us', async () => {
	const told = await run(
		'app.mjs',
		`import Database from 'better-sqlite3'; try { new Database(':memory:').prepare('nonsense'); } catch {}`,
	);
	expect(told).toMatchObject({texts: [], errors: 0});
});
