import {LineSplitter} from '../lines.ts';
import type {LogReader, QuerySink} from '../logged-query.ts';
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

const anchor =
	/^([^\t].{0,499}?)?\b(LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|INFO|DEBUG[1-5]?|DETAIL|HINT|QUERY|CONTEXT|STATEMENT|LOCATION): {1,2}(?! )/;
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
			const found = goesOn ? null : anchor.exec(line);
			if (found === null) this.#goOn(line);
			else this.#takeAnchored(line, found, moment, number);
		}
	}

	#takeAnchored(line: string, [head, prefix = '', severity = '']: RegExpExecArray, moment: string, number: number): void {
		this.#closeField();
		const isMore = severity in fields || severity === 'HINT' || severity === 'QUERY' || severity === 'LOCATION';
		if (isMore) this.#field = fields[severity];
		else this.#begin(`${prefix} ${moment}`, severity, number);
		this.#goOn(line.slice(head.length));
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

/** Finds in the text before a severity what log_line_prefix put there, wherever it stands. */
function readPrefix(prefix: string): Pick<PostgresEntry, 'atMs' | 'session' | 'transaction' | 'sqlState'> {
	const session = /(?<![\w.])[0-9a-f]{8}\.[0-9a-f]{1,8}(?![\w.])/.exec(prefix)?.[0];
	// `[7-1]` is the number of a line (%l), `[100-7]` a process and a line.
	const process = /\[(\d+)(?:-(?!1\])\d+)?\]|\bpid[=: ]{1,2}(\d+)/i.exec(prefix);
	const epoch = /(?<!\d)(\d{10}\.\d{3})(?!\d)/.exec(prefix)?.[1];
	return {
		atMs: epoch === undefined ? readTime(prefix) : Number(epoch) * 1000,
		session: session ?? process?.[1] ?? process?.[2] ?? '',
		transaction: transactionOf(/(?<![\w./])\d+\/\d+(?![\w./])/.exec(prefix)?.[0]),
		sqlState: /(?<!\w)(?:sqlstate|state|e)=([0-9A-Z]{5})(?!\w)/i.exec(prefix)?.[1] ?? null,
	};
}
