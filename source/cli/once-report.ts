import {formatDistanceStrict} from 'date-fns/formatDistanceStrict';
import type {Poll} from '../client/connection.ts';
import type {HealthReport} from '../protocol/report.ts';
import {categories, schemaVersion} from '../protocol/vocabulary.ts';

/** What `--once --format json` adds to the report. */
export interface TargetState {
	url: string;
	format: string | null;
	link: Poll['kind'];
	detail: string | null;
}

/** The report of a poll; where nothing came, one in which everything is unknown and says why. */
export function reportOfPoll(poll: Poll, url: string): {report: HealthReport; target: TargetState} {
	switch (poll.kind) {
		case 'fresh':
			return {report: poll.reading.report, target: {url, format: poll.reading.format, link: 'fresh', detail: null}};
		case 'stale': {
			const detail = `the report is ${formatDistanceStrict(0, poll.ageMs)} old: the service answers but no longer measures`;
			return {report: markStale(poll.reading.report), target: {url, format: poll.reading.format, link: 'stale', detail}};
		}
		case 'unreachable':
		case 'refused':
		case 'unreadable':
			return {report: unknownReport(poll.at, url, poll.detail), target: {url, format: null, link: poll.kind, detail: poll.detail}};
	}
}

function markStale(report: HealthReport): HealthReport {
	return {
		...report,
		overall: {...report.overall, status: report.overall.score === null ? 'unknown' : 'stale'},
		categories: report.categories.map((category) => ({...category, status: category.score === null ? 'unknown' : 'stale'})),
	};
}

function unknownReport(at: number, url: string, reason: string): HealthReport {
	const nothing = {score: null, status: 'unknown', trend: {day: null, week: null, month: null}, reason, rule: null, since: null} as const;
	return {
		schemaVersion,
		at: new Date(at).toISOString(),
		service: {name: hostOf(url), version: null, pid: null, startedAt: null},
		overall: {...nothing, coverage: 0},
		categories: categories.map((category) => ({...category, ...nothing, signals: [], issues: []})),
		recommendations: [],
		components: [],
		warnings: [],
	};
}

function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host : url;
}
