import type {Connection, Outcome, Poll, Reading} from '../../source/client/connection.ts';
import type {LiveEvent} from '../../source/protocol/events.ts';
import type {Job, JobDetail} from '../../source/protocol/jobs.ts';
import {job, reading} from './readings.ts';

/** A server with state on the far side of a connection: what is triggered there runs, is polled, listed and told live. */
export class FakeConnection implements Connection {
	readonly url = 'http://localhost:3000';
	/** What the next polls bring; set it to change the world, or to a failure to take the server away. */
	world: Reading;
	trouble: Exclude<Poll, {reading: Reading}> | null = null;
	/** Everything that was asked for, in order. */
	readonly asked: string[] = [];
	polls = 0;
	closed = false;
	#listeners = new Set<(event: LiveEvent) => void>();
	#jobs = 0;
	#now: () => number;

	constructor(world: Reading = reading(), now: () => number = Date.now) {
		this.world = world;
		this.#now = now;
	}

	async poll(): Promise<Poll> {
		this.polls++;
		const at = this.#now();
		if (this.trouble !== null) return {...this.trouble, at};
		const report = {...this.world.report, at: new Date(at).toISOString()};
		return {kind: 'fresh', at, reading: {...this.world, report}, roundTripMs: 2};
	}

	async trend(): Promise<Outcome<Reading['trends'][number]>> {
		return {kind: 'unreadable', detail: 'one series is not asked for by any screen'};
	}

	async trends(range: string): Promise<Outcome<Reading['trends']>> {
		this.asked.push(`trends ${range}`);
		return {kind: 'done', value: this.world.trends};
	}

	async jobs(): Promise<Outcome<{jobs: Job[]; nextCursor: string | null}>> {
		return {kind: 'done', value: {jobs: this.world.jobs, nextCursor: null}};
	}

	async job(id: string): Promise<Outcome<JobDetail>> {
		this.asked.push(`job ${id}`);
		const known = this.world.jobs.find((one) => one.id === id);
		if (known === undefined) return {kind: 'refused', detail: `there is no run ${id}`};
		return {kind: 'done', value: {...known, attempts: [], found: this.world.findings.filter(({agent}) => agent === known.agent)}};
	}

	async trigger(agents: readonly string[]): Promise<Outcome<{job: JobDetail; joined: boolean}[]>> {
		this.asked.push(`run ${agents.join(' ')}`);
		if (this.trouble !== null) return {kind: 'unreachable', detail: this.trouble.detail};
		const jobs = agents.map((agent) => job({id: `run-${++this.#jobs}`, agent, by: 'operator'}));
		for (const one of jobs) this.put(one);
		return {kind: 'done', value: jobs.map((one) => ({job: {...one, attempts: [], found: []}, joined: false}))};
	}

	async cancel(id: string): Promise<Outcome<Job>> {
		this.asked.push(`cancel ${id}`);
		const known = this.world.jobs.find((one) => one.id === id);
		if (known === undefined) return {kind: 'refused', detail: `there is no run ${id}`};
		return {kind: 'done', value: {...known, cancelRequested: true}};
	}

	/** A run changes on the server: the next polls have it, and whoever listens is told. */
	put(changed: Job): void {
		const jobs = [changed, ...this.world.jobs.filter((one) => one.id !== changed.id)];
		this.world = {...this.world, jobs};
		this.tell({kind: 'job', at: changed.createdAt, job: changed});
	}

	tell(event: LiveEvent): void {
		for (const listener of this.#listeners) listener(event);
	}

	async *events(signal: AbortSignal): AsyncGenerator<LiveEvent> {
		const waiting: LiveEvent[] = [];
		let wake: () => void = () => {};
		const listener = (event: LiveEvent): void => {
			waiting.push(event);
			wake();
		};
		this.#listeners.add(listener);
		signal.addEventListener('abort', () => wake());
		while (!signal.aborted) {
			yield* waiting.splice(0);
			await new Promise<void>((resolve) => {
				wake = resolve;
				if (waiting.length > 0 || signal.aborted) resolve();
			});
		}
		this.#listeners.delete(listener);
	}

	async close(): Promise<void> {
		this.closed = true;
	}
}
