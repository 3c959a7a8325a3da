import type {AgentSummary} from '../../protocol/agents.ts';
import type {Finding, FindingEvidence, OpenFinding} from '../../protocol/findings.ts';
import type {Job} from '../../protocol/jobs.ts';
import type {Category, HealthReport, Recommendation, Signal} from '../../protocol/report.ts';
import type {TrendSeries} from '../../protocol/trends.ts';
import {severities} from '../../protocol/vocabulary.ts';
import {filterWords, passes} from './filter.ts';
import type {ListId, LogLine, Model} from './model.ts';
import {rememberLast} from './remember-last.ts';

/** One line of a list. `id` never changes while the thing exists; `text` is what the filter searches, in lower case. */
interface RowBase {
	id: string;
	text: string;
}
/** The overview's cursor walks over the categories, top down, and on to the recommendations; `number` is the digit that chooses one. */
export type OverviewRow = RowBase &
	({kind: 'category'; category: Category} | {kind: 'recommendation'; recommendation: Recommendation; number: number});

export interface RowOf {
	overview: OverviewRow;
	agents: RowBase & {agent: AgentSummary};
	/** Newest first. */
	jobs: RowBase & {job: Job};
	findings: RowBase & {finding: OpenFinding};
	trends: RowBase & {series: TrendSeries; title: string};
	/** Newest first. */
	log: RowBase & {line: LogLine};
	/** The signals of the category on the screen, the one that costs most first; findings are those behind the line. */
	why: RowBase & {signal: Signal; category: Category; findings: readonly OpenFinding[]};
	/** What the run on the screen found. */
	job: RowBase & {finding: Finding};
	/** The evidence of the finding on the screen. */
	finding: RowBase & {evidence: FindingEvidence};
}

/** The rows of a list as shown: filtered and sorted. The same model gives the same array. */
export function rowsOf<List extends ListId>(model: Model, list: List): readonly RowOf[List][] {
	const filter = model.lists[list].filter;
	return filtered(list, allRows(model, list), filter) as readonly RowOf[List][];
}

/** How many rows there are without the filter: `3 of 120`. */
export function countWithoutFilter(model: Model, list: ListId): number {
	return allRows(model, list).length;
}

/** One memory per list: two lists on one screen would make a common one forget at every frame. */
const filters = new Map<ListId, (rows: readonly RowBase[], filter: string) => readonly RowBase[]>();

function filtered(list: ListId, rows: readonly RowBase[], filter: string): readonly RowBase[] {
	if (filter === '') return rows;
	const remembered = filters.get(list) ?? rememberLast(filterRows);
	filters.set(list, remembered);
	return remembered(rows, filter);
}

function filterRows(rows: readonly RowBase[], filter: string): readonly RowBase[] {
	const words = filterWords(filter);
	return rows.filter((row) => passes(row.text, words));
}

function allRows(model: Model, list: ListId): readonly RowBase[] {
	const {reading} = model;
	switch (list) {
		case 'overview':
			return reading === null ? none : overviewRows(reading.report);
		case 'agents':
			return reading === null ? none : agentRows(reading.agents);
		case 'jobs':
			return reading === null ? none : jobRows(reading.jobs);
		case 'findings':
			return reading === null ? none : findingRows(reading.findings, model.findingsSort);
		case 'trends':
			return trendRows(seriesOf(model) ?? none, reading?.report ?? null, reading?.agents ?? none);
		case 'log':
			return logRows(model.log);
		case 'why':
			return reading === null || model.place.view !== 'why' ? none : whyRows(reading.report, reading.findings, model.place.category);
		case 'job':
			return model.place.view === 'job' && model.job?.id === model.place.id ? foundRows(model.job.found) : none;
		case 'finding': {
			const finding = findingOf(model);
			return finding === null ? none : evidenceRows(finding.evidence);
		}
	}
}

/** Stays the same array, so that "nothing" is equal to "nothing". */
const none: readonly never[] = [];

const overviewRows = rememberLast((report: HealthReport): readonly OverviewRow[] => [
	...report.categories.map((category) => ({
		id: `category:${category.id}`,
		text: `${category.title} ${category.status}`.toLowerCase(),
		kind: 'category' as const,
		category,
	})),
	...report.recommendations.map((recommendation, index) => ({
		id: `recommendation:${recommendation.id}`,
		text: `${recommendation.title} ${recommendation.agent ?? ''} ${recommendation.severity}`.toLowerCase(),
		kind: 'recommendation' as const,
		recommendation,
		number: index + 1,
	})),
]);

const agentRows = rememberLast((agents: readonly AgentSummary[]): readonly RowOf['agents'][] =>
	agents.map((agent) => ({
		id: `agent:${agent.slug}`,
		text: `${agent.slug} ${agent.number ?? ''} ${agent.title} ${agent.state}`.toLowerCase(),
		agent,
	})),
);

const jobRows = rememberLast((jobs: readonly Job[]): readonly RowOf['jobs'][] =>
	jobs.map((job) => ({
		id: `job:${job.id}`,
		text: `${job.agent} ${job.state} ${job.by} ${job.summary ?? ''} ${job.error ?? ''}`.toLowerCase(),
		job,
	})),
);

const findingRows = rememberLast((findings: readonly OpenFinding[], sort: Model['findingsSort']): readonly RowOf['findings'][] =>
	findings.toSorted(findingOrder[sort]).map((finding) => ({
		id: `finding:${finding.id}`,
		text: `${finding.severity} ${finding.agent} ${finding.rule} ${finding.category} ${finding.title} ${finding.file ?? ''}`.toLowerCase(),
		finding,
	})),
);

type Order = (a: OpenFinding, b: OpenFinding) => number;
const bySeverity: Order = (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity);
/** Times are all `toISOString`, which sorts as text. */
const byNewest: Order = (a, b) => compare(b.firstSeen, a.firstSeen) || compare(a.id, b.id);
const findingOrder: Record<Model['findingsSort'], Order> = {
	severity: (a, b) => bySeverity(a, b) || byNewest(a, b),
	newest: byNewest,
	agent: (a, b) => compare(a.agent, b.agent) || bySeverity(a, b) || byNewest(a, b),
};

function compare(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

const trendRows = rememberLast(
	(series: readonly TrendSeries[], report: HealthReport | null, agents: readonly AgentSummary[]): readonly RowOf['trends'][] =>
		series.map((one) => {
			const title = titleOf(one.id, report, agents);
			return {id: `series:${one.id}`, text: `${one.id} ${title}`.toLowerCase(), series: one, title};
		}),
);

function titleOf(id: string, report: HealthReport | null, agents: readonly AgentSummary[]): string {
	if (id === 'overall') return 'Overall';
	const category = report?.categories.find((one) => one.id === id);
	const home = report?.categories.find(({signals}) => signals.some((one) => one.id === id));
	const signal = home?.signals.find((one) => one.id === id);
	return category?.title ?? (signal === undefined ? countedTitle(id, agents) : `${home?.title} ${signal.title}`);
}

/** What an agent counts bears its name in front: `api-paths.missing` is `API paths missing`. */
function countedTitle(id: string, agents: readonly AgentSummary[]): string {
	const agent = agents.find(({slug}) => id.startsWith(`${slug}.`));
	return agent === undefined ? id : `${agent.title} ${id.slice(agent.slug.length + 1)}`;
}

const logRows = rememberLast((log: readonly LogLine[]): readonly RowOf['log'][] =>
	log.toReversed().map((line) => ({id: `line:${line.id}`, text: `${line.severity} ${line.message}`.toLowerCase(), line})),
);

const whyRows = rememberLast((report: HealthReport, findings: readonly OpenFinding[], id: string): readonly RowOf['why'][] => {
	const category = report.categories.find((one) => one.id === id);
	if (category === undefined) return none;
	return category.signals
		.toSorted((a, b) => lost(b) - lost(a))
		.map((signal) => ({
			id: `signal:${signal.id}`,
			text: `${signal.id} ${signal.title} ${signal.source}`.toLowerCase(),
			signal,
			category,
			findings: findingsBehind(findings, category.id, signal),
		}));
});

/** What a signal costs its category, weighted; one without a value costs nothing we could name and comes last. */
function lost(signal: Signal): number {
	return signal.score === null ? -1 : (100 - signal.score) * signal.weight;
}

/** An agent's signal rests on that agent's findings; a probe's has none. */
function findingsBehind(findings: readonly OpenFinding[], category: string, signal: Signal): readonly OpenFinding[] {
	if (!signal.source.startsWith('agent ')) return none;
	const agent = signal.source.slice('agent '.length);
	return findings.filter((finding) => finding.agent === agent && finding.category === category);
}

const foundRows = rememberLast((found: readonly Finding[]): readonly RowOf['job'][] =>
	found.map((finding) => ({
		id: `found:${finding.id}`,
		text: `${finding.severity} ${finding.rule} ${finding.title}`.toLowerCase(),
		finding,
	})),
);

const evidenceRows = rememberLast((evidence: readonly FindingEvidence[]): readonly RowOf['finding'][] =>
	evidence.map((one, index) => ({
		id: `evidence:${index}`,
		text: `${one.label} ${one.detail ?? ''} ${one.file ?? ''}`.toLowerCase(),
		evidence: one,
	})),
);

/** The series of the chosen range: 24 h come with every reading, longer ranges are loaded; null while they are not here. */
export function seriesOf(model: Model): readonly TrendSeries[] | null {
	return model.trends.range === '24h' ? (model.reading?.trends ?? null) : model.trends.series;
}

/** The finding on the detail screen: as it is now, else as it was last seen. */
export function findingOf(model: Model): Finding | OpenFinding | null {
	if (model.place.view !== 'finding') return null;
	const {id} = model.place;
	const open = model.reading?.findings.find((finding) => finding.id === id);
	if (open !== undefined) return open;
	return model.finding?.id === id ? model.finding : null;
}
