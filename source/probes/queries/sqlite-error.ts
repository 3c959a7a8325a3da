/** SQLite's primary result codes, by number (sqlite.org/rescode.html). */
const names = (
	'OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL EMPTY SCHEMA ' +
	'TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB'
).split(' ');

/**
 * `SQLITE_BUSY`, as SQLite names it whichever driver threw, or the code or class of another error. Never the message: it may quote values.
 */
export function sqliteErrorCode(error: unknown): string {
	try {
		const {errcode, code, constructor} = error as {errcode?: unknown; code?: unknown; constructor?: {name?: unknown}};
		if (typeof errcode === 'number' && names[errcode & 0xff] !== undefined) return `SQLITE_${names[errcode & 0xff]}`;
		const [named] = [code, constructor?.name].filter((name) => typeof name === 'string' && /^[\w.-]{1,60}$/.test(name));
		return typeof named === 'string' ? named : 'Error';
	} catch {
		// Anything can be thrown: null, or an object whose properties throw in turn.
		return 'Error';
	}
}
