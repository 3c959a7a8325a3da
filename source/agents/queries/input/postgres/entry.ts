/** One entry of a PostgreSQL log, whichever way it was written. */
export interface PostgresEntry {
	/** When it was written: after the statement that it tells of. ms since the epoch (an unknown time zone is taken as UTC). */
	atMs: number;
	/** The session's id, or the process's; '' where the log names neither. */
	session: string;
	/** Virtual transaction id: `3/117`; null where the log does not say. */
	transaction: string | null;
	severity: string;
	sqlState: string | null;
	message: string;
	detail: string | null;
	context: string | null;
	/** The statement that an error ended. */
	statement: string | null;
}

/** A PostgreSQL log's time: `2026-11-23 02:31:07.123 CET`; NaN: none. Names of zones other than UTC's are passed over, offsets are not. */
export function readTime(text: string): number {
	if (!wholeMs.test(text)) return parseTime(text);
	// Many entries are of one second: that is read once, for the same zone.
	const second = text.slice(0, 19) + text.slice(23, 32);
	const known = seconds.get(second);
	const startMs = known ?? parseTime(`${text.slice(0, 19)}.000${text.slice(23, 32)}`);
	if (known === undefined) {
		if (seconds.size >= mostSeconds) seconds.clear();
		seconds.set(second, startMs);
	}
	return startMs + Number(text.slice(19, 23)) * 1000;
}

/** `%m` at the beginning, as most have it. */
const wholeMs = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\.\d{3}(?!\d)/;
const seconds = new Map<string, number>();
const mostSeconds = 1000;

function parseTime(text: string): number {
	const parts = /(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(\.\d+)?(?: ?([+-])(\d\d):?(\d\d)?(?!\d))?/.exec(text);
	if (parts === null) return Number.NaN;
	const [, year, month, day, hour, minute, second, fraction = '0', sign, offsetHours = '0', offsetMinutes = '0'] = parts;
	const utc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
	const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
	const here = utc + Number(fraction) * 1000;
	return sign === undefined ? here : here - (sign === '-' ? -offset : offset);
}

/** `3/117`; null for a session that has no transaction (`3/0`, or none told). */
export function transactionOf(virtualId: string | undefined): string | null {
	return virtualId === undefined || virtualId === '' || virtualId.endsWith('/0') ? null : virtualId;
}
