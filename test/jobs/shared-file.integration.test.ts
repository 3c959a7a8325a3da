import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {DatabaseSync} from 'node:sqlite';
import {fileURLToPath} from 'node:url';
import {Worker} from 'node:worker_threads';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {systemClock} from '../../source/basics/clock.ts';
import type {JobQueue} from '../../source/jobs/queue.ts';
import {openSqliteQueue} from '../../source/jobs/sqlite-queue.ts';
import {openStore} from '../../source/store/open-store.ts';
import {ManualClock} from '../support/manual-clock.ts';

const workerFile = fileURLToPath(new URL('processes/queue-worker.ts', import.meta.url));
/** Raise it for a long chaos run: `ESA_CHAOS_JOBS=10000 vitest run --project integration test/jobs/shared-file`. */
const chaosJobs = Number(process.env['ESA_CHAOS_JOBS'] ?? 300);

let folder = '';
let file = '';
const children = new Set<ChildProcess>();
const queues: JobQueue[] = [];

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'esa-jobs-'));
	file = path.join(folder, 'jobs.db');
});

afterEach(async () => {
	for (const child of children) child.kill('SIGKILL');
	children.clear();
	for (const queue of queues.splice(0)) await queue.close();
	await rm(folder, {recursive: true, force: true});
});

function open(clock = systemClock): JobQueue {
	const queue = openSqliteQueue({file, clock});
	queues.push(queue);
	return queue;
}

describe('two connections to one file', () => {
	test('a file that somebody holds for seconds is given up on before that, for the service stands still meanwhile', async () => {
		const store = openStore({file, clock: systemClock});
		const queue = open();
		const over = new Int32Array(new SharedArrayBuffer(4));
		const held = new Worker(
			`const {parentPort, workerData} = require('node:worker_threads');
			const {DatabaseSync} = require('node:sqlite');
			const database = new DatabaseSync(workerData.file);
			database.exec('BEGIN IMMEDIATE');
			parentPort.postMessage('held');
			Atomics.wait(new Int32Array(workerData.over), 0, 0, 1800);
			database.exec('COMMIT');
			database.close();`,
			{eval: true, workerData: {file, over: over.buffer}},
		);
		await once(held, 'message');
		await expect(queue.enqueue('alpha', null)).rejects.toThrow('locked');
		store.append([{series: 'a', t: 0, n: 1, sum: 1, min: 1, max: 1}]);
		expect(store.state().kind).toBe('degraded');
		Atomics.notify(over, 0);
		await once(held, 'exit');
		store.close();
		expect((await queue.enqueue('alpha', null)).created).toBe(true);
	});

	test('a job enqueued through one is claimed through the other, once', async () => {
		const clock = new ManualClock();
		const [one, two] = [open(clock), open(clock)];
		const {id} = await one.enqueue('alpha', {n: 1});
		expect((await two.claim('two', {leaseMs: 1000}))?.job.id).toBe(id);
		expect(await one.claim('one', {leaseMs: 1000})).toBeUndefined();
	});

	test('a cancel asked through one reaches the run of the other in its next heartbeat', async () => {
		const clock = new ManualClock();
		const [one, two] = [open(clock), open(clock)];
		const {id} = await one.enqueue('alpha', null);
		const claim = await two.claim('two', {leaseMs: 1000});
		await one.requestCancel(id);
		expect(await two.heartbeat(id, claim?.token ?? 0, 1000)).toEqual({kind: 'ok', cancelRequested: true});
	});

	test('three instances fire each slot of a schedule once', async () => {
		const clock = new ManualClock(Date.parse('2026-03-29T00:00:30Z'));
		const instances = [open(clock), open(clock), open(clock)];
		for (const queue of instances)
			await queue.upsertSchedule({agent: 'alpha', cron: '*/10 * * * *', timeZone: 'Europe/Berlin', enabled: true});
		const fired: string[] = [];
		for (let minute = 0; minute < 180; minute++) {
			clock.advance(60_000);
			const ids = (await Promise.all(instances.map((queue) => queue.fireDueSchedules()))).flat();
			for (const id of ids) await instances[0]?.requestCancel(id);
			fired.push(...ids);
		}
		expect(fired).toHaveLength(18);
	});

	test('everything is still there after closing and opening again, and tokens keep growing', async () => {
		const clock = new ManualClock();
		const first = openSqliteQueue({file, clock});
		const {id} = await first.enqueue('alpha', null);
		const before = await first.claim('a', {leaseMs: 1000});
		await first.close();
		const second = open(clock);
		clock.advance(1000);
		await second.sweep();
		const after = await second.claim('b', {leaseMs: 1000});
		expect(after?.job).toMatchObject({id, attempt: 2});
		expect(after?.token).toBeGreaterThan(before?.token ?? Infinity);
	});
});

describe('worker processes on one file', () => {
	test('four processes share the jobs without doing one twice', async () => {
		const queue = open();
		for (let n = 0; n < 200; n++) await queue.enqueue('alpha', n);
		const workers = await Promise.all([1, 2, 3, 4].map(() => startWorker({leaseMs: 30_000, workMs: 2})));
		await Promise.all(workers.map(ended));
		expect(await queue.counts()).toMatchObject({completed: 200, failed: 0, available: 0, running: 0});
		expect(completions()).toEqual({accepted: 200, jobs: 200});
		expect(attemptsPerOutcome()).toEqual({completed: 200});
	});

	test('kill -9 at random moments loses no job and completes none twice', {timeout: 600_000}, async () => {
		const queue = open();
		for (let n = 0; n < chaosJobs; n++) await queue.enqueue('alpha', n, {maxAttempts: 1000});
		const workers = new Set(await Promise.all([1, 2, 3, 4].map(() => startWorker({leaseMs: 250, workMs: 20}))));
		let kills = 0;
		while (await hasOpenJobs(queue)) {
			await sleep(100 + Math.random() * 200);
			const victim = [...workers][Math.floor(Math.random() * workers.size)];
			if (victim === undefined || !(await hasOpenJobs(queue))) break;
			if (victim.exitCode === null && victim.kill('SIGKILL')) kills++;
			workers.delete(victim);
			workers.add(spawnWorker({leaseMs: 250, workMs: 20}));
		}
		await Promise.all([...workers].map(ended));
		expect(kills).toBeGreaterThan(0);
		expect(await queue.counts()).toEqual({
			scheduled: 0,
			available: 0,
			running: 0,
			retryable: 0,
			completed: chaosJobs,
			failed: 0,
			cancelled: 0,
		});
		// A worker killed between the completion and its log line leaves one line too few, never one too many.
		const {accepted, jobs} = completions();
		expect(accepted).toBe(jobs);
		expect(attemptsPerOutcome()).toMatchObject({completed: chaosJobs});
		console.log(`chaos: ${chaosJobs} jobs, ${kills} kills, ${JSON.stringify(attemptsPerOutcome())}`);
	});
});

type Work = {leaseMs: number; workMs: number};

async function startWorker(work: Work): Promise<ChildProcess> {
	const child = spawnWorker(work);
	await Promise.race([child.stdout && once(child.stdout, 'data'), once(child, 'exit')]);
	return child;
}

function spawnWorker({leaseMs, workMs}: Work): ChildProcess {
	const args = [workerFile, file, path.join(folder, 'log'), `${leaseMs}`, `${workMs}`];
	const child = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'inherit']});
	child.stdout.resume();
	children.add(child);
	return child;
}

async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function hasOpenJobs(queue: JobQueue): Promise<boolean> {
	const {scheduled, available, running, retryable} = await queue.counts();
	return scheduled + available + running + retryable > 0;
}

function completions(): {accepted: number; jobs: number} {
	const log = path.join(folder, 'log');
	const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
	return {accepted: lines.length, jobs: new Set(lines.map((line) => line.split(' ')[0])).size};
}

function attemptsPerOutcome(): Record<string, number> {
	const database = new DatabaseSync(file, {readOnly: true});
	const rows = database.prepare('SELECT outcome, count(*) AS n FROM attempts GROUP BY outcome').all();
	database.close();
	return Object.fromEntries(rows.map((row) => [String(row['outcome']), Number(row['n'])]));
}
