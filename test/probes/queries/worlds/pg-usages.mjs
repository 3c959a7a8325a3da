// Uses pg in every way a service may, and prints what it sees: run once as it is and once instrumented, both must print the same.
import {AsyncLocalStorage} from 'node:async_hooks';
import pg from 'pg';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';

const connectionString = process.argv[2];
const log = [];
const say = (...words) => log.push(words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word) ?? String(word))).join(' '));
const errorLine = (error) => `${error?.constructor?.name} ${error?.code ?? ''} ${error?.message} / ${String(error?.stack).split('\n')[0]}`;
process.on('unhandledRejection', (error) => say('unhandled rejection', errorLine(error)));
process.on('uncaughtException', (error) => say('uncaught exception', errorLine(error)));
process.on('warning', (warning) => say('warning', warning.name, warning.message));
const settled = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms));
const heard = (event) => new Promise((resolve) => process.once(event, () => resolve()));
const attempt = (name, work) => {
	try {
		return say(name, 'returned', typeof work());
	} catch (error) {
		say(name, 'threw', errorLine(error));
	}
};

const pool = new pg.Pool({connectionString, max: 2, idleTimeoutMillis: 0});
let removed = 0;
// When a connection is gone, its socket says: only how often is the same each time.
pool.on('remove', () => removed++);
for (const event of ['connect', 'acquire', 'release', 'error']) pool.on(event, (...args) => say('pool', event, args.length));

// What is returned, and in what order things happen.
{
	const promise = pool.query('select 1 as a');
	say('pool promise', promise.constructor === Promise, promise instanceof Promise, Object.keys(promise));
	const order = [];
	const done = promise.then((result) => order.push(['query', result.rows]));
	queueMicrotask(() => order.push('microtask'));
	process.nextTick(() => order.push('tick'));
	await done;
	say('order', order);
	const {rows, rowCount, command, fields} = await promise;
	say('result', rows, rowCount, command, fields.map(({name}) => name));
	await new Promise((resolve) => say('callback form returns', pool.query('select 2', resolve) === undefined));
}
// How many microtasks lie between the answer and the caller.
{
	const client = await pool.connect();
	const steps = [];
	let isOver = false;
	client.connection.once('readyForQuery', () => {
		const count = (left) => left > 0 && !isOver && queueMicrotask(() => (steps.push('m'), count(left - 1)));
		count(20);
	});
	await client.query('select 3');
	isOver = true;
	say('microtasks until the answer', steps.length);
	client.release();
}
// this, arguments and identity in callbacks.
await new Promise((resolve) => {
	pool.query('select 4 as a', [], function (...args) {
		say('pool callback', this === undefined, args.length, args[0], args[1]?.rows);
		resolve();
	});
});
await new Promise((resolve) => {
	pool.query('select nope', function (...args) {
		say('pool callback with error', this === undefined, args.length, errorLine(args[0]));
		resolve();
	});
});
await new Promise((resolve) => {
	pool.connect(function (...args) {
		const [error, client, release] = args;
		say('connect callback', this === undefined, args.length, error, client instanceof pg.Client, typeof release, client.release === release);
		const returned = client.query('select $1::int as a', [5], function (...given) {
			say('client callback', this?.constructor?.name, given.length, given[0], given[1]?.rows);
			client.query({text: 'select 6 as a', rowMode: 'array', callback: (failure, result) => {
				say('config callback', failure, result.rows);
				release();
				resolve();
			}});
		});
		say('client callback form returns', returned === undefined);
	});
});
// A config is left as it was.
{
	const config = Object.freeze({name: 'seven', text: 'select $1::int as seven', values: Object.freeze([7])});
	for (let time = 0; time < 2; time++) say('config', (await pool.query(config)).rows, Object.getOwnPropertyNames(config));
	const client = await pool.connect();
	const own = {text: 'select 8', callback: () => undefined};
	const {callback} = own;
	client.query(own);
	client.query(own);
	await client.query('select 8');
	say('config keeps its callback', own.callback === callback, Object.keys(own));
	const types = {getTypeParser: () => (value) => `parsed ${value}`};
	say('types', (await client.query({text: 'select 8 as a', types})).rows);
	client.release();
}
// Query objects, cursors, streams.
{
	const client = await pool.connect();
	const query = new pg.Query('select generate_series(1, 3) as n');
	const returned = client.query(query);
	say('query object', returned === query);
	await new Promise((resolve) => {
		query.on('row', (row) => say('row', row));
		query.on('end', (result) => (say('end', result.rowCount), resolve()));
	});
	const bad = client.query(new pg.Query('select nothing from nowhere'));
	await new Promise((resolve) => bad.on('error', (error) => (say('query object error', errorLine(error)), resolve())));
	const cursor = client.query(new Cursor('select generate_series(1, 5) as n'));
	say('cursor', cursor instanceof Cursor, Object.keys(cursor).toSorted().join());
	say('cursor rows', await cursor.read(2), await cursor.read(2), await cursor.read(2), await cursor.read(2));
	await cursor.close();
	const stream = client.query(new QueryStream('select generate_series(1, 5) as n', [], {batchSize: 2}));
	const keys = Object.keys(stream).length;
	const seen = [];
	for await (const row of stream) seen.push(row.n);
	say('stream', seen, keys, stream.destroyed);
	const broken = client.query(new QueryStream('select 1 / (generate_series(1, 3) - 2) as n', [], {batchSize: 1}));
	try {
		for await (const row of broken) say('before it breaks', row);
	} catch (error) {
		say('stream error', errorLine(error));
	}
	const early = client.query(new QueryStream('select generate_series(1, 1000) as n'));
	for await (const row of early) {
		say('first of many', row);
		break;
	}
	say('after an early end', (await client.query('select 9 as a')).rows);
	client.release();
}
// Errors: what is thrown at once, what rejects, what nobody handles.
{
	const client = await pool.connect();
	for (const bad of [undefined, null]) attempt(`client.query(${bad})`, () => client.query(bad));
	attempt('a callback that is none', () => client.query('select 1', [], 'nope'));
	attempt('pool.query of a function', () => pool.query(() => undefined).catch((error) => say('rejected', errorLine(error))));
	await settled();
	for (const bad of [42, {}, {values: [1]}, '', 'select', 'select $1']) {
		await client.query(bad).then(
			(result) => say('query of', bad, 'gave', result.rows ?? result.length),
			(error) => say('query of', bad, errorLine(error)),
		);
	}
	await client.query('select $1::int', 'no array').catch((error) => say('values that are no array', errorLine(error)));
	await client.query('select $1::text', [{toPostgres: () => { throw new TypeError('own'); }}]).catch((error) => say('a value that throws', errorLine(error)));
	say('unhandled is a promise', client.query('select unhandled') instanceof Promise);
	await heard('unhandledRejection');
	say('unhandled is a promise', pool.query('select unhandled too') instanceof Promise);
	await heard('unhandledRejection');
	client.query('select 10', () => {
		throw new Error('thrown in a callback');
	});
	await heard('uncaughtException');
	say('still works', (await client.query('select 11 as a')).rows);
	client.release();
	attempt('released twice', () => client.release());
	const same = new Error('mine');
	class OwnError extends Error {}
	say('errors are the same object', await pool.query({text: 'select $1', values: [{toPostgres: () => { throw same; }}]}).catch((error) => error === same));
	say(new OwnError('x') instanceof OwnError);
}
// Transactions, notices, and a connection that breaks.
{
	const client = await pool.connect();
	client.on('notice', ({message}) => say('notice', message));
	await client.query('begin');
	await client.query("do $$ begin raise notice 'hello'; end $$");
	await client.query('select nope').catch((error) => say('in a transaction', errorLine(error)));
	await client.query('select 1').catch((error) => say('aborted', errorLine(error)));
	await client.query('rollback');
	const [a, b, c] = await Promise.allSettled([client.query('select 12 as a'), client.query('nonsense'), client.query('select 13 as a')]);
	say('queued', a.value.rows, errorLine(b.reason), c.value.rows);
	client.release();
	const victim = await pool.connect();
	victim.on('error', (error) => say('client error', errorLine(error)));
	const pending = victim.query('select pg_sleep(5)').catch((error) => say('broken query', error.code, error.message));
	// By a client of its own, whose answer may come before or after the end of the other.
	const ender = new pg.Client(connectionString);
	await ender.connect();
	const terminate = "select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep(5)%'";
	while ((await ender.query(terminate)).rows.length === 0);
	await pending;
	await ender.end();
	await settled();
	await victim.query('select 14').catch((error) => say('after it broke', errorLine(error)));
	victim.release(true);
}
// Timeouts, subclasses, stores of the service.
{
	const quick = new pg.Client({connectionString, query_timeout: 30});
	await quick.connect();
	await quick.query('select pg_sleep(0.2)').catch((error) => say('timed out', errorLine(error)));
	await quick.end();
	class Own extends pg.Client {
		query(...args) {
			say('own query', args.length);
			return super.query(...args);
		}
	}
	const own = new Own(connectionString);
	await own.connect();
	say('subclass', (await own.query('select $1::int as a', [15])).rows, own.query.length, pg.Client.prototype.query.length, pg.Client.prototype.query.name);
	await own.end();
	await own.query('select 16').catch((error) => say('after its end', errorLine(error)));
	const store = new AsyncLocalStorage();
	await store.run('mine', async () => {
		await pool.query('select 17');
		say('store', store.getStore());
	});
	const one = new pg.Pool({connectionString, max: 1, connectionTimeoutMillis: 40});
	const held = await one.connect();
	await one.query('select 18').catch((error) => say('no connection', errorLine(error)));
	await new Promise((resolve) => one.query('select 18', (error) => (say('no connection, called back', errorLine(error)), resolve())));
	held.release();
	await one.end();
	await one.query('select 19').catch((error) => say('pool ended', errorLine(error)));
	one.query('select 19', (error) => say('pool ended, called back', errorLine(error)));
}
say('listeners', pool.listenerCount('connect'), pool.listenerCount('error'), pg.Pool.prototype.constructor === pg.Pool, Object.keys(pool).join());
say('names', pool.query.name, pool.query.length, pool.connect.name, pool.connect.length, Object.keys(Object.getPrototypeOf(pg.Pool).prototype).join());
await pool.end();
await settled(50);
say('ended', pool.totalCount, pool.ended);
await settled(100);
say('removed', removed);
console.log(log.join('\n'));
