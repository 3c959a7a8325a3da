import {fork, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {Agent, get} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Figure} from './figure.ts';

const connections = 1000;
const asked = 1000;
const pauseMs = 10;

/** What the load told about itself. */
interface LoadReport {
	answered: number;
	failed: number;
	seconds: number;
}

/**
 * `GET /esa/v1/health` of a service that has the monitor embedded, while 1,000 users load the service: service, load and asker are processes of
 * their own. A user asks, waits for the answer and pauses about a second; a closed loop without pauses would measure its own queue.
 */
export async function benchWire(): Promise<Figure[]> {
	const service = fork(new URL('wire-service.ts', import.meta.url));
	const port = await message<number>(service);
	const idle = await latencies(port);
	const load = fork(new URL('wire-load.ts', import.meta.url), [String(port), String(connections)]);
	await message(load);
	const loaded = await latencies(port);
	load.send('stop');
	const report = await message<LoadReport>(load);
	service.send('stop');
	await Promise.all([once(load, 'exit'), once(service, 'exit')]);
	return figures(idle, loaded, report);
}

function figures(idle: readonly number[], loaded: readonly number[], {answered, failed, seconds}: LoadReport): Figure[] {
	const rate = Math.round(answered / seconds).toLocaleString('en');
	const how = `${asked} answers, one every ${pauseMs} ms, while ${connections} keep-alive connections get ${rate} answers/s of the service`;
	const alone = `p50 ${percentile(loaded, 0.5).toFixed(2)}, unloaded p99 ${percentile(idle, 0.99).toFixed(2)} ms`;
	return [
		{figure: 'GET /esa/v1/health, p99', value: percentile(loaded, 0.99), unit: 'ms', budget: 5, how: `${how}; ${alone}`},
		{
			figure: 'failed requests of the service',
			value: failed,
			unit: 'requests',
			budget: 0,
			how: `of ${answered.toLocaleString('en')} in the same time`,
		},
	];
}

/** Times from asking to the last byte of each answer, ms, over one kept connection. */
async function latencies(port: number): Promise<number[]> {
	const agent = new Agent({keepAlive: true, maxSockets: 1});
	const times: number[] = [];
	for (let index = 0; index < asked; index++) {
		const from = performance.now();
		await health(port, agent);
		times.push(performance.now() - from);
		await sleep(pauseMs);
	}
	agent.destroy();
	return times;
}

async function health(port: number, agent: Agent): Promise<void> {
	const {promise, resolve, reject} = Promise.withResolvers<void>();
	const request = get({host: '127.0.0.1', port, path: '/esa/v1/health', agent}, (response) => {
		if (response.statusCode !== 200) reject(new Error(`/esa/v1/health answered ${response.statusCode}`));
		response.resume().once('end', resolve).once('error', reject);
	});
	request.once('error', reject);
	return promise;
}

function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function message<T>(child: ChildProcess): Promise<T> {
	const [value]: unknown[] = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => refuse(child, code))]);
	return value as T;
}

function refuse(child: ChildProcess, code: unknown): never {
	throw new Error(`${child.spawnargs.at(-1)} ended with code ${String(code)} before it answered`);
}
