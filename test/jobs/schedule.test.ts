import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readTimetable} from '../../source/jobs/schedule.ts';

const utc = (time: string): number => Date.parse(`${time}Z`);

/** The next slots after a moment, as UTC texts. */
function slots(cron: string, timeZone: string, after: string, count: number): string[] {
	const timetable = readTimetable(cron, timeZone);
	const found = new Array<string>();
	for (let slot = timetable.next(utc(after)); slot !== null && found.length < count; slot = timetable.next(slot)) {
		found.push(new Date(slot).toISOString().slice(0, 16));
	}
	return found;
}

describe('next slots', () => {
	test('are those of the time zone', () => {
		expect(slots('0 2 * * *', 'UTC', '2026-01-15T12:00', 2)).toEqual(['2026-01-16T02:00', '2026-01-17T02:00']);
		expect(slots('0 2 * * *', 'America/New_York', '2026-01-15T12:00', 1)).toEqual(['2026-01-16T07:00']);
		expect(slots('*/15 * * * *', 'Asia/Kolkata', '2026-01-15T12:01', 2)).toEqual(['2026-01-15T12:15', '2026-01-15T12:30']);
	});

	test('lie after the given moment, never on it', () => {
		expect(slots('0 * * * *', 'UTC', '2026-01-15T12:00', 1)).toEqual(['2026-01-15T13:00']);
	});

	test('a time that the change to summer time skips fires once, at the first moment after the gap', () => {
		expect(slots('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00', 2)).toEqual(['2026-03-29T01:00', '2026-03-30T00:30']);
	});

	test('a time that exists twice in the autumn fires once', () => {
		expect(slots('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00', 2)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
		expect(slots('0,30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00', 3)).toEqual([
			'2026-10-25T00:00',
			'2026-10-25T00:30',
			'2026-10-26T01:00',
		]);
	});

	test('an interval goes on through both changes in real time', () => {
		expect(slots('0 * * * *', 'Europe/Berlin', '2026-10-24T23:30', 3)).toEqual([
			'2026-10-25T00:00',
			'2026-10-25T01:00',
			'2026-10-25T02:00',
		]);
		expect(slots('0 * * * *', 'Europe/Berlin', '2026-03-28T23:30', 3)).toEqual([
			'2026-03-29T00:00',
			'2026-03-29T01:00',
			'2026-03-29T02:00',
		]);
	});

	test('an expression that never fires has none', () => {
		expect(readTimetable('0 0 30 2 *', 'UTC').next(utc('2026-01-15T12:00'))).toBeNull();
	});
});

describe('the latest missed slot', () => {
	test('is the last one up to and including the moment', () => {
		const timetable = readTimetable('0 * * * *', 'UTC');
		expect(timetable.latest(utc('2026-01-15T03:00'), utc('2026-01-15T09:59:59'))).toBe(utc('2026-01-15T09:00'));
		expect(timetable.latest(utc('2026-01-15T03:00'), utc('2026-01-15T09:00'))).toBe(utc('2026-01-15T09:00'));
	});

	test('is none when no slot lies between', () => {
		expect(readTimetable('0 * * * *', 'UTC').latest(utc('2026-01-15T03:01'), utc('2026-01-15T03:59'))).toBeNull();
	});

	test('is found at once after a year of every minute', () => {
		expect(readTimetable('* * * * *', 'UTC').latest(utc('2025-01-15T03:00'), utc('2026-01-15T03:00:30'))).toBe(utc('2026-01-15T03:00'));
	});

	test('is always the last of the slots that stepping forward gives, clock changes included', () => {
		const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Asia/Kolkata');
		const cron = fc.constantFrom('30 2 * * *', '0,30 2 * * *', '*/15 * * * *', '0 2 * * 0', '15 1,2,3 * * *', '*/20 2 * * *', '0 0 1 * *');
		const start = fc.constantFrom(
			'2026-03-07T20:00',
			'2026-03-28T20:00',
			'2026-10-24T12:00',
			'2026-10-31T20:00',
			'2026-04-04T06:00',
			'2026-10-03T06:00',
		);
		fc.assert(
			fc.property(zone, cron, start, fc.integer({min: 0, max: 30 * 3600}), (timeZone, expression, from, seconds) => {
				const timetable = readTimetable(expression, timeZone);
				const to = utc(from) + seconds * 1000;
				let expected: number | null = null;
				for (let slot = timetable.next(utc(from) - 1000); slot !== null && slot <= to; slot = timetable.next(slot)) expected = slot;
				expect(timetable.latest(utc(from), to)).toBe(expected);
			}),
			{numRuns: 100},
		);
	});
});

describe('what cannot be read', () => {
	test.each(['', 'every day', '99 * * * *', '* * * *', '2026-01-01T00:00:00', '* * * * * * * *', 'x'.repeat(5000)])(
		'"%.20s" is refused in one sentence',
		(cron) => {
			expect(() => readTimetable(cron, 'UTC')).toThrow(expect.objectContaining({name: 'EsaError', code: 'bad-schedule'}));
		},
	);

	test('a time zone that does not exist is refused', () => {
		expect(() => readTimetable('* * * * *', 'Mars/Base')).toThrow(
			expect.objectContaining({code: 'bad-schedule', message: expect.stringContaining('Mars/Base')}),
		);
	});

	test('the message is bounded however long the expression is', () => {
		expect(() => readTimetable('x'.repeat(100_000), 'UTC')).toThrow(/^.{1,500}$/);
	});
});
