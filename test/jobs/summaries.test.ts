import {describe, expect, test} from 'vitest';
import {summarise} from '../../source/jobs/summaries.ts';
import type {Job} from '../../source/protocol/jobs.ts';
import {agentThat, found} from './orchestra.ts';

const agent = agentThat(async () => found(), {schedule: '0 * * * *'});
const facts = {agent, jobs: [], schedule: undefined, openFindings: [], isDisabled: false};

let made = 0;
function job(state: Job['state'], more: Partial<Job> = {}): Job {
	const minute = String(++made % 60).padStart(2, '0');
	const isOver = ['completed', 'failed', 'cancelled'].includes(state);
	return {
		id: `job-${made}`,
		agent: 'alpha',
		state,
		priority: 'normal',
		by: 'schedule',
		attempt: 1,
		maxAttempts: 3,
		createdAt: `2026-01-15T12:${minute}:00.000Z`,
		runAt: `2026-01-15T12:${minute}:00.000Z`,
		startedAt: `2026-01-15T12:${minute}:01.000Z`,
		finishedAt: isOver ? `2026-01-15T12:${minute}:03.500Z` : null,
		progress: null,
		cancelRequested: false,
		examined: null,
		findings: {critical: 0, warning: 0, info: 0},
		summary: null,
		error: null,
		...more,
	};
}

describe('an agent in one row', () => {
	test('the last ten outcomes are told oldest first', () => {
		const jobs = [...Array.from({length: 5}, () => job('failed')), ...Array.from({length: 9}, () => job('completed'))];
		expect(summarise({...facts, jobs: jobs.toReversed()}).outcomes).toEqual(['failed', ...Array.from({length: 9}, () => 'completed')]);
	});

	test('the last run is the one that finished last, with its duration', () => {
		const retried = job('completed', {finishedAt: '2026-01-15T13:00:00.000Z', startedAt: '2026-01-15T12:59:58.000Z', summary: 'late'});
		const summary = summarise({...facts, jobs: [job('failed'), retried]});
		expect(summary.lastRun).toEqual({
			id: retried.id,
			state: 'completed',
			finishedAt: '2026-01-15T13:00:00.000Z',
			durationMs: 2000,
			summary: 'late',
		});
	});

	test('a failed run is summed up by its error', () => {
		expect(summarise({...facts, jobs: [job('failed', {error: 'no route to host'})]}).lastRun).toMatchObject({summary: 'no route to host'});
	});

	test('a job cancelled before it began is no run', () => {
		const summary = summarise({...facts, jobs: [job('cancelled', {startedAt: null})]});
		expect(summary.outcomes).toEqual([]);
		expect(summary).not.toHaveProperty('lastRun');
	});

	test.each(['available', 'scheduled', 'retryable'] as const)('a job that is %s makes its agent queued', (state) => {
		expect(summarise({...facts, jobs: [job(state, {id: 'open'})]})).toMatchObject({state: 'queued', job: 'open'});
	});

	test('a clock set back during a run makes no negative duration', () => {
		expect(summarise({...facts, jobs: [job('completed', {startedAt: '2026-01-15T14:00:00.000Z'})]}).lastRun?.durationMs).toBe(0);
	});

	test('a schedule that is switched off or never fires again has no next run', () => {
		const schedule = {agent: 'alpha', cron: '0 * * * *', timeZone: 'UTC', lastSlot: null};
		expect(summarise({...facts, schedule: {...schedule, enabled: false, nextAt: 1}})).not.toHaveProperty('nextRunAt');
		expect(summarise({...facts, schedule: {...schedule, enabled: true, nextAt: null}})).not.toHaveProperty('nextRunAt');
		expect(summarise({...facts, schedule: {...schedule, enabled: true, nextAt: 0}}).nextRunAt).toBe('1970-01-01T00:00:00.000Z');
	});
});
