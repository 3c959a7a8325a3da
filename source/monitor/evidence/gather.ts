import {formatValue} from '../../basics/format-value.ts';
import type {Measurement} from '../../health/policy.ts';
import type {Finding} from '../../protocol/findings.ts';
import type {Component} from '../../protocol/report.ts';
import type {Store} from '../../store/store.ts';
import type {JobFacts} from '../job-facts.ts';
import type {NotableRoutes} from '../notable-routes.ts';
import {definitions} from './definitions.ts';
import {EvidenceReader, unmeasured} from './reader.ts';

/** Everything that the next judgement rests on. */
export interface EvidenceSources {
	store: Store;
	/** Is this process the service; a server that only runs a project's agents measures no process. */
	measuring: boolean;
	components: readonly Component[];
	findings: readonly Finding[];
	jobs: JobFacts;
	routes: NotableRoutes;
	/** Service-level objective of the API, 0–1. */
	slo: number;
}

const notAttached = 'not attached: node --import esa-health/register app.js';
/** 10 s of loop delays: of fewer, the slowest hundredth is whatever the start of the program did. */
const leastLoopDelays = 500;

/** Turns what is stored into the measurements that are judged; what nobody measured is a measurement without a value and with the reason. */
export function gatherEvidence(sources: EvidenceSources, now: number): Measurement[] {
	const reader = new EvidenceReader(sources.store, now);
	return [
		...(sources.measuring ? serviceEvidence(sources, reader) : unattachedEvidence()),
		...sources.components.flatMap((component) => checkEvidence(component, reader)),
		...queryEvidence(reader),
		...reader.series('pool.').map((series) => poolEvidence(series, reader)),
		...websocketEvidence(reader),
		...agentEvidence(sources.jobs, now),
		...findingEvidence(sources, now),
		...missingEvidence(sources, reader),
	];
}

function unattachedEvidence(): Measurement[] {
	const {apiErrors, apiLatency, loop, heap, utilisation} = definitions;
	return [apiErrors, apiLatency, loop, heap, utilisation].map((definition) => unmeasured(definition, notAttached));
}

function serviceEvidence({routes: {failing, slowest}, slo}: EvidenceSources, reader: EvidenceReader): Measurement[] {
	const {apiErrors, apiLatency, loop, heap, utilisation} = definitions;
	const errorNote = failing !== undefined && {note: `${failing.route}: ${failing.errors} of ${failing.n}`};
	const latencyNote = slowest !== undefined && {note: `slowest ${slowest.route}, p95 ${formatValue(slowest.p95Ms, 'ms')}`};
	return [
		reader.ratio({...apiErrors, curve: {kind: 'burn', slo}, ...errorNote}, 'api.errors', 'no requests yet'),
		reader.quantile({...apiLatency, ...latencyNote}, 'api.latency', 0.95, 'no requests yet'),
		reader.quantile(loop, 'process.loop', 0.99, 'measured for less than 10 s', leastLoopDelays),
		reader.mean(heap, 'process.heap', 'not measured yet'),
		reader.mean(utilisation, 'process.elu', 'not measured yet'),
	];
}

function checkEvidence({id, title, category, required, at}: Component, reader: EvidenceReader): Measurement[] {
	// A check that no longer runs makes its numbers old, whatever the span still holds.
	const common = {category, required, source: `check ${id}`, weight: 2, ...(at !== null && {at: Date.parse(at)})};
	return [
		reader.quantile(
			{...common, id: `${category}.check-latency.${id}`, title: `${title} p95`, curve: {kind: 'latency', p10: 50, median: 500}, unit: 'ms'},
			`check.${id}`,
			0.95,
			'not checked yet',
		),
		reader.ratio(
			{...common, id: `${category}.check-errors.${id}`, title: `${title} failures`, curve: {kind: 'burn', slo: 0.99}, unit: 'ratio'},
			`check-errors.${id}`,
			'not checked yet',
		),
	];
}

/** How the service's own queries did. A driver that is watched and sends nothing is unknown, not healthy. */
function queryEvidence(reader: EvidenceReader): Measurement[] {
	if (reader.series('db.latency').length === 0) return [];
	const {queryLatency, queryErrors, avoidable} = definitions;
	const {sample, label} = reader.events('db.avoidable');
	const {n} = reader.events('db.errors').sample;
	return [
		reader.quantile(queryLatency, 'db.latency', 0.95, 'no queries for 30 min'),
		reader.ratio(queryErrors, 'db.errors', 'no queries for 30 min'),
		// The sample counts microseconds; what the share rests on is queries.
		sample.n === 0
			? unmeasured(avoidable, 'no queries for 30 min')
			: {...avoidable, value: sample.sum / sample.n, n, window: label, at: reader.now, note: 'of the time spent in queries'},
	];
}

function poolEvidence(series: string, reader: EvidenceReader): Measurement {
	const name = series.slice('pool.'.length);
	return reader.mean(
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
		series,
		'not read yet',
	);
}

/** Closes are judged among the sockets that were there to close: an open socket is one that did not end badly. */
function websocketEvidence(reader: EvidenceReader): Measurement[] {
	if (reader.series('websocket.open').length === 0) return [];
	const {sample, label} = reader.events('websocket.closes');
	const {sample: open} = reader.gauge('websocket.open');
	const most = open.n === 0 ? 0 : Math.round(open.max);
	const sockets = sample.n + most;
	if (sockets === 0) return [unmeasured(definitions.closes, 'no sockets yet')];
	const note = `${open.n === 0 ? 0 : Math.round(open.sum / open.n)} open`;
	return [{...definitions.closes, value: sample.sum / sockets, n: sockets, bad: sample.sum, window: label, at: reader.now, note}];
}

function agentEvidence({completed, failed, waiting, oldestWaitingMs, missed}: JobFacts, now: number): Measurement[] {
	const finished = completed + failed;
	if (finished === 0) return [unmeasured(definitions.runs, 'no agent has run yet')];
	const cap = {score: 60, why: `scheduled run missed: ${missed.join(', ')}`, severity: 'warning'} as const;
	const note = `${completed} of ${finished} runs done`;
	return [
		{
			...definitions.runs,
			value: failed / finished,
			n: finished,
			bad: failed,
			window: '24h',
			at: now,
			note,
			...(missed.length > 0 && {cap}),
		},
		{...definitions.backlog, value: (oldestWaitingMs ?? 0) / 1000, n: waiting, window: 'now', at: now},
	];
}

/** Open findings of the agents that ran, by the category they are evidence for. They stand until the next run, however long that is. */
function findingEvidence({findings, jobs}: EvidenceSources, now: number): Measurement[] {
	return jobs.lastRuns.map(({agent, category, examined}) => {
		const definition = {
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
		if (examined === 0) return unmeasured(definition, `${agent} has examined nothing yet`);
		const open = findings.filter((finding) => finding.agent === agent).length;
		return {...definition, value: open, n: examined, window: 'last run', at: now};
	});
}

/** One line for each category that nothing is known of: how to attach evidence. */
function missingEvidence({measuring, components}: EvidenceSources, reader: EvidenceReader): Measurement[] {
	const isMissing = (category: string, ...prefixes: string[]) =>
		!components.some((component) => component.category === category) && prefixes.every((prefix) => reader.series(prefix).length === 0);
	const missing = [
		isMissing('database', 'pool.', 'db.latency') &&
			unmeasured(definitions.noDatabase, "0 queries seen: esa.observe(pool) or esa.check('db', …)"),
		isMissing('websocket', 'websocket.open') && unmeasured(definitions.noSockets, 'none seen: esa.observe(webSocketServer)'),
		isMissing('cache') && unmeasured(definitions.noCache, "none seen: esa.check('cache', …)"),
	].filter((measurement) => measurement !== false);
	return measuring ? missing : missing.map((measurement) => ({...measurement, reason: notAttached}));
}
