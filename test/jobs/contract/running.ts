import {describe, expect, test} from 'vitest';
import {claimed, failed, leaseMs, type OpenQueue, queueOpener, result, stateOf} from './fresh-queue.ts';

/** Leases, fencing and every way an attempt ends. */
export function describeRunning(open: OpenQueue): void {
	const fresh = queueOpener(open);

	describe('heartbeats and leases', () => {
		test('a heartbeat stores progress for readers', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			expect(await queue.heartbeat(id, token, leaseMs, {done: 3, total: 31, message: 'GET /a'})).toEqual({
				kind: 'ok',
				cancelRequested: false,
			});
			expect((await queue.get(id))?.progress).toEqual({done: 3, total: 31, message: 'GET /a'});
			await queue.heartbeat(id, token, leaseMs);
			expect((await queue.get(id))?.progress).toMatchObject({done: 3});
		});

		test('a job whose worker keeps reporting is never handed back', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			for (let beat = 0; beat < 40; beat++) {
				clock.advance(leaseMs / 4);
				expect(await queue.sweep()).toEqual({returned: 0});
				expect(await queue.heartbeat(id, token, leaseMs)).toMatchObject({kind: 'ok'});
			}
			expect(await queue.complete(id, token, result)).toBe(true);
		});

		test('a lease lasts as long as was asked, then the job is handed back for another attempt', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			await claimed(queue, 'dead');
			clock.advance(leaseMs - 1);
			expect(await queue.sweep()).toEqual({returned: 0});
			clock.advance(1);
			expect(await queue.sweep()).toEqual({returned: 1});
			const again = await claimed(queue, 'alive');
			expect(again.job).toMatchObject({id, attempt: 2});
			expect(again.job.attempts.map(({worker, outcome}) => ({worker, outcome}))).toEqual([
				{worker: 'dead', outcome: 'lost'},
				{worker: 'alive', outcome: 'running'},
			]);
		});

		test('a worker that wakes up after its lease was given away is refused everything', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const old = await claimed(queue, 'paused');
			clock.advance(leaseMs);
			await queue.sweep();
			const current = await claimed(queue, 'second');
			expect(await queue.heartbeat(id, old.token, leaseMs, {done: 9, total: 9, message: 'late'})).toEqual({kind: 'lost'});
			expect(await queue.complete(id, old.token, result)).toBe(false);
			expect(await failed(queue, old)).toBe(false);
			expect(await queue.release(id, old.token, 'late')).toBe(false);
			expect(await queue.get(id)).toMatchObject({
				state: 'running',
				progress: null,
				examined: null,
				error: 'Worker paused stopped reporting.',
			});
			expect(await queue.complete(id, current.token, result)).toBe(true);
		});

		test('a worker that comes back before anybody noticed keeps its job', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			clock.advance(leaseMs * 3);
			expect(await queue.heartbeat(id, token, leaseMs)).toMatchObject({kind: 'ok'});
			expect(await queue.sweep()).toEqual({returned: 0});
			expect(await queue.complete(id, token, result)).toBe(true);
		});

		test('a job out of attempts fails when its last worker is lost', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null, {maxAttempts: 2});
			for (const worker of ['a', 'b']) {
				await claimed(queue, worker);
				clock.advance(leaseMs);
				await queue.sweep();
			}
			expect(await queue.get(id)).toMatchObject({state: 'failed', attempt: 2, error: 'Worker b stopped reporting.'});
			expect(await queue.claim('c', {leaseMs})).toBeUndefined();
		});

		test('a dead worker is found one lease after the clock was set back, not one jump later', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			await claimed(queue, 'dead');
			clock.advance(-86_400_000);
			expect(await queue.sweep()).toEqual({returned: 0});
			clock.advance(leaseMs);
			expect(await queue.sweep()).toEqual({returned: 1});
			expect((await claimed(queue)).job.id).toBe(id);
		});

		test('a live worker keeps its job while the clock is set back', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			clock.advance(-3_600_000);
			for (let beat = 0; beat < 12; beat++) {
				await queue.sweep();
				expect(await queue.heartbeat(id, token, leaseMs)).toMatchObject({kind: 'ok'});
				clock.advance(leaseMs / 4);
			}
			expect(await queue.complete(id, token, result)).toBe(true);
		});
	});

	describe('endings', () => {
		test('a completed job keeps what was examined, what was found and its summary', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			clock.advance(1500);
			expect(await queue.complete(id, token, result)).toBe(true);
			const job = await queue.get(id);
			expect(job).toMatchObject({
				state: 'completed',
				finishedAt: new Date(clock.now()).toISOString(),
				examined: {count: 3, what: 'routes'},
				findings: {critical: 0, warning: 1, info: 0},
				summary: '3 routes asked, 1 finding',
				error: null,
			});
			expect(job?.found).toEqual(result.findings);
			expect(job?.attempts).toMatchObject([{outcome: 'completed'}]);
		});

		test('a job is completed once: the second call of the same worker is refused', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			expect(await queue.complete(id, token, result)).toBe(true);
			expect(await queue.complete(id, token, {...result, summary: 'again'})).toBe(false);
			expect((await queue.get(id))?.summary).toBe('3 routes asked, 1 finding');
		});

		test('a failed attempt waits longer each time and then runs again', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null, {maxAttempts: 4});
			const waits: number[] = [];
			for (let attempt = 1; attempt <= 3; attempt++) {
				await failed(queue, await claimed(queue));
				const runAt = Date.parse((await queue.get(id))?.runAt ?? '');
				waits.push(runAt - clock.now());
				clock.advance(runAt - clock.now() - 1);
				expect(await queue.claim('early', {leaseMs})).toBeUndefined();
				clock.advance(1);
			}
			// Half to whole of 5, 10, 20 s.
			for (const [index, base] of [5000, 10_000, 20_000].entries()) {
				expect(waits[index]).toBeGreaterThanOrEqual(base / 2);
				expect(waits[index]).toBeLessThanOrEqual(base);
			}
			expect((await claimed(queue)).job).toMatchObject({id, attempt: 4});
		});

		test('a job fails for good when its attempts are used up', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null, {maxAttempts: 1});
			await failed(queue, await claimed(queue));
			expect(await queue.get(id)).toMatchObject({state: 'failed', error: 'boom', attempts: [{outcome: 'failed', error: 'boom'}]});
		});

		test('a failure that no retry can mend ends the job at once', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			await failed(queue, await claimed(queue), false);
			expect(await stateOf(queue, id)).toBe('failed');
		});

		test('an attempt that timed out is remembered as such', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			await queue.fail(id, token, {message: 'Timed out after 5 s.', outcome: 'timed-out', retry: true});
			expect(await queue.get(id)).toMatchObject({state: 'retryable', attempts: [{outcome: 'timed-out', error: 'Timed out after 5 s.'}]});
		});

		test('a back-off lasts no longer than itself when the clock is set back', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			await failed(queue, await claimed(queue));
			clock.advance(-86_400_000);
			await queue.sweep();
			clock.advance(5000);
			await queue.sweep();
			expect(await stateOf(queue, id)).toBe('available');
		});

		test('a job handed back by a stopping worker is available at once and loses no attempt', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null, {maxAttempts: 1});
			const {token} = await claimed(queue);
			expect(await queue.release(id, token, 'the monitor stopped')).toBe(true);
			expect(await queue.get(id)).toMatchObject({state: 'available', attempts: [{outcome: 'lost', error: 'the monitor stopped'}]});
			const again = await claimed(queue, 'w2');
			expect(again.job.attempt).toBe(2);
			await failed(queue, again);
			expect(await stateOf(queue, id)).toBe('failed');
		});
	});

	describe('cancelling and retrying by hand', () => {
		test('a waiting job is cancelled at once', async () => {
			const {queue, clock} = await fresh();
			const {id} = await queue.enqueue('alpha', null, {runAt: clock.now() + 1000});
			expect(await queue.requestCancel(id)).toMatchObject({id, state: 'cancelled', finishedAt: new Date(clock.now()).toISOString()});
			clock.advance(1000);
			expect(await queue.claim('w1', {leaseMs})).toBeUndefined();
		});

		test('a running job is asked, hears it in its next heartbeat, and ends as cancelled', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			expect(await queue.requestCancel(id)).toMatchObject({state: 'running', cancelRequested: true});
			expect(await queue.heartbeat(id, token, leaseMs)).toEqual({kind: 'ok', cancelRequested: true});
			await queue.fail(id, token, {message: 'Cancelled on request.', outcome: 'cancelled', retry: true});
			expect(await queue.get(id)).toMatchObject({state: 'cancelled', attempts: [{outcome: 'cancelled'}]});
		});

		test('a job that fails after its cancel was requested is not tried again', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const claim = await claimed(queue);
			await queue.requestCancel(id);
			await failed(queue, claim);
			expect(await stateOf(queue, id)).toBe('cancelled');
		});

		test('a job whose worker died or stopped after the cancel request ends as cancelled', async () => {
			const {queue, clock} = await fresh();
			const lost = await queue.enqueue('alpha', null);
			await claimed(queue);
			const stopped = await queue.enqueue('beta', null);
			const {token} = await claimed(queue);
			await queue.requestCancel(lost.id);
			await queue.requestCancel(stopped.id);
			await queue.release(stopped.id, token, 'the monitor stopped');
			clock.advance(leaseMs);
			await queue.sweep();
			expect([await stateOf(queue, lost.id), await stateOf(queue, stopped.id)]).toEqual(['cancelled', 'cancelled']);
		});

		test('work that was done before the cancel was seen counts as done', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			await queue.requestCancel(id);
			expect(await queue.complete(id, token, result)).toBe(true);
			expect(await stateOf(queue, id)).toBe('completed');
		});

		test('a finished job is not changed by a cancel', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			await queue.complete(id, token, result);
			expect(await queue.requestCancel(id)).toMatchObject({state: 'completed', cancelRequested: false});
		});

		test('a failed job that is retried runs again and keeps its earlier attempts', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null, {maxAttempts: 1});
			await failed(queue, await claimed(queue));
			expect(await queue.retry(id)).toMatchObject({id, state: 'available', finishedAt: null, maxAttempts: 2});
			const claim = await claimed(queue);
			await queue.complete(id, claim.token, result);
			expect(await queue.get(id)).toMatchObject({state: 'completed', error: null, attempts: [{outcome: 'failed'}, {outcome: 'completed'}]});
		});

		test('a cancelled job that is retried is not cancelled again by the old request', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			await queue.requestCancel(id);
			await queue.retry(id);
			const {token} = await claimed(queue);
			expect(await queue.heartbeat(id, token, leaseMs)).toEqual({kind: 'ok', cancelRequested: false});
		});

		test('a retry does not double an open job with the same dedupe key', async () => {
			const {queue} = await fresh();
			const old = await queue.enqueue('alpha', null, {dedupeKey: 'k'});
			await queue.requestCancel(old.id);
			const current = await queue.enqueue('alpha', null, {dedupeKey: 'k'});
			expect(await queue.retry(old.id)).toMatchObject({id: current.id});
			expect(await stateOf(queue, old.id)).toBe('cancelled');
		});

		test('an open or completed job is left as it is by a retry', async () => {
			const {queue} = await fresh();
			const {id} = await queue.enqueue('alpha', null);
			const {token} = await claimed(queue);
			expect(await queue.retry(id)).toMatchObject({state: 'running'});
			await queue.complete(id, token, result);
			expect(await queue.retry(id)).toMatchObject({state: 'completed'});
		});

		test('unknown jobs are undefined, lost or refused, never an error', async () => {
			const {queue} = await fresh();
			expect(await queue.get('nobody')).toBeUndefined();
			expect(await queue.requestCancel('nobody')).toBeUndefined();
			expect(await queue.retry('nobody')).toBeUndefined();
			expect(await queue.heartbeat('nobody', 1, leaseMs)).toEqual({kind: 'lost'});
			expect(await queue.complete('nobody', 1, result)).toBe(false);
		});
	});
}
