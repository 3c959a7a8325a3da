/**
 * A worker process for the tests: claims and completes jobs of a shared file until none is open, and appends one line per completion that the
 * queue accepted. Arguments: queue file, log file, lease in ms, milliseconds of work per job.
 */
import {appendFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {systemClock} from '../../../source/basics/clock.ts';
import {openSqliteQueue} from '../../../source/jobs/sqlite-queue.ts';

const [file = '', log = '', lease = '', work = ''] = process.argv.slice(2);
const leaseMs = Number(lease);
const queue = openSqliteQueue({file, clock: systemClock});
process.stdout.write('ready\n');

for (;;) {
	await queue.sweep();
	const claim = await queue.claim(`${process.pid}`, {leaseMs});
	if (!claim) {
		const {available, running, retryable, scheduled} = await queue.counts();
		if (available + running + retryable + scheduled === 0) break;
		await sleep(10);
		continue;
	}
	await sleep(Math.random() * Number(work));
	const isOurs = await queue.complete(claim.job.id, claim.token, {
		examined: {count: 1, what: 'jobs'},
		findings: [],
		summary: `by ${process.pid}`,
	});
	if (isOurs) appendFileSync(log, `${claim.job.id} ${claim.token}\n`);
}
await queue.close();
