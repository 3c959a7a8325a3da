import {expect, test} from 'vitest';
import {reportJson} from '../../../../source/agents/queries/output/report.ts';
import {QueryReport} from '../../../../source/protocol/query-trace.ts';
import {analyseText, line, loop} from '../input/analyse-text.ts';

async function reportOf(log: string): Promise<QueryReport> {
	const json: unknown = JSON.parse([...reportJson(await analyseText(log))].join(''));
	const report = QueryReport.parse(json);
	expect(report).toEqual(json);
	return report;
}

test('a report is what its schema says, no more and no less', async () => {
	const {examined, findings} = await reportOf(loop(10, () => ({source: 'a.ts:5 f'})));
	expect(examined).toEqual({queries: 10, traces: 1, patterns: 1});
	expect(findings).toMatchObject([
		{kind: 'n-plus-one', pattern: 'SELECT name FROM users WHERE id = ?', count: 10, traceId: 't', source: 'a.ts:5 f', totalMs: 200},
	]);
	expect(findings[0]!.advice.length).toBeGreaterThan(20);
	expect(findings[0]!.saving.lowMs).toBeLessThanOrEqual(findings[0]!.saving.highMs);
});

test('a clean log has no findings', async () => {
	expect((await reportOf(line({}))).findings).toEqual([]);
});

test('there is one finding for each trace, pattern and source, the worst first', async () => {
	const log = ['t1', 't2'].flatMap((traceId, at) => [
		loop(10 + at * 100, () => ({traceId, source: 'a.ts:5'})),
		loop(20, (index) => ({traceId, source: 'b.ts:6', sql: 'UPDATE b SET c = 1 WHERE d = $1', startMs: 10_000 + index * 21})),
	]);
	const {findings} = await reportOf(log.join(''));
	expect(findings.map(({traceId, source, count}) => [traceId, source, count])).toHaveLength(4);
	expect(findings[0]).toMatchObject({traceId: 't2', source: 'a.ts:5', count: 110});
	const severities = findings.map(({severity}) => ['critical', 'warning', 'info'].indexOf(severity));
	expect(severities).toEqual(severities.toSorted((a, b) => a - b));
});

test('times are of whole microseconds', async () => {
	const {findings} = await reportOf(loop(10, () => ({durationMs: 20.1})));
	expect(findings[0]!.totalMs).toBe(201);
});
