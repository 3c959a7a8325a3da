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

describe('observing something unknown', () => {
	test.each([
		['nothing', undefined, 'undefined'],
		['null', null, 'null'],
		['a string', 'postgres://shop:hunter2@db', 'a string'],
		['a function', () => undefined, 'a function'],
		['a Map', new Map(), 'an object of class Map'],
		['an object without a class', Object.create(null), 'an object'],
		['a pool that has no limit', {totalCount: 1, idleCount: 1, waitingCount: 0, options: {}}, 'an object of class Object'],
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
