import {expect, test} from 'vitest';
import {fingerprint} from '../../../source/sql/fingerprint.ts';
import {analyseText} from './input/analyse-text.ts';
import {lookAlikes, wasteful} from './traces/all.ts';
import type {LabelledTrace, Script} from './traces/script.ts';

/** Lines of all traces, each of which begins somewhere within the ones before. */
function logOf(traces: readonly LabelledTrace[]): string {
	const lines = traces.flatMap(({name, script}, trace) =>
		script.rows.map(({sql, params, startMs, durationMs, rows, source, error, fromCache, isHidden}, at) => ({
			order: at * 7 + trace,
			text: JSON.stringify({
				traceId: name,
				startMs,
				durationMs,
				sql,
				params: isHidden === true ? undefined : params,
				rows,
				source,
				error,
				fromCache,
				system: script.system ?? undefined,
			}),
		})),
	);
	return lines
		.toSorted((a, b) => a.order - b.order)
		.map(({text}) => text)
		.join('\n');
}

/** Queries whose duration JSON can tell. */
function inJson({rows}: Script): number {
	return rows.filter(({durationMs}) => Number.isFinite(durationMs)).length;
}

test('a log of all labelled traces at once has exactly the findings of each', async () => {
	const traces = [...wasteful, ...lookAlikes];
	const {occurrences, examined} = await analyseText(logOf(traces), {pieceBytes: 65_536});
	const found = Map.groupBy(occurrences, ({traceId}) => traceId);
	const findings = traces.map(({name, script}) => ({
		name,
		findings: (found.get(name) ?? []).map(({kind, pattern, count}) => `${count} ${kind} ${pattern}`).toSorted(),
		queries: inJson(script),
	}));
	const expected = traces.map(({name, script, expected: labels}) => ({
		name,
		findings: labels.map(({kind, sql, count}) => `${count} ${kind} ${fingerprint(sql, script.system ?? undefined)}`).toSorted(),
		queries: inJson(script),
	}));
	expect(findings).toEqual(expected);
	expect(examined).toMatchObject({queries: findings.reduce((sum, {queries}) => sum + queries, 0), traces: traces.length});
});
