import type {z} from 'zod';
import {Agents} from '../../protocol/agents.ts';
import {basePath, Discovery, Refusal, wellKnownPath} from '../../protocol/discovery.ts';
import {Findings} from '../../protocol/findings.ts';
import {Jobs} from '../../protocol/jobs.ts';
import {HealthReport} from '../../protocol/report.ts';
import {Trends} from '../../protocol/trends.ts';
import {describeAnswer, type Answer} from '../answer.ts';
import {isObject, type CleanJson} from '../clean.ts';
import {parseTolerant, type Parsed} from '../tolerant.ts';
import {Unreadable} from '../unreadable.ts';
import type {Adapter, Answers, Questions} from './adapter.ts';

/** History moves slowly, and it is the largest answer of all. */
const trendsEveryMs = 55_000;

/** Our own protocol, `/esa/v1`, wherever it is mounted. */
export const esaAdapter: Adapter = {
	format: 'esa',
	paths: [wellKnownPath, `${basePath}/health`],

	detect({body, path, status}) {
		if (body.kind !== 'json' || !isObject(body.value) || typeof body.value['schemaVersion'] !== 'number') return 0;
		if (isReport(body.value) || Discovery.safeParse(body.value).success) return 1;
		// A refusal of ours, other than "not found", proves that we are here: what it refuses is told by the poll.
		const isOurs = status !== 404 && esaAdapter.paths.some((known) => path.endsWith(known));
		return isOurs && Refusal.safeParse(body.value).success ? 0.9 : 0;
	},

	questions(detected): Questions {
		const base = baseOf(detected);
		return {
			main: {path: isReportAnswer(detected) ? detected.path : `${base}/health`},
			parts: {
				agents: {path: `${base}/agents`},
				trends: {path: `${base}/trends?range=24h&signals=1`, everyMs: trendsEveryMs},
				findings: {path: `${base}/findings`},
				jobs: {path: `${base}/jobs`},
			},
		};
	},

	read(main, answers) {
		const report = readMain(main);
		const warnings = [...report.notes];
		const agents = readPart(answers, 'agents', Agents, warnings);
		const trends = readPart(answers, 'trends', Trends, warnings);
		const findings = readPart(answers, 'findings', Findings, warnings);
		const jobs = readPart(answers, 'jobs', Jobs, warnings);
		return {
			format: 'esa',
			report: {...report.value, warnings: [...report.value.warnings, ...warnings]},
			agents: agents?.agents ?? [],
			trends: trends?.series ?? [],
			findings: findings?.findings ?? [],
			jobs: jobs?.jobs ?? [],
			can: {trigger: true, cancel: true, events: true, history: true},
		};
	},
};

/** Where `/esa/v1` is mounted, from the path of the answer that gave it away: a service may put it under a prefix of its own. */
export function baseOf({path, body}: Answer): string {
	if (!path.endsWith(wellKnownPath)) return path.replace(/\/[^/]*$/, '');
	const prefix = path.slice(0, -wellKnownPath.length);
	const discovery = body.kind === 'json' ? Discovery.safeParse(body.value) : undefined;
	const base = discovery?.success === true ? discovery.data.base.replace(/\/+$/, '') : basePath;
	// It goes into request lines: anything but a plain path is not taken from a server.
	if (base.length > 200 || !/^(?:\/[\w.~-]+)+$/.test(base)) return prefix + basePath;
	return base.startsWith(`${prefix}/`) ? base : prefix + base;
}

function isReportAnswer({body}: Answer): boolean {
	return body.kind === 'json' && isObject(body.value) && isReport(body.value);
}

function isReport(value: {[key: string]: CleanJson}): boolean {
	return 'overall' in value && 'categories' in value;
}

function readMain(main: Answer): Parsed<HealthReport> {
	if (main.body.kind !== 'json') throw new Unreadable(`${main.path} answered ${describeAnswer(main)}`);
	return parseAnswer(HealthReport, main, main.body.value);
}

/** A part that is missing costs a warning, not the report. */
function readPart<T>(answers: Answers, name: string, schema: z.ZodType<T>, warnings: string[]): T | undefined {
	const asked = answers[name];
	try {
		if (asked?.kind !== 'answered') throw new Unreadable(asked?.detail.replace(/\.$/, '') ?? 'not asked');
		const {answer} = asked;
		if (answer.body.kind !== 'json' || answer.status !== 200) throw new Unreadable(`${answer.path} answered ${describeAnswer(answer)}`);
		const {value, notes} = parseAnswer(schema, answer, answer.body.value);
		warnings.push(...notes);
		return value;
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		warnings.push(`No ${name}: ${error.message}.`);
		return undefined;
	}
}

function parseAnswer<T>(schema: z.ZodType<T>, {path, status}: Answer, value: CleanJson): Parsed<T> {
	try {
		return parseTolerant(schema, value);
	} catch (error) {
		if (error instanceof Unreadable) throw new Unreadable(`${path} answered ${status}, but ${error.message}`);
		throw error;
	}
}
