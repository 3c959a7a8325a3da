import {describe, expect, test, vi} from 'vitest';
import {z} from 'zod';
import {createOrchestrator} from '../../source/jobs/orchestrator.ts';
import {openSqliteQueue} from '../../source/jobs/sqlite-queue.ts';
import {LiveEvent} from '../../source/protocol/events.ts';
import {AgentSummary} from '../../source/protocol/agents.ts';
import {systemClock} from '../../source/basics/clock.ts';
import {memoryStore} from '../../source/store/memory-store.ts';
import {ManualClock} from '../support/manual-clock.ts';
import {agentThat, finding, found, noService, orchestraOpener, patient, reaches, triggered, untilAborted} from './orchestra.ts';

const start = orchestraOpener();

describe('runs', () => {
	test('a triggered run is done, and its findings and result can be read', async () => {
		const orchestra = await start([agentThat(async () => found(finding('a'), finding('b', 'alpha', 'critical')))]);
		const answer = await orchestra.orchestrator.trigger('alpha', {by: 'ops'});
		expect(answer).toMatchObject({joined: false, job: {agent: 'alpha', by: 'ops', priority: 'high'}});
		const id = answer?.job.id ?? '';
		await reaches(orchestra, id, 'completed');
		expect(await orchestra.queue.get(id)).toMatchObject({
			examined: {count: 3, what: 'routes'},
			findings: {critical: 1, warning: 1, info: 0},
			summary: '3 routes asked, 2 found',
		});
		expect(orchestra.store.findings({agent: 'alpha'}).map((open) => open.id)).toEqual(['b', 'a']);
	});

	test('a run that examined nothing mends nothing: what was found before stands', async () => {
		const nothing = {examined: {count: 0, what: 'routes'}, findings: [], summary: 'nothing asked'};
		const results = [found(finding('a')), nothing, found()];
		const orchestra = await start([agentThat(async () => results.shift() ?? nothing)]);
		const openAfterRun = async (): Promise<string[]> => {
			await reaches(orchestra, await triggered(orchestra), 'completed');
			return orchestra.store.findings({agent: 'alpha'}).map(({id}) => id);
		};
		expect(await openAfterRun()).toEqual(['a']);
		expect(await openAfterRun()).toEqual(['a']);
		expect(await openAfterRun()).toEqual([]);
	});

	test('a run is started by the trigger itself, not by the next poll', async () => {
		const orchestra = await start([agentThat(async () => found())], {pollMs: 3_600_000});
		const id = await triggered(orchestra);
		await expect.poll(async () => (await orchestra.queue.get(id))?.state, patient).toBe('completed');
	});

	test('an unknown agent cannot be triggered', async () => {
		const {orchestrator} = await start([]);
		expect(await orchestrator.trigger('nobody', {by: 'ops'})).toBeUndefined();
	});

	test('a trigger during a run joins it, and one after it starts another', async () => {
		const gate = Promise.withResolvers<void>();
		const orchestra = await start([agentThat(async () => gate.promise.then(() => found()))]);
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'running');
		expect(await orchestra.orchestrator.trigger('alpha', {by: 'other'})).toMatchObject({joined: true, job: {id, by: 'ops'}});
		gate.resolve();
		await reaches(orchestra, id, 'completed');
		expect(await orchestra.orchestrator.trigger('alpha', {by: 'ops'})).toMatchObject({joined: false});
	});

	test('a repeated request with the same idempotency key is answered with its first run', async () => {
		const orchestra = await start([agentThat(async () => found())]);
		const first = await orchestra.orchestrator.trigger('alpha', {by: 'ops', idempotencyKey: 'k'});
		await reaches(orchestra, first?.job.id ?? '', 'completed');
		expect(await orchestra.orchestrator.trigger('alpha', {by: 'ops', idempotencyKey: 'k'})).toMatchObject({
			joined: true,
			job: {id: first?.job.id},
		});
	});

	test('no more runs at once than the pool has room for', async () => {
		let running = 0;
		let most = 0;
		const gates = new Array<() => void>();
		const agents = ['a', 'b', 'c', 'd', 'e'].map((name) =>
			agentThat(
				async () => {
					most = Math.max(most, ++running);
					await new Promise<void>((resolve) => gates.push(resolve));
					running--;
					return found();
				},
				{name},
			),
		);
		const orchestra = await start(agents, {poolSize: 2});
		const ids = [];
		for (const {name} of agents) ids.push(await triggered(orchestra, name));
		for (let n = 0; n < agents.length; n++) {
			await expect.poll(() => gates.length, patient).toBeGreaterThan(0);
			gates.shift()?.();
		}
		for (const id of ids) await reaches(orchestra, id, 'completed');
		expect(most).toBe(2);
	});

	test('agents that run at start do so, others do not', async () => {
		const orchestra = await start([agentThat(async () => found(), {startDelayMs: 0}), agentThat(async () => found(), {name: 'beta'})]);
		await expect.poll(async () => (await orchestra.queue.counts()).completed, patient).toBe(1);
		expect((await orchestra.queue.list({})).jobs).toMatchObject([{agent: 'alpha', by: 'start'}]);
	});

	test('a due slot of the schedule runs the agent', async () => {
		const clock = new ManualClock(Date.parse('2026-01-15T11:59:59Z'));
		const queue = openSqliteQueue({file: ':memory:', clock});
		const orchestra = await start([agentThat(async () => found(), {schedule: '0 * * * *'})], {clock, queue});
		expect((await queue.counts()).available).toBe(0);
		clock.advance(1000);
		await expect.poll(async () => (await queue.counts()).completed, patient).toBe(1);
		expect((await orchestra.queue.list({})).jobs).toMatchObject([{by: 'schedule'}]);
	});

	test('a disabled agent has no schedule and no run at start, but can be triggered', async () => {
		const agent = agentThat(async () => found(), {schedule: '* * * * *', startDelayMs: 0});
		const orchestra = await start([agent], {disabled: ['alpha']});
		expect(await orchestra.orchestrator.summaries()).toMatchObject([{enabled: false, state: 'disabled'}]);
		expect((await orchestra.orchestrator.summaries())[0]).not.toHaveProperty('nextRunAt');
		expect((await orchestra.queue.list({})).jobs).toEqual([]);
		await reaches(orchestra, await triggered(orchestra), 'completed');
	});

	test('an agent gets its own checked options with their defaults', async () => {
		const seen = vi.fn<(options: unknown) => void>();
		const agent = agentThat(
			async ({options}) => {
				seen(options);
				return found();
			},
			{options: z.object({repeats: z.int().min(2).default(5), rate: z.number().default(1)})},
		);
		const orchestra = await start([agent], {options: {alpha: {rate: 9}}});
		await reaches(orchestra, await triggered(orchestra), 'completed');
		expect(seen).toHaveBeenCalledExactlyOnceWith({repeats: 5, rate: 9});
	});

	test('the input of a job goes over the configuration, and one that the agent refuses fails without a retry', async () => {
		const seen = vi.fn<(options: unknown) => void>();
		const agent = agentThat(
			async ({options}) => {
				seen(options);
				return found();
			},
			{options: z.object({repeats: z.int().min(2).default(5)})},
		);
		const orchestra = await start([agent], {options: {alpha: {repeats: 3}}});
		const good = await orchestra.queue.enqueue('alpha', {repeats: 7});
		await reaches(orchestra, good.id, 'completed');
		const bad = await orchestra.queue.enqueue('alpha', {repeats: 'many'});
		await reaches(orchestra, bad.id, 'failed');
		expect(seen).toHaveBeenCalledExactlyOnceWith({repeats: 7});
		expect(await orchestra.queue.get(bad.id)).toMatchObject({attempt: 1, error: expect.stringContaining('repeats')});
	});
});

describe('cancelling and stopping', () => {
	test('a cancel aborts the signal of the running handler and the job ends as cancelled', async () => {
		const orchestra = await start([agentThat(async ({signal}) => untilAborted(signal))], {heartbeatMs: 3_600_000, pollMs: 3_600_000});
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'running');
		expect(await orchestra.orchestrator.cancel(id)).toMatchObject({id, cancelRequested: true});
		await reaches(orchestra, id, 'cancelled');
		expect(await orchestra.orchestrator.cancel('nobody')).toBeUndefined();
	});

	test('findings of a run that was cancelled are not recorded, though the handler returned some', async () => {
		const agent = agentThat(async ({signal}) => untilAborted(signal).catch(() => found(finding('half'))));
		const orchestra = await start([agent]);
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'running');
		await orchestra.orchestrator.cancel(id);
		await reaches(orchestra, id, 'cancelled');
		expect(orchestra.store.findings()).toEqual([]);
	});

	test('a stop aborts what runs and hands it back, and the next start runs it', async () => {
		let runs = 0;
		const agent = agentThat(async ({signal}) => (++runs === 1 ? untilAborted(signal) : found()), {maxAttempts: 1});
		const orchestra = await start([agent]);
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'running');
		await orchestra.orchestrator.stop();
		expect(await orchestra.queue.get(id)).toMatchObject({
			state: 'available',
			attempts: [{outcome: 'lost', error: 'Handed back: the monitor stopped.'}],
		});
		await orchestra.orchestrator.start();
		await reaches(orchestra, id, 'completed');
	});

	test('a stop waits no longer than its grace for a deaf handler, and still hands the job back', async () => {
		const orchestra = await start([agentThat(async () => new Promise(() => undefined))]);
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'running');
		await orchestra.orchestrator.stop({graceMs: 10});
		expect(await orchestra.queue.get(id)).toMatchObject({state: 'available'});
	});

	test('a stop during the start wins', async () => {
		const queue = openSqliteQueue({file: ':memory:', clock: systemClock});
		const store = memoryStore();
		const orchestrator = createOrchestrator({
			queue,
			store,
			clock: systemClock,
			service: noService,
			agents: [agentThat(async () => found())],
		});
		const starting = orchestrator.start();
		await orchestrator.stop();
		await starting;
		const answer = await orchestrator.trigger('alpha', {by: 'ops'});
		expect(await queue.claim('somebody else', {leaseMs: 1000})).toMatchObject({job: {id: answer?.job.id}});
		await queue.close();
	});

	test('a stopped orchestrator claims nothing more', async () => {
		const orchestra = await start([agentThat(async () => found())]);
		await orchestra.orchestrator.stop();
		const id = await triggered(orchestra);
		expect(await orchestra.queue.get(id)).toMatchObject({state: 'available'});
	});
});

describe('what readers see', () => {
	test('a summary follows an agent from idle through running to its last run', async () => {
		const gate = Promise.withResolvers<void>();
		const agent = agentThat(
			async (context) => {
				context.progress({done: 1, total: 3, message: 'GET /a'});
				await gate.promise;
				return found(finding('a'));
			},
			{number: 7, schedule: '0 2 * * *', writes: true},
		);
		const orchestra = await start([agent]);
		const summary = async (): Promise<AgentSummary> => AgentSummary.parse((await orchestra.orchestrator.summaries())[0]);
		const idle = await summary();
		expect(idle).toMatchObject({
			slug: 'alpha',
			number: 7,
			title: 'Alpha',
			schedule: '0 2 * * *',
			enabled: true,
			state: 'idle',
			outcomes: [],
			writes: true,
		});
		expect(idle.nextRunAt).toMatch(/T02:00:00\.000Z$/);
		expect(idle).not.toHaveProperty('lastRun');
		const id = await triggered(orchestra);
		await expect.poll(async () => (await summary()).progress, patient).toEqual({done: 1, total: 3, message: 'GET /a'});
		expect(await summary()).toMatchObject({state: 'running', job: id});
		gate.resolve();
		await reaches(orchestra, id, 'completed');
		const after = await summary();
		expect(after).toMatchObject({
			state: 'idle',
			outcomes: ['completed'],
			lastRun: {id, state: 'completed', summary: '3 routes asked, 1 found'},
			findings: {critical: 0, warning: 1, info: 0},
		});
		expect(after).not.toHaveProperty('progress');
	});

	test('events tell the whole life of a run, its findings and a line for the log, in the wire format', async () => {
		const orchestra = await start([agentThat(async () => found(finding('a')))]);
		const id = await triggered(orchestra);
		await reaches(orchestra, id, 'completed');
		await expect.poll(() => orchestra.events.some((event) => event.kind === 'log'), patient).toBe(true);
		expect(orchestra.events.filter((event) => !LiveEvent.safeParse(event).success)).toEqual([]);
		const told = orchestra.events.map((event) => (event.kind === 'job' ? event.job.state : event.kind));
		expect(told).toEqual(['available', 'running', 'completed', 'findings', 'log']);
		expect(orchestra.events).toContainEqual(expect.objectContaining({kind: 'findings', agent: 'alpha', opened: 1, resolved: 0}));
		expect(orchestra.events.at(-1)).toMatchObject({severity: 'info', message: 'alpha: 3 routes asked, 1 found'});
	});

	test('a chatty agent is heard at most every 100 ms, and its last word always', async () => {
		const agent = agentThat(async (context) => {
			for (let done = 0; done <= 5000; done++) context.progress({done, total: 5000, message: ''});
			return found();
		});
		const orchestra = await start([agent]);
		await reaches(orchestra, await triggered(orchestra), 'completed');
		const heard = orchestra.events.flatMap((event) =>
			event.kind === 'job' && event.job.state === 'running' && event.job.progress ? [event.job.progress.done] : [],
		);
		expect(heard).toEqual([0, 5000]);
	});

	test('recommendations come from open findings and go with them', async () => {
		let run = 0;
		const orchestra = await start([agentThat(async () => (run++ === 0 ? found(finding('a')) : found()))]);
		await reaches(orchestra, await triggered(orchestra), 'completed');
		expect(orchestra.orchestrator.recommendations()).toMatchObject([{id: 'fix a', evidence: [{id: 'a'}]}]);
		await reaches(orchestra, await triggered(orchestra), 'completed');
		expect(orchestra.orchestrator.recommendations()).toEqual([]);
	});

	test('a listener that throws disturbs neither the run nor the other listeners', async () => {
		const orchestra = await start([agentThat(async () => found())]);
		orchestra.orchestrator.subscribe(() => {
			throw new Error('a reader broke');
		});
		const heard = vi.fn<(event: LiveEvent) => void>();
		const unsubscribe = orchestra.orchestrator.subscribe(heard);
		await reaches(orchestra, await triggered(orchestra), 'completed');
		const before = heard.mock.calls.length;
		expect(before).toBeGreaterThan(0);
		unsubscribe();
		await reaches(orchestra, await triggered(orchestra), 'completed');
		expect(heard).toHaveBeenCalledTimes(before);
	});
});
