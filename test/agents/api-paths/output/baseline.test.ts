import {expect, test} from 'vitest';
import {EsaError} from '../../../../source/basics/esa-error.ts';
import {acceptFindings} from '../../../../source/agents/api-paths/output/accept.ts';
import {applyBaseline, makeBaseline, parseBaseline} from '../../../../source/agents/api-paths/output/baseline.ts';
import {globTest} from '../../../../source/agents/api-paths/output/glob.ts';
import {someCall, someFinding, someReport} from './some-report.ts';

const today = {reason: 'legacy page', date: '2026-03-01'};
const entry = {
	rule: 'missing',
	file: 'client/api.js',
	method: 'GET',
	path: '/api/wishlist',
	reason: 'removed in spring',
	date: '2026-01-31',
};
const fileOf = (...entries: unknown[]) => JSON.stringify({version: 1, entries});

function sentenceOf(text: string): string {
	try {
		parseBaseline(text, 'b.json');
	} catch (error) {
		expect(error).toBeInstanceOf(EsaError);
		return (error as EsaError).message;
	}
	throw new Error('it was taken');
}

test.each([
	[
		fileOf({...entry, reason: undefined}),
		'There is no reason in entry 1 (missing GET /api/wishlist in client/api.js) of the baseline b.json',
	],
	[fileOf({...entry, reason: '  '}), 'There is no reason'],
	[fileOf(entry, {...entry, date: 'yesterday'}), 'In entry 2 (missing GET'],
	[fileOf({...entry, reson: 'x'}), 'reson'],
	[fileOf(null), 'In entry 1 of the baseline'],
	['{"version": 2, "entries": []}', 'is not {"version": 1'],
	['[', 'is not JSON'],
])('%s is refused in one sentence', (text, sentence) => {
	expect(sentenceOf(text)).toContain(sentence);
});

test('what is made from a report covers it, also after its lines moved', () => {
	const report = someReport();
	const entries = parseBaseline(makeBaseline(report, [], today), 'b.json');
	expect(entries).toMatchObject([{rule: 'missing', file: 'client/api.js', method: 'GET', path: '/api/wishlist', count: 1, ...today}]);
	const moved = someReport({calls: [someCall({line: 40})], findings: [someFinding({line: 40})]});
	expect(applyBaseline(moved, entries)).toMatchObject({stale: [], covered: {size: 1}});
});

test('an entry that applies to nothing any more, or to fewer, is told', () => {
	const fixed = someReport({calls: [], findings: []});
	expect(applyBaseline(fixed, parseBaseline(fileOf(entry), 'b.json')).stale).toEqual([
		'The baseline entry "missing GET /api/wishlist in client/api.js" of 2026-01-31 applies to nothing any more. Remove it.',
	]);
	expect(applyBaseline(someReport(), parseBaseline(fileOf({...entry, count: 3}), 'b.json')).stale).toEqual([
		'The baseline covers 3 findings "missing GET /api/wishlist in client/api.js", of which 1 is left. Lower its count.',
	]);
});

test('one more of the same is new', () => {
	const calls = [someCall(), someCall({line: 8})];
	const report = someReport({calls, findings: [someFinding(), someFinding({line: 8})]});
	const accepted = acceptFindings(report, [], parseBaseline(fileOf(entry), 'b.json'));
	expect(accepted.findings).toMatchObject([{line: 8}]);
	expect(accepted.summary.pass).toBe(false);
});

test('writing it again keeps reason and date of what stays and drops what is gone', () => {
	const report = someReport({
		calls: [someCall(), someCall({path: '/api/new', line: 5})],
		findings: [someFinding(), someFinding({line: 5, message: 'No route answers GET /api/new'})],
	});
	const before = parseBaseline(fileOf(entry, {...entry, path: '/api/gone'}), 'b.json');
	const entries = parseBaseline(makeBaseline(report, before, today), 'b.json');
	expect(entries.map(({path, reason}) => [path, reason])).toEqual([
		['/api/new', 'legacy page'],
		['/api/wishlist', 'removed in spring'],
	]);
});

test('with every missing route accepted the gate passes, and the counts stay true', () => {
	const report = acceptFindings(someReport(), [], parseBaseline(fileOf(entry), 'b.json'));
	expect(report).toMatchObject({
		findings: [],
		accepted: [{by: 'baseline', reason: 'removed in spring', finding: {rule: 'missing'}}],
		summary: {missing: 1, pass: true},
	});
	expect(report.gate.checks.find(({name}) => name === 'calls-match')).toEqual({
		name: 'calls-match',
		passed: true,
		detail: '1 of 1 calls do not match. 1 accepted, with a reason each.',
	});
});

test('a stale entry lets the gate fail', () => {
	const clean = someReport({calls: [someCall({verdict: 'matched'})], findings: []});
	expect(clean.summary.pass).toBe(true);
	expect(acceptFindings(clean, [], parseBaseline(fileOf(entry), 'b.json')).summary.pass).toBe(false);
});

test('what could not be decided is not made up for by accepting what is missing', () => {
	const report = someReport({calls: [someCall(), someCall({verdict: 'undecidable', reason: 'dynamic-url'})]});
	const accepted = acceptFindings(report, [], parseBaseline(fileOf(entry), 'b.json'));
	expect(accepted.summary.pass).toBe(false);
	expect(accepted.gate.checks.filter(({passed}) => !passed).map(({name}) => name)).toEqual(['compared']);
});

test.each([
	[{path: '/api/**'}, true],
	[{path: '/api/*'}, true],
	[{path: '/api'}, false],
	[{file: 'client/**'}, true],
	[{file: '**/api.js'}, true],
	[{file: 'client/*.ts'}, false],
	[{method: 'get'}, true],
	[{method: 'POST', path: '/api/**'}, false],
	[{rule: 'missing'}, true],
	[{rule: 'shadowed-route'}, false],
])('an ignore rule %j covers the finding: %s', (rule, covers) => {
	const {findings, accepted} = acceptFindings(someReport(), [{...rule, reason: 'because'}], null);
	expect([findings.length, accepted]).toEqual(covers ? [0, [{finding: someFinding(), by: 'config', reason: 'because'}]] : [1, []]);
});

test.each([
	['/a/**', '/a', true],
	['/a/**', '/a/b/c', true],
	['/a/**', '/ab', false],
	['**/b', 'a/c/b', true],
	['**/b', 'b', true],
	['/a/*/c', '/a/b/c', true],
	['/a/*/c', '/a/b/d/c', false],
	['/a.b', '/axb', false],
	['/users/{id}', '/users/{id}', true],
])('%s fits %s: %s', (glob, text, fits) => {
	expect(globTest(glob)(text)).toBe(fits);
});
