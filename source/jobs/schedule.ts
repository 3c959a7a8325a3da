import {Cron} from 'croner';
import {EsaError} from '../basics/esa-error.ts';

/** When a cron line is due. All moments are ms since the epoch. */
export interface Timetable {
	/** First slot after a moment; null when the expression never fires again. */
	next(after: number): number | null;
	/** Last slot in from ≤ slot ≤ to; null when none lies there. Of several missed slots only this one is worth a run. */
	latest(from: number, to: number): number | null;
}

/**
 * Reads a cron expression (5 fields, 6 with seconds, or `@hourly` and its kind) in an IANA time zone. Where clocks change, a fixed time that
 * does not exist fires at the first moment after the gap, and one that exists twice fires once. Throws EsaError `bad-schedule`.
 */
export function readTimetable(cron: string, timeZone: string): Timetable {
	const pattern = parse(cron, timeZone);
	const next = (after: number): number | null => pattern.nextRun(new Date(after))?.getTime() ?? null;
	return {next, latest: (from, to) => latestSlot(pattern, next, from, to)};
}

function parse(cron: string, timeZone: string): Cron {
	// A date is a "pattern" to croner, but it is no schedule.
	if (/^\s*\d{4}-/.test(cron)) throw badSchedule(cron, timeZone, 'a date is not a cron expression');
	try {
		// `no-wildcard`: lists of hours count as fixed times too, so that `0,30 2 * * *` runs once each in the night with two 02:00.
		const pattern = new Cron(cron, {timezone: timeZone, fixedTimeRule: 'no-wildcard', paused: true});
		pattern.nextRun(new Date(0)); // The time zone is only looked at when a date is made.
		return pattern;
	} catch (error) {
		throw badSchedule(cron, timeZone, error instanceof Error ? error.message : String(error), error);
	}
}

function badSchedule(cron: string, timeZone: string, why: string, cause?: unknown): EsaError {
	const message = `The schedule "${cron.slice(0, 80)}" in time zone ${timeZone.slice(0, 40)} cannot be read: ${why.slice(0, 160)}. Write five fields, such as "0 2 * * *" for every night at two.`;
	return new EsaError('bad-schedule', message, {cause});
}

/** Looking back from `to` costs the same after a minute and after a year without a run; stepping forward from `from` would not. */
function latestSlot(pattern: Cron, next: Timetable['next'], from: number, to: number): number | null {
	const second = Math.floor(to / 1000) * 1000;
	// `previousRuns` leaves out its own reference.
	const [before] = pattern.previousRuns(1, new Date(second + 1000));
	let slot = before?.getTime() ?? null;
	// Around a change of clocks looking back can stop one slot short of what looking forward finds; forward is what `next` promised.
	for (let later = next(slot ?? from - 1000); later !== null && later <= to; later = next(later)) slot = later;
	return slot !== null && slot >= from && slot <= to ? slot : null;
}
