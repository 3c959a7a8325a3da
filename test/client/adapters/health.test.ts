import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {healthAdapter} from '../../../source/client/adapters/health.ts';
import type {Answer} from '../../../source/client/answer.ts';
import {HealthReport} from '../../../source/protocol/report.ts';
import {answerOf} from '../../support/answers.ts';

const now = Date.parse('2026-11-22T20:00:00Z');

function read(answer: Answer) {
	return healthAdapter.read(answer, {}, now).report;
}

/** Component ids with their status, in order. */
function components(answer: Answer): string[] {
	return read(answer).components.map(({id, status}) => `${id} ${status}`);
}

describe('words', () => {
	test.each([
		['OK', 'good'],
		['ok\n', 'good'],
		['Healthy', 'good'],
		['Degraded', 'warning'],
		['Unhealthy', 'critical'],
		['"Healthy"', 'good'],
		['SERVER_IS_READY', 'good'],
		['{"status":"ok"}', 'good'],
		['{"status":"UP"}', 'good'],
		['{"status":"pass"}', 'good'],
		['{"status":"warn"}', 'warning'],
		['{"status":"OUT_OF_SERVICE"}', 'warning'],
		['{"status":"shutting_down"}', 'warning'],
		['{"status":"fail"}', 'critical'],
		['{"status":"UNKNOWN"}', 'unknown'],
		['{"health":"true"}', 'good'],
		['{"health":"false"}', 'critical'],
		['{"ok":true}', 'good'],
		['{"uptime":12.5,"message":"OK","timestamp":1}', 'good'],
		['{"isHealthy":true,"status":"warning","checks":[]}', 'warning'],
	])('%s reads as %s', (text, status) => {
		const answer = answerOf(text);
		expect(healthAdapter.detect(answer)).toBeGreaterThan(0);
		expect(read(answer).overall).toMatchObject({status, score: null});
	});

	test('an "ok" that comes with 503 is not ok', () => {
		expect(read(answerOf({status: 'ok'}, {status: 503})).overall.status).toBe('critical');
	});

	test.each([
		['a web page', '<!doctype html><title>OK</title>'],
		['a page of text', 'OK, welcome to our shop, here is what is new this week.'],
		['any JSON', '{"items":[],"total":0}'],
		['a list', '["ok"]'],
		['a number', '{"status":200}'],
		['an unknown word', '{"status":"marvellous"}'],
		['a message without anything else', '{"message":"OK"}'],
		['null', 'null'],
		['broken JSON', '{"status":"ok"'],
	])('%s is no health answer, for all its 200', (_, text) => {
		expect(healthAdapter.detect(answerOf(text))).toBe(0);
	});

	test.each([401, 403, 404])('a %i is none either, whatever it says', (status) => {
		expect(healthAdapter.detect(answerOf({status: 'ok'}, {status}))).toBe(0);
	});

	test('a 204 counts only at a path that is named for health', () => {
		expect(healthAdapter.detect(answerOf('', {status: 204, path: '/healthz'}))).toBeGreaterThan(0);
		expect(healthAdapter.detect(answerOf('', {status: 204, path: '/'}))).toBe(0);
		expect(healthAdapter.detect(answerOf('', {status: 200, path: '/healthz'}))).toBe(0);
	});
});

describe('components', () => {
	test('of health+json: a list of nodes for each name', () => {
		const node = (status: string, more: object = {}) => ({componentType: 'datastore', status, time: '2026-11-22T19:59:00Z', ...more});
		const answer = answerOf({
			status: 'warn',
			serviceId: 'shop',
			checks: {
				'redis:responseTime': [node('pass', {observedValue: 12, observedUnit: 'ms'}), node('warn', {output: 'slow'})],
				'users:connections': [node('pass', {observedValue: 75})],
				uptime: [{componentType: 'system', observedValue: 1209600, observedUnit: 's', status: 'pass'}],
			},
		});
		const report = read(answer);
		expect(report.service.name).toBe('shop');
		expect(report.components).toMatchObject([
			{id: 'redis:responseTime', status: 'up', latencyMs: 12, detail: '12 ms', category: 'cache', at: '2026-11-22T19:59:00.000Z'},
			{id: 'redis:responseTime #2', status: 'degraded', latencyMs: null, detail: 'slow'},
			{id: 'users:connections', status: 'up', latencyMs: null, detail: '75', category: 'database'},
			{id: 'uptime', status: 'up', category: 'checks'},
		]);
		expect(report.categories.find(({id}) => id === 'cache')).toMatchObject({
			score: null,
			status: 'warning',
			issues: [{severity: 'warning', title: 'redis:responseTime #2 is warn (slow)'}],
		});
	});

	test.each([
		[
			'Spring Actuator, nested',
			{
				status: 'DOWN',
				components: {db: {status: 'DOWN', components: {orders: {status: 'DOWN'}, users: {status: 'UP'}}}, ping: {status: 'UP'}},
			},
			['db down', 'db/orders down', 'db/users up', 'ping up'],
		],
		['Spring Boot 2.1', {status: 'UP', details: {diskSpace: {status: 'UP', details: {free: 1}}}}, ['diskSpace up']],
		[
			'MicroProfile',
			{
				status: 'DOWN',
				checks: [
					{name: 'database', status: 'DOWN', data: {}},
					{name: 'queue', status: 'UP'},
				],
			},
			['database down', 'queue up'],
		],
		[
			'ASP.NET',
			{
				status: 'Degraded',
				totalDuration: '00:00:00.1',
				entries: {sql: {status: 'Healthy', data: {}}, bus: {status: 'Degraded', description: 'slow'}},
			},
			['sql up', 'bus degraded'],
		],
		[
			'NestJS terminus',
			{status: 'error', info: {a: {status: 'up'}}, error: {b: {status: 'down'}}, details: {a: {status: 'up'}, b: {status: 'down'}}},
			['a up', 'b down'],
		],
		['terminus without details', {status: 'ok', info: {a: {status: 'up'}}}, ['a up']],
		['Adonis', {isHealthy: false, status: 'error', checks: [{name: 'Disk space', status: 'error', message: 'full'}]}, ['Disk space down']],
		['a flat map of words', {status: 'ok', checks: {db: 'ok', mail: 'fail'}}, ['db up', 'mail down']],
		['an unknown word', {status: 'ok', checks: {db: 'so-so'}}, ['db unknown']],
		['Spring 1.5 and anything else that is flat: no parts', {status: 'UP', db: {status: 'UP'}}, []],
	])('of %s', (_, body, expected) => {
		expect(components(answerOf(body))).toEqual(expected);
	});

	test('what no category of ours is about has one of its own', () => {
		const {categories} = read(answerOf({status: 'DOWN', components: {mail: {status: 'DOWN'}}}));
		expect(categories.at(-1)).toMatchObject({
			id: 'checks',
			status: 'critical',
			score: null,
			issues: [{title: 'mail is DOWN', severity: 'critical'}],
		});
	});

	test('are at most 200, however many come', () => {
		const checks = Object.fromEntries(Array.from({length: 5_000}, (_, index) => [`c${index}`, {status: 'UP'}]));
		expect(components(answerOf({status: 'UP', components: checks}))).toHaveLength(200);
	});
});

test('whatever JSON comes is no health answer or gives a report without a single invented number', () => {
	const word = fc.constantFrom('ok', 'UP', 'down', 'warn', 'x', 1, null, true);
	const part = fc.oneof(word, fc.record({status: word, name: word, components: fc.jsonValue()}, {requiredKeys: []}), fc.jsonValue());
	const parts = fc.oneof(
		fc.array(part, {maxLength: 4}),
		fc.dictionary(fc.string({maxLength: 6}), fc.oneof(part, fc.array(part, {maxLength: 3})), {maxKeys: 4}),
	);
	const body = fc.record({status: word, checks: parts, components: parts, details: parts, info: parts, error: parts}, {requiredKeys: []});
	fc.assert(
		fc.property(body, (value) => {
			const answer = answerOf(value);
			if (healthAdapter.detect(answer) === 0) return;
			const report = HealthReport.parse(read(answer));
			expect([report.overall.score, ...report.categories.map(({score}) => score)].every((score) => score === null)).toBe(true);
			expect(new Set(report.components.map(({id}) => id)).size).toBe(report.components.length);
		}),
	);
});
