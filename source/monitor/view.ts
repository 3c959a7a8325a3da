import type {Clock} from '../basics/clock.ts';
import type {Orchestrator} from '../jobs/orchestrator.ts';
import type {JobQueue} from '../jobs/queue.ts';
import {bucketCount, bucketMs, type Range, type TrendSeries} from '../protocol/trends.ts';
import type {MonitorView} from '../server/monitor-view.ts';
import type {Store} from '../store/store.ts';
import type {AuditLog} from './audit-log.ts';
import type {Judgement} from './judgement.ts';
import type {LiveEvents} from './live-events.ts';
import {toMetrics} from './metrics.ts';
import type {Sampler} from './sampler.ts';
import type {Totals} from './totals.ts';

interface ViewParts {
	name: string;
	version: string;
	store: Store;
	queue: JobQueue;
	orchestrator: Orchestrator;
	judgement: Judgement;
	sampler: Sampler;
	totals: Totals;
	events: LiveEvents;
	audit: AuditLog;
	clock: Clock;
}

/** What the wire serves, read from the parts of a running monitor. */
export function createView(parts: ViewParts): MonitorView {
	const {name, version, store, queue, orchestrator, judgement, sampler, totals, events, audit, clock} = parts;
	return {
		name,
		version,
		snapshot: () => judgement.snapshot(),
		trends: (range, ids) => readTrends(judgement, store, range, ids, clock.now()),
		counted: () => countedSeries(store),
		metrics: () => toMetrics(judgement.snapshot().report, sampler.gauges(), totals.metrics()),
		agents: () => orchestrator.summaries(),
		findings: (filter) => store.findings(filter),
		jobs: (filter) => queue.list(filter),
		job: (id) => queue.get(id),
		trigger: (agent, options) => orchestrator.trigger(agent, options),
		cancel: (id) => orchestrator.cancel(id),
		subscribe: (listener) => events.subscribe(listener),
		audit: (line) => audit.add(line),
		auditLines: (limit) => audit.last(limit),
	};
}

/** What an agent counts in each run has its own name in front, and none of the categories'. */
function countedSeries(store: Store): string[] {
	return store.series('signal.api-paths.').map((series) => series.slice('signal.'.length));
}

function readTrends(judgement: Judgement, store: Store, range: Range, ids: readonly string[] | undefined, now: number): TrendSeries[] {
	const {categories} = judgement.snapshot().report;
	const scores = ['overall', ...categories.map(({id}) => id)];
	const width = bucketMs[range];
	const from = (Math.floor(now / width) + 1 - bucketCount[range]) * width;
	const units = new Map(categories.flatMap(({signals}) => signals).map(({id, unit}) => [id, unit]));
	return (ids ?? scores).map((id) => {
		const isScore = scores.includes(id);
		return {
			id,
			unit: isScore ? 'score' : (units.get(id) ?? 'count'),
			buckets: store.buckets(`${isScore ? 'score' : 'signal'}.${id}`, from, now + 1, width),
		};
	});
}
