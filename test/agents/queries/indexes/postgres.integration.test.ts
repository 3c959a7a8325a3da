import pg from 'pg';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {adviseIndexes} from '../../../../source/agents/queries/indexes/advise-indexes.ts';
import {plainly} from '../../../../source/agents/queries/indexes/propose.ts';
import type {Finding} from '../../../../source/protocol/findings.ts';
import {hasPostgres, startPostgres, type PostgresServer} from '../../../support/postgres.ts';
import {planted, type PlantedIndex} from './planted.ts';

let server: PostgresServer;

beforeAll(async () => {
	if (hasPostgres) server = await startPostgres(['log_statement=all']);
});
afterAll(async () => server?.stop());

describe.skipIf(!hasPostgres)('indexes that are missing in PostgreSQL', () => {
	test.each(planted)('$name', async (one) => {
		const url = await databaseOf(one, 'own');
		expect((await advise(one, url)).map(columnsOf)).toEqual(wanted(one));
	});

	test.each(planted.filter(({missing}) => missing !== null))('$name, tried with hypopg', async (one) => {
		const url = await databaseOf(one, 'hypo');
		const client = new pg.Client(url);
		await client.connect();
		const {rows} = await client.query(`SELECT 1 FROM pg_available_extensions WHERE name = 'hypopg'`);
		// Its package is one of its own; without it the advice rests on the statistics, which the test above looks at.
		if (rows.length > 0) await client.query('CREATE EXTENSION hypopg');
		await client.end();
		const [finding] = await advise(one, url);
		expect(columnsOf(finding!)).toEqual(wanted(one)[0]);
		if (rows.length > 0) expect(finding!.evidence.map(({label}) => label)).toContain('cost estimate');
	});

	test('nothing is sent but questions: EXPLAIN and reads of the catalog', async () => {
		const url = await databaseOf(planted[0]!, 'log');
		const from = server.log().length;
		await advise(planted[0]!, url);
		const sent = [
			...server
				.log()
				.slice(from)
				.matchAll(/LOG: {2}(?:statement|execute [^:]+): (.*)/gu),
		].map(([, text]) => text!.trim());
		expect(sent.length).toBeGreaterThan(2);
		for (const text of sent.filter((one) => one !== ''))
			expect(text).toMatch(/^(?:EXPLAIN \(FORMAT JSON, VERBOSE\) EXECUTE|SELECT .*pg_)/u);
	});

	test('a database that is not there is told of in one sentence, without the password', async () => {
		const nowhere = `postgres://someone:sesame@127.0.0.1:${server.port}/none`;
		const asked = adviseIndexes([], {postgresUrl: nowhere, project: process.cwd()}, AbortSignal.timeout(10_000));
		await expect(asked).rejects.toThrow(/PostgreSQL cannot be asked about indexes: (?!.*sesame)/u);
	});
});

async function databaseOf({name, schema}: PlantedIndex, kind: string): Promise<string> {
	const database = `${kind}_${name.replaceAll(/\W+/gu, '_')}`.toLowerCase();
	const admin = new pg.Client(server.connectionString);
	await admin.connect();
	await admin.query(`CREATE DATABASE ${database}`);
	await admin.end();
	const url = new URL(server.connectionString);
	url.pathname = `/${database}`;
	const client = new pg.Client(url.href);
	await client.connect();
	for (const statement of schema) await client.query(statement);
	await client.query('ANALYZE');
	await client.end();
	return url.href;
}

async function advise({pattern}: PlantedIndex, postgresUrl: string) {
	const busy = {pattern, system: 'postgresql' as const, count: 10, totalMs: 5};
	const {findings} = await adviseIndexes([busy], {postgresUrl, project: process.cwd()}, AbortSignal.timeout(20_000));
	return findings;
}

function columnsOf({evidence}: Finding): string[] {
	const [, table, columns] = /^CREATE INDEX CONCURRENTLY ON public\.(\S+) \((.*)\);$/u.exec(evidence[0]!.detail!)!;
	return [table!, ...columns!.split(', ').map(plainly)];
}

function wanted({missing}: PlantedIndex): string[][] {
	return missing === null ? [] : [[missing.table, ...missing.columns.map(plainly)]];
}
