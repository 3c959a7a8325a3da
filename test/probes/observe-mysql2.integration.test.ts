import callbacks from 'mysql2';
import mysql from 'mysql2/promise';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {observe} from '../../source/probes/observe.ts';
import {closeWindow} from '../support/probe-window.ts';
import {hasMariadb, type MariadbServer, startMariadb} from '../support/mariadb.ts';

describe.runIf(hasMariadb)('how full a pool of mysql2 is', () => {
	let server: MariadbServer;

	beforeAll(async () => {
		server = await startMariadb();
	});

	afterAll(() => server.stop());

	test('shows with what is taken, given back and waited for', async () => {
		const pool = mysql.createPool({uri: server.connectionString, connectionLimit: 2});
		const probe = observe(pool, {name: 'shop'});
		const saturation = (): number | undefined => closeWindow(probe).get('pool.shop')?.sum;
		expect(saturation()).toBe(0);
		const [first, second] = [await pool.getConnection(), await pool.getConnection()];
		expect(saturation()).toBe(1);
		const third = pool.getConnection();
		expect(probe.gauges().map(({value}) => value)).toEqual([2, 2, 1]);
		first.release();
		(await third).release();
		expect(saturation()).toBe(0.5);
		second.release();
		expect(saturation()).toBe(0);
		await pool.end();
	});

	test('shows in the API of callbacks, too', async () => {
		const pool = callbacks.createPool({uri: server.connectionString, connectionLimit: 4});
		const probe = observe(pool);
		const connection = await new Promise<callbacks.PoolConnection>((resolve, reject) =>
			pool.getConnection((error, given) => (error === null ? resolve(given) : reject(error))),
		);
		expect(closeWindow(probe).get('pool.db')).toMatchObject({sum: 0.25});
		connection.release();
		await pool.promise().end();
	});
});
