import {afterEach, expect} from 'vitest';
import type {Clock} from '../../../source/basics/clock.ts';
import type {Claim, JobQueue, RunResult} from '../../../source/jobs/queue.ts';
import {ManualClock} from '../../support/manual-clock.ts';

export type OpenQueue = (clock: Clock) => Promise<JobQueue>;

export const leaseMs = 30_000;
export const result: RunResult = {
	examined: {count: 3, what: 'routes'},
	findings: [
		{
			id: 'f1',
			agent: 'alpha',
			rule: 'slow',
			severity: 'warning',
			category: 'api',
			title: 'GET /a is slow',
			evidence: [{label: 'GET /a', value: 900, unit: 'ms'}],
		},
	],
	summary: '3 routes asked, 1 finding',
};

/** A queue on a clock that stands, closed after the test. */
export function queueOpener(open: OpenQueue): (start?: string) => Promise<{queue: JobQueue; clock: ManualClock}> {
	const opened: JobQueue[] = [];
	afterEach(async () => {
		for (const queue of opened.splice(0)) await queue.close();
	});
	return async (start) => {
		const clock = start === undefined ? new ManualClock() : new ManualClock(Date.parse(start));
		const queue = await open(clock);
		opened.push(queue);
		return {queue, clock};
	};
}

/** Claims and insists that there was something to claim. */
export async function claimed(queue: JobQueue, workerId = 'w1', agents?: readonly string[]): Promise<Claim> {
	const claim = await queue.claim(workerId, agents ? {agents, leaseMs} : {leaseMs});
	expect(claim, 'a job was due').toBeDefined();
	if (!claim) throw new Error('nothing to claim');
	return claim;
}

export async function failed(queue: JobQueue, claim: Claim, retry = true): Promise<boolean> {
	return queue.fail(claim.job.id, claim.token, {message: 'boom', outcome: 'failed', retry});
}

export async function stateOf(queue: JobQueue, id: string): Promise<string | undefined> {
	return (await queue.get(id))?.state;
}
