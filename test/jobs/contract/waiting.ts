import {describe, expect, test} from 'vitest';
import {claimed, failed, leaseMs, type OpenQueue, queueOpener, result, stateOf} from './fresh-queue.ts';

/** Enqueueing, keys and the order of claims. */
export function describeWaiting(open: OpenQueue): void {
	const fresh = queueOpener(open);

	describe('enqueueing', () => {
		test('a job without options is available with the documented defaults', async () => {
			const {queue, clock} = await fresh();
			const {id, created} = await queue.enqueue('alpha', {depth: 2});
			expect(created).toBe(true);
			const at = new Date(clock.now()).toISOString();
			expect(await queue.get(id)).toMatchObject({
				id,
				agent: 'alpha',
				state: 'available',
				priority: 'normal',
				attempt: 0,
				maxAttempts: 3,
				createdAt: at,
				runAt: at,
				startedAt: null,
				finishedAt: null,
				progress: null,
				cancelRequested: false,
				examined: null,
				findings: {critical: 0, warning: 0, info: 0},
				summary: null,
				error: null,
				attempts: [],
				found: [],
			});
		});

		test('the input, the timeout and who asked reach the worker unchanged', async () => {
			const {queue} = await fresh();
			await queue.enqueue('alpha', {paths: ['/a'], deep: {n: 1}}, {by: 'ops-token', timeoutMs: 1234});
			const claim = await claimed(queue);
			expect(claim).toMatchObject({input: {paths: ['/a'], deep: {n: 1}}, timeoutMs: 1234, job: {by: 'ops-token'}});
		});

		test('an input that is no JSON is refused in one sentence and leaves no job', async () => {
			const {queue} = await fresh();
			await expect(queue.enqueue('alpha', {big: 1n})).rejects.toMatchObject({name: 'EsaError', code: 'bad-input'});
			expect((await queue.counts()).available).toBe(0);
		});

		test('a job for later is scheduled and cannot be claimed before its time', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null, {runAt: clock.now() + 1000});
			expect(await stateOf(queue, id)).toBe('scheduled');
			expect(await queue.claim('w1', {leaseMs})).toBeUndefined();
			clock.advance(1000);
			expect((await claimed(queue)).job.id).toBe(id);
		});

		test('an open job with the same dedupe key is joined, whichever open state it is in', async () => {
			const {queue} = await fresh();
			const first = await queue.enqueue('alpha', null, {dedupeKey: 'k'});
			expect(await queue.enqueue('alpha', null, {dedupeKey: 'k'})).toEqual({id: first.id, created: false});
			const claim = await claimed(queue);
			expect(await queue.enqueue('alpha', null, {dedupeKey: 'k'})).toEqual({id: first.id, created: false});
			await failed(queue, claim);
			expect(await stateOf(queue, first.id)).toBe('retryable');
			expect(await queue.enqueue('alpha', null, {dedupeKey: 'k'})).toEqual({id: first.id, created: false});
		});

		test('a finished job no longer answers for its dedupe key', async () => {
			const {queue} = await fresh();
			const first = await queue.enqueue('alpha', null, {dedupeKey: 'k'});
			const claim = await claimed(queue);
			await queue.complete(first.id, claim.token, result);
			const second = await queue.enqueue('alpha', null, {dedupeKey: 'k'});
			expect(second.created).toBe(true);
			expect(second.id).not.toBe(first.id);
		});

		test('joining a job that waits out its back-off makes it due now, at the more urgent priority', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null, {dedupeKey: 'k', priority: 'low'});
			await failed(queue, await claimed(queue));
			expect(await queue.claim('w1', {leaseMs})).toBeUndefined();
			await queue.enqueue('alpha', null, {dedupeKey: 'k', priority: 'high'});
			expect((await claimed(queue)).job).toMatchObject({id, priority: 'high', attempt: 2});
		});

		test('joining never makes a job later or less urgent', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null, {dedupeKey: 'k', priority: 'critical'});
			await queue.enqueue('alpha', null, {dedupeKey: 'k', priority: 'low', runAt: clock.now() + 60_000});
			expect((await claimed(queue)).job).toMatchObject({id, priority: 'critical'});
		});

		test('an idempotency key answers with its job even after that job has finished', async () => {
			const {queue} = await fresh();
			const first = await queue.enqueue('alpha', null, {idempotencyKey: 'press-1'});
			const claim = await claimed(queue);
			await queue.complete(first.id, claim.token, result);
			expect(await queue.enqueue('alpha', null, {idempotencyKey: 'press-1'})).toEqual({id: first.id, created: false});
		});

		test('an idempotency key is forgotten after 24 hours, not before', async () => {
			const {queue, clock} = await fresh();
			const first = await queue.enqueue('alpha', null, {idempotencyKey: 'press-1'});
			clock.advance(86_400_000 - 1);
			expect((await queue.enqueue('alpha', null, {idempotencyKey: 'press-1'})).id).toBe(first.id);
			clock.advance(1);
			expect((await queue.enqueue('alpha', null, {idempotencyKey: 'press-1'})).created).toBe(true);
		});

		test('one idempotency key for several agents makes one job each', async () => {
			const {queue} = await fresh();
			const alpha = await queue.enqueue('alpha', null, {idempotencyKey: 'press-1'});
			const beta = await queue.enqueue('beta', null, {idempotencyKey: 'press-1'});
			expect(beta.created).toBe(true);
			expect(beta.id).not.toBe(alpha.id);
		});

		test('an idempotency key that joined an open job answers with that job later', async () => {
			const {queue} = await fresh();
			const first = await queue.enqueue('alpha', null, {dedupeKey: 'k'});
			await queue.enqueue('alpha', null, {dedupeKey: 'k', idempotencyKey: 'press-1'});
			const claim = await claimed(queue);
			await queue.complete(first.id, claim.token, result);
			expect((await queue.enqueue('alpha', null, {dedupeKey: 'k', idempotencyKey: 'press-1'})).id).toBe(first.id);
		});
	});

	describe('claiming', () => {
		test('an empty queue gives nothing', async () => {
			const {queue} = await fresh();
			expect(await queue.claim('w1', {leaseMs})).toBeUndefined();
		});

		test('priority goes before age', async () => {
			const {queue, clock} = await fresh();
			for (const priority of ['low', 'normal', 'critical', 'high'] as const) {
				await queue.enqueue(priority, null, {priority});
				clock.advance(10);
			}
			const order = [await claimed(queue), await claimed(queue), await claimed(queue), await claimed(queue)];
			expect(order.map((claim) => claim.job.priority)).toEqual(['critical', 'high', 'normal', 'low']);
		});

		test('within a priority the earlier due time goes first, then the order of arrival', async () => {
			const {queue, clock} = await fresh();
			await queue.enqueue('third', null, {runAt: clock.now() - 1});
			await queue.enqueue('fourth', null, {runAt: clock.now() - 1});
			await queue.enqueue('first', null, {runAt: clock.now() - 20});
			await queue.enqueue('second', null, {runAt: clock.now() - 10});
			const agents: string[] = [];
			for (let n = 0; n < 4; n++) agents.push((await claimed(queue)).job.agent);
			expect(agents).toEqual(['first', 'second', 'third', 'fourth']);
		});

		test('a worker gets only jobs of the agents it names', async () => {
			const {queue} = await fresh();
			await queue.enqueue('alpha', null, {priority: 'critical'});
			await queue.enqueue('beta', null);
			expect((await claimed(queue, 'w1', ['beta', 'gamma'])).job.agent).toBe('beta');
			expect(await queue.claim('w1', {agents: ['beta', 'gamma'], leaseMs})).toBeUndefined();
			expect(await queue.claim('w1', {agents: [], leaseMs})).toBeUndefined();
		});

		test('a claimed job is running, names its worker and is not given out twice', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const at = new Date(clock.now()).toISOString();
			expect((await claimed(queue, 'host-a:7')).job).toMatchObject({id, state: 'running', attempt: 1, startedAt: at});
			expect(await queue.claim('w2', {leaseMs})).toBeUndefined();
			expect((await queue.get(id))?.attempts).toEqual([
				{attempt: 1, worker: 'host-a:7', startedAt: at, finishedAt: null, outcome: 'running', error: null},
			]);
		});

		test('fencing tokens grow from claim to claim, over all jobs', async () => {
			const {queue} = await fresh();
			for (const agent of ['a', 'b', 'c']) await queue.enqueue(agent, null);
			const tokens = [(await claimed(queue)).token, (await claimed(queue)).token, (await claimed(queue)).token];
			expect(tokens).toEqual(tokens.toSorted((a, b) => a - b));
			expect(new Set(tokens).size).toBe(3);
		});

		test('tokens keep growing when the clock is set back', async () => {
			const {queue, clock} = await fresh();
			await queue.enqueue('a', null);
			await queue.enqueue('b', null);
			const first = await claimed(queue);
			clock.advance(-3_600_000);
			expect((await claimed(queue)).token).toBeGreaterThan(first.token);
		});

		test('an available job stays claimable when the clock is set back', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			clock.advance(-3_600_000);
			expect((await claimed(queue)).job.id).toBe(id);
		});
	});
}
