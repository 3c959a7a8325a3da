import {findOpen, insertJob, jobDefaults} from './enqueue.ts';
import {toRank} from './job-rows.ts';
import {type Schedule, type ScheduleOptions, singleFlightKey} from './queue.ts';
import type {QueueContext} from './queue-context.ts';
import {readTimetable} from './schedule.ts';
import {priorities} from '../protocol/jobs.ts';

interface ScheduleRow {
	agent: string;
	cron: string;
	time_zone: string;
	enabled: number;
	next_at: number | null;
	last_slot: number | null;
	priority: number;
	max_attempts: number;
	timeout_ms: number;
}

/** Sets a schedule. Its next slot is kept while expression and zone are: a restart must not skip a slot that fell due meanwhile. */
export function upsertSchedule({database, clock}: QueueContext, schedule: ScheduleOptions): void {
	const {agent, cron, timeZone} = schedule;
	const next = readTimetable(cron, timeZone).next(clock.now());
	database.write(() =>
		database.run(
			`INSERT INTO schedules (agent, cron, time_zone, enabled, next_at, priority, max_attempts, timeout_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (agent) DO UPDATE SET
				next_at = iif(cron = excluded.cron AND time_zone = excluded.time_zone AND enabled = 1 AND next_at IS NOT NULL, next_at, excluded.next_at),
				cron = excluded.cron, time_zone = excluded.time_zone, enabled = excluded.enabled,
				priority = excluded.priority, max_attempts = excluded.max_attempts, timeout_ms = excluded.timeout_ms`,
			agent,
			cron,
			timeZone,
			schedule.enabled ? 1 : 0,
			next,
			toRank(schedule.priority ?? jobDefaults.priority),
			schedule.maxAttempts ?? jobDefaults.maxAttempts,
			schedule.timeoutMs ?? jobDefaults.timeoutMs,
		),
	);
}

export function listSchedules({database}: QueueContext): Schedule[] {
	return database.all<ScheduleRow>('SELECT * FROM schedules ORDER BY agent').map((row) => ({
		agent: row.agent,
		cron: row.cron,
		timeZone: row.time_zone,
		enabled: row.enabled === 1,
		nextAt: row.next_at,
		lastSlot: row.last_slot,
	}));
}

/** Makes the jobs of all due slots; ids of those made. Reads only while nothing is due. */
export function fireDueSchedules(context: QueueContext, agents?: readonly string[]): string[] {
	const now = context.clock.now();
	const candidates = context.database
		.all<ScheduleRow>('SELECT * FROM schedules WHERE enabled = 1')
		.filter((row) => !agents || agents.includes(row.agent));
	return candidates.filter((row) => isDue(row, now)).flatMap((row) => context.database.write(() => fire(context, row.agent, now)));
}

/** Due, or further away than the timetable says: then the clock was set back since, and the slot must be found anew. */
function isDue(row: ScheduleRow, now: number): boolean {
	if (row.next_at === null) return false;
	return row.next_at <= now || row.next_at > (readTimetable(row.cron, row.time_zone).next(now) ?? Infinity);
}

function fire(context: QueueContext, agent: string, now: number): string[] {
	// Read again under the lock: another process may have fired the slot.
	const row = context.database.get<ScheduleRow>('SELECT * FROM schedules WHERE agent = ? AND enabled = 1', agent);
	if (!row || !isDue(row, now) || row.next_at === null) return [];
	const timetable = readTimetable(row.cron, row.time_zone);
	const slot = timetable.latest(row.next_at, now);
	const isTaken = slot !== null && takeSlot(context, agent, slot);
	context.database.run(
		'UPDATE schedules SET next_at = ?, last_slot = coalesce(?, last_slot) WHERE agent = ?',
		timetable.next(now),
		slot,
		agent,
	);
	return isTaken && !findOpen(context, singleFlightKey(agent)) ? [insertRun(context, row, now)] : [];
}

/** False when the slot has been taken before, by whichever process: that is what makes it one run per slot. */
function takeSlot({database}: QueueContext, agent: string, slot: number): boolean {
	return database.run('INSERT OR IGNORE INTO slots (agent, slot) VALUES (?, ?)', agent, slot) === 1;
}

function insertRun(context: QueueContext, row: ScheduleRow, now: number): string {
	const options = {
		by: 'schedule',
		dedupeKey: singleFlightKey(row.agent),
		priority: priorities[row.priority] ?? jobDefaults.priority,
		maxAttempts: row.max_attempts,
		timeoutMs: row.timeout_ms,
	};
	return insertJob(context, {agent: row.agent, input: 'null', options, now}).id;
}
