import type {QueryReport} from '../../../protocol/query-trace.ts';
import type {LoggedOccurrence, OfflineResult} from '../offline.ts';
import {KnownAdvice} from './known-advice.ts';

type LoggedFinding = QueryReport['findings'][number];

/**
 * The report as JSON, in pieces: a log of millions may have a hundred thousand findings, whose advice together is longer than all else that is held.
 * Put together the pieces are one `QueryReport`.
 */
export function* reportJson({examined, occurrences}: Pick<OfflineResult, 'examined' | 'occurrences'>): Generator<string> {
	yield `{\n\t"schemaVersion": 1,\n\t"examined": ${JSON.stringify(examined)},\n\t"findings": [`;
	const advice = new KnownAdvice();
	for (const [index, occurrence] of occurrences.entries())
		yield `${index === 0 ? '' : ','}\n\t\t${JSON.stringify(findingOf(occurrence, advice))}`;
	yield occurrences.length === 0 ? ']\n}\n' : '\n\t]\n}\n';
}

/** An occurrence as `queries FILE` reports it. */
function findingOf(occurrence: LoggedOccurrence, advice: KnownAdvice): LoggedFinding {
	const {kind, pattern, count, traceId, source, severity, totalMs, saving} = occurrence;
	return {
		kind,
		pattern,
		count,
		traceId,
		source,
		severity,
		totalMs: round(totalMs),
		saving: {lowMs: round(saving.lowMs), highMs: round(saving.highMs), basis: saving.basis},
		advice: advice.of(occurrence),
	};
}

/** Microseconds: what lies beyond is noise of adding up. */
function round(ms: number): number {
	return Math.round(ms * 1000) / 1000;
}
