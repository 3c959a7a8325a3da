import {formatValue} from '../../basics/format-value.ts';
import type {Category, HealthReport, Overall, Recommendation, Signal} from '../../protocol/report.ts';
import {severities} from '../../protocol/vocabulary.ts';
import {ageText, link, readingAge, whyCategory} from '../state/select.ts';
import type {Model} from '../state/model.ts';

/** Everything known, in sentences: first the answer, then where, then what to do. */
export function summary(model: Model): readonly string[] {
	const {reading} = model;
	if (reading === null) return [linkSentence(model)];
	const {report, findings} = reading;
	return [
		overallSentence(report.service.name, model.target.url, report.overall),
		linkSentence(model),
		...report.categories.map(categorySentence),
		...recommendationSentences(report),
		findingsSentence(findings),
		...report.warnings,
	];
}

function overallSentence(name: string, url: string, {score, status, coverage, reason}: Overall): string {
	const value = score === null ? `has no score: ${reason ?? 'nothing was measured'}` : `is ${status}, ${Math.round(score)} of 100`;
	return `${name} at ${url} ${value}. ${Math.round(coverage * 100)} percent of it is measured.`;
}

/** How things stand with the server, and how old the numbers are. */
export function linkSentence(model: Model): string {
	const {kind, detail, forMs} = link(model);
	const age = readingAge(model);
	const numbers = age === null ? '' : ` The numbers are ${ageText(age) === 'now' ? 'from now' : `${ageText(age)} old`}.`;
	const because = detail === null ? '' : `: ${detail}`;
	switch (kind) {
		case 'connecting':
			return `Connecting to ${model.target.url}.`;
		case 'live':
			return `Live.${numbers}`;
		case 'paused':
			return `Paused.${numbers}`;
		case 'stale':
			return `Stale${because}.${numbers}`;
		case 'unreachable':
		case 'refused':
		case 'unreadable':
			return `The server has been ${kind} for ${ageText(forMs) === 'now' ? 'a moment' : ageText(forMs)}${because}.${numbers}`;
	}
}

function categorySentence({title, score, status, reason}: Category): string {
	if (score === null) return `${title} is ${status}: ${reason ?? 'nothing was measured'}.`;
	return `${title} is ${status}, ${Math.round(score)}.`;
}

function recommendationSentences({recommendations}: HealthReport): readonly string[] {
	if (recommendations.length === 0) return ['Nothing to recommend.'];
	return recommendations.map((one, index) => `Recommendation ${index + 1}: ${recommendationText(one)}`);
}

export function recommendationText({title, pointsRegained, agent, command}: Recommendation): string {
	const points = pointsRegained > 0 ? ` Regains ${Math.round(pointsRegained)} points.` : '';
	if (agent !== undefined) return `${title}.${points} Type: run ${agent}.`;
	return command === undefined ? `${title}.${points}` : `${title}.${points} Command: ${command}`;
}

function findingsSentence(findings: readonly {severity: string}[]): string {
	if (findings.length === 0) return 'No open findings.';
	const counts = severities.map((severity) => ({severity, count: findings.filter((one) => one.severity === severity).length}));
	const parts = counts.filter(({count}) => count > 0).map(({severity, count}) => `${count} ${severity}`);
	return `Open findings: ${parts.join(', ')}.`;
}

/** Why a category has its score, the signal that costs most first. */
export function whySentences(model: Model, signals: readonly Signal[]): readonly string[] {
	const category = whyCategory(model);
	if (category === null) return ['This report has no such category.'];
	return [categorySentence(category), ...signals.map(signalSentence)];
}

function signalSentence({title, value, unit, window, n, score, weight, reason, source}: Signal): string {
	if (value === null) return `${title} is unknown: ${reason ?? 'nothing was measured'}.`;
	const judged = score === null ? 'not scored' : `score ${Math.round(score)}, weight ${weight}`;
	const over = window === 'now' ? 'now' : `over ${window}`;
	return `${title} is ${formatValue(value, unit)} ${over}, from ${n} observations by ${source}: ${judged}${reason === null ? '' : `, ${reason}`}.`;
}
