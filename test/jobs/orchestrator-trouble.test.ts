import {describe, expect, test, vi} from 'vitest';
import {z} from 'zod';
import {createOrchestrator} from '../../source/jobs/orchestrator.ts';
import {openSqliteQueue} from '../../source/jobs/sqlite-queue.ts';
import {systemClock} from '../../source/basics/clock.ts';
import {memoryStore} from '../../source/store/memory-store.ts';
import {ManualClock} from '../support/manual-clock.ts';
import {agentThat, finding, found, noService, orchestraOpener, patient, reaches, triggered, untilAborted} from './orchestra.ts';

const start = orchestraOpener();

describe('setting up', () => {
	const parts = {clock: systemClock, service: noService, store: memoryStore()};
	const alpha = agentThat(async () => found(), {options: z.object({repeats: z.int().default(5)})});
	const queue = openSqliteQueue({file: ':memory:', clock: systemClock});

	test('options with a wrong value are refused before anything runs', () => {
		const make = (): unknown => createOrchestrator({...parts, queue, agents: [alpha], options: {alpha: {repeats: 'many'}}});
		expect(make).toThrow(expect.objectContaining({code: 'bad-config', message: expect.stringContaining('repeats')}));
	});

	test('options for an agent that does not exist are refused with the names that do', () => {
		const make = (): unknown => createOrchestrator({...parts, queue, agents: [alpha], options: {alhpa: {}}});
		expect(make).toThrow(expect.objectContaining({code: 'bad-config', message: expect.stringContaining('alpha')}));
	});

	test('two agents of one name and an unreadable schedule are refused', () => {
		expect(() => createOrchestrator({...parts, queue, agents: [alpha, alpha]})).toThrow(expect.objectContaining({code: 'bad-config'}));
		const odd = agentThat(async () => found(), {schedule: 'sometimes'});
		expect(() => createOrchestrator({...parts, queue, agents: [odd]})).toThrow(expect.objectContaining({code: 'bad-schedule'}));
	});
});

describe('runs that go wrong', () => {
	test('an end that cannot be told does not end the process, and the next run starts', async () => {
		const store = memoryStore();
		const orchestra = await start([agentThat(async () => found(finding('a')))], {store});
		const first = await triggered(orchestra);
		const failing = vi.spyOn(store, 'findings').mockImplementation(() => {
			throw new Error('no such table');
		});
		await reaches(orchestra, first, 'completed');
		await expect.poll(() => JSON.stringify(orchestra.events), patient).toContain('could not be told: no such table');
		failing.mockRestore();
		await reaches(orchestra, await triggered(orchestra), 'completed');
	});

	test('a failure is tried again with back-off and then given up, with its message', async () => {
		const orchestra = await start([agentThat(async () => Promise.reject(new Error('no route to host')), {maxAttempts: 3})]);
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'failed');
		const job = await orchestra.queue.get(id);
		expect(job).toMatchObject({attempt: 3, error: 'no route to host'});
		expect(job?.attempts.map(({outcome}) => outcome)).toEqual(['failed', 'failed', 'failed']);
	});

	test('credentials in an error never reach the job or an event', async () => {
		const agent = agentThat(async () => Promise.reject(new Error('connect to postgres://admin:hunter2@db/app?token=s3cret failed')), {
			maxAttempts: 1,
		});
		const orchestra = await start([agent]);
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'failed');
		await expect.poll(() => orchestra.events.some((event) => event.kind === 'log'), patient).toBe(true);
		const text = JSON.stringify([await orchestra.queue.get(id), orchestra.events]);
		expect(text).toContain('connect to postgres://***@db/app');
		expect(text).not.toMatch(/hunter2|s3cret/);
	});

	test('an agent that throws in the call itself, or something that is no error, only fails its job', async () => {
		const throwing = agentThat(
			() => {
				throw new Error('at once');
			},
			{maxAttempts: 1},
		);
		// oxlint-disable-next-line typescript/prefer-promise-reject-errors -- that is the point
		const odd = agentThat(async () => Promise.reject(null), {name: 'beta', maxAttempts: 1});
		const orchestra = await start([throwing, odd]);
		const [one, two] = [await triggered(orchestra), await triggered(orchestra, 'beta')];
		await reaches(orchestra, one, 'failed');
		await reaches(orchestra, two, 'failed');
		expect((await orchestra.queue.get(one))?.error).toBe('at once');
	});

	test('a result of the wrong shape fails the run at once and leaves the findings as they were', async () => {
		let run = 0;
		const agent = agentThat(async () => (run++ === 0 ? found(finding('a')) : {...found(), examined: JSON.parse('{"count": -1}')}));
		const orchestra = await start([agent]);
		await reaches(orchestra, await triggered(orchestra), 'completed');
		const second = await triggered(orchestra);
		await reaches(orchestra, second, 'failed');
		expect((await orchestra.queue.get(second))?.error).toContain('wrong shape');
		expect(orchestra.store.findings({agent: 'alpha'})).toHaveLength(1);
	});

	test('a summary of many pages is cut, and shows that it is', async () => {
		const orchestra = await start([agentThat(async () => ({...found(), summary: 'x'.repeat(100_000)}))]);
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'completed');
		expect((await orchestra.queue.get(id))?.summary).toBe(`${'x'.repeat(1999)}…`);
	});

	test('a summary of a few sentences is kept whole', async () => {
		const summary = `resolved: ${'GET /api/orders: 31 queries became 2; '.repeat(40)}`;
		const orchestra = await start([agentThat(async () => ({...found(), summary}))]);
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'completed');
		expect((await orchestra.queue.get(id))?.summary).toBe(summary);
	});

	test('a run over its time has its signal aborted with a TimeoutError', async () => {
		const reasons = new Array<string>();
		const agent = agentThat(
			async ({signal}) => {
				signal.addEventListener('abort', () => reasons.push((signal.reason as DOMException).name));
				return untilAborted(signal);
			},
			{timeoutMs: 30, maxAttempts: 1},
		);
		const orchestra = await start([agent]);
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'failed');
		expect(reasons).toEqual(['TimeoutError']);
		expect(await orchestra.queue.get(id)).toMatchObject({error: 'Timed out after 30 ms.', attempts: [{outcome: 'timed-out'}]});
	});

	test('a handler that ignores its signal loses its slot, and its late result is dropped', async () => {
		const late = Promise.withResolvers<ReturnType<typeof found>>();
		const deaf = agentThat(async () => late.promise, {timeoutMs: 20, maxAttempts: 1});
		const orchestra = await start([deaf, agentThat(async () => found(), {name: 'beta'})], {poolSize: 1, settleMs: 10});
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'failed');
		await reaches(orchestra, await triggered(orchestra, 'beta'), 'completed');
		late.resolve(found(finding('late')));
		await late.promise;
		await reaches(orchestra, await triggered(orchestra, 'beta'), 'completed');
		expect(orchestra.store.findings()).toEqual([]);
		expect(await orchestra.queue.get(id)).toMatchObject({state: 'failed', summary: null});
	});

	test('a run whose job went to another worker is aborted and records nothing', async () => {
		const clock = new ManualClock();
		const queue = openSqliteQueue({file: ':memory:', clock});
		const result = Promise.withResolvers<ReturnType<typeof found>>();
		const aborted = vi.fn<() => void>();
		const agent = agentThat(async ({signal}) => {
			signal.addEventListener('abort', aborted);
			return result.promise;
		});
		// No beat and no look of its own: this worker is asleep while the other one sweeps.
		const orchestra = await start([agent], {queue, clock, pollMs: 3_600_000, heartbeatMs: 3_600_000, poolSize: 1});
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'running');
		clock.advance(30_000);
		await queue.sweep();
		const other = await queue.claim('other', {leaseMs: 30_000});
		expect(other?.job.id).toBe(id);
		result.resolve(found(finding('stale')));
		await expect.poll(() => orchestra.events.filter((event) => event.kind === 'log'), patient).toHaveLength(1);
		expect(orchestra.store.findings()).toEqual([]);
		expect(await queue.complete(id, other?.token ?? 0, {...found(), summary: 'by the other'})).toBe(true);
	});

	test('a run that outlived a pause of the whole process (a laptop asleep) is not taken for dead by its own sweep', async () => {
		const clock = new ManualClock();
		const queue = openSqliteQueue({file: ':memory:', clock});
		let sweeps = 0;
		const sweep = async (): Promise<{returned: number}> => {
			sweeps++;
			return queue.sweep();
		};
		const gate = Promise.withResolvers<void>();
		const agent = agentThat(async () => gate.promise.then(() => found()));
		const orchestra = await start([agent], {clock, queue: {...queue, sweep}, heartbeatMs: 3_600_000});
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'running');
		clock.advance(8 * 3_600_000);
		const before = sweeps;
		await expect.poll(() => sweeps, patient).toBeGreaterThan(before + 1);
		gate.resolve();
		await reaches(orchestra, id, 'completed');
		expect((await queue.get(id))?.attempts).toMatchObject([{outcome: 'completed'}]);
	});

	test('an agent whose recommendations throw does not take the others down', async () => {
		const broken = agentThat(async () => found(), {
			recommend: () => {
				throw new Error('bug');
			},
		});
		const orchestra = await start([broken, agentThat(async () => found(finding('b', 'beta')), {name: 'beta'})]);
		await reaches(orchestra, await triggered(orchestra, 'beta'), 'completed');
		expect(orchestra.orchestrator.recommendations().map(({id}) => id)).toEqual(['fix b']);
	});

	test('a queue that fails is reported as an event and asked again, never thrown at the host', async () => {
		const queue = openSqliteQueue({file: ':memory:', clock: systemClock});
		let failures = 2;
		const sweep = async (): Promise<{returned: number}> =>
			failures-- > 0 ? Promise.reject(new Error('database is locked')) : queue.sweep();
		const orchestra = await start([agentThat(async () => found())], {queue: {...queue, sweep}});
		await expect.poll(() => failures, patient).toBeLessThan(0);
		expect(orchestra.events).toContainEqual(
			expect.objectContaining({kind: 'log', severity: 'warning', message: expect.stringContaining('database is locked')}),
		);
		await reaches(orchestra, await triggered(orchestra), 'completed');
	});
});
