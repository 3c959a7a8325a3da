import {setTimeout as sleep} from 'node:timers/promises';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {EsaError} from '../../source/basics/esa-error.ts';
import type {CheckFunction, CheckOptions, CheckRunner, CheckRunnerOptions} from '../../source/probes/checks.ts';
import {checkRunner} from '../../source/probes/checks.ts';
import type {Component} from '../../source/protocol/report.ts';
import {closeWindow, tally} from '../support/probe-window.ts';

const runners: CheckRunner[] = [];
afterEach(() => {
	for (const runner of runners.splice(0)) runner.stop();
});

function startedRunner(options: CheckRunnerOptions = {}): CheckRunner {
	const runner = checkRunner(options);
	runners.push(runner);
	runner.start();
	return runner;
}

/** The outcome of a check's first run. */
async function outcomeOf(check: CheckFunction, options: CheckOptions = {}): Promise<Component> {
	const runner = startedRunner();
	runner.add('probe', check, options);
	return vi.waitFor(() => {
		const [component] = runner.components();
		expect(component!.status).not.toBe('unknown');
		return component!;
	});
}

describe('the outcome of a check', () => {
	test('is up when it returns nothing, true, or an object that says so', async () => {
		for (const check of [() => undefined, async () => true, async () => ({status: 'up'}) as const, async () => ({rows: []}) as never]) {
			expect(await outcomeOf(check)).toMatchObject({status: 'up', detail: null});
		}
	});

	test('is down when it throws, rejects or returns false, with what it said', async () => {
		const thrown = await outcomeOf(() => {
			throw new Error('no route to host');
		});
		expect(thrown).toMatchObject({status: 'down', detail: 'no route to host'});
		expect(await outcomeOf(async () => Promise.reject(new Error('refused')))).toMatchObject({status: 'down', detail: 'refused'});
		expect(await outcomeOf(() => false)).toMatchObject({status: 'down', detail: 'the check answered false'});
	});

	test('is degraded when it says so', async () => {
		const component = await outcomeOf(() => ({status: 'degraded', detail: 'replica 12 s behind'}));
		expect(component).toMatchObject({status: 'degraded', detail: 'replica 12 s behind'});
	});

	test('is down for a status nobody knows, and for things that cannot be read', async () => {
		expect(await outcomeOf(() => ({status: 'fine'}) as never)).toMatchObject({status: 'down'});
		const hostile = {
			get message(): string {
				throw new Error('no');
			},
		};
		expect(await outcomeOf(() => Promise.reject(Object.setPrototypeOf(hostile, Error.prototype) as Error))).toMatchObject({
			status: 'down',
			detail: 'the check threw something that cannot be read',
		});
	});

	test('is unknown, and says so, before the first run', () => {
		const runner = checkRunner();
		runner.add('db', () => true);
		expect(runner.components()).toEqual([
			{
				id: 'db',
				title: 'db',
				category: 'database',
				required: true,
				everyMs: 30_000,
				status: 'unknown',
				latencyMs: null,
				detail: 'not run yet',
				at: null,
				since: null,
			},
		]);
	});

	test('shows no password of a connection string', async () => {
		const {detail} = await outcomeOf(() => Promise.reject(new Error('connect postgres://shop:hunter2@db failed\u001b[2J')));
		expect(detail).toBe('connect postgres://***@db failed');
	});
});

describe('a check that hangs', () => {
	test('is down after its timeout, and its signal has aborted', async () => {
		let seen: AbortSignal | undefined;
		const component = await outcomeOf(
			async (signal) => {
				seen = signal;
				await sleep(60_000, undefined, {signal, ref: false});
			},
			{timeoutMs: 20},
		);
		expect(component).toMatchObject({status: 'down', detail: 'no answer in 20 ms', latencyMs: null});
		expect(seen!.aborted).toBe(true);
	});

	test('is down too if it ignores its signal, and is not started on top of itself', async () => {
		let runs = 0;
		const runner = startedRunner();
		const stuck = Promise.withResolvers<void>();
		runner.add('db', () => (runs++, stuck.promise), {timeoutMs: 5, everyMs: 5});
		await vi.waitFor(() => expect(runner.components()[0]).toMatchObject({status: 'down', detail: 'an earlier run has not come back'}));
		expect(runs).toBe(1);
		const [n, failed] = tally(closeWindow(runner), 'check-errors.db')!;
		expect(failed).toBe(n);
		stuck.resolve();
		await vi.waitFor(() => expect(runs).toBeGreaterThan(1));
	});

	test('does not hold up the other checks', async () => {
		const runner = startedRunner();
		runner.add('stuck', () => new Promise<void>(() => undefined), {timeoutMs: 60_000});
		runner.add('quick', () => true);
		await vi.waitFor(() => expect(runner.components()[1]!.status).toBe('up'));
		expect(runner.components()[0]!.status).toBe('unknown');
	});
});

describe('the runner', () => {
	test('runs a check again and again, never twice at once', async () => {
		let running = 0;
		let most = 0;
		let runs = 0;
		const runner = startedRunner();
		runner.add(
			'slow',
			async () => {
				most = Math.max(most, ++running);
				await sleep(5);
				running--;
				runs++;
			},
			{everyMs: 1},
		);
		await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(5));
		expect(most).toBe(1);
	});

	test('counts finished runs with their time, and failures among all runs', async () => {
		let runs = 0;
		const runner = startedRunner();
		runner.add('db', () => ++runs !== 2, {everyMs: 1});
		await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(4));
		runner.stop();
		const window = closeWindow(runner);
		const [n, failed] = tally(window, 'check-errors.db')!;
		expect(failed).toBe(1);
		expect(n).toBeGreaterThanOrEqual(4);
		expect(window.get('check.db')!.n).toBe(n);
		expect(closeWindow(runner).size).toBe(0);
	});

	test('tells each change of status once', async () => {
		const answers = [true, true, false, false, true];
		const changes: string[] = [];
		let runs = 0;
		const runner = startedRunner({onChange: ({id, status}, before) => changes.push(`${id} ${before} ${status}`)});
		runner.add('db', () => answers[runs++] ?? true, {everyMs: 1});
		await vi.waitFor(() => expect(runs).toBeGreaterThan(answers.length));
		expect(changes).toEqual(['db unknown up', 'db up down', 'db down up']);
	});

	test('keeps since while a status lasts', async () => {
		let runs = 0;
		const runner = startedRunner();
		runner.add('db', () => (runs++, true), {everyMs: 1});
		await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(1));
		await vi.waitFor(() => expect(runner.components()[0]!.status).toBe('up'));
		const {since} = runner.components()[0]!;
		const before = runs;
		await vi.waitFor(() => expect(runs).toBeGreaterThan(before + 20));
		expect(runner.components()[0]!.since).toBe(since);
		expect(Date.parse(runner.components()[0]!.at!)).toBeGreaterThan(Date.parse(since!));
	});

	test('a listener that throws becomes a warning and stops nothing', async () => {
		const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
		const runner = startedRunner({
			onChange: () => {
				throw new Error('judge broke');
			},
		});
		let runs = 0;
		runner.add('db', () => (runs++, true), {everyMs: 1});
		expect((await warned).message).toBe('judge broke');
		await vi.waitFor(() => expect(runs).toBeGreaterThan(3));
	});

	test('stops and starts again; a run under way at the stop is not counted', async () => {
		const runner = startedRunner();
		const first = Promise.withResolvers<void>();
		let runs = 0;
		runner.add('db', () => (runs++ === 0 ? first.promise : undefined));
		await vi.waitFor(() => expect(runs).toBe(1));
		runner.stop();
		first.resolve();
		runner.start();
		await vi.waitFor(() => expect(runner.components()[0]!.status).toBe('up'));
		expect(runs).toBe(2);
		expect(tally(closeWindow(runner), 'check-errors.db')).toEqual([1, 0]);
	});

	test('an explicit category and title win over the name', () => {
		const runner = checkRunner();
		runner.add('redis', () => true, {category: 'database', title: 'Session store', required: false});
		expect(runner.components()[0]).toMatchObject({category: 'database', title: 'Session store', required: false});
	});

	test.each([
		['a name twice', (runner: CheckRunner) => runner.add('db', () => true)],
		['no name', (runner: CheckRunner) => runner.add('', () => true)],
		['a name with a space', (runner: CheckRunner) => runner.add('my db', () => true)],
		['no function', (runner: CheckRunner) => runner.add('x', 'select 1' as never)],
		['a timeout of 0', (runner: CheckRunner) => runner.add('x', () => true, {timeoutMs: 0})],
		['an interval that is no number', (runner: CheckRunner) => runner.add('x', () => true, {everyMs: Number.NaN})],
		['an interval longer than a timer', (runner: CheckRunner) => runner.add('x', () => true, {everyMs: 2 ** 40})],
	])('refuses %s at once', (_, add) => {
		const runner = checkRunner();
		runner.add('db', () => true);
		expect(() => add(runner)).toThrow(EsaError);
	});
});
