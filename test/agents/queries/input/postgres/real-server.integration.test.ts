import {chmodSync} from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import {expect, test} from 'vitest';
import {openInput} from '../../../../../source/agents/queries/input/open-input.ts';
import {analyseLog, type OfflineResult} from '../../../../../source/agents/queries/offline.ts';
import {QueriesOptions} from '../../../../../source/agents/queries/options.ts';
import {fingerprint} from '../../../../../source/sql/fingerprint.ts';
import {hasPostgres, startPostgres} from '../../../../support/postgres.ts';
import {temporaryFolder} from '../../../../support/temporary-folder.ts';

/** Runs a service's work on a server that logs in all its formats, and answers with the folder of the logs. */
async function logOf(settings: readonly string[], work: (client: pg.Client) => Promise<void>): Promise<string> {
	const folder = temporaryFolder();
	chmodSync(folder, 0o777);
	const collected = [
		'logging_collector=on',
		'log_destination=stderr,csvlog,jsonlog',
		`log_directory=${folder}`,
		'log_filename=pg.log',
		'log_file_mode=0644',
	];
	const server = await startPostgres([...collected, ...settings]);
	try {
		const client = new pg.Client({connectionString: server.connectionString});
		await client.connect();
		await work(client);
		await client.end();
	} finally {
		await server.stop();
	}
	return folder;
}

async function analyse(folder: string, name: string): Promise<OfflineResult> {
	const options = QueriesOptions.parse({minTotalMs: 0});
	return await analyseLog(await openInput(path.join(folder, name)), {options, now: 0});
}

async function shop(client: pg.Client): Promise<void> {
	await client.query('CREATE TABLE users (id int PRIMARY KEY, name text)');
	await client.query('CREATE TABLE orders (id int, user_id int)');
	await client.query('BEGIN');
	for (let id = 0; id < 12; id++)
		await client.query("INSERT INTO users\n(id, name)\n\nVALUES ($1, $2) -- it's new", [id, `it's "canary" ${id}\n\t$3 = ', x`]);
	await client.query('COMMIT');
	await client.query('BEGIN');
	await client.query('SELECT id, user_id FROM orders');
	for (let id = 0; id < 10; id++) await client.query({name: 'by id', text: 'SELECT name FROM users WHERE id = $1', values: [id]});
	await client.query('COMMIT');
	const comment = "/*route='%2Forders',traceparent='00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'*/";
	for (let id = 0; id < 8; id++) await client.query(`SELECT id FROM orders WHERE user_id = ${id} ${comment}`);
	await client.query('SELECT nothing FROM users WHERE id = $1', ['canary']).catch(() => undefined);
}

const found = [
	{kind: 'write-loop', count: 12, distinctValues: 12, pattern: fingerprint('INSERT INTO users (id, name) VALUES ($1, $2)')},
	{kind: 'n-plus-one', count: 10, distinctValues: 10, pattern: 'SELECT name FROM users WHERE id = ?'},
	{kind: 'n-plus-one', count: 8, distinctValues: 8, pattern: 'SELECT id FROM orders WHERE user_id = ?'},
];

const byCount = ({occurrences}: OfflineResult) =>
	occurrences
		.toSorted((a, b) => b.count - a.count)
		.map(({kind, count, distinctValues, pattern}) => ({kind, count, distinctValues, pattern}));

test.skipIf(!hasPostgres)('stderr, csvlog and jsonlog of a real server tell the same', async () => {
	const folder = await logOf(['log_min_duration_statement=0', 'log_line_prefix=%m [%p] %q%u@%d '], shop);
	for (const name of ['pg.log', 'pg.csv', 'pg.json']) {
		const result = await analyse(folder, name);
		expect({name, found: byCount(result)}).toEqual({name, found});
		expect(result.examined.queries).toBe(38);
		expect(result.occurrences.find(({count}) => count === 8)).toMatchObject({traceId: '0af7651916cd43dd8448eb211c80319c', name: '/orders'});
		expect(result.warnings).toEqual([expect.stringMatching(/^26 of 34 queries name no request: of those a transaction/)]);
		expect(JSON.stringify(result)).not.toContain('canary');
	}
});

test.skipIf(!hasPostgres)('statements that are logged apart from their durations are found as well', async () => {
	const folder = await logOf(['log_statement=all', 'log_duration=on', 'log_line_prefix=%t [%p]: user=%u,db=%d,app=%a,client=%h '], shop);
	for (const name of ['pg.log', 'pg.csv', 'pg.json']) expect({name, found: byCount(await analyse(folder, name))}).toEqual({name, found});
	expect((await analyse(folder, 'pg.log')).warnings).toContainEqual(expect.stringMatching(/^log_line_prefix has times of whole seconds/));
});
