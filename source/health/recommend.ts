import type {Finding} from '../protocol/findings.ts';
import type {Component, Evidence, Recommendation} from '../protocol/report.ts';
import type {Counts, Severity} from '../protocol/vocabulary.ts';
import {scoreFindings} from './curves.ts';
import {describeSignal} from './describe.ts';
import {componentSeverity, describeComponent, isBad, severityOf} from './issues.ts';
import type {Curve, Policy} from './policy.ts';
import {scoreAll} from './score.ts';
import type {JudgedSignal} from './signals.ts';
import {toScorable} from './scorable.ts';

/** A recommendation before its worth is known, as an agent's `recommend` gives it. */
export type Draft = Omit<Recommendation, 'pointsRegained'>;

const order: Record<Severity, number> = {critical: 0, warning: 1, info: 2};

/**
 * What to do, most valuable first. Every recommendation rests on evidence that is there now: a component that is not up, a signal that
 * is not good, an open finding. `drafts` are the agents' own; one whose evidence is gone is left out.
 * `pointsRegained` is what the overall score gains once the evidence is perfect.
 */
export function recommend(
	signals: readonly JudgedSignal[],
	findings: readonly Finding[],
	drafts: readonly Draft[],
	policy: Policy,
): Recommendation[] {
	const present = presentEvidence(signals, findings);
	const ofAgents = drafts.filter(
		(draft) => draft.evidence.length > 0 && draft.evidence.every(({kind, id}) => present.has(`${kind} ${id}`)),
	);
	const all = [...fromComponents(signals), ...fromSignals(signals, ofAgents), ...ofAgents];
	const now = overall(signals, policy);
	return all
		.map((draft) => ({...draft, pointsRegained: gain(now, overall(withoutEvidence(signals, findings, draft), policy))}))
		.toSorted((a, b) => b.pointsRegained - a.pointsRegained || order[a.severity] - order[b.severity] || (a.id < b.id ? -1 : 1));
}

/** What can be evidence: signals with a score, components that are not up, open findings. */
function presentEvidence(signals: readonly JudgedSignal[], findings: readonly Finding[]): Set<string> {
	const measured = signals.filter(({score}) => score !== null).map(({id}) => `signal ${id}`);
	const broken = signals.flatMap((signal) => (brokenComponent(signal) ? [`component ${signal.component!.id}`] : []));
	return new Set([...measured, ...broken, ...findings.map(({id}) => `finding ${id}`)]);
}

function fromComponents(signals: readonly JudgedSignal[]): Draft[] {
	return signals.filter(brokenComponent).map((signal) => {
		const component = signal.component!;
		const related = signals.filter((other) => other.source === signal.source && isBad(other) && other.component === null);
		return {
			id: `component:${component.id}`,
			severity: componentSeverity(component),
			title: `${component.status === 'down' ? 'Bring back' : 'Look at'} ${component.title}: ${describeComponent(component)}`,
			evidence: [componentEvidence(component), ...related.map(signalEvidence)],
		};
	});
}

function fromSignals(signals: readonly JudgedSignal[], ofAgents: readonly Draft[]): Draft[] {
	const brokenSources = new Set(signals.filter(brokenComponent).map(({source}) => source));
	const helped = new Set(ofAgents.map(({agent}) => agent));
	return signals
		.filter((signal) => isBad(signal) && signal.component === null && !brokenSources.has(signal.source))
		.filter((signal) => !(signal.curve.kind === 'findings' && signal.agent !== null && helped.has(signal.agent)))
		.map((signal) => ({
			id: `signal:${signal.id}`,
			severity: severityOf(signal),
			title: `${whatHelps(signal.curve)}: ${describeSignal(signal)}`,
			evidence: [signalEvidence(signal)],
			...(signal.agent !== null && {agent: signal.agent}),
			...(signal.command !== null && {command: signal.command}),
		}));
}

function whatHelps(curve: Curve): string {
	switch (curve.kind) {
		case 'burn':
			return 'Find what fails';
		case 'latency':
			return 'Find what is slow';
		case 'saturation':
			return 'Make room';
		case 'avoidable':
			return 'Send fewer queries';
		case 'backlog':
			return 'Find why work waits';
		case 'hit-ratio':
			return 'Find what is missed';
		case 'connections-per-user':
			return 'Close what is opened twice';
		case 'findings':
			return 'Go through the findings';
		case 'component':
			return 'Bring it back';
	}
}

function brokenComponent({component, score}: JudgedSignal): boolean {
	return component !== null && score !== null && component.status !== 'up';
}

function signalEvidence({id, value, unit, threshold, window}: JudgedSignal): Evidence {
	return {id, kind: 'signal', value, unit, threshold, window};
}

function componentEvidence({id, latencyMs}: Component): Evidence {
	return {id, kind: 'component', value: latencyMs, unit: 'ms', threshold: null, window: 'now'};
}

/** The signals as they would be with a draft's evidence perfect: signals and components at 100, findings gone. */
function withoutEvidence(signals: readonly JudgedSignal[], findings: readonly Finding[], draft: Draft): JudgedSignal[] {
	const named = new Set(draft.evidence.map(({kind, id}) => `${kind} ${id}`));
	const solved = findings.filter(({id}) => named.has(`finding ${id}`));
	return signals.map((signal) => {
		const perfect = named.has(`signal ${signal.id}`) || (signal.component !== null && named.has(`component ${signal.component.id}`));
		if (perfect) return {...signal, exact: 100, component: signal.component === null ? null : {...signal.component, status: 'up' as const}};
		return withoutFindings(signal, solved);
	});
}

function withoutFindings(signal: JudgedSignal, solved: readonly Finding[]): JudgedSignal {
	const own = solved.filter((finding) => (signal.agent === null ? finding.category === signal.category : finding.agent === signal.agent));
	if (own.length === 0 || signal.counts === null || signal.exact === null) return signal;
	const left: Counts = {...signal.counts};
	for (const {severity} of own) left[severity] = Math.max(0, left[severity] - 1);
	return {...signal, exact: Math.max(signal.exact, scoreFindings(left))};
}

function overall(signals: readonly JudgedSignal[], policy: Policy): number | null {
	return scoreAll(
		signals.map((signal) => toScorable(signal, signal.exact)),
		policy,
	).overall.score;
}

/** Tenths of points; nothing where there is no overall score to raise. */
function gain(before: number | null, after: number | null): number {
	return before === null || after === null ? 0 : Math.max(0, Math.round((after - before) * 10) / 10);
}
