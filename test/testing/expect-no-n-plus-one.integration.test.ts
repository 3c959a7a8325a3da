import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {DatabaseSync} from 'node:sqlite';
import pg from 'pg';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {expectNoNPlusOne, NPlusOneError} from '../../source/testing/expect-no-n-plus-one.ts';
import {hasPostgres, startPostgres, type PostgresServer} from '../support/postgres.ts';

const database = new DatabaseSync(':memory:');
database.exec('CREATE TABLE orders (id integer PRIMARY KEY); CREATE TABLE items (id integer PRIMARY KEY, order_id int)');
for (let id = 1; id <= 8; id++) database.exec(`INSERT INTO orders VALUES (${id}); INSERT INTO items (order_id) VALUES (${id})`);
afterAll(() => database.close());

const databases = [database];

function readItems(orders: number): number {
	const items = database.prepare('SELECT * FROM items WHERE order_id = ?');
	let count = 0;
	for (let order = 1; order <= orders; order++) count += items.all(order).length;
	return count;
}

async function failureOf(work: () => unknown, options = {}): Promise<NPlusOneError> {
	const failure = await expectNoNPlusOne(work, {databases, ...options}).catch((error: unknown) => error);
	expect(failure).toBeInstanceOf(NPlusOneError);
	return failure as NPlusOneError;
}

test('a loop over the database fails with its pattern, its place, and what to write instead', async () => {
	const {message, occurrences, code} = await failureOf(() => readItems(8));
	expect(code).toBe('n-plus-one');
	expect(occurrences).toHaveLength(1);
	expect(occurrences[0]).toMatchObject({
		kind: 'n-plus-one',
		count: 8,
		distinctValues: 8,
		pattern: 'SELECT * FROM items WHERE order_id = ?',
	});
	expect(message).toContain('8 queries where one would do.');
	expect(message).toContain('N+1: 8 × SELECT * FROM items WHERE order_id = ?');
	expect(message).toMatch(/at test\/testing\/expect-no-n-plus-one\.integration\.test\.ts:20 readItems/);
	expect(message).toContain('Ask items once with `WHERE order_id IN (SELECT value FROM json_each(?))` instead of 8 times.');
});

test('rows written one by one and one question asked again and again fail as well', async () => {
	const write = await failureOf(() => {
		const insert = database.prepare('INSERT INTO items (order_id) VALUES (?)');
		for (let order = 0; order < 6; order++) insert.run(100 + order);
	});
	expect(write.occurrences[0]).toMatchObject({kind: 'write-loop', count: 6});
	const again = await failureOf(() => {
		for (let turn = 0; turn < 6; turn++) database.prepare('SELECT * FROM orders WHERE id = ?').get(1);
	});
	expect(again.occurrences[0]).toMatchObject({kind: 'repeated-identical', count: 6, distinctValues: 1});
});

test('what is read at once passes, and its result comes back', async () => {
	const count = () => database.prepare('SELECT count(*) AS n FROM items WHERE order_id IN (1, 2, 3)').get()!['n'];
	expect(await expectNoNPlusOne(count, {databases})).toBe(3);
	expect(await expectNoNPlusOne(async () => count(), {databases})).toBe(3);
});

test('a few are no loop, and how many are few can be said', async () => {
	expect(await expectNoNPlusOne(() => readItems(4), {databases})).toBe(4);
	expect(await expectNoNPlusOne(() => readItems(8), {databases, repeats: 9})).toBe(8);
	expect((await failureOf(() => readItems(3), {repeats: 3})).occurrences[0]).toMatchObject({count: 3});
});

test('what may repeat can be said', async () => {
	expect(await expectNoNPlusOne(() => readItems(8), {databases, ignore: ['FROM items']})).toBe(8);
	expect(await expectNoNPlusOne(() => readItems(8), {databases, ignore: [/readItems$/g]})).toBe(8);
	await failureOf(() => readItems(8), {ignore: ['FROM orders']});
});

test('an error of the work is the error of the test', async () => {
	const error = new Error('of the service');
	const failing = () => {
		readItems(8);
		throw error;
	};
	await expect(expectNoNPlusOne(failing, {databases})).rejects.toBe(error);
	await expect(expectNoNPlusOne(async () => failing(), {databases})).rejects.toBe(error);
});

test('a test that sees no query fails, unless that is meant', async () => {
	await expect(expectNoNPlusOne(() => 1, {databases})).rejects.toMatchObject({
		code: 'no-queries',
		message: expect.stringContaining('allowNone: true'),
	});
	expect(await expectNoNPlusOne(() => 1, {databases, allowNone: true})).toBe(1);
	await expect(expectNoNPlusOne(() => 1, {databases: [{query() {}}]})).rejects.toMatchObject({code: 'unobservable'});
});

test('several at once are told apart', async () => {
	const step = () => new Promise((resolve) => setTimeout(resolve, 1));
	const items = database.prepare('SELECT * FROM items WHERE order_id = ?');
	const reading = async (count: number) => {
		for (let order = 1; order <= count; order++) {
			items.all(order);
			await step();
		}
		return count;
	};
	const ended = await Promise.allSettled([4, 8, 3].map((count) => expectNoNPlusOne(() => reading(count), {databases})));
	expect(ended.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
	expect(ended[1]).toMatchObject({reason: {occurrences: [{count: 8}]}});
});

test('one within another is a part of it', async () => {
	const {occurrences} = await failureOf(async () => {
		for (let order = 1; order <= 6; order++) {
			await expectNoNPlusOne(() => database.prepare('SELECT * FROM items WHERE order_id = ?').all(order), {databases});
		}
	});
	expect(occurrences).toMatchObject([{kind: 'n-plus-one', count: 6}]);
});

describe('with a server that was there before', () => {
	let server: Server;
	let origin: string;
	beforeAll(async () => {
		server = createServer((request, response) => {
			const orders = Number(request.url!.slice(1));
			setTimeout(() => response.end(String(readItems(orders))), 1);
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => new Promise((resolve) => server.close(resolve)));

	const ask = async (orders: number) => (await fetch(`${origin}/${orders}`, {headers: {connection: 'close'}})).text();

	test('a request that loops fails', async () => {
		expect((await failureOf(() => ask(7))).occurrences).toMatchObject([{kind: 'n-plus-one', count: 7}]);
	});

	test('many requests with a query each are no loop', async () => {
		const answers = await expectNoNPlusOne(() => Promise.all(Array.from({length: 9}, () => ask(1))), {databases});
		expect(answers).toEqual(Array(9).fill('1'));
	});
});

describe.runIf(hasPostgres)('with a pool of pg', () => {
	let server: PostgresServer;
	let pool: pg.Pool;
	const closed: Promise<unknown>[] = [];
	beforeAll(async () => {
		server = await startPostgres();
		pool = new pg.Pool({connectionString: server.connectionString, max: 2});
		// `pool.end()` does not wait for the sockets: the server's end would be an error to them.
		pool.on('connect', (client) => closed.push(once(client, 'end')));
	});
	afterAll(async () => {
		await pool?.end();
		await Promise.all(closed);
		await server?.stop();
	});

	test('a loop side by side fails, too', async () => {
		const load = (id: number) => pool.query('SELECT oid FROM pg_class WHERE oid = $1', [id]);
		await pool.query('CREATE TABLE orders (id int)');
		const each = (id: number) => pool.query('SELECT * FROM orders WHERE id = $1', [id]);
		const {occurrences, message} = await failureOf(() => Promise.all([1, 2, 3, 4, 5, 6].map(each)), {databases: [pool]});
		expect(occurrences).toMatchObject([{kind: 'n-plus-one', count: 6, system: 'postgresql'}]);
		expect(message).toContain('WHERE id = ANY($1)');
		expect((await expectNoNPlusOne(() => load(1), {databases: [pool]})).rowCount).toBe(0);
	});
});

test.each([Promise.resolve(1), undefined, 'work'])('what is no function is refused in one sentence: %s', async (work) => {
	await expect(expectNoNPlusOne(work as never, {databases})).rejects.toMatchObject({
		code: 'usage',
		message: 'expectNoNPlusOne() takes a function that it can run, as in expectNoNPlusOne(() => listOrders()), not its promise.',
	});
});
