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
	let told: Record<string, unknown>;
	try {
		told = JSON.parse(text) as Record<string, unknown>;
	} catch {
		return undefined;
	}
	if (typeof told !== 'object' || told === null) return undefined;
	const textOf = (name: string): string | null => (typeof told[name] === 'string' ? told[name] : null);
	const atMs = readTime(textOf('timestamp') ?? '');
	const severity = textOf('error_severity');
	if (Number.isNaN(atMs) || severity === null) return undefined;
	return {
		atMs,
		session: textOf('session_id') ?? (typeof told['pid'] === 'number' ? String(told['pid']) : ''),
		transaction: transactionOf(textOf('vxid') ?? undefined),
		severity,
		sqlState: textOf('state_code'),
		message: textOf('message') ?? '',
		detail: textOf('detail'),
		context: textOf('context'),
		statement: textOf('statement'),
	};
}
