import type {Poll, Reading} from '../../client/connection.ts';
import type {HealthReport} from '../../protocol/report.ts';
import type {Severity, Status} from '../../protocol/vocabulary.ts';
import type {EventOf, Step} from './event.ts';
import {endOf, refreshJob} from './jobs.ts';
import type {Entry} from './log.ts';
import {log} from './log.ts';
import type {Model} from './model.ts';
import {step, toast} from './step.ts';
import {refreshTrends} from './trends.ts';

/** Takes a poll's outcome: a good reading replaces the old one, anything else leaves it on the screen. */
export function pollFinished(model: Model, {poll, nextAt}: EventOf<'poll-finished'>): Step {
	const next = {...model, polling: false, nextPollAt: nextAt, poll};
	if (poll.kind !== 'fresh' && poll.kind !== 'stale') return step(next);
	return refreshDetail(takeReading(next, poll));
}

function takeReading(model: Model, poll: Extract<Poll, {reading: Reading}>): Model {
	const news = model.reading === null ? firstNews(poll.reading.report) : newsBetween(model, model.reading, poll.reading);
	// Kept with the reading: the poll after this one may bring nothing, and what stays on the screen is no younger for that.
	const readingAt = poll.at - (poll.kind === 'stale' ? poll.ageMs : 0);
	const taken = {...model, reading: poll.reading, readingAt, clockOffsetMs: clockOffset(poll)};
	return log(tellRestart(taken, model.reading), ...news);
}

/** Under this the difference may be the age of the server's snapshot and the way of the answer; both clocks then count as one. */
const noOffsetMs = 10_000;

function clockOffset({at, reading, roundTripMs, ...poll}: Extract<Poll, {reading: Reading}>): number {
	const behind = poll.kind === 'stale' ? (poll as {ageMs: number}).ageMs : 0;
	const offset = Date.parse(reading.report.at) + behind - (at - roundTripMs / 2);
	return Math.abs(offset) < noOffsetMs || Number.isNaN(offset) ? 0 : Math.round(offset / 1000) * 1000;
}

function firstNews(report: HealthReport): readonly Entry[] {
	const score = report.overall.score === null ? '' : ` (${Math.round(report.overall.score)})`;
	return [
		{severity: 'info', message: `Watching ${report.service.name}: ${report.overall.status}${score}`},
		...report.warnings.map((message) => ({severity: 'warning' as const, message})),
	];
}

function newsBetween(model: Model, before: Reading, after: Reading): readonly Entry[] {
	const known = new Map(before.jobs.map((job) => [job.id, job]));
	const hadWarnings = new Set(before.report.warnings);
	return [
		...statusNews(before.report, after.report, model.intervalMs),
		...after.jobs.filter((job) => known.has(job.id) || isRecent(job.createdAt, before)).flatMap((job) => endOf(known.get(job.id), job)),
		...after.report.warnings.filter((warning) => !hadWarnings.has(warning)).map((message) => ({severity: 'warning' as const, message})),
	];
}

/** A job we never saw is news only when it was made after the report we had; older ones have merely come onto the page. */
function isRecent(createdAt: string, before: Reading): boolean {
	return createdAt >= before.report.at;
}

function statusNews(before: HealthReport, after: HealthReport, intervalMs: number): readonly Entry[] {
	const changes = [
		{id: 'overall', title: 'Overall', from: before.overall.status, to: after.overall.status},
		...after.categories.map(({id, title, status}) => ({
			id,
			title,
			from: before.categories.find((one) => one.id === id)?.status ?? status,
			to: status,
		})),
	];
	return changes.filter(({from, to}) => from !== to).map(({id, title, from, to}) => statusEntry(id, title, from, to, intervalMs));
}

/** `Database is warning, was good`. The poll that confirms a live event within two intervals adds no second line. */
export function statusEntry(id: string, title: string, from: Status, to: Status, intervalMs: number): Entry {
	return {
		severity: severityOfStatus(to),
		message: `${title} is ${to}, was ${from}`,
		key: `status:${id}:${from}:${to}`,
		withinMs: 2 * intervalMs,
	};
}

function severityOfStatus(status: Status): Severity {
	if (status === 'critical') return 'critical';
	return status === 'excellent' || status === 'good' ? 'info' : 'warning';
}

/** A service that started since the last answer has forgotten what only its memory knew. */
function tellRestart(model: Model, before: Reading | null): Model {
	const service = model.reading?.report.service;
	const startedAt = service?.startedAt ?? null;
	const was = before?.report.service.startedAt ?? null;
	if (service === undefined || startedAt === null || was === null || startedAt === was) return model;
	const message = `${service.name} was restarted at ${startedAt.slice(11, 19)} UTC`;
	return log(toast(model, 'warning', message), {severity: 'warning', message, key: `restart:${startedAt}`});
}

/** What the screen shows beside the reading is brought up to date too. */
function refreshDetail(model: Model): Step {
	const job = refreshJob(model);
	const trends = refreshTrends(job.model);
	return step(trends.model, ...job.commands, ...trends.commands);
}
