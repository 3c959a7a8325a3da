import fc from 'fast-check';
import {expect, test} from 'vitest';
import {applyChanges, changesBetween} from '../../../source/agents/api-paths/report-changes.ts';
import type {ApiPathsReport, PathFinding, ReportedCall} from '../../../source/agents/api-paths/report.ts';
import {toReport} from '../../../source/agents/api-paths/matching/report.ts';

const empty = toReport({
	root: '/project',
	filesAnalysed: 0,
	unanalysed: [],
	routes: [],
	shadows: new Map(),
	calls: [],
	origins: [],
	findings: [],
	checks: [],
	minimumDecidedRate: 0.95,
	dataFlows: [],
});

const call: fc.Arbitrary<ReportedCall> = fc.record({
	method: fc.constantFrom('GET', 'POST', null),
	path: fc.constantFrom('/a', '/b'),
	origin: fc.constant(null),
	file: fc.constantFrom('a.ts', 'b.ts'),
	line: fc.integer({min: 1, max: 3}),
	client: fc.constant('fetch'),
	verdict: fc.constantFrom('matched', 'missing'),
	route: fc.constantFrom(null, {method: 'GET', path: '/a', file: 's.ts', line: 1}),
	reason: fc.constant(null),
	suggestions: fc.array(fc.record({method: fc.constant('GET'), path: fc.constantFrom('/a', '/b')}), {maxLength: 2}),
	defects: fc.array(fc.constant('swapped-arguments'), {maxLength: 1}),
});
const finding: fc.Arbitrary<PathFinding> = fc.record({
	rule: fc.constantFrom('missing', 'mock-fallback'),
	severity: fc.constantFrom('critical', 'warning'),
	message: fc.constant('No route answers this.'),
	file: fc.constantFrom('a.ts', 'b.ts'),
	line: fc.integer({min: 1, max: 3}),
	related: fc.constant([]),
});
const report: fc.Arbitrary<ApiPathsReport> = fc
	.tuple(
		fc.array(call, {maxLength: 6}),
		fc.array(finding, {maxLength: 3}),
		fc.nat(2),
		fc.option(fc.array(fc.constant('An entry applies to nothing.'), {maxLength: 1})),
	)
	.map(([calls, findings, filesAnalysed, stale]) => ({
		...empty,
		calls,
		findings,
		summary: {...empty.summary, filesAnalysed},
		...(stale !== null && {stale}),
	}));

test('a report and its changes are the next report', () => {
	fc.assert(
		fc.property(report, report, (before, after) => {
			expect(applyChanges(before, structuredClone(changesBetween(before, after)))).toEqual(after);
			expect(changesBetween(after, structuredClone(after))).toEqual({});
		}),
	);
});

test('only what differs is told', () => {
	const [one, two, three] = fc.sample(call, {numRuns: 3, seed: 1}).map((each, index) => ({...each, line: index + 1}));
	const changes = changesBetween({...empty, calls: [one!, three!]}, {...empty, calls: [one!, two!, three!]});
	expect(changes).toEqual({calls: {kind: 'part', first: 1, last: 1, items: [two]}});
});

test('what has not changed is the same object', () => {
	const [one, two] = fc.sample(call, {numRuns: 2, seed: 2});
	const before = {...empty, calls: [one!]};
	const after = applyChanges(before, changesBetween(before, {...empty, calls: [one!, {...two!, line: 99}]}));
	expect(after.calls[0]).toBe(one);
	expect(after.routes).toBe(before.routes);
});
