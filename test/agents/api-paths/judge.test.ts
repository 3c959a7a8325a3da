import {describe, expect, test} from 'vitest';
import {judgePaths} from '../../../source/agents/api-paths/judge.ts';
import {findingsOfCalls} from '../../../source/agents/api-paths/matching/findings.ts';
import {toReport} from '../../../source/agents/api-paths/matching/report.ts';
import {recommendForPaths} from '../../../source/agents/api-paths/recommend.ts';
import type {PathFinding} from '../../../source/agents/api-paths/report.ts';
import {Finding} from '../../../source/protocol/findings.ts';
import {call, judge, routes} from './matching/build.ts';

const known = routes('GET /api/users', 'POST /api/auth/login');

function reportOf(written: readonly string[], more: PathFinding[] = [], firstLine = 1) {
	const judged = judge(
		written.map((one, index) => call(one, {}, firstLine + index)),
		{routes: known},
	);
	return toReport({
		root: '/project',
		filesAnalysed: 1,
		unanalysed: [],
		routes: known,
		shadows: new Map(),
		calls: judged.calls,
		origins: judged.origins,
		findings: [...findingsOfCalls(judged, known), ...more],
		checks: [],
		minimumDecidedRate: 0.95,
		dataFlows: [],
	});
}

const mock = (line: number): PathFinding => ({
	rule: 'mock-fallback',
	severity: 'warning',
	message: 'Made up.',
	file: 'client.js',
	line,
	related: [],
});

describe('findings of the agent', () => {
	test('say what is called, where, and what to do', () => {
		const [finding] = judgePaths(reportOf(['GET /api/user']));
		expect(Finding.parse(finding)).toEqual({
			id: 'api-paths:missing:client.js:GET:/api/user',
			agent: 'api-paths',
			rule: 'missing',
			severity: 'warning',
			category: 'api',
			title: 'No route answers GET /api/user; the nearest is GET /api/users (server.js:1)',
			advice: 'Correct the path, or add the route.',
			file: 'client.js',
			line: 1,
			evidence: [
				{label: 'GET /api/user', file: 'client.js', line: 1},
				{label: 'nearest route', file: 'server.js', line: 1},
			],
		});
	});

	test('keep their ids when lines move', () => {
		const [before, after] = [1, 40].map((line) => judgePaths(reportOf(['GET /api/user', 'PUT /api/users'], [mock(line + 5)], line)));
		expect(after!.map(({id}) => id)).toEqual(before!.map(({id}) => id));
		expect(after!.map(({line}) => line)).not.toEqual(before!.map(({line}) => line));
	});

	test('have ids of their own, even where only lines tell them apart', () => {
		const ids = judgePaths(reportOf(['GET /api/user', 'GET /api/user'], [mock(7), mock(9)])).map(({id}) => id);
		expect(new Set(ids).size).toBe(4);
	});
});

describe('recommendations', () => {
	test('are one per rule, the critical ones first', () => {
		const findings = judgePaths(reportOf(['GET /api/user', 'PUT /api/auth/login', 'GET /api/usrs'], [mock(9)]));
		const recommended = recommendForPaths(findings);
		expect(recommended.map(({id, severity}) => `${id} ${severity}`)).toEqual([
			'api-paths:method-mismatch critical',
			'api-paths:missing warning',
			'api-paths:mock-fallback warning',
		]);
		expect(recommended[1]).toMatchObject({
			title: 'No route answers: 2 times in client.js, such as GET /api/user. Correct the path, or add the route.',
			agent: 'api-paths',
			evidence: [{kind: 'finding'}, {kind: 'finding'}],
		});
	});

	test('are none for what is only informative', () => {
		expect(recommendForPaths(judgePaths(reportOf([], [{...mock(1), severity: 'info'}])))).toEqual([]);
	});
});
