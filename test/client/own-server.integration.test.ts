import {expect, test, type TestContext} from 'vitest';
import {connect} from '../../source/client/connect.ts';
import type {LiveEvent} from '../../source/protocol/events.ts';
import {listen} from '../../source/server/listen.ts';
import {parseTokens} from '../../source/server/tokens.ts';
import {FakeMonitorView} from '../support/fake-monitor-view.ts';

const never = new AbortController().signal;

/** Our own server over a monitor in memory, and our own client. */
async function meet({onTestFinished}: TestContext, {tokens, token}: {tokens?: string; token?: string} = {}) {
	const view = new FakeMonitorView();
	const server = await listen({view, port: 0, ...(tokens !== undefined && {tokens: parseTokens(tokens, 'test')})});
	onTestFinished(async () => server.close());
	view.report = {...view.report, at: new Date().toISOString()};
	const connection = connect(server.url, {intervalMs: 30_000, ...(token !== undefined && {token})});
	onTestFinished(async () => connection.close());
	return {view, connection};
}

test('the client reads all that our server tells, without a warning', async (context) => {
	const {view, connection} = await meet(context);
	const poll = await connection.poll(never);
	expect(poll).toMatchObject({
		kind: 'fresh',
		reading: {format: 'esa', report: {overall: view.report.overall, warnings: view.report.warnings}},
	});
	if (poll.kind !== 'fresh') return;
	expect(poll.reading.agents).toEqual(view.agentList);
	expect(poll.reading.findings).toHaveLength(1);
	// Both scores, and the one signal that has a value.
	expect(poll.reading.trends).toHaveLength(3);
});

test('a report that our server has not renewed for long is stale', async (context) => {
	const {view, connection} = await meet(context);
	view.report = {...view.report, at: new Date(Date.now() - 120_000).toISOString()};
	expect(await connection.poll(never)).toMatchObject({kind: 'stale', reading: {format: 'esa'}});
});

test('a run is started, joined, followed and stopped', async (context) => {
	const {view, connection} = await meet(context);
	const seen: LiveEvent[] = [];
	const stop = new AbortController();
	const reading = (async () => {
		for await (const event of connection.events(stop.signal)) seen.push(event);
	})();
	await expect.poll(() => view.listeners.size).toBe(1);
	// The hub listens from the start; a stream is open once something comes through it.
	await expect.poll(() => (view.log('hello'), seen.length)).toBeGreaterThan(0);

	const started = await connection.trigger(['endpoints'], never);
	expect(started).toMatchObject({kind: 'done', value: [{joined: false, job: {agent: 'endpoints'}}]});
	expect(await connection.trigger(['endpoints', 'cache'], never)).toMatchObject({kind: 'done', value: [{joined: true}, {joined: false}]});
	await expect.poll(() => seen.filter(({kind}) => kind === 'job')).toHaveLength(2);

	const id = started.kind === 'done' ? (started.value[0]?.job.id ?? '') : '';
	expect(await connection.job(id, never)).toMatchObject({kind: 'done', value: {id}});
	expect(await connection.cancel(id, never)).toMatchObject({kind: 'done', value: {id, state: 'cancelled'}});
	expect(await connection.jobs({agent: 'endpoints'}, never)).toMatchObject({kind: 'done', value: {jobs: [{id}]}});
	stop.abort();
	await reading;
});

test('an agent that does not exist is refused in the server’s words', async (context) => {
	const {connection} = await meet(context);
	expect(await connection.trigger(['nope'], never)).toMatchObject({
		kind: 'refused',
		detail: expect.stringMatching(/answered 404 to .*\/runs \(“/),
	});
});

test('history of a category has the unit that the server tells', async (context) => {
	const {connection} = await meet(context);
	expect(await connection.trend('7d', 'api', never)).toMatchObject({kind: 'done', value: {id: 'api', unit: 'score'}});
});

const tokens = 'reader:viewer:viewer-canary-1\nadmin:operator:operator-canary-1';

test('without a token a guarded server refuses and says what to do', async (context) => {
	const {connection} = await meet(context, {tokens});
	expect(await connection.poll(never)).toMatchObject({
		kind: 'refused',
		status: 401,
		detail: expect.stringContaining('give one with --token-file or ESA_HEALTH_TOKEN'),
	});
});

test('a wrong token is refused and shown nowhere', async (context) => {
	const {connection} = await meet(context, {tokens, token: 'wrong-canary-1'});
	const poll = await connection.poll(never);
	expect(poll).toMatchObject({kind: 'refused', status: 401, detail: expect.stringContaining('it does not accept this token')});
	expect(JSON.stringify(poll)).not.toContain('wrong-canary-1');
});

test('a viewer reads and may not start, an operator may', async (context) => {
	const viewer = await meet(context, {tokens, token: 'viewer-canary-1'});
	expect((await viewer.connection.poll(never)).kind).toBe('fresh');
	expect(await viewer.connection.trigger(['endpoints'], never)).toMatchObject({
		kind: 'refused',
		detail: expect.stringContaining('this token may not do that'),
	});
	const operator = await meet(context, {tokens, token: 'operator-canary-1'});
	expect((await operator.connection.trigger(['endpoints'], never)).kind).toBe('done');
});
