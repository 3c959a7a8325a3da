import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {platformAdapter} from '../../../source/client/adapters/platform.ts';
import {HealthReport} from '../../../source/protocol/report.ts';
import {answerOf} from '../../support/answers.ts';

const now = Date.parse('2026-11-22T20:00:00Z');
const read = (body: object, agents?: object) =>
	platformAdapter.read(
		answerOf(body),
		agents === undefined ? {} : {agents: {kind: 'answered', answer: answerOf(agents, {path: '/api/smart-agents/status'})}},
		now,
	);
const metric = (category: string, score: unknown, status?: unknown) => ({category, score, status, issues: []});

test('is known by its body', () => {
	expect(platformAdapter.detect(answerOf({overall: 98, metrics: []}))).toBe(1);
	expect(platformAdapter.detect(answerOf({overall: 98}))).toBe(0);
	expect(platformAdapter.detect(answerOf({overall: 98, metrics: {}}))).toBe(0);
	expect(platformAdapter.detect(answerOf('<html></html>'))).toBe(0);
});

test('a status word is taken verbatim, even where the score says otherwise', () => {
	const {report} = read({overall: 98, metrics: [metric('Database', 96, 'warning')]});
	expect(report.categories.find(({id}) => id === 'database')).toMatchObject({score: 96, status: 'warning'});
});

test('the shown parts of a reported score are the score itself, and say where it comes from', () => {
	const {report} = read({overall: 98, metrics: [metric('Database', 96, 'excellent')]});
	expect(report.categories.find(({id}) => id === 'database')?.signals).toMatchObject([
		{value: 96, score: 96, source: 'reported by server', weight: 1},
	]);
});

test.each([['"98"'], [null], [-1], [140], [true], [[98]]])('a score of %j is none, and that is said', (score) => {
	const {report} = read({overall: score, metrics: [metric('Database', score)]});
	expect(report.overall).toMatchObject({score: null, status: 'unknown', reason: 'the server sent no score'});
	expect(report.categories.find(({id}) => id === 'database')).toMatchObject({score: null, status: 'unknown', signals: []});
	expect(report.warnings).toContain('The server’s overall score is not a number from 0 to 100, so there is none.');
});

test('a metric without a name is left out, and that is said', () => {
	const {report} = read({overall: 98, metrics: [{score: 12}, 7, metric('', 3)]});
	expect(report.categories).toHaveLength(6);
	expect(report.warnings.filter((warning) => warning.includes('names no category'))).toHaveLength(3);
});

test('two metrics of one category are both shown', () => {
	const {report} = read({overall: 98, metrics: [metric('Database', 90), metric('Postgres database', 40)]});
	expect(report.categories.filter(({id}) => id.startsWith('database')).map(({score}) => score)).toEqual([90, 40]);
});

test('falling trends are negative points, and words are no trends', () => {
	expect(read({overall: 98, metrics: [], trends: {day: -4, week: '+-4%', month: 2}}).report.overall.trend).toEqual({
		day: -4,
		week: null,
		month: 2,
	});
});

test('agents are named, and what is not told about them is not made up', () => {
	const {agents, report} = read(
		{overall: 98, metrics: []},
		{initialized: false, agents: {'107': {name: 'Queries', schedule: 'daily'}, x: 1}},
	);
	expect(agents).toMatchObject([
		{slug: 'queries', number: 107, title: 'Queries', schedule: 'daily', state: 'disabled', outcomes: []},
		{slug: 'x', title: 'Agent x', schedule: 'not told'},
	]);
	expect(report.warnings.join()).toContain('neither their state nor their runs');
});

test('without its agents the report is read and says so', () => {
	expect(read({overall: 98, metrics: []}, {error: 'nope'}).report.warnings.join()).toContain(
		'No agents: /api/smart-agents/status answered 200 with JSON',
	);
});

test('whatever stands in the fields, the reading is one that the screen can trust', () => {
	const metrics = fc.array(
		fc.oneof(
			fc.record({
				category: fc.string(),
				score: fc.oneof(fc.double(), fc.string()),
				status: fc.oneof(fc.constantFrom('good', 'x'), fc.jsonValue()),
				issues: fc.jsonValue(),
			}),
			fc.jsonValue(),
		),
		{maxLength: 6},
	);
	fc.assert(
		fc.property(fc.jsonValue(), metrics, fc.jsonValue(), (overall, list, trends) => {
			const {report} = read({overall, metrics: list, trends});
			HealthReport.parse(report);
			expect(new Set(report.categories.map(({id}) => id)).size).toBe(report.categories.length);
		}),
	);
});
