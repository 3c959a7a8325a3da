import {describe, expect, test} from 'vitest';
import {EsaError} from '../../source/basics/esa-error.ts';
import {observe} from '../../source/probes/observe.ts';
import {closeWindow} from '../support/probe-window.ts';

/** The face of pg's Pool, whose counts are getters of the class. */
class Pool {
	readonly options = {max: 10};
	total = 0;
	idle = 0;
	waiting = 0;
	get totalCount(): number {
		return this.total;
	}

	get idleCount(): number {
		return this.idle;
	}

	get waitingCount(): number {
		return this.waiting;
	}
}

describe('observing a pool', () => {
	test.each([
		[{total: 0, idle: 0, waiting: 0}, 0],
		[{total: 10, idle: 10, waiting: 0}, 0],
		[{total: 8, idle: 3, waiting: 0}, 0.5],
		[{total: 10, idle: 0, waiting: 0}, 1],
		[{total: 10, idle: 1, waiting: 3}, 1],
		[{total: 12, idle: 0, waiting: 0}, 1],
	])('%j is a saturation of %d', (state, saturation) => {
		const window = closeWindow(observe(Object.assign(new Pool(), state), {name: 'orders'}));
		expect(window.get('pool.orders')).toMatchObject({n: 1, sum: saturation, min: saturation, max: saturation});
	});

	test('is called db unless it is given a name', () => {
		expect([...closeWindow(observe(new Pool())).keys()]).toEqual(['pool.db']);
	});

	test('shows what is in use, allowed and waiting', () => {
		const gauges = observe(Object.assign(new Pool(), {total: 10, idle: 2, waiting: 3}), {name: 'orders'}).gauges();
		expect(gauges.map(({name, value, labels}) => [name, value, labels!['pool']])).toEqual([
			['pool_connections_in_use', 8, 'orders'],
			['pool_connections_limit', 10, 'orders'],
			['pool_requests_waiting', 3, 'orders'],
		]);
	});

	test('leaves the pool as it was', () => {
		const pool = new Pool();
		const keys = Reflect.ownKeys(pool);
		const probe = observe(Object.freeze(pool));
		probe.start();
		closeWindow(probe);
		probe.stop();
		expect(Reflect.ownKeys(pool)).toEqual(keys);
	});
});

describe('observing a pool of mysql2', () => {
	const counted = (all: number, free: number, queued: number, connectionLimit: number) => ({
		_allConnections: {length: all},
		_freeConnections: {length: free},
		_connectionQueue: {length: queued},
		config: {connectionLimit},
	});

	test.each([
		['idle', counted(4, 4, 0, 10), 0],
		['half in use', counted(6, 1, 0, 10), 0.5],
		['with callers waiting', counted(10, 0, 2, 10), 1],
		['of the promise API', {pool: counted(5, 0, 0, 10)}, 0.5],
	])('%s', (_, pool, saturation) => {
		expect(closeWindow(observe(pool)).get('pool.db')).toMatchObject({n: 1, sum: saturation});
	});

	test('is read anew each time', () => {
		const pool = {...counted(1, 0, 0, 4), _allConnections: [1]};
		const probe = observe(pool);
		expect(closeWindow(probe).get('pool.db')).toMatchObject({sum: 0.25});
		pool._allConnections.push(2, 3);
		expect(closeWindow(probe).get('pool.db')).toMatchObject({sum: 0.75});
		expect(probe.gauges().map(({value}) => value)).toEqual([3, 4, 0]);
	});
});

describe('observing something unknown', () => {
	test.each([
		['nothing', undefined, 'undefined'],
		['null', null, 'null'],
		['a string', 'postgres://shop:hunter2@db', 'a string'],
		['a function', () => undefined, 'a function'],
		['a Map', new Map(), 'an object of class Map'],
		['an object without a class', Object.create(null), 'an object'],
		['a pool that has no limit', {totalCount: 1, idleCount: 1, waitingCount: 0, options: {}}, 'an object of class Object'],
		['lists without a limit', {_allConnections: [], _freeConnections: [], _connectionQueue: [], config: {}}, 'an object of class Object'],
		['a server without clients', {on() {}, off() {}, handleUpgrade() {}}, 'an object of class Object'],
	])('%s is an error with one sentence that says what can be observed', (_, thing, called) => {
		const attempt = () => observe(thing);
		expect(attempt).toThrow(EsaError);
		expect(attempt).toThrow(expect.objectContaining({code: 'unobservable'}));
		expect(attempt).toThrow(`was given ${called},`);
		expect(attempt).toThrow(/pg, mysql2 or postgres\.js, .* better-sqlite3 or node:sqlite, .* WebSocketServer of ws\.$/);
		expect(attempt).not.toThrow('hunter2');
	});
});
