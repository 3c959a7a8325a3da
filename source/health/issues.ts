import type {Finding, OpenFinding} from '../protocol/findings.ts';
import type {Component, Issue} from '../protocol/report.ts';
import type {Severity} from '../protocol/vocabulary.ts';
import {describeSignal} from './describe.ts';
import type {JudgedSignal} from './signals.ts';
import {goodScore} from './status.ts';

/** A report is read whole by every poll: beyond this many, findings are counted instead of listed. */
const findingsListed = 20;
const order: Record<Severity, number> = {critical: 0, warning: 1, info: 2};

/** What is wrong in one category, worst first: components that are not up, signals that are not good, open findings. `badSince` by signal id. */
export function issuesOf(
	category: string,
	signals: readonly JudgedSignal[],
	findings: readonly (Finding | OpenFinding)[],
	badSince: Readonly<Record<string, number>>,
): Issue[] {
	const ownFindings = findings.filter((finding) => finding.category === category);
	const own = signals.filter((signal) => signal.category === category && signal.score !== null);
	const components = own.flatMap((signal) => (signal.component === null ? [] : componentIssue(signal.component, signal.id)));
	const measured = own.filter(
		(signal) => isBad(signal) && signal.component === null && !(signal.curve.kind === 'findings' && ownFindings.length > 0),
	);
	const issues = [...components, ...measured.map((signal) => signalIssue(signal, badSince)), ...findingIssues(category, ownFindings)];
	return issues.toSorted((a, b) => order[a.severity] - order[b.severity]);
}

/** Is it bad enough to be named: under `good`. */
export function isBad({score}: Pick<JudgedSignal, 'score'>): boolean {
	return score !== null && score < goodScore;
}

/** How bad a signal is; a cap says it itself. */
export function severityOf({score, capped}: Pick<JudgedSignal, 'score' | 'capped'>): Severity {
	return capped?.severity ?? (score !== null && score < 50 ? 'critical' : 'warning');
}

/** One line about a component that is not up: `db is down: connection refused`. */
export function describeComponent({title, status, detail}: Component): string {
	return `${title} is ${status}${detail === null || detail === '' ? '' : `: ${detail}`}`;
}

/** How bad a component's state is. */
export function componentSeverity({status, required}: Component): Severity {
	return status === 'down' && required ? 'critical' : 'warning';
}

function componentIssue(component: Component, signal: string): Issue[] {
	if (component.status !== 'down' && component.status !== 'degraded') return [];
	return [
		{
			id: `component:${component.id}`,
			severity: componentSeverity(component),
			title: describeComponent(component),
			signal,
			since: component.since,
		},
	];
}

function signalIssue(signal: JudgedSignal, badSince: Readonly<Record<string, number>>): Issue {
	const since = badSince[signal.id];
	return {
		id: `signal:${signal.id}`,
		severity: severityOf(signal),
		title: describeSignal(signal),
		signal: signal.id,
		since: since === undefined ? null : new Date(since).toISOString(),
	};
}

function findingIssues(category: string, findings: readonly (Finding | OpenFinding)[]): Issue[] {
	const sorted = findings.toSorted((a, b) => order[a.severity] - order[b.severity]);
	const listed = sorted.slice(0, findingsListed).map((finding): Issue => ({
		id: `finding:${finding.agent}:${finding.id}`,
		severity: finding.severity,
		title: finding.title,
		signal: null,
		since: 'firstSeen' in finding ? finding.firstSeen : null,
	}));
	const rest = sorted.slice(findingsListed);
	if (rest.length === 0) return listed;
	return [
		...listed,
		{id: `findings:${category}`, severity: rest[0]!.severity, title: `${rest.length} more open findings`, signal: null, since: null},
	];
}
