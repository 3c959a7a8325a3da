import type {Finding, FindingEvidence} from '../../protocol/findings.ts';
import type {Severity} from '../../protocol/vocabulary.ts';
import {excerpt} from './answer.ts';
import type {Answer, Observation} from './answer.ts';

/** Former runs that a route's own history needs before its time is judged: fewer have no 95th percentile worth the name. */
export const fewestRuns = 5;
/** Slow is more than this many times the route's own p95 … */
export const slowFactor = 3;
/** … and at least so much over it: 3 × 4 ms is no news to anybody. */
export const slowExtraMs = 200;

/** The rules: what each says of a route, how bad it is unless the case says otherwise, and what to do. */
export const rules = {
	'server-error': {
		severity: 'critical',
		says: 'answers with a server error',
		advice: "Read the service's log for this route; callers get an error instead of data.",
	},
	'broken-answer': {
		severity: 'critical',
		says: 'breaks off or does not answer in HTTP',
		advice: 'Look for a crash, a destroyed socket or a proxy that cuts the answer.',
	},
	'no-answer': {severity: 'warning', says: 'does not answer in time', advice: 'Look for a wait without a time limit in this route.'},
	gone: {severity: 'warning', says: 'is not there, though callers ask for it', advice: 'Bring the route back, or remove the calls to it.'},
	'redirect-loop': {
		severity: 'warning',
		says: 'redirects in a circle',
		advice: 'Correct the redirect: a browser gives up after some rounds.',
	},
	fallback: {
		severity: 'warning',
		says: 'is answered by the catch-all, not by a route',
		advice: 'Mount the route before the fallback, and let the fallback leave API paths alone.',
	},
	'not-json': {
		severity: 'critical',
		says: 'claims JSON and sends something else',
		advice: 'Every caller that parses it fails: send JSON, or the right content type.',
	},
	html: {severity: 'warning', says: 'sends HTML where callers expect data', advice: 'Answer with data, or move the page out of the API.'},
	'wrong-type': {
		severity: 'info',
		says: 'sends JSON as text/html',
		advice: 'Set content-type to application/json: a browser would render it as a page.',
	},
	'empty-answer': {severity: 'info', says: 'answers without any content', advice: 'Return the data, or 204 where there is none by design.'},
	placeholder: {severity: 'warning', says: 'answers with a placeholder', advice: 'Implement it, or answer 501 so that callers can tell.'},
	'broken-value': {
		severity: 'warning',
		says: 'prints a failed computation',
		advice: 'Guard the computation: divide by nothing, parse nothing, and say unknown instead.',
	},
	'failure-in-ok': {
		severity: 'warning',
		says: 'tells a failure in a 200',
		advice: 'Answer with a status that says so: monitors, caches and callers read the status.',
	},
	'all-zero': {severity: 'info', says: 'has only zeros for figures', advice: 'Check that the figures are computed and not only declared.'},
	slow: {
		severity: 'warning',
		says: 'takes far longer than it used to',
		advice: 'Compare with what changed since: data volume, a query, a downstream service.',
	},
} as const satisfies Record<string, {severity: Severity; says: string; advice: string}>;
export type Rule = keyof typeof rules;

/** What a rule says beyond its own words about one case. */
export interface Told {
	severity?: Severity;
	detail?: string;
	value?: number;
	unit?: string;
}

/** The finding of a rule about one route: the same fault has the same id in every run. */
export function findingOf(observation: Observation, rule: Rule, told: Told): Finding {
	const route = `GET ${excerpt(observation.candidate.path, 200)}`;
	const {severity, says, advice} = rules[rule];
	return {
		id: `endpoints:${rule}:${route}`,
		agent: 'endpoints',
		rule,
		severity: told.severity ?? severity,
		category: 'api',
		title: `${route} ${says}`,
		advice,
		evidence: evidenceOf(observation, route, told),
	};
}

function evidenceOf({answer, history}: Observation, route: string, told: Told): FindingEvidence[] {
	const evidence: FindingEvidence[] = [{label: route, ...detailOf(answer, told), ...timeOf(answer, told)}];
	if (answer.kind === 'answered' && answer.body.trim() !== '') evidence.push({label: 'first bytes', detail: excerpt(answer.body)});
	if (history.runs > 0 && history.p95Ms !== null) {
		const enough = history.runs >= fewestRuns ? '' : `, too few to judge its time`;
		evidence.push({
			label: 'own history',
			detail: `p95 of ${history.runs} former runs${enough}`,
			value: Math.round(history.p95Ms),
			unit: 'ms',
		});
	}
	return evidence;
}

function detailOf(answer: Answer, told: Told): {detail?: string} {
	const status = answer.kind === 'answered' ? [`${answer.status}`, excerpt(answer.contentType ?? 'no content type', 60)] : [];
	const parts = [...status, ...(told.detail === undefined ? [] : [told.detail])];
	return parts.length > 0 ? {detail: parts.join(' · ')} : {};
}

function timeOf(answer: Answer, told: Told): {value?: number; unit?: string} {
	if (told.value !== undefined) return {value: told.value, unit: told.unit ?? ''};
	return answer.kind === 'answered' ? {value: Math.round(answer.durationMs), unit: 'ms'} : {};
}
