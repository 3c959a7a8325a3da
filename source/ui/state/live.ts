import type {LiveEvent} from '../../protocol/events.ts';
import type {EventOf, Step} from './event.ts';
import {isFinished, takeJob} from './jobs.ts';
import {log} from './log.ts';
import type {Model} from './model.ts';
import {statusEntry} from './poll-results.ts';
import {step} from './step.ts';

/** Takes live events in their order. While paused only those of runs are taken: somebody at this keyboard may have asked for one. */
export function liveEvents(model: Model, {events}: EventOf<'live'>): Step {
	const taken = events.filter((event) => !model.paused || event.kind === 'job');
	const next = taken.reduce(takeEvent, model);
	const ended = taken.some((event) => event.kind === 'job' && isFinished(event.job) && isOnScreen(model, event.job.id));
	return ended && model.place.view === 'job' ? step(next, {kind: 'load-job', id: model.place.id}) : step(next);
}

function isOnScreen(model: Model, job: string): boolean {
	return model.place.view === 'job' && model.place.id === job;
}

function takeEvent(model: Model, event: LiveEvent): Model {
	switch (event.kind) {
		case 'job':
			return takeJob(model, event.job);
		case 'status':
			return log(model, statusEntry(event.category, titleOf(model, event.category), event.from, event.to, model.intervalMs));
		case 'log':
			return log(model, {severity: event.severity, message: event.message});
		case 'findings':
			return event.opened + event.resolved === 0 ? model : log(model, findingsEntry(event));
		case 'reset':
			return model;
	}
}

function findingsEntry({agent, opened, resolved, findings, at}: Extract<LiveEvent, {kind: 'findings'}>): Parameters<typeof log>[1] {
	const parts = [opened > 0 ? `${opened} new` : '', resolved > 0 ? `${resolved} resolved` : ''].filter((part) => part !== '');
	const severity = opened > 0 && findings.critical > 0 ? 'critical' : 'info';
	return {severity, message: `${agent}: ${parts.join(', ')}`, key: `findings:${agent}:${at}`};
}

function titleOf(model: Model, category: string): string {
	if (category === 'overall') return 'Overall';
	return model.reading?.report.categories.find((one) => one.id === category)?.title ?? category;
}

/** Do these events say that the state has changed beyond what they tell, so that the next poll should come sooner? */
export function hurriesPoll(events: readonly LiveEvent[]): boolean {
	return events.some(
		(event) =>
			event.kind === 'status' || event.kind === 'findings' || event.kind === 'reset' || (event.kind === 'job' && isFinished(event.job)),
	);
}
