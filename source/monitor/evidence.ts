import {formatValue} from '../basics/format-value.ts';
import type {Curve, Measurement} from '../health/policy.ts';
import type {Finding} from '../protocol/findings.ts';
import type {Component} from '../protocol/report.ts';
import type {Store} from '../store/store.ts';
import {chooseErrorSpan, chooseGaugeSpan, chooseLatencySpan, quantileOf, readSpans, type Span} from './evidence-window.ts';
import type {JobFacts} from './job-facts.ts';

/** Everything that the next judgement rests on. */
export interface EvidenceSources {
	store: Store;
	/** Is this process the service; a server that only runs a project's agents measures no process. */
	measuring: boolean;
	components: readonly Component[];
	findings: readonly Finding[];
	jobs: JobFacts;
	/** The slowest and the most failing route of the last minutes, for the text beside a number. */
	routes: {slowest?: {route: string; p95Ms: number}; failing?: {route: string; errors: number; n: number}};
	/** Service-level objective of the API, 0–1. */
	slo: number;
}

type Draft = Pick<Measurement, 'id' | 'category' | 'title' | 'curve' | 'unit' | 'source' | 'required' | 'weight'> & Partial<Measurement>;

/** Turns what is stored into the measurements that are judged; what nobody measured is a measurement without a value and with the reason. */
export function gatherEvidence(sources: EvidenceSources, now: number): Measurement[] {
	return [
		...apiEvidence(sources, now),
		...checkEvidence(sources, now),
		...poolEvidence(sources, now),
		...processEvidence(sources, now),
		...websocketEvidence(sources, now),
		...agentEvidence(sources, now),
		...findingEvidence(sources, now),
		...missingEvidence(sources),
	];
}

const attach = 'no service attached: start it with node --import esa-health/register';

function apiEvidence({store, measuring, routes, slo}: EvidenceSources, now: number): Measurement[] {
	const errors = {
		id: 'api.errors',
		category: 'api',
		title: 'errors',
		curve: {kind: 'burn', slo},
		unit: 'ratio',
		source: 'http probe',
		required: true,
		weight: 2,
		agent: 'endpoints',
	} as const;
	const latency = {
		id: 'api.latency',
		category: 'api',
		title: 'p95',
		curve: {kind: 'latency', p10: 200, median: 1000},
		unit: 'ms',
		source: 'http probe',
		required: true,
		weight: 2,
	} as const;
	if (!measuring) return [unmeasured(errors, attach), unmeasured(latency, attach)];
	const {slowest, failing} = routes;
	return [
		ratioOf(
			{...errors, ...(failing !== undefined && {note: `${failing.route}: ${failing.errors} of ${failing.n}`})},
			store,
			'api.errors',
			now,
			'no requests yet',
		),
		percentileOf(
			{...latency, ...(slowest !== undefined && {note: `slowest ${slowest.route}, p95 ${formatValue(slowest.p95Ms, 'ms')}`})},
			store,
			'api.latency',
			0.95,
			now,
			'no requests yet',
		),
	];
}

function checkEvidence({store, components}: EvidenceSources, now: number): Measurement[] {
	return components.flatMap((component) => {
		const source = `check ${component.id}`;
		// A check that no longer runs makes its numbers old, whatever the window still holds.
		const at = component.at === null ? now : Date.parse(component.at);
		const common = {category: component.category, source, required: component.required, at};
		return [
			percentileOf(
				{
					...common,
					id: `${component.category}.check-latency.${component.id}`,
					title: `${component.title} p95`,
					curve: {kind: 'latency', p10: 50, median: 500},
					unit: 'ms',
					weight: 2,
				},
				store,
				`check.${component.id}`,
				0.95,
				now,
				'not checked yet',
			),
			ratioOf(
				{
					...common,
					id: `${component.category}.check-errors.${component.id}`,
					title: `${component.title} failures`,
					curve: {kind: 'burn', slo: 0.99},
					unit: 'ratio',
					weight: 2,
				},
				store,
				`check-errors.${component.id}`,
				now,
				'not checked yet',
			),
		];
	});
}

function poolEvidence({store}: EvidenceSources, now: number): Measurement[] {
	return store.series('pool.').map((series) => {
		const name = series.slice('pool.'.length);
		return meanOf(
			{
				id: `database.pool.${name}`,
				category: 'database',
				title: `pool ${name}`,
				curve: {kind: 'saturation'},
				unit: 'ratio',
				source: `pool ${name}`,
				required: false,
				weight: 1,
			},
			store,
			series,
			now,
			'not read yet',
		);
	});
}

function processEvidence({store, measuring}: EvidenceSources, now: number): Measurement[] {
	const common = {category: 'performance', source: 'process probe'} as const;
	const loop = {
		...common,
		id: 'performance.loop',
		title: 'loop p99',
		curve: {kind: 'latency', p10: 20, median: 200},
		unit: 'ms',
		required: true,
		weight: 2,
	} as const;
	const heap = {
		...common,
		id: 'performance.heap',
		title: 'heap',
		curve: {kind: 'saturation'},
		unit: 'ratio',
		required: true,
		weight: 1,
	} as const;
	const utilisation = {
		...common,
		id: 'performance.elu',
		title: 'loop busy',
		curve: {kind: 'saturation'},
		unit: 'ratio',
		required: false,
		weight: 1,
	} as const;
	if (!measuring) return [loop, heap, utilisation].map((draft) => unmeasured(draft, attach));
	return [
		percentileOf(loop, store, 'process.loop', 0.99, now, 'not measured yet'),
		meanOf(heap, store, 'process.heap', now, 'not measured yet'),
		meanOf(utilisation, store, 'process.elu', now, 'not measured yet'),
	];
}

/** Closes judge the sockets that were there to close: an open socket is one that did not end badly. */
function websocketEvidence({store}: EvidenceSources, now: number): Measurement[] {
	if (store.series('websocket.open').length === 0) return [];
	const {sample, label} = chooseErrorSpan(readSpans(store, 'websocket.closes', now));
	const open = chooseGaugeSpan(readSpans(store, 'websocket.open', now)).sample;
	const sockets = sample.n + (open.n === 0 ? 0 : Math.round(open.max));
	const draft = {
		id: 'websocket.closes',
		category: 'websocket',
		title: 'abnormal closes',
		curve: {kind: 'burn', slo: 0.99},
		unit: 'ratio',
		source: 'websocket probe',
		required: true,
		weight: 1,
	} as const;
	if (sockets === 0) return [unmeasured(draft, 'no sockets yet')];
	return [
		{
			...draft,
			value: sample.sum / sockets,
			n: sockets,
			bad: sample.sum,
			window: label,
			at: now,
			note: `${open.n === 0 ? 0 : Math.round(open.sum / open.n)} open`,
		},
	];
}

function agentEvidence({jobs}: EvidenceSources, now: number): Measurement[] {
	const common = {category: 'agents', source: 'job queue'} as const;
	const finished = jobs.completed + jobs.failed;
	const runs = {
		...common,
		id: 'agents.runs',
		title: 'failed runs',
		curve: {kind: 'burn', slo: 0.99},
		unit: 'ratio',
		required: true,
		weight: 2,
	} as const;
	const backlog = {
		...common,
		id: 'agents.backlog',
		title: 'oldest waiting',
		curve: {kind: 'backlog'},
		unit: 's',
		required: true,
		weight: 1,
	} as const;
	const missed = jobs.missed.length > 0 && {
		cap: {score: 60, why: `scheduled run missed: ${jobs.missed.join(', ')}`, severity: 'warning' as const},
	};
	if (finished === 0) return [unmeasured(runs, 'no agent has run yet')];
	return [
		{
			...runs,
			value: jobs.failed / finished,
			n: finished,
			bad: jobs.failed,
			window: '24h',
			at: now,
			note: `${jobs.completed} of ${finished} runs done`,
			...missed,
		},
		{...backlog, value: (jobs.oldestWaitingMs ?? 0) / 1000, n: jobs.waiting, window: 'now', at: now},
	];
}

/** Open findings of the agents that ran, by the category they are evidence for. */
function findingEvidence({findings, jobs}: EvidenceSources, now: number): Measurement[] {
	return jobs.lastRuns.map(({agent, category, examined, finishedAt}) => {
		const count = findings.filter((finding) => finding.agent === agent).length;
		const draft = {
			id: `${category}.findings.${agent}`,
			category,
			title: `${agent} findings`,
			curve: {kind: 'findings'},
			unit: 'count',
			source: `agent ${agent}`,
			required: false,
			weight: 1,
			agent,
		} as const;
		if (examined === 0) return unmeasured(draft, `${agent} has examined nothing yet`);
		return {...draft, value: count, n: examined, window: 'last run', at: Math.max(finishedAt, now - 1)};
	});
}

/** One line for each category that nothing is known of: how to attach evidence. */
function missingEvidence({measuring, store, components}: EvidenceSources): Measurement[] {
	const common = {curve: {kind: 'saturation'} as Curve, unit: 'ratio', source: 'none', required: false, weight: 0};
	const has = (category: string) => components.some((component) => component.category === category);
	const missing: Measurement[] = [];
	if (!has('database') && store.series('pool.').length === 0) {
		missing.push(
			unmeasured(
				{...common, id: 'database.none', category: 'database', title: 'database'},
				measuring ? "no database seen: esa.check('db', …) or esa.observe(pool)" : attach,
			),
		);
	}
	if (store.series('websocket.open').length === 0) {
		missing.push(
			unmeasured(
				{...common, id: 'websocket.none', category: 'websocket', title: 'sockets'},
				measuring ? 'no sockets seen: esa.observe(webSocketServer)' : attach,
			),
		);
	}
	if (!has('cache'))
		missing.push(
			unmeasured(
				{...common, id: 'cache.none', category: 'cache', title: 'cache'},
				measuring ? "no cache seen: esa.check('cache', …)" : attach,
			),
		);
	return missing;
}

function ratioOf(draft: Draft, store: Store, series: string, now: number, reason: string): Measurement {
	const {label, sample} = chooseErrorSpan(readSpans(store, series, now));
	if (sample.n === 0) return unmeasured(draft, reason);
	return {...measured(draft, label, sample.n, now), value: sample.sum / sample.n, bad: sample.sum};
}

function percentileOf(draft: Draft, store: Store, series: string, q: number, now: number, reason: string): Measurement {
	const {label, sample} = chooseLatencySpan(readSpans(store, series, now));
	const value = quantileOf(sample, q);
	return value === null ? unmeasured(draft, reason) : {...measured(draft, label, sample.n, now), value};
}

function meanOf(draft: Draft, store: Store, series: string, now: number, reason: string): Measurement {
	const {label, sample}: Span = chooseGaugeSpan(readSpans(store, series, now));
	return sample.n === 0 ? unmeasured(draft, reason) : {...measured(draft, label, sample.n, now), value: sample.sum / sample.n};
}

function measured(draft: Draft, window: string, n: number, now: number): Measurement {
	return {value: null, at: now, ...draft, n, window};
}

function unmeasured(draft: Draft, reason: string): Measurement {
	return {...draft, value: null, n: 0, window: 'now', at: null, reason};
}
