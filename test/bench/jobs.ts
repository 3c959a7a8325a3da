import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {z} from 'zod';
import {defineAgent} from '../../source/agents/define-agent.ts';
import {systemClock} from '../../source/basics/clock.ts';
import {createOrchestrator} from '../../source/jobs/orchestrator.ts';
import type {JobQueue} from '../../source/jobs/queue.ts';
import {openSqliteQueue} from '../../source/jobs/sqlite-queue.ts';
import {memoryStore} from '../../source/store/memory-store.ts';
import type {Figure} from './figure.ts';

const jobs = 3000;
const triggers = 200;

/** Measures the embedded queue on a real file: throughput of its durable transactions, and how soon a triggered run starts. */
export async function benchJobs(): Promise<Figure[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'esa-bench-'));
	try {
		const perSecond = await withQueue(path.join(folder, 'throughput.db'), measureThroughput);
		const startMs = await withQueue(path.join(folder, 'start.db'), measureStart);
		return [
			{
				figure: 'jobs claimed and completed',
				value: Math.round(perSecond),
				unit: 'per s',
				budget: 2000,
				how: `at least the budget; ${jobs} jobs, one process, file, one wait for the disk per job`,
			},
			{
				figure: 'trigger to start of the run, p95',
				value: Math.round(startMs * 10) / 10,
				unit: 'ms',
				budget: 50,
				how: `at most the budget; ${triggers} triggers one after another, in process, file`,
			},
		];
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

async function withQueue(file: string, measure: (queue: JobQueue) => Promise<number>): Promise<number> {
	const queue = openSqliteQueue({file, clock: systemClock});
	try {
		return await measure(queue);
	} finally {
		await queue.close();
	}
}

async function measureThroughput(queue: JobQueue): Promise<number> {
	for (let n = 0; n < jobs; n++) await queue.enqueue('bench', n);
	const from = performance.now();
	for (let n = 0; n < jobs; n++) {
		const claim = await queue.claim('bench', {leaseMs: 30_000});
		if (!claim) throw new Error(`the queue ran dry after ${n} of ${jobs} jobs`);
		await queue.complete(claim.job.id, claim.token, {examined: {count: 1, what: 'jobs'}, findings: [], summary: 'done'});
	}
	return (jobs * 1000) / (performance.now() - from);
}

async function measureStart(queue: JobQueue): Promise<number> {
	let started = Promise.withResolvers<number>();
	const agent = defineAgent({
		name: 'bench',
		title: 'Bench',
		schedule: 'manual',
		options: z.unknown(),
		async run() {
			started.resolve(performance.now());
			return {examined: {count: 1, what: 'jobs'}, findings: [], summary: 'done'};
		},
		recommend: () => [],
	});
	const orchestrator = createOrchestrator({
		queue,
		agents: [agent],
		store: memoryStore(),
		clock: systemClock,
		service: {origin: () => undefined, routes: () => []},
	});
	await orchestrator.start();
	const waits: number[] = [];
	for (let n = 0; n < triggers; n++) {
		started = Promise.withResolvers();
		const done = whenDone(queue);
		const from = performance.now();
		await orchestrator.trigger('bench', {by: 'bench'});
		waits.push((await started.promise) - from);
		await done;
	}
	await orchestrator.stop();
	return waits.toSorted((a, b) => a - b)[Math.floor(triggers * 0.95)] ?? Number.NaN;
}

/** The next completion: a trigger before it would only join the run. */
async function whenDone(queue: JobQueue): Promise<void> {
	return new Promise((resolve) => {
		const unsubscribe = queue.subscribe((job) => {
			if (job.state !== 'completed') return;
			unsubscribe();
			resolve();
		});
	});
}
