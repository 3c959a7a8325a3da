import {DatabaseSync} from 'node:sqlite';
import path from 'node:path';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import {queriesAgent} from '../../../source/agents/queries/agent.ts';
import type {LiveQueries} from '../../../source/agents/queries/live.ts';
import {newIssue} from '../../../source/agents/queries/issue.ts';
import {QueriesOptions} from '../../../source/agents/queries/options.ts';
import {openStore} from '../../../source/store/open-store.ts';
import {ManualClock} from '../../support/manual-clock.ts';
import {temporaryFolder} from '../../support/temporary-folder.ts';
import {anOccurrence, aTrace} from './an-occurrence.ts';

const clock = new ManualClock();
const issue = newIssue(anOccurrence(), aTrace(), clock.now());

function live(change: Partial<LiveQueries> = {}): LiveQueries {
	return {
		seen: () => ({queries: 40, outside: 3, watched: ['pg'], since: clock.now()}),
		caughtUp: () => Promise.resolve(),
		quiet: () => [],
		issues: () => [issue],
		resolved: () => [],
		busiest: () => [],
		...change,
	};
}

async function run(options: object, queries: LiveQueries | undefined, store = openStore({clock}), at = clock) {
	return queriesAgent.run({
		options: QueriesOptions.parse(options),
		store,
		clock: at,
		signal: AbortSignal.timeout(10_000),
		progress: () => undefined,
		service: {origin: () => undefined, routes: () => [], project: process.cwd(), ...(queries !== undefined && {queries})},
	});
}

describe('a run that saw nothing is no evidence of health', () => {
	test('where nothing is measured', async () => {
		expect(await run({}, undefined)).toEqual({
			examined: {count: 0, what: 'queries'},
			findings: [],
			summary: '0 queries seen: nothing of this process is measured',
		});
	});

	test('where no driver is observed, and says how to', async () => {
		const {examined, summary} = await run({}, live({seen: () => ({queries: 0, outside: 0, watched: [], since: clock.now()})}));
		expect(examined.count).toBe(0);
		expect(summary).toContain('esa.observe(pool)');
	});

	test('where a driver is watched and sends nothing', async () => {
		const {summary} = await run({}, live({seen: () => ({queries: 0, outside: 0, watched: ['pg'], since: clock.now()})}));
		expect(summary).toContain('pg sent none in 24 h');
	});
});

test('a run over hundreds of issues lets the service work in between, and keeps their order', async () => {
	const issues = Array.from({length: 500}, (_, at) => newIssue(anOccurrence({name: `GET /${at}`}), aTrace(), clock.now()));
	let turns = 0;
	let isOver = false;
	const service = (async () => {
		while (!isOver) {
			await nextTurn();
			turns++;
		}
	})();
	const {findings} = await run({}, live({issues: () => issues}));
	isOver = true;
	await service;
	expect(findings.map(({id}) => id)).toEqual(issues.map(({id}) => id));
	expect(turns).toBeGreaterThan(1);
});

test('a run tells what it examined, found and could not tie to a request', async () => {
	const {examined, findings, summary} = await run({}, live());
	expect(examined).toEqual({count: 40, what: 'queries'});
	expect(findings.map(({id}) => id)).toEqual([issue.id]);
	expect(summary).toBe('40 queries in 24 h, 1 finding; since the start 3 of 40 outside any request or esa.run()');
});

test('a loop that is quick so far is no finding, and its place is in the run all the same', async () => {
	const quiet = newIssue(anOccurrence({name: 'GET /quick'}), aTrace(), clock.now(), false);
	const {findings, summary} = await run({}, live({issues: () => [], quiet: () => [quiet]}));
	expect(findings).toEqual([]);
	expect(summary).toContain('1 loop under 50 ms, which a database further away would make longer: 10 × SELECT items in GET /quick');
	const ignoring = await run({ignore: [{path: 'source/', reason: 'known'}]}, live({issues: () => [], quiet: () => [quiet]}));
	expect(ignoring.summary).not.toContain('under 50 ms');
});

test('queries of this process are counted once, those of the process before it too', async () => {
	const since = 1_000_032_000;
	const store = openStore({clock: new ManualClock(since)});
	const sample = (t: number, n: number) => ({series: 'db.latency', t, n, sum: n, min: 1, max: 1});
	// The bucket of 30 s in which it started holds its first queries.
	store.append([sample(since - 60_000, 7), sample(since + 100, 40)]);
	const {examined} = await run(
		{},
		live({seen: () => ({queries: 40, outside: 0, watched: ['pg'], since})}),
		store,
		new ManualClock(since + 200),
	);
	expect(examined.count).toBe(47);
});

describe('an issue is ignored', () => {
	test.each([
		['by its id', {id: issue.id}],
		['by a part of its pattern', {pattern: 'FROM items'}],
		['by the path of its file', {path: 'source/'}],
	])('%s, and counted', async (_, rule) => {
		const {findings, summary} = await run({ignore: [{...rule, reason: 'known'}]}, live());
		expect(findings).toEqual([]);
		expect(summary).toContain('1 ignored');
	});

	test('until the last day that was given, and then not any more, which is told', async () => {
		const day = new Date(clock.now()).toISOString().slice(0, 10);
		expect((await run({ignore: [{path: 'source/', reason: 'known', until: day}]}, live())).findings).toEqual([]);
		const {findings, summary} = await run({ignore: [{path: 'source/', reason: 'the old list', until: '2020-01-01'}]}, live());
		expect(findings).toHaveLength(1);
		expect(summary).toContain('no longer ignored: the old list (until 2020-01-01)');
	});

	test('only where all that a rule names holds', async () => {
		const {findings} = await run({ignore: [{path: 'source/', pattern: 'FROM other', reason: 'known'}]}, live());
		expect(findings).toHaveLength(1);
	});
});

test('a rule to ignore needs something to go by and a reason', () => {
	expect(QueriesOptions.safeParse({ignore: [{reason: 'x'}]}).success).toBe(false);
	expect(QueriesOptions.safeParse({ignore: [{path: 'a'}]}).success).toBe(false);
});

describe('indexes, where the options name a database', () => {
	function openOrders(): {file: string; database: DatabaseSync} {
		const file = path.join(temporaryFolder(), 'orders.db');
		const database = new DatabaseSync(file);
		database.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, user INTEGER)');
		database.exec(
			'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO orders SELECT i, i % 700 FROM n',
		);
		return {file, database};
	}
	const busy = live({
		issues: () => [],
		busiest: () => [{pattern: 'SELECT * FROM orders WHERE user = ?', system: 'sqlite', count: 9, totalMs: 12}],
	});

	test('are advised, and the advice is gone with the next run after one was made', async () => {
		const {file, database} = openOrders();
		const store = openStore({clock});
		const options = {indexes: {sqliteFile: file}};
		const first = await run(options, busy, store);
		expect(first.findings.map(({rule, title}) => `${rule}: ${title}`)).toEqual([
			'missing-index: No index of orders begins with user: queries read all of its rows',
		]);
		expect(first.summary).toContain('1 pattern explained');
		expect((await run(options, busy, store)).findings).toHaveLength(1);
		database.exec('CREATE INDEX by_user ON orders (user)');
		expect((await run(options, busy, store)).findings).toEqual([]);
		database.close();
	});

	test('a pattern without a finding is explained once a day', async () => {
		const {file, database} = openOrders();
		database.exec('CREATE INDEX by_user ON orders (user)');
		database.close();
		const store = openStore({clock});
		const options = {indexes: {sqliteFile: file}};
		expect((await run(options, busy, store)).summary).toContain('1 pattern explained');
		expect((await run(options, busy, store)).summary).toContain('0 patterns explained');
		clock.advance(86_400_000);
		expect((await run(options, busy, store)).summary).toContain('1 pattern explained');
	});

	test('a database that cannot be asked is told of, and the rest of the run stands', async () => {
		const {findings, summary} = await run({indexes: {sqliteFile: '/nowhere/shop.db'}}, live());
		expect(findings).toHaveLength(1);
		expect(summary).toContain('/nowhere/shop.db cannot be read as a SQLite database');
		expect((await run({indexes: {postgresUrlFrom: 'ESA_TEST_NOT_SET'}}, live())).summary).toContain('indexes: ESA_TEST_NOT_SET is not set');
	});
});
