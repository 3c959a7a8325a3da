import {LineSplitter} from '../lines.ts';
import type {LogReader, QuerySink} from '../logged-query.ts';
import {ownText} from '../own-text.ts';
import {readTime, transactionOf, type PostgresEntry} from './entry.ts';
import {StatementReader} from './statements.ts';
import {unwrap} from './wrapping.ts';

/** The text of one entry may be as long as this, over all of its lines. */
const mostCharacters = 16 * 1024 * 1024;

/** Reads PostgreSQL's stderr log (or that of a container or syslog around it), with any log_line_prefix that has a time and a process. */
export function readStderrLog(sink: QuerySink): LogReader {
	const statements = new StatementReader(sink);
	const entries = new StderrEntries((entry, where) => statements.take(entry, where));
	const lines = new LineSplitter({
		line: (text, number) => entries.line(text, number),
		tooLong: (number) => sink.broken(`line ${number}`, 'is longer than 16 MB'),
	});
	return {
		push: (bytes) => lines.push(bytes),
		end: () => {
			lines.end();
			entries.end();
			statements.end();
		},
	};
}

const fields: Record<string, 'detail' | 'context' | 'statement' | undefined> = {
	DETAIL: 'detail',
	CONTEXT: 'context',
	STATEMENT: 'statement',
};

/** Puts lines together to entries: a line with a severity begins one, or a field of the one before; all others go on. */
class StderrEntries {
	readonly #told: (entry: PostgresEntry, where: string) => void;
	#entry: PostgresEntry | undefined;
	#where = '';
	#field: 'message' | 'detail' | 'context' | 'statement' | undefined;
	#lines: string[] = [];
	#characters = 0;

	constructor(told: (entry: PostgresEntry, where: string) => void) {
		this.#told = told;
	}

	line(raw: string, number: number): void {
		const {lines, moment, goesOn} = unwrap(raw);
		for (const line of lines) {
			const found = goesOn ? undefined : findSeverity(line);
			if (found === undefined) this.#goOn(line);
			else this.#takeAnchored(line, found, moment, number);
		}
	}

	#takeAnchored(line: string, {prefix, severity, end}: Anchor, moment: string, number: number): void {
		this.#closeField();
		const isMore = severity in fields || severity === 'HINT' || severity === 'QUERY' || severity === 'LOCATION';
		if (isMore) this.#field = fields[severity];
		else this.#begin(`${prefix} ${moment}`, severity, number);
		this.#goOn(line.slice(end));
	}

	end(): void {
		this.#closeField();
		if (this.#entry !== undefined) this.#told(this.#entry, this.#where);
		this.#entry = undefined;
	}

	#begin(prefix: string, severity: string, number: number): void {
		if (this.#entry !== undefined) this.#told(this.#entry, this.#where);
		this.#entry = {...readPrefix(prefix), severity, message: '', detail: null, context: null, statement: null};
		this.#where = `line ${number}`;
		this.#field = 'message';
	}

	#goOn(text: string): void {
		if (this.#field === undefined) return;
		this.#characters += text.length;
		// The rest of an endless entry is passed over; what of it is there has its pattern cut.
		if (this.#characters <= mostCharacters) this.#lines.push(this.#lines.length > 0 && text.startsWith('\t') ? text.slice(1) : text);
	}

	#closeField(): void {
		if (this.#entry !== undefined && this.#field !== undefined) this.#entry[this.#field] = this.#lines.join('\n');
		this.#field = undefined;
		this.#lines = [];
		this.#characters = 0;
	}
}

/** Where the text of an entry, or of a field of one, begins. */
interface Anchor {
	prefix: string;
	severity: string;
	/** Behind the colon and its spaces. */
	end: number;
}

const longestPrefix = 500;
const severity = /(?<!\w)(?:LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|INFO|DEBUG[1-5]?|DETAIL|HINT|QUERY|CONTEXT|STATEMENT|LOCATION)$/;
const longestSeverity = 'STATEMENT'.length;

/** The first severity of a line, before one or two spaces. A line that begins with a tab has none: it goes on with the one before. */
function findSeverity(line: string): Anchor | undefined {
	if (line.startsWith('\t')) return undefined;
	for (let colon = line.indexOf(': '); colon >= 0 && colon <= longestPrefix + longestSeverity; colon = line.indexOf(': ', colon + 1)) {
		const end = line.startsWith(' ', colon + 2) ? colon + 3 : colon + 2;
		if (line.startsWith(' ', end)) continue;
		const found = severity.exec(line.slice(Math.max(0, colon - longestSeverity - 1), colon))?.[0];
		if (found !== undefined && colon - found.length <= longestPrefix)
			return {prefix: line.slice(0, colon - found.length), severity: found, end};
	}
	return undefined;
}

type Prefix = Pick<PostgresEntry, 'atMs' | 'session' | 'transaction' | 'sqlState'>;

/** `%m` and a space: what is behind them is the same for all entries of a session, mostly. */
const wholeTime = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} /;
const timeLength = 23;
const behindTimes = new Map<string, Prefix>();
const mostBehindTimes = 4096;

/** Finds in the text before a severity what log_line_prefix put there, wherever it stands. */
function readPrefix(prefix: string): Prefix {
	if (!wholeTime.test(prefix)) return parsePrefix(prefix);
	const behind = prefix.slice(timeLength);
	const known = behindTimes.get(behind);
	if (known !== undefined) return {...known, atMs: readTime(prefix)};
	const read = parsePrefix(prefix);
	if (epochTime.test(behind)) return read;
	if (behindTimes.size >= mostBehindTimes) behindTimes.clear();
	behindTimes.set(ownText(behind), {...read, session: ownText(read.session)});
	return read;
}

function parsePrefix(prefix: string): Prefix {
	const session = /(?<![\w.])[0-9a-f]{8}\.[0-9a-f]{1,8}(?![\w.])/.exec(prefix)?.[0];
	// `[7-1]` is the number of a line (%l), `[100-7]` a process and a line.
	const process = /\[(\d+)(?:-(?!1\])\d+)?\]|\bpid[=: ]{1,2}(\d+)/i.exec(prefix);
	const epoch = epochTime.exec(prefix)?.[1];
	return {
		atMs: epoch === undefined ? readTime(prefix) : Number(epoch) * 1000,
		session: session ?? process?.[1] ?? process?.[2] ?? '',
		transaction: transactionOf(/(?<![\w./])\d+\/\d+(?![\w./])/.exec(prefix)?.[0]),
		sqlState: /(?<!\w)(?:sqlstate|state|e)=([0-9A-Z]{5})(?!\w)/i.exec(prefix)?.[1] ?? null,
	};
}

/** `%n` */
const epochTime = /(?<!\d)(\d{10}\.\d{3})(?!\d)/;
