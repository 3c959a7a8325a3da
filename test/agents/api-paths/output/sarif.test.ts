import {readFileSync} from 'node:fs';
import draft04 from 'ajv-draft-04';
import {expect, test} from 'vitest';
import {acceptFindings} from '../../../../source/agents/api-paths/output/accept.ts';
import {pathsSarif} from '../../../../source/agents/api-paths/output/sarif.ts';
import type {ApiPathsReport} from '../../../../source/agents/api-paths/report.ts';
import {someCall, someFinding, someReport} from './some-report.ts';

/** The schema of the OASIS standard, errata 01 (copyright OASIS Open, free to copy: oasis-open.org/policies-guidelines/ipr). */
const schema = JSON.parse(readFileSync(new URL('sarif-2.1.0.schema.json', import.meta.url), 'utf8')) as object;
const validate = new draft04.default({
	strict: false,
	formats: {uri: isUri, 'uri-reference': /^\S*$/, 'date-time': /^\d{4}-\d\d-\d\dT/},
}).compile(schema);

function isUri(text: string): boolean {
	return URL.canParse(text);
}

interface Result {
	level: string;
	baselineState?: string;
	suppressions?: {justification: string}[];
	partialFingerprints: Record<string, string>;
	relatedLocations?: unknown[];
	locations: {physicalLocation: {artifactLocation: {uri: string}; region: {startLine: number}}}[];
}

function sarifOf(report: ApiPathsReport, hasBaseline = false): {results: Result[]; text: string} {
	const sarif = pathsSarif(report, hasBaseline) as {runs: [{results: Result[]}]};
	const parsed = JSON.parse(JSON.stringify(sarif)) as typeof sarif;
	expect({valid: validate(parsed), errors: validate.errors}).toEqual({valid: true, errors: null});
	return {results: parsed.runs[0].results, text: JSON.stringify(parsed)};
}

const entry = {
	rule: 'missing',
	file: 'client/api.js',
	method: 'GET',
	path: '/api/wishlist',
	message: null,
	count: 1,
	reason: 'known',
	date: '2026-01-31',
};

test('the validator refuses what is no SARIF', () => {
	expect(validate({version: '2.1.0', runs: [{}]})).toBe(false);
});

test('an empty report is valid, and one with everything in it', () => {
	expect(sarifOf(someReport({calls: [], findings: []})).results).toEqual([]);
	const report = someReport({
		findings: [
			someFinding({severity: 'critical', related: [{file: 'server/app.js', line: 9}]}),
			someFinding({rule: 'a-rule-of-tomorrow', severity: 'info', file: 'client/with space/ü#?.js', line: 1}),
		],
		unanalysed: [{file: 'bundle.js', reason: 'minified'}],
	});
	const {results} = sarifOf(acceptFindings(report, [], [{...entry, path: '/gone'}]), true);
	expect(results.map(({level}) => level)).toEqual(['error', 'note']);
	expect(results[0]?.relatedLocations).toHaveLength(1);
	expect(results[1]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('client/with%20space/%C3%BC%23%3F.js');
});

test('the fingerprint stays when code above the finding comes or goes, and tells findings apart', () => {
	const fingerprint = (line: number, path = '/api/wishlist', file = 'client/api.js') =>
		sarifOf(
			someReport({
				calls: [someCall({line, path, file})],
				findings: [someFinding({line, file, message: `No route in line ${file}:${line}`})],
			}),
		).results[0]?.partialFingerprints['subject/v1'];
	expect(fingerprint(40)).toBe(fingerprint(4));
	expect(fingerprint(4, '/api/other')).not.toBe(fingerprint(4));
	expect(fingerprint(4, '/api/wishlist', 'client/b.js')).not.toBe(fingerprint(4));
});

test('two findings alike have two fingerprints', () => {
	const {results} = sarifOf(someReport({calls: [someCall(), someCall({line: 9})], findings: [someFinding(), someFinding({line: 9})]}));
	expect(new Set(results.map((result) => result.partialFingerprints['subject/v1'])).size).toBe(2);
});

test('with a baseline, known findings are unchanged and suppressed, others are new', () => {
	const report = someReport({
		calls: [someCall(), someCall({path: '/api/new', line: 7})],
		findings: [someFinding(), someFinding({line: 7, message: 'No route answers GET /api/new'})],
	});
	const {results} = sarifOf(acceptFindings(report, [], [entry]), true);
	expect(results.map(({baselineState, suppressions}) => [baselineState, suppressions?.[0]?.justification])).toEqual([
		['new', undefined],
		['unchanged', 'known'],
	]);
});

test('without a baseline nothing is called new', () => {
	expect(sarifOf(someReport()).results[0]).not.toHaveProperty('baselineState');
});

test('every rule it names has help', () => {
	const {text} = sarifOf(
		someReport({findings: [someFinding(), someFinding({rule: 'shadowed-route'}), someFinding({rule: 'missing', line: 9})]}),
	);
	const rules = (JSON.parse(text) as {runs: [{tool: {driver: {rules: {id: string; help: {text: string}}[]}}}]}).runs[0].tool.driver.rules;
	expect(rules.map(({id}) => id)).toEqual(['missing', 'shadowed-route']);
	for (const {help} of rules) expect(help.text.length).toBeGreaterThan(40);
});
