import {beforeEach, describe, expect, test} from 'vitest';
import type {z} from 'zod';
import {Agents} from '../../source/protocol/agents.ts';
import {Audit} from '../../source/protocol/audit.ts';
import {Discovery, Refusal} from '../../source/protocol/discovery.ts';
import {Findings} from '../../source/protocol/findings.ts';
import {JobAnswer, Jobs, RunsAnswer} from '../../source/protocol/jobs.ts';
import {Metrics} from '../../source/protocol/metrics.ts';
import {HealthReport} from '../../source/protocol/report.ts';
import {Trends} from '../../source/protocol/trends.ts';
import type {Answer} from '../../source/server/answer.ts';
import {createRouter, type HandlerOptions, type Router} from '../../source/server/router.ts';
import {parseTokens} from '../../source/server/tokens.ts';
import {aCall, bodyOf, type CallFields} from '../support/call.ts';
import {aJob, FakeMonitorView} from '../support/fake-monitor-view.ts';
import {ManualClock} from '../support/manual-clock.ts';

let view: FakeMonitorView;
let clock: ManualClock;
let router: Router;

beforeEach(() => {
	view = new FakeMonitorView();
	clock = new ManualClock();
	router = createRouter(view, {clock});
});

const json = {'content-type': 'application/json'};
const get = (target: string, fields?: CallFields): Promise<Answer> => router.answer(aCall(target, fields));
const post = (target: string, value: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> =>
	router.answer(aCall(target, {method: 'POST', headers: {...json, ...headers}, body: {kind: 'text', text: JSON.stringify(value)}}));
const stop = (id: string): Promise<Answer> =>
	router.answer(aCall(`/esa/v1/jobs/${id}`, {method: 'DELETE', headers: {'x-esa-health': '1'}}));
const withOptions = (options: HandlerOptions): Router => createRouter(view, {clock, ...options});

describe('reading', () => {
	test.each<[string, z.ZodType]>([
		['/.well-known/esa-health', Discovery],
		['/esa/v1/health', HealthReport],
		['/esa/v1/trends', Trends],
		['/esa/v1/trends?range=7d&category=api', Trends],
		['/esa/v1/trends?range=30d&signal=api.latency', Trends],
		['/esa/v1/agents', Agents],
		['/esa/v1/jobs', Jobs],
		['/esa/v1/jobs?agent=endpoints&state=completed', Jobs],
		['/esa/v1/jobs/job-1', JobAnswer],
		['/esa/v1/findings', Findings],
		['/esa/v1/findings?agent=endpoints&severity=warning', Findings],
		['/esa/v1/metrics', Metrics],
		['/esa/v1/audit', Audit],
	])('%s answers what the contract says', async (target, schema) => {
		await view.trigger('endpoints', {by: 'ada'});
		const answer = await get(target);
		expect(answer).toMatchObject({
			status: 200,
			headers: {'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff'},
		});
		expect(schema.parse(bodyOf(answer))).toEqual(bodyOf(answer));
	});

	test.each([
		['/esa/v1/trends?range=1y', 400],
		['/esa/v1/trends?category=nope', 404],
		['/esa/v1/trends?category=__proto__', 404],
		['/esa/v1/trends?signal=api.nope', 404],
		['/esa/v1/trends?category=api&signal=api.latency', 400],
		['/esa/v1/jobs?state=constructor', 400],
		[`/esa/v1/jobs?cursor=${'x'.repeat(201)}`, 400],
		['/esa/v1/jobs?cursor=x', 400],
		['/esa/v1/jobs/none', 404],
		['/esa/v1/jobs/%', 404],
		['/esa/v1/jobs/', 404],
		[`/esa/v1/jobs/${'x'.repeat(201)}`, 404],
		['/esa/v1/findings?severity=fatal', 400],
		['/esa/v1/audit?limit=0', 400],
		['/esa/v1/audit?limit=x', 400],
		['/esa/v1', 404],
		['/esa/v1/', 404],
		['/esa/v1/__proto__', 404],
		['/esa/v1/health/more', 404],
	])('%s is refused with %i', async (target, status) => {
		const answer = await get(target);
		expect(answer.status).toBe(status);
		expect(Refusal.parse(bodyOf(answer))).toEqual(bodyOf(answer));
	});

	test('health is the text of the snapshot, byte for byte', async () => {
		expect(bodyOf(await get('/esa/v1/health'))).toEqual(view.report);
	});

	test('health that is known already is answered 304, until the next snapshot', async () => {
		const etag = (await get('/esa/v1/health')).headers['etag'] ?? '';
		expect(etag).toMatch(/^"[\w-]{22}"$/);
		for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*'])
			expect(await get('/esa/v1/health', {headers: {'if-none-match': known}})).toMatchObject({status: 304, body: '', headers: {etag}});
		view.report = {...view.report, warnings: ['The store is in memory.']};
		expect(await get('/esa/v1/health', {headers: {'if-none-match': etag}})).toMatchObject({status: 200});
	});

	test("trends of one category are its buckets; of all they are overall's", async () => {
		expect(bodyOf(await get('/esa/v1/trends?category=api'))).toMatchObject({
			category: 'api',
			bucketMs: 1_800_000,
			series: [{id: 'api'}],
			buckets: [{mean: 85}],
		});
		expect(bodyOf(await get('/esa/v1/trends'))).toMatchObject({
			category: 'overall',
			series: [{id: 'overall'}, {id: 'api'}],
			buckets: [{mean: 85}],
		});
	});

	test('trends with signals=1 have every score and every signal that has a value', async () => {
		const measured = view.report.categories.flatMap(({signals}) => signals.filter(({value}) => value !== null).map(({id}) => id));
		expect(measured.length).toBeGreaterThan(0);
		const {series} = bodyOf(await get('/esa/v1/trends?signals=1')) as {series: {id: string}[]};
		expect(series.map(({id}) => id)).toEqual(['overall', 'api', ...measured]);
	});

	test('jobs are filtered and continued by a cursor', async () => {
		view.history.push(aJob('c', 'cache', 'completed'), aJob('b', 'endpoints', 'failed'), aJob('a', 'endpoints', 'completed'));
		expect(ids(await get('/esa/v1/jobs'))).toEqual(['c', 'b']);
		expect(ids(await get('/esa/v1/jobs?cursor=2'))).toEqual(['a']);
		expect(ids(await get('/esa/v1/jobs?agent=endpoints&state=completed'))).toEqual(['a']);
	});

	test('metrics are text for Prometheus, OpenMetrics where it asks, and JSON under the base', async () => {
		expect((await get('/metrics')).headers['content-type']).toContain('text/plain; version=0.0.4');
		const open = await get('/metrics', {headers: {accept: 'application/openmetrics-text'}});
		expect(open.headers['content-type']).toContain('openmetrics-text; version=1.0.0');
		expect((await get('/esa/v1/metrics?format=text')).headers['content-type']).toContain('text/plain');
	});

	test('a metric that is not a number is absent from JSON', async () => {
		view.metricList = [{name: 'x', type: 'gauge', unit: '', help: 'x', points: [{labels: {}, value: Number.NaN}]}];
		expect(bodyOf(await get('/esa/v1/metrics')).metrics).toMatchObject([{points: []}]);
	});

	test('the metrics path can be left to the service', () => {
		expect(withOptions({metricsPath: false}).owns('/metrics')).toBe(false);
		expect(withOptions({metricsPath: '/prom'}).owns('/prom')).toBe(true);
	});
});

describe('methods', () => {
	test.each([
		['PUT', '/esa/v1/health', 'GET, HEAD'],
		['POST', '/metrics', 'GET, HEAD'],
		['GET', '/esa/v1/runs', 'POST'],
		['POST', '/esa/v1/jobs/job-1', 'GET, HEAD, DELETE'],
		['OPTIONS', '/esa/v1/agents/endpoints/runs', 'POST'],
	])('%s %s is told what is allowed', async (method, target, allow) => {
		expect(await get(target, {method})).toMatchObject({status: 405, headers: {allow}});
	});

	test('HEAD is answered like GET', async () => {
		expect(await get('/esa/v1/agents', {method: 'HEAD'})).toMatchObject({status: 200});
	});
});

describe('mounting', () => {
	test.each([
		[undefined, '', '/.well-known/esa-health', '/esa/v1'],
		[undefined, '/ops', '/.well-known/esa-health', '/ops/esa/v1'],
		['/ops', '', '/ops/.well-known/esa-health', '/ops/esa/v1'],
		['/ops/', '', '/ops/.well-known/esa-health', '/ops/esa/v1'],
		['/ops', '', '/.well-known/esa-health', '/ops/esa/v1'],
		['/', '', '/.well-known/esa-health', '/esa/v1'],
	])('basePath %j and a mount at %j make %s tell the base %s', async (basePath, mount, path, base) => {
		const mounted = withOptions(basePath === undefined ? {} : {basePath});
		expect(bodyOf(await mounted.answer(aCall(path, {mount})))).toMatchObject({base});
	});

	test.each(['/', '/esa', '/esa/v10/health', '/esa/v1x', '/metrics/x', '/.well-known/other', '/opsx/esa/v1/health', '/x/esa/v1/health'])(
		'%s is not ours',
		(path) => {
			expect(withOptions({basePath: '/ops'}).owns(path)).toBe(false);
		},
	);
});

describe('starting runs', () => {
	test('answers 202 with the job, and 200 while it is open', async () => {
		const first = await post('/esa/v1/agents/endpoints/runs');
		expect(first.status).toBe(202);
		expect(JobAnswer.parse(bodyOf(first))).toMatchObject({joined: false, job: {agent: 'endpoints', by: 'local'}});
		const second = await post('/esa/v1/agents/endpoints/runs');
		expect(second.status).toBe(200);
		expect(bodyOf(second)).toMatchObject({joined: true, job: {id: bodyOf(first).job.id}});
	});

	test('a repeated key gives the same job, also when it has ended', async () => {
		const first = bodyOf(await post('/esa/v1/agents/endpoints/runs', {}, {'idempotency-key': 'k1'}));
		view.finish(view.history[0] ?? aJob('', '', 'failed'), 'completed');
		const again = await post('/esa/v1/agents/endpoints/runs', {}, {'idempotency-key': 'k1'});
		expect(again.status).toBe(200);
		expect(bodyOf(again).job.id).toBe(first.job.id);
		expect((await post('/esa/v1/agents/endpoints/runs', {}, {'idempotency-key': 'k2'})).status).toBe(202);
	});

	test('keys of different people and agents never meet', async () => {
		const tokens = parseTokens('ada:operator:canary-a-1\nbob:operator:canary-b-2', 'test');
		const several = withOptions({tokens});
		for (const authorization of ['Bearer canary-a-1', 'Bearer canary-b-2'])
			await several.answer(
				aCall('/esa/v1/runs', {
					method: 'POST',
					headers: {...json, authorization, 'idempotency-key': 'k'},
					body: {kind: 'text', text: '{"agents":["endpoints","cache"]}'},
				}),
			);
		expect([...view.keys.keys()]).toEqual(['ada/endpoints/k', 'ada/cache/k']);
		for (const job of view.history) view.finish(job, 'completed');
		await several.answer(
			aCall('/esa/v1/agents/cache/runs', {method: 'POST', headers: {...json, authorization: 'Bearer canary-b-2', 'idempotency-key': 'k'}}),
		);
		expect([...view.keys.keys()]).toContain('bob/cache/k');
	});

	test.each(['', ' ', 'a b', 'x'.repeat(201), 'é'])('the key %j is refused', async (key) => {
		expect(await post('/esa/v1/agents/endpoints/runs', {}, {'idempotency-key': key})).toMatchObject({status: 400});
	});

	test('several at once answer all their jobs, each agent once', async () => {
		const answer = await post('/esa/v1/runs', {agents: ['endpoints', 'cache', 'endpoints']});
		expect(answer.status).toBe(202);
		expect(RunsAnswer.parse(bodyOf(answer)).jobs.map(({agent, joined}) => [agent, joined])).toEqual([
			['endpoints', false],
			['cache', false],
		]);
		expect((await post('/esa/v1/runs', {agents: ['cache']})).status).toBe(200);
	});

	test('a wrong name among several starts none', async () => {
		expect(await post('/esa/v1/runs', {agents: ['endpoints', '__proto__']})).toMatchObject({status: 404});
		expect(view.history).toEqual([]);
	});

	test.each([{}, [], null, 'x', {agents: []}, {agents: 'endpoints'}, {agents: ['']}, {agents: Array.from({length: 33}, () => 'cache')}])(
		'the body %j is refused',
		async (body) => {
			expect(await post('/esa/v1/runs', body)).toMatchObject({status: 400});
		},
	);

	test.each(['', '{', '{"agents":', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, '{"__proto__":{"agents":["cache"]}}'])(
		'a body of broken or hostile JSON is refused',
		async (text) => {
			expect(await router.answer(aCall('/esa/v1/runs', {method: 'POST', headers: json, body: {kind: 'text', text}}))).toMatchObject({
				status: 400,
			});
			expect(view.history).toEqual([]);
		},
	);

	test('a body that a framework has parsed already is taken as it is', async () => {
		const body = {kind: 'parsed', value: {agents: ['cache']}} as const;
		expect(await router.answer(aCall('/esa/v1/runs', {method: 'POST', headers: json, body}))).toMatchObject({status: 202});
	});

	test.each([
		['too-large', 413],
		['too-slow', 408],
		['consumed', 400],
	] as const)('a %s body is refused with %i on every write', async (kind, status) => {
		view.history.push(aJob('a', 'cache', 'available'));
		for (const [method, path] of [
			['POST', '/esa/v1/runs'],
			['POST', '/esa/v1/agents/cache/runs'],
			['DELETE', '/esa/v1/jobs/a'],
		] as const)
			expect(await router.answer(aCall(path, {method, headers: json, body: {kind}}))).toMatchObject({
				status,
				headers: {connection: 'close'},
			});
		expect(view.history).toMatchObject([{state: 'available'}]);
	});

	test('an unknown agent is refused', async () => {
		expect(await post('/esa/v1/agents/none/runs')).toMatchObject({status: 404});
	});

	test('more than ten a minute are told when to try again', async () => {
		for (let index = 0; index < 10; index++) expect((await post('/esa/v1/agents/endpoints/runs')).status).toBeLessThan(300);
		expect(await post('/esa/v1/agents/endpoints/runs')).toMatchObject({status: 429, headers: {'retry-after': '6'}});
		clock.advance(6000);
		expect((await post('/esa/v1/agents/endpoints/runs')).status).toBe(200);
	});
});

describe('stopping a job', () => {
	test.each([
		['available', 200, 'cancelled'],
		['scheduled', 200, 'cancelled'],
		['running', 202, 'running'],
		['cancelled', 200, 'cancelled'],
	] as const)('that is %s answers %i with the job', async (state, status, after) => {
		view.history.push(aJob('a', 'cache', state));
		const answer = await stop('a');
		expect(answer.status).toBe(status);
		expect(JobAnswer.parse(bodyOf(answer)).job).toMatchObject({id: 'a', state: after, cancelRequested: state === 'running'});
	});

	test.each(['completed', 'failed'] as const)('that is %s is refused with 409', async (state) => {
		view.history.push(aJob('a', 'cache', state));
		expect(await stop('a')).toMatchObject({status: 409});
	});

	test('that ends while it is asked to stop is refused with 409', async () => {
		const job = aJob('a', 'cache', 'running');
		view.history.push(job);
		view.cancel = () => {
			view.finish(job, 'completed');
			return Promise.resolve(job);
		};
		expect(await stop('a')).toMatchObject({status: 409});
	});

	test('that does not exist is refused with 404', async () => {
		expect(await stop('a')).toMatchObject({status: 404});
	});
});

describe('tokens', () => {
	const tokens = parseTokens('ada:operator:canary-operator-1\nbob:viewer:canary-viewer-22', 'test');
	const as = (token: string, target: string, fields: CallFields = {}): Promise<Answer> =>
		withOptions({tokens}).answer(
			aCall(target, {remote: '10.0.0.5', ...fields, headers: {authorization: `Bearer ${token}`, ...fields.headers}}),
		);

	test('let a viewer read from anywhere, and neither write nor see the audit log', async () => {
		expect(await as('canary-viewer-22', '/esa/v1/health')).toMatchObject({status: 200});
		expect(await as('canary-viewer-22', '/esa/v1/audit')).toMatchObject({status: 403});
		expect(await as('canary-viewer-22', '/esa/v1/agents/cache/runs', {method: 'POST', headers: json})).toMatchObject({status: 403});
		expect(view.history).toEqual([]);
	});

	test('let an operator write', async () => {
		expect(await as('canary-operator-1', '/esa/v1/agents/cache/runs', {method: 'POST', headers: json})).toMatchObject({status: 202});
		expect(view.history).toMatchObject([{by: 'ada'}]);
	});

	test.each([
		'/.well-known/esa-health',
		'/esa/v1/health',
		'/esa/v1/nothing',
		'/metrics',
		'/esa/v1/events',
		'/esa/v1/health?token=canary-operator-1',
	])('are needed for %s, also on this machine', async (target) => {
		expect(await withOptions({tokens}).answer(aCall(target))).toMatchObject({
			status: 401,
			headers: {'www-authenticate': expect.any(String)},
		});
	});
});

describe('the audit log', () => {
	test('has a line for every write, allowed or refused, and none for reads', async () => {
		await get('/esa/v1/health');
		await post('/esa/v1/agents/endpoints/runs?note=secret');
		await post('/esa/v1/agents/none/runs');
		await router.answer(aCall('/esa/v1/runs', {method: 'POST', headers: {'content-type': 'text/plain'}}));
		await router.answer(aCall('/esa/v1/runs', {method: 'POST', headers: {origin: 'https://evil.example'}}));
		await router.answer(aCall('/esa/v1/runs', {method: 'POST', remote: '10.0.0.5'}));
		const seen = view.audited.toReversed().map(({who, role, remote, what, status}) => [who, role, remote, what, status]);
		expect(seen).toEqual([
			['local', 'operator', '127.0.0.1', 'POST /esa/v1/agents/endpoints/runs', 202],
			['local', 'operator', '127.0.0.1', 'POST /esa/v1/agents/:slug/runs', 404],
			['local', 'operator', '127.0.0.1', 'POST /esa/v1/runs', 415],
			['-', 'none', '127.0.0.1', 'POST /esa/v1/runs', 403],
			['-', 'none', '10.0.0.5', 'POST /esa/v1/runs', 403],
		]);
	});

	test('never holds a token or a control character, wherever they were put', async () => {
		const tokens = parseTokens('ada:operator:canary-operator-1\nbob:viewer:canary-viewer-22', 'test');
		for (const slug of ['canary-operator-1', 'canary%2doperator-1', '%1b[2J', 'x'.repeat(200), 'cache'])
			await withOptions({tokens}).answer(aCall(`/esa/v1/agents/${slug}/runs?x=canary-operator-1`, {method: 'POST', headers: json}));
		await withOptions({tokens}).answer(
			aCall('/esa/v1/canary-operator-1', {method: 'POST', headers: {authorization: 'Bearer canary-viewer-22'}}),
		);
		expect(view.audited.toReversed().map(({what}) => what)).toEqual([
			'POST /esa/v1/agents/[token]/runs',
			'POST /esa/v1/agents/[token]/runs',
			'POST /esa/v1/agents/?[2J/runs',
			`POST /esa/v1/agents/${'x'.repeat(100)}/runs`,
			'POST /esa/v1/agents/cache/runs',
			'POST an unknown path',
		]);
	});

	test('names the address that our own proxy wrote, only behind one', async () => {
		const tokens = parseTokens('ada:operator:canary-operator-1', 'test');
		const call = aCall('/esa/v1/runs', {
			method: 'PUT',
			headers: {authorization: 'Bearer canary-operator-1', 'x-forwarded-for': '6.6.6.6, 10.1.2.3'},
		});
		await withOptions({tokens, behindProxy: true}).answer(call);
		await withOptions({tokens}).answer(call);
		expect(view.audited.map(({remote}) => remote)).toEqual(['127.0.0.1', '10.1.2.3']);
	});

	test('that fails is reported and does not keep the answer back', async () => {
		const errors: unknown[] = [];
		view.audit = () => {
			throw new Error('disk full');
		};
		const answer = await withOptions({onError: (error) => errors.push(error)}).answer(
			aCall('/esa/v1/agents/cache/runs', {method: 'POST', headers: json}),
		);
		expect(answer.status).toBe(202);
		expect(errors).toMatchObject([{message: 'disk full'}]);
	});

	test('is absent where the monitor keeps none', async () => {
		Object.assign(view, {auditLines: undefined});
		expect(await get('/esa/v1/audit')).toMatchObject({status: 404});
	});
});

test('a bug is answered with one sentence and told to the service, without a stack', async () => {
	const errors: unknown[] = [];
	view.agents = () => Promise.reject(new Error('secret detail'));
	const answer = await withOptions({onError: (error) => errors.push(error)}).answer(aCall('/esa/v1/agents'));
	expect(answer.status).toBe(500);
	expect(Refusal.parse(bodyOf(answer)).error.code).toBe('internal');
	expect(JSON.stringify(bodyOf(answer))).not.toMatch(/secret|at .*\.ts/);
	expect(errors).toMatchObject([{message: 'secret detail'}]);
});

function ids(answer: Answer): string[] {
	return Jobs.parse(bodyOf(answer)).jobs.map(({id}) => id);
}
