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
