import {describe, expect, test} from 'vitest';
import type {Job} from '../../../source/protocol/jobs.ts';
import {singleFlightKey} from '../../../source/jobs/queue.ts';
import {claimed, failed, leaseMs, type OpenQueue, queueOpener, result, stateOf} from './fresh-queue.ts';

const day = 86_400_000;
const at = (time: string): number => Date.parse(`2026-01-15T${time}Z`);

/** History, counts, events and schedules. */
export function describeReading(open: OpenQueue): void {
	const fresh = queueOpener(open);

	describe('history', () => {
		test('jobs are listed newest first and filtered by state and agent', async () => {
			const {queue} = await fresh();
			const a = await queue.enqueue('alpha', 1);
			const b = await queue.enqueue('beta', 2);
			const c = await queue.enqueue('alpha', 3);
			await queue.requestCancel(a.id);
			const ids = async (filter: Parameters<typeof queue.list>[0]): Promise<string[]> =>
				(await queue.list(filter)).jobs.map((job) => job.id);
			expect(await ids({})).toEqual([c.id, b.id, a.id]);
			expect(await ids({agent: 'alpha'})).toEqual([c.id, a.id]);
			expect(await ids({state: 'cancelled'})).toEqual([a.id]);
			expect(await ids({state: 'available', agent: 'alpha'})).toEqual([c.id]);
			expect(await ids({agent: 'nobody'})).toEqual([]);
		});

		test('pages neither repeat nor miss a job while new ones arrive', async () => {
			const {queue} = await fresh();
			const made: string[] = [];
			for (let n = 0; n < 25; n++) made.push((await queue.enqueue('alpha', n)).id);
			const seen: string[] = [];
			let cursor: string | null = null;
			do {
				const page: {jobs: Job[]; nextCursor: string | null} = await queue.list({limit: 10, ...(cursor === null ? {} : {cursor})});
				seen.push(...page.jobs.map((job) => job.id));
				await queue.enqueue('alpha', 'late');
				cursor = page.nextCursor;
			} while (cursor !== null);
			expect(seen).toEqual(made.toReversed());
		});

		test('the last page has no cursor, even when it is exactly full', async () => {
			const {queue} = await fresh();
			for (let n = 0; n < 10; n++) await queue.enqueue('alpha', n);
			expect((await queue.list({limit: 10})).nextCursor).toBeNull();
			expect((await queue.list({limit: 9})).nextCursor).not.toBeNull();
		});

		test('a cursor that no page gave is refused', async () => {
			const {queue} = await fresh();
			for (const cursor of ['x', '', '-1', '1 OR 1=1', '9'.repeat(30)]) {
				await expect(queue.list({cursor})).rejects.toMatchObject({name: 'EsaError', code: 'bad-cursor'});
			}
		});

		test('a page is at most 200 jobs long', async () => {
			const {queue} = await fresh();
			for (let n = 0; n < 205; n++) await queue.enqueue('alpha', n);
			expect((await queue.list({limit: 10_000})).jobs).toHaveLength(200);
			expect((await queue.list({})).jobs).toHaveLength(50);
		});

		test('counts has every state', async () => {
			const {queue, clock} = await fresh();
			await queue.enqueue('a', null, {runAt: clock.now() + 1000});
			await queue.enqueue('b', null);
			const cancelled = await queue.enqueue('c', null);
			await queue.requestCancel(cancelled.id);
			expect(await queue.counts()).toEqual({scheduled: 1, available: 1, running: 0, retryable: 0, completed: 0, failed: 0, cancelled: 1});
		});

		test('the oldest waiting age is that of the job due longest, and null when none is due', async () => {
			const {queue, clock} = await fresh();
			expect(await queue.oldestWaitingMs()).toBeNull();
			await queue.enqueue('later', null, {runAt: clock.now() + day});
			expect(await queue.oldestWaitingMs()).toBeNull();
			await queue.enqueue('a', null);
			clock.advance(700);
			await queue.enqueue('b', null);
			clock.advance(300);
			expect(await queue.oldestWaitingMs()).toBe(1000);
			await claimed(queue);
			expect(await queue.oldestWaitingMs()).toBe(300);
		});

		test('outcomes are counted by the moment a job finished, for all agents or one', async () => {
			const {queue, clock} = await fresh();
			const finish = async (agent: string): Promise<void> => {
				const {id} = await queue.enqueue(agent, null);
				const {token} = await claimed(queue);
				await queue.complete(id, token, result);
			};
			await finish('alpha');
			clock.advance(1000);
			const since = clock.now();
			await finish('alpha');
			await finish('beta');
			await queue.enqueue('beta', null, {maxAttempts: 1});
			await failed(queue, await claimed(queue));
			await queue.requestCancel((await queue.enqueue('alpha', null)).id);
			expect(await queue.outcomesSince(since)).toEqual({completed: 2, failed: 1, cancelled: 1});
			expect(await queue.outcomesSince(since, 'alpha')).toEqual({completed: 1, failed: 0, cancelled: 1});
			expect(await queue.outcomesSince(0, 'alpha')).toMatchObject({completed: 2});
		});

		test('prune deletes finished jobs of that age and nothing else', async () => {
			const {queue, clock} = await fresh();
			const old = await queue.enqueue('old', null);
			await queue.complete(old.id, (await claimed(queue)).token, result);
			const waiting = await queue.enqueue('waiting', null, {runAt: clock.now() + 30 * day});
			clock.advance(7 * day);
			const young = await queue.enqueue('young', null);
			await queue.complete(young.id, (await claimed(queue)).token, result);
			expect(await queue.prune(7 * day)).toBe(1);
			expect(await queue.get(old.id)).toBeUndefined();
			expect([await stateOf(queue, waiting.id), await stateOf(queue, young.id)]).toEqual(['scheduled', 'completed']);
		});

		test('prune keeps a job that a repeated request could still ask for', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null, {idempotencyKey: 'press-1'});
			await queue.complete(id, (await claimed(queue)).token, result);
			clock.advance(3_600_000);
			expect(await queue.prune(60_000)).toBe(0);
			clock.advance(day);
			expect(await queue.prune(60_000)).toBe(1);
		});
	});

	describe('events', () => {
		test('a listener hears every change of a job, in order, until it unsubscribes', async () => {
			const {queue} = await fresh();
			const heard: string[] = [];
			const unsubscribe = queue.subscribe((job) => heard.push(`${job.state}${job.progress ? ` ${job.progress.done}` : ''}`));
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			await queue.heartbeat(id, token, leaseMs, {done: 1, total: 2, message: ''});
			await queue.complete(id, token, result);
			unsubscribe();
			await queue.enqueue('beta', null);
			expect(heard).toEqual(['available', 'running', 'running 1', 'completed 1']);
		});

		test('a heartbeat without news is no event', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			const heard: Job[] = [];
			queue.subscribe((job) => heard.push(job));
			await queue.heartbeat(id, token, leaseMs);
			expect(heard).toEqual([]);
		});

		test('a listener that throws disturbs neither the change nor the other listeners', async () => {
			const {queue} = await fresh();
			const heard: string[] = [];
			queue.subscribe(() => {
				throw new Error('a reader broke');
			});
			queue.subscribe((job) => heard.push(job.agent));
			expect(await queue.enqueue('alpha', null)).toMatchObject({created: true});
			expect(heard).toEqual(['alpha']);
		});
	});

	describe('schedules', () => {
		const hourly = {agent: 'alpha', cron: '0 * * * *', timeZone: 'UTC', enabled: true};

		test('a due slot makes one job, by the schedule, and the next slot is known', async () => {
			const {queue, clock} = await fresh('2026-01-15T11:59:59Z');
			await queue.upsertSchedule({...hourly, maxAttempts: 1, timeoutMs: 5000, priority: 'low'});
			expect(await queue.schedules()).toEqual([{...hourly, nextAt: at('12:00:00'), lastSlot: null}]);
			expect(await queue.fireDueSchedules()).toEqual([]);
			clock.advance(1000);
			const [id] = await queue.fireDueSchedules();
			expect(await queue.get(id ?? '')).toMatchObject({
				agent: 'alpha',
				by: 'schedule',
				state: 'available',
				maxAttempts: 1,
				priority: 'low',
			});
			expect(await queue.schedules()).toMatchObject([{nextAt: at('13:00:00'), lastSlot: at('12:00:00')}]);
			expect(await queue.fireDueSchedules()).toEqual([]);
		});

		test('of many missed slots only the latest is made up', async () => {
			const {queue, clock} = await fresh('2026-01-15T02:30:00Z');
			await queue.upsertSchedule(hourly);
			clock.advance(at('09:10:00') - clock.now());
			expect(await queue.fireDueSchedules()).toHaveLength(1);
			expect(await queue.schedules()).toMatchObject([{nextAt: at('10:00:00'), lastSlot: at('09:00:00')}]);
		});

		test('a slot runs once although the clock is set back over it', async () => {
			const {queue, clock} = await fresh('2026-01-15T12:00:00Z');
			await queue.upsertSchedule({...hourly, cron: '*/15 * * * *'});
			clock.advance(900_000);
			const [first] = await queue.fireDueSchedules();
			await queue.requestCancel(first ?? '');
			clock.advance(-60_000);
			expect(await queue.fireDueSchedules()).toEqual([]);
			clock.advance(60_000);
			expect(await queue.fireDueSchedules()).toEqual([]);
			clock.advance(900_000);
			expect(await queue.fireDueSchedules()).toHaveLength(1);
		});

		test('a clock that was years ahead does not silence a schedule once it is right', async () => {
			const {queue, clock} = await fresh('2031-01-15T12:00:00Z');
			await queue.upsertSchedule(hourly);
			clock.advance(at('12:30:00') - clock.now());
			await queue.fireDueSchedules();
			clock.advance(1_800_000);
			expect(await queue.fireDueSchedules()).toHaveLength(1);
		});

		test('setting the same schedule again, as every start does, skips no slot', async () => {
			const {queue, clock} = await fresh('2026-01-15T11:30:00Z');
			await queue.upsertSchedule(hourly);
			clock.advance(3_600_000);
			await queue.upsertSchedule(hourly);
			expect(await queue.fireDueSchedules()).toHaveLength(1);
		});

		test('a changed expression or zone counts from now on', async () => {
			const {queue, clock} = await fresh('2026-01-15T11:30:00Z');
			await queue.upsertSchedule(hourly);
			clock.advance(60_000);
			await queue.upsertSchedule({...hourly, cron: '45 13 * * *', timeZone: 'Europe/Berlin'});
			expect(await queue.schedules()).toMatchObject([{nextAt: at('12:45:00')}]);
		});

		test('a schedule switched off makes no jobs and starts from now when switched on', async () => {
			const {queue, clock} = await fresh('2026-01-15T11:30:00Z');
			await queue.upsertSchedule({...hourly, enabled: false});
			clock.advance(3_600_000);
			expect(await queue.fireDueSchedules()).toEqual([]);
			await queue.upsertSchedule(hourly);
			expect(await queue.fireDueSchedules()).toEqual([]);
			expect(await queue.schedules()).toMatchObject([{nextAt: at('13:00:00')}]);
		});

		test('a slot that falls due while a run is open joins it', async () => {
			const {queue, clock} = await fresh('2026-01-15T11:30:00Z');
			await queue.upsertSchedule(hourly);
			await queue.enqueue('alpha', null, {dedupeKey: singleFlightKey('alpha')});
			clock.advance(3_600_000);
			expect(await queue.fireDueSchedules()).toEqual([]);
			expect((await queue.counts()).available).toBe(1);
			expect(await queue.schedules()).toMatchObject([{lastSlot: at('12:00:00')}]);
		});

		test('only the named agents are fired when asked so', async () => {
			const {queue, clock} = await fresh('2026-01-15T11:30:00Z');
			await queue.upsertSchedule(hourly);
			await queue.upsertSchedule({...hourly, agent: 'beta'});
			clock.advance(3_600_000);
			expect(await queue.fireDueSchedules(['beta'])).toHaveLength(1);
			expect((await queue.list({})).jobs.map((job) => job.agent)).toEqual(['beta']);
		});

		test('an unreadable expression or zone is refused and leaves the old schedule', async () => {
			const {queue} = await fresh('2026-01-15T11:30:00Z');
			await queue.upsertSchedule(hourly);
			await expect(queue.upsertSchedule({...hourly, cron: 'every day'})).rejects.toMatchObject({code: 'bad-schedule'});
			await expect(queue.upsertSchedule({...hourly, timeZone: 'Mars/Base'})).rejects.toMatchObject({code: 'bad-schedule'});
			expect(await queue.schedules()).toMatchObject([{cron: '0 * * * *', timeZone: 'UTC'}]);
		});

		test('an expression that never fires again has no next slot', async () => {
			const {queue} = await fresh();
			await queue.upsertSchedule({...hourly, cron: '0 0 30 2 *'});
			expect(await queue.schedules()).toMatchObject([{nextAt: null}]);
			expect(await queue.fireDueSchedules()).toEqual([]);
		});
	});
}
