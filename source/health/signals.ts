import {formatValue} from '../basics/format-value.ts';
import type {Finding} from '../protocol/findings.ts';
import type {Component, Signal} from '../protocol/report.ts';
import type {Counts, Severity} from '../protocol/vocabulary.ts';
import * as curves from './curves.ts';
import type {Curve, Measurement, Policy} from './policy.ts';

/** A signal with what the judgement needs of it beyond the wire. */
export interface JudgedSignal extends Omit<Signal, 'since'> {
	category: string;
	/** Points before rounding; null without evidence. */
	exact: number | null;
	/** There is a value, but it is too old to count. */
	stale: boolean;
	curve: Curve;
	/** Set where a cap, not the value, made the score. */
	capped: {why: string; severity: Severity} | null;
	note: string | null;
	counts: Counts | null;
	agent: string | null;
	command: string | null;
	/** The component this signal is the state of. */
	component: Component | null;
}

/** Judges every measurement and component by itself. Never throws: what cannot be judged has no score and says why. */
export function toSignals(
	{
		measurements,
		components,
		findings,
	}: {measurements: readonly Measurement[]; components: readonly Component[]; findings: readonly Finding[]},
	now: number,
	policy: Policy,
): JudgedSignal[] {
	return [
		...measurements.map((measurement) => fromMeasurement(measurement, findings, now, policy)),
		...components.map((component) => fromComponent(component, now, policy)),
	];
}

function fromMeasurement(measurement: Measurement, findings: readonly Finding[], now: number, policy: Policy): JudgedSignal {
	const {id, category, title, curve, unit, window, source, required, note, agent, command} = measurement;
	const counts = curve?.kind === 'findings' ? (measurement.counts ?? countOpen(measurement, findings)) : null;
	const unusable = whyUnusable(measurement);
	const base = {
		id,
		category,
		title,
		curve,
		unit,
		window,
		source,
		required,
		counts,
		value: unusable === null ? measurement.value : null,
		n: countOf(measurement.n),
		at: isNumber(measurement.at) && unusable === null ? new Date(measurement.at).toISOString() : null,
		weight: Number.isFinite(measurement.weight) ? Math.max(0, measurement.weight) : 0,
		threshold: unusable === null || isNumber(measurement.value) || measurement.value === null ? safeThreshold(curve) : null,
		note: note ?? null,
		agent: agent ?? null,
		command: command ?? null,
		component: null,
	};
	if (unusable !== null) return {...base, exact: null, score: null, stale: false, capped: null, reason: unusable};
	const age = now - measurement.at!;
	if (age > (measurement.staleAfterMs ?? policy.staleAfterMs)) {
		return {...base, exact: null, score: null, stale: true, capped: null, reason: `stale: measured ${formatValue(age, 'ms')} ago`};
	}
	return {...base, ...scored(measurement, counts)};
}

function scored(measurement: Measurement, counts: Counts | null): Pick<JudgedSignal, 'exact' | 'score' | 'stale' | 'capped' | 'reason'> {
	const {cap} = measurement;
	const byValue = scoreValue(measurement, counts);
	if (byValue === null || !Number.isFinite(byValue))
		return {exact: null, score: null, stale: false, capped: null, reason: 'its value cannot be judged'};
	const isCapped = cap !== undefined && cap.score < byValue;
	const exact = Math.min(100, Math.max(0, isCapped ? cap.score : byValue));
	const reason = isCapped ? cap.why : lowSampleReason(measurement);
	return {exact, score: Math.round(exact), stale: false, capped: isCapped ? cap : null, reason};
}

function scoreValue({curve, value, n, bad}: Measurement, counts: Counts | null): number | null {
	if (value === null) return null;
	switch (curve.kind) {
		case 'burn':
			return curves.scoreBurn(value, curve.slo, n, bad ?? Math.round(value * n));
		case 'latency':
			return curves.scoreLatency(value, curve.p10, curve.median);
		case 'saturation':
			return curves.scoreSaturation(value);
		case 'avoidable':
			return curves.scoreAvoidable(value);
		case 'backlog':
			return curves.scoreBacklog(value);
		case 'hit-ratio':
			return curves.scoreHitRatio(value, curve.target);
		case 'connections-per-user':
			return curves.scoreConnections(value);
		case 'findings':
			return counts === null ? null : curves.scoreFindings(counts);
		case 'component':
			return curves.scoreComponent({status: componentStatus(value), required: curve.required});
	}
}

/** 1 is up, 0 is down, anything between is degraded. */
function componentStatus(value: number): Component['status'] {
	if (value >= 1) return 'up';
	return value > 0 ? 'degraded' : 'down';
}

function fromComponent(component: Component, now: number, policy: Policy): JudgedSignal {
	const {id, category, title, status, required, at, detail} = component;
	const exact = curves.scoreComponent(component);
	const age = at === null ? null : now - Date.parse(at);
	const stale = exact !== null && age !== null && age > checkStaleAfter(component, policy);
	return {
		id: `${category}.check.${id}`,
		category,
		title: `${title} up`,
		curve: {kind: 'component', required},
		unit: 'ratio',
		window: 'now',
		value: componentValue(status),
		n: exact === null ? 0 : 1,
		source: `check ${id}`,
		at,
		required,
		weight: 1,
		threshold: null,
		exact: stale ? null : exact,
		score: stale ? null : exact,
		stale,
		capped: null,
		counts: null,
		note: detail,
		agent: null,
		command: null,
		component,
		reason: componentReason(stale, status, age, detail),
	};
}

function checkStaleAfter({everyMs}: Component, policy: Policy): number {
	return everyMs === undefined ? policy.checkStaleAfterMs : Math.max(policy.staleAfterMs, 3 * everyMs);
}

function componentReason(stale: boolean, status: Component['status'], age: number | null, detail: string | null): string | null {
	if (stale) return `stale: checked ${formatValue(age ?? 0, 'ms')} ago`;
	return status === 'unknown' ? (detail ?? 'not checked yet') : null;
}

function componentValue(status: Component['status']): number | null {
	switch (status) {
		case 'up':
			return 1;
		case 'degraded':
			return 0.5;
		case 'down':
			return 0;
		case 'unknown':
			return null;
	}
}

/** Evidence with a hole in it is no evidence: better unknown than a number made of nothing. */
function whyUnusable(measurement: Measurement): string | null {
	const {value, at, n, weight, curve, reason} = measurement;
	if (value === null || value === undefined) return reason ?? 'nothing was measured';
	if (!isNumber(value) || value < 0) return reason ?? 'its value is no number';
	if (!isNumber(at)) return reason ?? 'when it was measured is not known';
	if (!isNumber(n) || n < 0) return reason ?? 'how often it was measured is not known';
	if (!isNumber(weight) || weight < 0) return reason ?? 'its weight is not known';
	return isUsable(curve) ? null : 'the rule to judge it by is incomplete';
}

function isUsable(curve: Curve | undefined): boolean {
	if (curve === undefined) return false;
	switch (curve.kind) {
		case 'burn':
			return curve.slo >= 0 && curve.slo < 1;
		case 'latency':
			return curve.p10 > 0 && curve.median > curve.p10 && Number.isFinite(curve.median);
		case 'hit-ratio':
			return curve.target > 0 && curve.target <= 1;
		case 'saturation':
		case 'avoidable':
		case 'backlog':
		case 'connections-per-user':
		case 'findings':
		case 'component':
			return true;
	}
}

function safeThreshold(curve: Curve): number | null {
	return isUsable(curve) ? curves.thresholdOf(curve) : null;
}

/** Without counts: the open findings of the measurement's agent, or of its category; if there are none of those, `value` warnings. */
function countOpen({value, agent, category}: Measurement, findings: readonly Finding[]): Counts {
	const counts: Counts = {critical: 0, warning: 0, info: 0};
	const own = findings.filter((finding) => (agent === undefined ? finding.category === category : finding.agent === agent));
	for (const finding of own) counts[finding.severity]++;
	return own.length === 0 ? {...counts, warning: countOf(value)} : counts;
}

function lowSampleReason({curve, value, n, bad}: Measurement): string | null {
	if (curve.kind !== 'burn' || value === 0) return null;
	return curves.isLowSample(n, bad ?? Math.round((value ?? 0) * n)) ? `low sample: ${n} observed` : null;
}

function isNumber(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value);
}

function countOf(value: unknown): number {
	return isNumber(value) && value > 0 ? Math.round(value) : 0;
}
