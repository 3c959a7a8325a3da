import {describe, expect, test} from 'vitest';
import {checkPrefixes as checkBelow} from '../../../../source/agents/api-paths/gate/prefixes.ts';
import type {PrefixCheck} from '../../../../source/agents/api-paths/gate/prefixes.ts';
import {checkCalls, checkCompared} from '../../../../source/agents/api-paths/gate/run-gate.ts';
import {isDriver} from '../../../../source/agents/api-paths/gate/drivers.ts';
import {countCalls, toReport} from '../../../../source/agents/api-paths/matching/report.ts';
import type {JudgedCall} from '../../../../source/agents/api-paths/facts.ts';
import {ApiPathsReport} from '../../../../source/agents/api-paths/report.ts';
import type {OpaqueMount, Route} from '../../../../source/agents/api-paths/routes/route.ts';
import {call, judge, opaque, route, routes} from '../matching/build.ts';

const api = routes('GET /api/v1/users', 'POST /api/v1/users', 'GET /api/v1/posts', 'POST /api/v1/posts', 'GET /health');

/** Namespaces come from judging, as they do in an analysis. */
function checkPrefixes(known: readonly Route[], mounts: readonly OpaqueMount[], calls: readonly JudgedCall[]): PrefixCheck {
	return checkBelow(known, mounts, calls, judge([], {routes: known}).namespaces);
}

function countsOf(written: readonly string[]) {
	return countCalls(
		judge(
			written.map((one, index) => call(one, {}, index + 1)),
			{routes: api},
		).calls,
	);
}

describe('what was compared', () => {
	test('passes with its denominators', () => {
		expect(checkCompared(countsOf(['GET /api/v1/users', 'GET https://other.com/a/b']), 5, 0.95)).toEqual({
			name: 'compared',
			passed: true,
			detail: '1 of 1 call decided against 5 routes: 100 %, at least 95 % wanted; 1 call of other services left aside.',
		});
	});

	test('does not pass under the threshold', () => {
		expect(checkCompared(countsOf(['GET /api/v1/users', 'GET {url}']), 5, 0.95)).toMatchObject({
			passed: false,
			detail: '1 of 2 calls decided against 5 routes: 50 %, at least 95 % wanted.',
		});
	});

	test('does not pass where nothing was compared, and says why', () => {
		expect(checkCompared(countsOf([]), 5, 0)).toMatchObject({
			passed: false,
			detail: 'Nothing was compared: no calls to this backend were found (5 routes, 0 calls).',
		});
		expect(checkCompared(countsOf(['GET /x']), 0, 0).detail).toBe('Nothing was compared: no routes were found (0 routes, 1 call).');
		expect(checkCompared(countsOf([]), 0, 0).detail).toBe('Nothing was compared: neither routes nor calls were found (0 routes, 0 calls).');
	});

	test('a decided share is never rounded up to all', () => {
		const counts = {...countsOf([]), decided: 9999, undecidable: 1, decidedRate: 0.9999};
		expect(checkCompared(counts, 1, 0.5).detail).toContain(': 99.9 %,');
	});

	test('calls pass only when all that is decided is answered', () => {
		expect(checkCalls(countsOf(['GET /api/v1/users']))).toEqual({
			name: 'calls-match',
			passed: true,
			detail: '1 of 1 decided call answered by a route.',
		});
		expect(checkCalls(countsOf(['GET /api/v1/user', 'PUT /api/v1/users', 'GET /api/v1/users']))).toEqual({
			name: 'calls-match',
			passed: false,
			detail: '1 of 3 decided calls answered by a route; 1 missing, 1 with a method that their path does not take.',
		});
		expect(checkCalls(countsOf([])).passed).toBe(false);
	});
});

describe('prefixes', () => {
	const outliers = (...more: string[]) =>
		checkPrefixes([...api, ...more.map((one, index) => route(one, {}, 100 + index))], [], []).findings.map(({path}) => path);

	test('health checks, pages, sockets, other versions and webhooks may live elsewhere', () => {
		expect(
			outliers('GET /metrics', 'POST /webhooks/stripe', 'GET /users', 'GET /api/v2/users', 'POST /api/v2/users', 'WS /ws', 'POST /login'),
		).toEqual([]);
		expect(checkPrefixes(api, [], []).check).toEqual({name: 'prefixes', passed: true, detail: '4 of 5 routes under /api/v1.'});
	});

	test.each([
		['POST /v1/users', '/v1/users'],
		['GET /v1/users', '/v1/users'],
		['GET /api/api/v1/x', '/api/api/v1/x'],
		['GET /api/v1/v1/users', '/api/v1/v1/users'],
		['DELETE /api/users/:id', '/api/users/:id'],
		['POST /users', '/users'],
	])('%s stands apart', (written, path) => {
		expect(outliers(written)).toEqual([path]);
	});

	test('a router with two mounts is meant', () => {
		expect(outliers('POST /api/v1/orders')).toEqual([]);
		const twice = [route('POST /api/v1/tags', {}, 50), route('POST /tags', {}, 50)];
		expect(checkPrefixes([...api, ...twice], [], []).findings).toEqual([]);
	});

	test('a prefix that calls share and no route has is told', () => {
		const {calls} = judge([call('GET /backend/users'), call('GET /backend/posts', {}, 2)], {routes: api});
		expect(checkPrefixes(api, [], calls).check).toEqual({
			name: 'prefixes',
			passed: false,
			detail: '4 of 5 routes under /api/v1; 2 calls begin with /backend, which no route does.',
		});
		expect(checkPrefixes(api, [opaque('/backend')], calls).check.passed).toBe(true);
	});
});

describe('the report', () => {
	const {calls, origins} = judge(
		[call('GET /api/v1/users', {}, 2), call('GET /api/v1/ghost', {}, 1), call('GET {url}', {}, 3), call('GET https://x.io/a/b', {}, 4)],
		{routes: api},
	);
	const parts = {
		root: '/project',
		filesAnalysed: 2,
		unanalysed: [],
		shadows: new Map(),
		findings: [],
		checks: [],
		minimumDecidedRate: 0.95,
		dataFlows: [],
	};

	test('is of the contract, in order, with its figures', () => {
		const report = toReport({...parts, routes: [...api, route('GET /*rest', {isFallback: true}, 9)], calls, origins});
		expect(ApiPathsReport.parse(report)).toEqual(report);
		expect(report.summary).toMatchObject({
			routes: 5,
			calls: 4,
			decided: 2,
			matched: 1,
			missing: 1,
			undecidable: 1,
			external: 1,
			matchRate: 0.5,
			pass: false,
		});
		expect(report.summary.decidedRate).toBeCloseTo(2 / 3);
		expect(report.calls.map(({line}) => line)).toEqual([1, 2, 3, 4]);
	});

	test('does not depend on the order of what it is made of', () => {
		const forward = toReport({...parts, routes: api, calls, origins});
		expect(toReport({...parts, routes: api.toReversed(), calls: calls.toReversed(), origins})).toEqual(forward);
	});
});

test('drivers are known by their package, sub-paths included', () => {
	expect(['pg', 'drizzle-orm', 'drizzle-orm/node-postgres', '@mikro-orm/core', 'node:sqlite', 'sqlite'].every(isDriver)).toBe(true);
	expect(['express', 'pgx', '@prisma/extension', 'path'].some(isDriver)).toBe(false);
});
