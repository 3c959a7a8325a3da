import type {AgentSummary} from '../../protocol/agents.ts';
import type {Trend} from '../../protocol/report.ts';
import {Severity, Status} from '../../protocol/vocabulary.ts';
import {describeAnswer, type Answer} from '../answer.ts';
import {isObject, type CleanJson, type CleanObject} from '../clean.ts';
import {Unreadable} from '../unreadable.ts';
import type {Adapter, Answers} from './adapter.ts';
import {categoryOf, noTrend, reportOf, scoreOf, statusOfScore, type ReportedCategory} from './reported.ts';

const healthPath = '/api/admin/platform-health';
const agentsPath = '/api/smart-agents/status';

/**
 * The API of the first prototype. Scores and statuses are its own and taken verbatim. It starts agents only by a request that lasts as
 * long as the run, with no job, progress, cancel or idempotency: a lost reply could start a run twice, so `can.trigger` is false.
 */
export const platformAdapter: Adapter = {
	format: 'platform',
	paths: [healthPath],

	detect({body}) {
		return body.kind === 'json' && isObject(body.value) && isPlatformBody(body.value) ? 1 : 0;
	},

	questions({path}) {
		// Where the one is mounted under a prefix, so is the other.
		const prefix = path.endsWith(healthPath) ? path.slice(0, -healthPath.length) : '';
		return {main: {path}, parts: {agents: {path: prefix + agentsPath}}};
	},

	read(main, answers, now) {
		const warnings: string[] = [];
		const body = platformBody(main);
		const categories = body.metrics.flatMap((metric, index) => readMetric(metric, index, warnings));
		const agents = readAgents(answers, warnings);
		const otherwise = 'the server’s platform API does not tell this category';
		const reported = {overall: readOverall(body, warnings), categories: withoutDoubles(categories), otherwise, components: [], warnings};
		return {
			format: 'platform',
			report: reportOf('platform', main, reported, now),
			agents,
			trends: [],
			findings: [],
			jobs: [],
			can: {trigger: false, cancel: false, events: false, history: false},
		};
	},
};

type PlatformBody = CleanObject & {metrics: CleanJson[]};

function platformBody(main: Answer): PlatformBody {
	const value = main.body.kind === 'json' ? main.body.value : undefined;
	if (!isObject(value) || !isPlatformBody(value)) throw new Unreadable(`${main.path} answered ${describeAnswer(main)}`);
	return value;
}

function isPlatformBody(value: CleanObject): value is PlatformBody {
	return 'overall' in value && Array.isArray(value['metrics']);
}

function readOverall(body: CleanObject, warnings: string[]) {
	const {overall} = body;
	const score = scoreOf(isObject(overall) ? overall['score'] : overall);
	if (score === null) warnings.push('The server’s overall score is not a number from 0 to 100, so there is none.');
	const word = isObject(overall) ? overall['status'] : body['status'];
	return {
		score,
		status: statusFrom(word, score, 'overall', warnings),
		trend: readTrend(body['trends']),
		reason: score === null ? 'the server sent no score' : 'reported by server',
	};
}

function readMetric(metric: CleanJson, index: number, warnings: string[]): ReportedCategory[] {
	const name = isObject(metric) ? metric['category'] : undefined;
	if (!isObject(metric) || typeof name !== 'string' || name === '') {
		warnings.push(`The server’s metrics[${index}] names no category and is left out.`);
		return [];
	}
	const score = scoreOf(metric['score']);
	const {id, title} = categoryOf(name) ?? {id: slugOf(name), title: name};
	const reason = `the server’s score for ${name} is not a number from 0 to 100`;
	return [
		{id, title, score, status: statusFrom(metric['status'], score, name, warnings), issues: readIssues(id, metric['issues']), reason},
	];
}

/** Two metrics can mean one category of ours; the second is shown beside the first instead of hiding it. */
function withoutDoubles(categories: readonly ReportedCategory[]): ReportedCategory[] {
	const seen = new Set<string>();
	return categories.map((category, index) => {
		const id = seen.has(category.id) ? `${category.id}-${index + 1}` : category.id;
		const isDouble = id !== category.id;
		seen.add(id);
		return isDouble ? {...category, id, title: `${category.title} (${index + 1})`} : category;
	});
}

function slugOf(name: string): string {
	return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
}

function statusFrom(word: CleanJson | undefined, score: number | null, name: string, warnings: string[]): Status {
	const known = Status.safeParse(typeof word === 'string' ? word.toLowerCase() : word);
	if (known.success) return known.data;
	if (typeof word === 'string') warnings.push(`The server calls ${name} “${word}”, which is no status this program knows.`);
	return score === null ? 'unknown' : statusOfScore(score);
}

function readIssues(category: string, issues: CleanJson | undefined) {
	if (!Array.isArray(issues)) return [];
	return issues.flatMap((issue, index) => {
		const title = typeof issue === 'string' ? issue : titleOf(issue);
		const severity = Severity.safeParse(isObject(issue) ? issue['severity'] : undefined).data ?? 'warning';
		return title === undefined ? [] : [{id: `${category}.issue-${index + 1}`, severity, title, signal: null, since: null}];
	});
}

function titleOf(issue: CleanJson): string | undefined {
	if (!isObject(issue)) return undefined;
	const title = issue['title'] ?? issue['message'] ?? issue['description'];
	return typeof title === 'string' ? title : undefined;
}

/** Differences in points; they may be negative, and one that is no number is not known. */
function readTrend(trends: CleanJson | undefined): Trend {
	if (!isObject(trends)) return noTrend;
	return {day: points(trends['day']), week: points(trends['week']), month: points(trends['month'])};
}

/** Numbers by which the platform knows its agents. */
const slugs: Readonly<Record<string, string>> = {'106': 'api-paths', '107': 'queries', '108': 'sockets', '109': 'cache'};

function points(value: CleanJson | undefined): number | null {
	return typeof value === 'number' && Math.abs(value) <= 100 ? value : null;
}

/** A map of names and schedules; nothing of it tells what an agent does or did. */
function readAgents(answers: Answers, warnings: string[]): AgentSummary[] {
	const asked = answers['agents'];
	const body = asked?.kind === 'answered' && asked.answer.body.kind === 'json' ? asked.answer.body.value : undefined;
	if (!isObject(body) || !isObject(body['agents'])) {
		warnings.push(
			`No agents: ${asked?.kind === 'answered' ? `${asked.answer.path} answered ${describeAnswer(asked.answer)}` : (asked?.detail ?? 'not asked')}`,
		);
		return [];
	}
	warnings.push('The server names its agents but tells neither their state nor their runs and findings.');
	return Object.entries(body['agents']).map(([number, agent]) => readAgent(number, agent, body['initialized'] !== false));
}

function readAgent(number: string, agent: CleanJson, enabled: boolean): AgentSummary {
	const {name, schedule} = isObject(agent) ? agent : {};
	return {
		slug: slugs[number] ?? number,
		...(/^\d{1,6}$/.test(number) && {number: Number(number)}),
		title: typeof name === 'string' ? name : `Agent ${number}`,
		schedule: typeof schedule === 'string' ? schedule : 'not told',
		enabled,
		state: enabled ? 'idle' : 'disabled',
		outcomes: [],
		findings: {critical: 0, warning: 0, info: 0},
		// Nobody tells; a run may change something, so it would have to be confirmed.
		writes: true,
	};
}
