import {analyseLog, type OfflineResult} from '../../../../source/agents/queries/offline.ts';
import {QueriesOptions} from '../../../../source/agents/queries/options.ts';
import type {DatabaseSystem, QueryTrace} from '../../../../source/protocol/query-trace.ts';
import {QueryIntake, type Intake} from '../../../../source/agents/queries/input/intake.ts';
import type {LogReader, QuerySink} from '../../../../source/agents/queries/input/logged-query.ts';

/** Judges a log that comes in pieces of so many bytes. */
export async function analyseText(
	text: string | Buffer,
	{pieceBytes = 1000, options = {}, system}: {pieceBytes?: number; options?: Partial<QueriesOptions>; system?: DatabaseSystem} = {},
): Promise<OfflineResult> {
	const chunks = async function* (): AsyncGenerator<Buffer> {
		for (const piece of piecesOf(Buffer.from(text), pieceBytes)) yield piece;
	};
	return await analyseLog(
		{name: 'the.log', chunks: chunks()},
		{options: QueriesOptions.parse(options), now: Date.UTC(2026, 10, 23), ...(system !== undefined && {system})},
	);
}

/** The traces that one format's reader finds, without judging them. */
export function readTraces(
	read: (sink: QuerySink) => LogReader,
	text: string | Buffer,
	pieceBytes = 1000,
): {traces: QueryTrace[]; intake: Intake} {
	const traces: QueryTrace[] = [];
	const sink = new QueryIntake(null, (trace) => traces.push(trace));
	const reader = read(sink);
	for (const piece of piecesOf(Buffer.from(text), pieceBytes)) reader.push(piece);
	reader.end();
	return {traces, intake: sink.finish()};
}

function piecesOf(bytes: Buffer, pieceBytes: number): Buffer[] {
	return Array.from({length: Math.ceil(bytes.length / pieceBytes)}, (_, index) =>
		bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
	);
}

/** A line of our own format. */
export function line(query: Record<string, unknown>): string {
	return `${JSON.stringify({traceId: 't', startMs: 0, durationMs: 20, sql: 'SELECT 1 FROM a', ...query})}\n`;
}

/** A loop over users, one query after the other. */
export function loop(count: number, more: (index: number) => Record<string, unknown> = () => ({})): string {
	return Array.from({length: count}, (_, index) =>
		line({startMs: index * 21, sql: 'SELECT name FROM users WHERE id = $1', params: [index], ...more(index)}),
	).join('');
}
