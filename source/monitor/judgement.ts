import type {Agent} from '../agents/define-agent.ts';
import type {Clock} from '../basics/clock.ts';
import {judge, type StatusChange} from '../health/judge.ts';
import {type JudgeMemory, parseMemory} from '../health/memory.ts';
import {trendsOf} from '../health/trend.ts';
import type {Orchestrator} from '../jobs/orchestrator.ts';
import type {JobQueue} from '../jobs/queue.ts';
import type {CheckRunner} from '../probes/checks.ts';
import type {HttpProbe} from '../probes/http-probe.ts';
import type {HealthReport, Trend} from '../protocol/report.ts';
import {schemaVersion} from '../protocol/vocabulary.ts';
import type {Sample, Store} from '../store/store.ts';
import {gatherEvidence} from './evidence/gather.ts';
import {type JobFacts, noJobFacts, readJobFacts} from './job-facts.ts';
import type {LiveEvents} from './live-events.ts';
import {notableRoutes} from './notable-routes.ts';

const memoryKey = 'judge.memory';
/** Trends move by hours; reading 30 days for each of seven scores every 5 s would be most of the monitor's work. */
const trendsEveryMs = 60_000;

export interface JudgementParts {
	name: string;
	version: string | null;
	store: Store;
	queue: JobQueue;
	agents: readonly Agent[];
	orchestrator: Orchestrator;
	checks: CheckRunner;
	http: HttpProbe | undefined;
	events: LiveEvents;
	clock: Clock;
	slo: number;
	/** What limits the report from the start on. */
	warnings: readonly string[];
}

/** Keeps the last judgement as the one snapshot for all readers, and makes the next one when asked. */
export class Judgement {
	readonly #parts: JudgementParts;
	readonly #startedAt: string;
	#memory: JudgeMemory;
	#kept = '';
	#jobFacts: JobFacts = noJobFacts;
	#isReadingFacts = false;
	#trends: Record<string, Trend> = {};
	#trendsAt = -Infinity;
	#snapshot: {report: HealthReport; json: string} | undefined;

	constructor(parts: JudgementParts) {
		this.#parts = parts;
		this.#startedAt = new Date(parts.clock.now() - process.uptime() * 1000).toISOString();
		this.#memory = parseMemory(parts.store.getValue(memoryKey));
	}

	/** Reads what is known from before and judges it: readers get a report from here on. */
	async start(): Promise<void> {
		await this.refresh();
		this.judge();
	}

	snapshot(): {report: HealthReport; json: string} {
		return (this.#snapshot ??= this.#judgeNow(this.#parts.clock.now()));
	}

	/** Judges what is stored now; remembers scores and signals as samples, and tells of every status that changed. */
	judge(): void {
		const now = this.#parts.clock.now();
		const judged = this.#judgeNow(now);
		this.#snapshot = judged;
		this.#parts.store.append(samplesOf(judged.report, now));
		void this.refresh();
	}

	/** Reads what the job queue knows, for the next judgement. Overlapping calls are one; trouble leaves the last facts standing. */
	async refresh(): Promise<void> {
		if (this.#isReadingFacts) return;
		this.#isReadingFacts = true;
		const {queue, agents, clock} = this.#parts;
		try {
			this.#jobFacts = await readJobFacts(queue, agents, clock.now());
		} catch {
			// The queue is closing, or its file is in trouble, which its own state tells in the report's warnings.
		} finally {
			this.#isReadingFacts = false;
		}
	}

	#judgeNow(now: number): {report: HealthReport; json: string} {
		const {store, checks, orchestrator, http, slo} = this.#parts;
		const components = checks.components();
		const findings = store.findings();
		const sources = {store, measuring: http !== undefined, components, findings, jobs: this.#jobFacts, routes: notableRoutes(http), slo};
		const {memory, changes, ...judged} = judge(
			{
				measurements: gatherEvidence(sources, now),
				components,
				findings,
				trends: this.#readTrends(now),
				recommendations: orchestrator.recommendations(),
			},
			this.#memory,
			now,
		);
		this.#memory = memory;
		this.#keepMemory();
		this.#tell(changes, now);
		const report: HealthReport = {
			schemaVersion,
			at: new Date(now).toISOString(),
			service: this.#service(),
			...judged,
			warnings: this.#warnings(),
		};
		return {report, json: JSON.stringify(report)};
	}

	#service(): HealthReport['service'] {
		const {name, version, http} = this.#parts;
		const isService = http !== undefined;
		return {name, version, pid: isService ? process.pid : null, startedAt: isService ? this.#startedAt : null};
	}

	#warnings(): string[] {
		const {store, queue, warnings} = this.#parts;
		const states = [store.state(), queue.state()];
		return [...warnings, ...new Set(states.flatMap((state) => (state.kind === 'degraded' ? [state.reason] : [])))];
	}

	#readTrends(now: number): Record<string, Trend> {
		const {store, clock} = this.#parts;
		if (clock.monotonic() - this.#trendsAt < trendsEveryMs) return this.#trends;
		this.#trendsAt = clock.monotonic();
		const ids = store.series('score.').map((series) => series.slice('score.'.length));
		this.#trends = Object.fromEntries(
			ids.map((id) => [id, trendsOf((from, to, width) => store.buckets(`score.${id}`, from, to, width), now)]),
		);
		return this.#trends;
	}

	#keepMemory(): void {
		const text = JSON.stringify(this.#memory);
		if (text === this.#kept) return;
		this.#kept = text;
		this.#parts.store.setValue(memoryKey, text);
	}

	#tell(changes: readonly StatusChange[], now: number): void {
		for (const change of changes) this.#parts.events.publish({kind: 'status', at: new Date(now).toISOString(), ...change});
	}
}

/** Scores and judged signals as samples, so that every number on the screen has a history. What has no score has no sample: gaps stay gaps. */
function samplesOf({overall, categories}: HealthReport, t: number): Sample[] {
	const scores = [{id: 'overall', score: overall.score}, ...categories].map(({id, score}) => ({series: `score.${id}`, value: score}));
	const signals = categories.flatMap((category) => category.signals).map(({id, value}) => ({series: `signal.${id}`, value}));
	return [...scores, ...signals].flatMap(({series, value}) =>
		value === null ? [] : [{series, t, n: 1, sum: value, min: value, max: value}],
	);
}
