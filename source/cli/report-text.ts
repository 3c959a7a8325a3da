import {formatDistanceStrict} from 'date-fns/formatDistanceStrict';
import {formatValue} from '../basics/format-value.ts';
import type {Category, HealthReport, Recommendation, Signal, Trend} from '../protocol/report.ts';
import type {Glyphs} from './glyphs.ts';
import type {TargetState} from './once-report.ts';

/** One report as plain lines for a pipe, a log or a person: the answer first, then where, then what to do. Ends without a newline. */
export function reportText(report: HealthReport, target: TargetState, glyphs: Glyphs): string {
	return [
		[report.service.name, target.url, report.at.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')].join(glyphs.separator),
		...linkLines(target, glyphs),
		...(isKnown(target) ? [overallLine(report, glyphs), ''] : []),
		...(isKnown(target) ? report.categories.flatMap((category) => categoryLines(category, report.at, glyphs)) : []),
		...adviceLines(report.recommendations, target.url),
		...report.warnings.map((warning) => `${glyphs.status.warning} ${warning}`),
	].join('\n');
}

/** Did anything come, be it old? Else there is nothing to say but why not. */
function isKnown({link}: TargetState): boolean {
	return link === 'fresh' || link === 'stale';
}

function linkLines({link, detail}: TargetState, glyphs: Glyphs): string[] {
	return link === 'fresh' ? [] : [`${glyphs.status[link === 'stale' ? 'stale' : 'critical']} ${link}: ${detail ?? 'no detail'}`];
}

function overallLine({overall}: HealthReport, glyphs: Glyphs): string {
	const parts = [
		`${glyphs.status[overall.status]} ${shownScore(overall.score, glyphs)} ${overall.status}`,
		overall.reason ?? `${Math.round(overall.coverage * 100)} % measured`,
		...trendParts(overall.trend, glyphs),
	];
	return parts.join(glyphs.separator);
}

function trendParts({day, week, month}: Trend, glyphs: Glyphs): string[] {
	const known = Object.entries({'24h': day, '7d': week, '30d': month}).filter((entry): entry is [string, number] => entry[1] !== null);
	return known.map(([range, points]) => `${range} ${signed(points, glyphs)}`);
}

function signed(points: number, glyphs: Glyphs): string {
	const rounded = Math.round(points);
	if (rounded === 0) return '0';
	return rounded > 0 ? `+${rounded}` : `${glyphs.minus}${-rounded}`;
}

function categoryLines(category: Category, at: string, glyphs: Glyphs): string[] {
	const head = `  ${glyphs.status[category.status]} ${category.title.padEnd(12)} ${shownScore(category.score, glyphs).padStart(3)}  ${category.status.padEnd(10)}`;
	const why =
		category.reason ??
		category.signals
			.filter((signal) => signal.score !== null)
			.toSorted(worstFirst)
			.slice(0, 3)
			.map((signal) => signalText(signal, at))
			.join(glyphs.separator);
	const issues = category.issues.map(
		(issue) => `      ${glyphs.status[issue.severity === 'info' ? 'good' : issue.severity]} ${issue.title}${since(issue.since, at)}`,
	);
	return [`${head} ${why}`.trimEnd(), ...issues];
}

function worstFirst(a: Signal, b: Signal): number {
	return (a.score ?? 100) - (b.score ?? 100);
}

const oldMs = 10_000;

/** A value, and its age where it is not of this moment: a check is asked now and then, and may have been fine then. */
function signalText(signal: Signal, at: string): string {
	const value = signal.value === null ? 'unknown' : formatValue(signal.value, signal.unit);
	const isOld = signal.at !== null && Date.parse(at) - Date.parse(signal.at) >= oldMs;
	return `${signal.title} ${value}${isOld ? ` (${formatDistanceStrict(signal.at ?? at, at)} ago)` : ''}`;
}

/** When it began, and how long that was before the report. */
function since(moment: string | null, at: string): string {
	if (moment === null) return '';
	return ` (since ${moment.slice(0, 16).replace('T', ' ')} UTC, ${formatDistanceStrict(moment, at)})`;
}

function adviceLines(recommendations: readonly Recommendation[], url: string): string[] {
	if (recommendations.length === 0) return [];
	const lines = recommendations.map(({title, pointsRegained, agent, command}, index) => {
		const how = command ?? (agent === undefined ? undefined : `esa-health run ${agent} --url ${url}`);
		const gain = pointsRegained >= 0.5 ? `  +${Math.round(pointsRegained)}` : '';
		return `  ${index + 1} ${title}${gain}${how === undefined ? '' : `\n      ${how}`}`;
	});
	return ['', 'What to do', ...lines];
}

function shownScore(score: number | null, glyphs: Glyphs): string {
	return score === null ? glyphs.dash : String(Math.round(score));
}
