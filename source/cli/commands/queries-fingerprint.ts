import type {Readable, Writable} from 'node:stream';
import {EsaError} from '../../basics/esa-error.ts';
import {fingerprint} from '../../sql/fingerprint.ts';
import type {System} from '../../sql/keywords.ts';
import {exitCodes} from '../exit-codes.ts';

/** What was given could not be read. */
const couldNotRead = 2;

/** Output is gathered to this many characters before it is written. */
const writtenAtOnce = 65_536;

/** The dialects as `--system` takes them, with the other names people have for them. */
const systems = new Map<string, System>([
	['postgresql', 'postgresql'],
	['postgres', 'postgresql'],
	['mysql', 'mysql'],
	['mariadb', 'mysql'],
	['sqlite', 'sqlite'],
]);

/** `esa-health queries fingerprint`: reads one JSON string of SQL a line, prints one pattern a line, in order. */
export async function queriesFingerprint(line: {flags: {system?: string}; operands: readonly string[]}): Promise<number> {
	const [file] = line.operands.slice(1);
	if (file !== undefined)
		throw new EsaError(
			'usage',
			`queries fingerprint reads standard input, one JSON string of SQL a line, not ${JSON.stringify(file)}. Write it as … < FILE; see esa-health --help.`,
		);
	const system = systemOf(line.flags.system);
	return fingerprintLines(process.stdin, process.stdout, process.stderr, system);
}

/** The dialect for the value of `--system`; without one the dialect is unknown. */
export function systemOf(given: string | undefined): System | undefined {
	if (given === undefined) return undefined;
	const system = systems.get(given);
	if (system === undefined)
		throw new EsaError('usage', `--system takes postgresql, mysql or sqlite, not "${given}". See esa-health --help.`);
	return system;
}

/**
 * Turns lines into patterns as they come and answers the exit code. An empty line has an empty pattern, so that patterns stand at the lines of their
 * texts. A line that is no JSON string ends it with 2 and one sentence, after the patterns of the lines before. When nobody reads the output any more,
 * the rest of the input is not read.
 */
export async function fingerprintLines(input: Readable, output: Writable, errors: Writable, system: System | undefined): Promise<number> {
	let pending = '';
	let number = 0;
	for await (const texts of linesOf(input)) {
		for (const text of texts) {
			number++;
			const sql = stringIn(text);
			if (sql === undefined) return refuse(output, pending, errors, number);
			pending += `${fingerprint(sql, system)}\n`;
			if (pending.length < writtenAtOnce) continue;
			if (!(await isWritten(output, pending))) return exitCodes.done;
			pending = '';
		}
		// What came is answered before more is waited for: the input may be a pipe that stays open.
		if (!(await isWritten(output, pending))) return exitCodes.done;
		pending = '';
	}
	return exitCodes.done;
}

/** The lines of each piece that is read; empty lines at the end are none. Lines end at LF only: JSON may hold the other ends of lines in a string. */
async function* linesOf(input: Readable): AsyncGenerator<string[]> {
	let rest: string[] = [];
	let blank: string[] = [];
	input.setEncoding('utf8');
	for await (const piece of input as AsyncIterable<string>) {
		const lines = piece.split('\n');
		rest.push(lines[0]!);
		if (lines.length === 1) continue;
		lines[0] = rest.join('');
		rest = [lines.pop()!];
		const end = lines.findLastIndex((line) => line.trim() !== '') + 1;
		if (end > 0) yield [...blank.splice(0), ...lines.slice(0, end)];
		blank.push(...lines.slice(end));
	}
	const last = rest.join('');
	if (last.trim() !== '') yield [...blank, last];
}

function stringIn(line: string): string | undefined {
	if (line.trim() === '') return '';
	try {
		const value: unknown = JSON.parse(line.replace(/^\uFEFF/, ''));
		return typeof value === 'string' ? value : undefined;
	} catch {
		// Not JSON: the caller says so, with the number of the line.
		return undefined;
	}
}

async function refuse(output: Writable, pending: string, errors: Writable, number: number): Promise<number> {
	await isWritten(output, pending);
	errors.write(`esa-health: line ${number} is not a JSON string of SQL, such as "SELECT 1".\n`);
	return couldNotRead;
}

/** Writes and waits; false when nobody reads any more. Told by the write itself, since `process.stdout` is never destroyed. */
async function isWritten(output: Writable, text: string): Promise<boolean> {
	if (text === '') return true;
	return new Promise((resolve) => {
		output.write(text, (error) => resolve(!error));
	});
}
