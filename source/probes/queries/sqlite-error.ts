import {errorCode} from './error-code.ts';

/** SQLite's primary result codes, by number (sqlite.org/rescode.html). */
const names = (
	'OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL EMPTY SCHEMA ' +
	'TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB'
).split(' ');

/** `SQLITE_BUSY`, as SQLite names it whichever driver threw; else as of any error. */
export function sqliteErrorCode(error: unknown): string {
	const number = errorNumber(error);
	const name = number === undefined ? undefined : names[number & 0xff];
	return name === undefined ? errorCode(error) : `SQLITE_${name}`;
}

/** Of `node:sqlite`. */
function errorNumber(error: unknown): number | undefined {
	try {
		const {errcode} = error as {errcode?: unknown};
		return typeof errcode === 'number' ? errcode : undefined;
	} catch {
		// Anything can be thrown: null, or an object whose properties throw in turn.
		return undefined;
	}
}
