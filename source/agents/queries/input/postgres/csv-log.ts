import {LineSplitter} from '../lines.ts';
import type {LogReader, QuerySink} from '../logged-query.ts';
import {readTime, transactionOf, type PostgresEntry} from './entry.ts';
import {StatementReader} from './statements.ts';

/** A record of more characters than this is given up. */
const mostCharacters = 16 * 1024 * 1024;

/** Reads PostgreSQL's csvlog, of any version: its columns have only ever been added to. */
export function readCsvLog(sink: QuerySink): LogReader {
	const statements = new StatementReader(sink);
	const take = (record: string, where: string): void => {
		const entry = entryOf(csvFields(record));
		if (entry === undefined) sink.broken(where, 'is no record of a csvlog');
		else statements.take(entry, where);
	};
	const records = new CsvRecords(take, (where) => sink.broken(where, 'begins a record that does not end'));
	const lines = new LineSplitter({
		line: (text, number) => records.line(text, number),
		tooLong: (number) => sink.broken(`line ${number}`, 'is longer than 16 MB'),
	});
	return {
		push: (bytes) => lines.push(bytes),
		end: () => {
			lines.end();
			records.end();
			statements.end();
		},
	};
}

/** A record begins with a time; a line that does so while a quote is open may be either, so quotes decide unless the record grows endless. */
const beginning = /^"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [^,"]{1,40}"?,/;

/** Puts lines together to records: one ends where all its quotes are closed. */
class CsvRecords {
	readonly #take: (record: string, where: string) => void;
	readonly #giveUp: (where: string) => void;
	#lines: string[] = [];
	#characters = 0;
	#isOpen = false;
	#number = 0;
	/** Where the next record begins, should the open one turn out to be cut: its lines are read again from there. */
	#restart = -1;

	constructor(take: (record: string, where: string) => void, giveUp: (where: string) => void) {
		this.#take = take;
		this.#giveUp = giveUp;
	}

	line(text: string, number: number): void {
		if (this.#lines.length === 0) this.#number = number;
		else if (this.#restart < 0 && beginning.test(text)) this.#restart = this.#lines.length;
		this.#lines.push(text);
		this.#characters += text.length;
		if (hasOddQuotes(text)) this.#isOpen = !this.#isOpen;
		if (!this.#isOpen) this.#finish();
		else if (this.#characters > mostCharacters) this.#recover();
	}

	end(): void {
		while (this.#lines.length > 0) this.#recover();
	}

	#finish(): void {
		const record = this.#lines.join('\n');
		// Two records in one: the first was cut within a quote, and the second's quotes closed it.
		if (this.#restart > 0 && !isWhole(record)) return this.#recover();
		const where = `line ${this.#number}`;
		this.#clear();
		this.#take(record, where);
	}

	#recover(): void {
		const again = this.#restart > 0 ? this.#lines.slice(this.#restart) : [];
		const number = this.#number + this.#restart;
		this.#giveUp(`line ${this.#number}`);
		this.#clear();
		for (const [index, line] of again.entries()) this.line(line, number + index);
	}

	#clear(): void {
		this.#lines = [];
		this.#characters = 0;
		this.#isOpen = false;
		this.#restart = -1;
	}
}

function hasOddQuotes(text: string): boolean {
	let isOdd = false;
	for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
	return isOdd;
}

function isWhole(record: string): boolean {
	return entryOf(csvFields(record)) !== undefined;
}

/** The fields of one record; quotes within a field are doubled. */
export function csvFields(record: string): string[] {
	const fields: string[] = [];
	for (let at = 0; at <= record.length;) {
		const end = record.charCodeAt(at) === code.quote ? closingQuote(record, at + 1) + 1 : at;
		const stop = nextComma(record, end);
		fields.push(end === at ? record.slice(at, stop) : withoutDoubled(record.slice(at + 1, end - 1)));
		at = stop + 1;
	}
	return fields;
}

const code = {quote: 0x22, comma: 0x2c} as const;

function closingQuote(record: string, from: number): number {
	let at = record.indexOf('"', from);
	while (at >= 0 && record.charCodeAt(at + 1) === code.quote) at = record.indexOf('"', at + 2);
	return at < 0 ? record.length : at;
}

/** Fields without quotes are short: a loop finds their end sooner than a search. */
function nextComma(record: string, from: number): number {
	let at = from;
	while (at < record.length && record.charCodeAt(at) !== code.comma) at++;
	return at;
}

function withoutDoubled(field: string): string {
	return field.includes('"') ? field.replaceAll('""', '"') : field;
}

/** Undefined: no record of a csvlog. PostgreSQL 9 to 12 write 23 columns, 13 24, from 14 on 26. */
function entryOf(fields: readonly string[]): PostgresEntry | undefined {
	const [time = '', , , process = '', , session = '', , , , virtualId, , severity = '', sqlState = '', message = '', detail = ''] = fields;
	const atMs = readTime(time);
	if (fields.length < 20 || fields.length > 40 || Number.isNaN(atMs) || !/^[A-Z]+\d?$/.test(severity)) return undefined;
	return {
		atMs,
		session: session === '' ? process : session,
		transaction: transactionOf(virtualId),
		severity,
		sqlState: sqlState === '00000' ? null : sqlState,
		message,
		detail: detail === '' ? null : detail,
		context: fields[18] ?? null,
		statement: fields[19] === '' ? null : (fields[19] ?? null),
	};
}
