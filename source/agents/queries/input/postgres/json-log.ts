import {LineSplitter} from '../lines.ts';
import type {LogReader, QuerySink} from '../logged-query.ts';
import {readTime, transactionOf, type PostgresEntry} from './entry.ts';
import {StatementReader} from './statements.ts';

/** Reads PostgreSQL's jsonlog (from version 15 on). */
export function readJsonLog(sink: QuerySink): LogReader {
	const statements = new StatementReader(sink);
	const lines = new LineSplitter({
		line: (text, number) => {
			const entry = entryOf(text);
			if (entry === undefined) sink.broken(`line ${number}`, 'is no entry of a jsonlog');
			else statements.take(entry, `line ${number}`);
		},
		tooLong: (number) => sink.broken(`line ${number}`, 'is longer than 16 MB'),
	});
	return {
		push: (bytes) => lines.push(bytes),
		end: () => {
			lines.end();
			statements.end();
		},
	};
}

function entryOf(text: string): PostgresEntry | undefined {
	let told: unknown;
	try {
		told = JSON.parse(text);
	} catch {
		return undefined;
	}
	const fields = recordOf(told);
	const textOf = (...names: string[]): string | null => {
		const value = names.map((name) => fields[name]).find((each) => each !== undefined);
		return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
	};
	const atMs = readTime(textOf('timestamp', 'log_time') ?? '');
	const severity = textOf('error_severity');
	if (Number.isNaN(atMs) || severity === null) return undefined;
	return {
		atMs,
		session: textOf('session_id', 'pid', 'process_id') ?? '',
		transaction: transactionOf(textOf('vxid', 'virtual_transaction_id') ?? undefined),
		severity,
		sqlState: textOf('state_code', 'sql_state_code'),
		message: textOf('message') ?? '',
		detail: textOf('detail'),
		context: textOf('context'),
		statement: textOf('statement', 'query'),
	};
}

/** CloudNativePG keeps an entry, with the names of csvlog's columns, in a `record` of its own log. */
function recordOf(told: unknown): Record<string, unknown> {
	if (typeof told !== 'object' || told === null) return {};
	const fields = told as Record<string, unknown>;
	const {record} = fields;
	return typeof record === 'object' && record !== null ? (record as Record<string, unknown>) : fields;
}
