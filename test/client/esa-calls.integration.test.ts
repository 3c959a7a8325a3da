import {expect, test, type TestContext} from 'vitest';
import {connect} from '../../source/client/connect.ts';
import {esaAnswers, esaJob} from '../support/esa-answers.ts';
import {startHostileServer, type Answer, type Behaviour} from '../support/hostile-server.ts';

const never = new AbortController().signal;
const at = new Date().toISOString();
const envelope = {schemaVersion: 1, at};

async function watch({onTestFinished}: TestContext, behaviour: Behaviour | Answer, token?: string) {
	const server = await startHostileServer(behaviour);
	onTestFinished(async () => server.close());
	const connection = connect(server.url, {
		intervalMs: 30_000,
		timeouts: {headersMs: 500, totalMs: 2_500},
		...(token !== undefined && {token}),
	});
	onTestFinished(async () => connection.close());
	return {server, connection};
}

/** Our protocol; `routes` by method and path come first. */
function esa(routes: Record<string, Answer>): Answer {
	return (request, response, self) => {
		const path = (request.url ?? '').replace(/\?.*$/, '');
		const route = routes[`${request.method} ${path}`];
		if (route !== undefined) return route(request, response, self);
		const body = esaAnswers(at)[path];
		response
			.writeHead(body === undefined ? 404 : 200, {'content-type': 'application/json'})
			.end(JSON.stringify(body ?? {...envelope, error: {code: 'not-found', message: 'No such job.'}}));
	};
}

function json(status: number, body: object): Answer {
	return (_request, response) =>
		void response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify({...envelope, ...body}));
}

test('starts one agent and says whether a run in flight was joined', async (context) => {
	const {server, connection} = await watch(
		context,
		esa({'POST /esa/v1/agents/endpoints/runs': json(200, {job: esaJob('j1', at), joined: true})}),
	);
	expect(await connection.trigger(['endpoints'], never)).toMatchObject({
		kind: 'done',
		value: [{job: {id: 'j1', agent: 'endpoints'}, joined: true}],
	});
	const sent = server.requests.find(({method}) => method === 'POST');
	expect(sent?.headers).toMatchObject({'content-type': 'application/json', 'idempotency-key': expect.stringMatching(/^[\da-f-]{36}$/)});
});

test('starts several agents in one request', async (context) => {
	const jobs = ['j1', 'j2'].map((id) => ({...esaJob(id, at), joined: id === 'j2'}));
	const {connection} = await watch(context, esa({'POST /esa/v1/runs': json(202, {jobs})}));
	expect(await connection.trigger(['endpoints', 'cache'], never)).toMatchObject({
		kind: 'done',
		value: [
			{job: {id: 'j1'}, joined: false},
			{job: {id: 'j2'}, joined: true},
		],
	});
});

test('a lost reply is asked for once more with the same key, so that no run starts twice', async (context) => {
	const keys: unknown[] = [];
	const lossy: Answer = (request, response, self) => {
		keys.push(request.headers['idempotency-key']);
		// The first reply is lost after the run began.
		if (keys.length === 1) request.socket.resetAndDestroy();
		else json(200, {job: esaJob('j1', at), joined: true})(request, response, self);
	};
	const {connection} = await watch(context, esa({'POST /esa/v1/agents/endpoints/runs': lossy}));
	expect((await connection.trigger(['endpoints'], never)).kind).toBe('done');
	expect(keys).toHaveLength(2);
	expect(keys[0]).toBe(keys[1]);
	await connection.trigger(['endpoints'], never);
	expect(keys[2]).not.toBe(keys[0]);
});

test('a reply lost twice is told, not tried for ever', async (context) => {
	const {server, connection} = await watch(
		context,
		esa({'POST /esa/v1/agents/endpoints/runs': ({socket}) => void socket.resetAndDestroy()}),
	);
	expect(await connection.trigger(['endpoints'], never)).toEqual({
		kind: 'unreachable',
		detail: expect.stringContaining('closed the connection before it answered POST /esa/v1/agents/endpoints/runs'),
	});
	expect(server.requests.filter(({method}) => method === 'POST')).toHaveLength(2);
});

test('a refused trigger is told in the server’s words and not tried again', async (context) => {
	const refusal = json(403, {error: {code: 'forbidden', message: 'The token viewer may only read.'}});
	const {server, connection} = await watch(context, esa({'POST /esa/v1/agents/endpoints/runs': refusal}), 'secret-canary');
	const outcome = await connection.trigger(['endpoints'], never);
	expect(outcome).toEqual({
		kind: 'refused',
		detail: expect.stringContaining('(“The token viewer may only read.”): this token may not do that.'),
	});
	expect(JSON.stringify(outcome)).not.toContain('secret-canary');
	expect(server.requests.filter(({method}) => method === 'POST')).toHaveLength(1);
});

test('stops a job with the header that no web page can send', async (context) => {
	const {server, connection} = await watch(
		context,
		esa({'DELETE /esa/v1/jobs/j%2F1': json(202, {job: {...esaJob('j/1', at), cancelRequested: true}})}),
	);
	expect(await connection.cancel('j/1', never)).toMatchObject({kind: 'done', value: {id: 'j/1', cancelRequested: true}});
	expect(server.requests.at(-1)?.headers['x-esa-health']).toBe('1');
});

test('reads one job, and says in the server’s words that there is none', async (context) => {
	const {connection} = await watch(context, esa({'GET /esa/v1/jobs/j1': json(200, {job: esaJob('j1', at)})}));
	expect(await connection.job('j1', never)).toMatchObject({kind: 'done', value: {id: 'j1', attempts: []}});
	expect(await connection.job('j2', never)).toMatchObject({
		kind: 'refused',
		detail: expect.stringContaining('404 to /esa/v1/jobs/j2 (“No such job.”)'),
	});
});

test('pages through the history of jobs', async (context) => {
	const {server, connection} = await watch(context, esa({'GET /esa/v1/jobs': json(200, {jobs: [], nextCursor: 'c2'})}));
	expect(await connection.jobs({agent: 'endpoints', cursor: 'c 1'}, never)).toEqual({kind: 'done', value: {jobs: [], nextCursor: 'c2'}});
	expect(server.requests.at(-1)?.path).toBe('/esa/v1/jobs?agent=endpoints&cursor=c+1');
});

test('asks for the history of a category or of a signal', async (context) => {
	const {server, connection} = await watch(context, 'good');
	expect(await connection.trend('7d', 'overall', never)).toMatchObject({kind: 'done', value: {id: 'overall', unit: 'points'}});
	expect(server.requests.at(-1)?.path).toBe('/esa/v1/trends?range=7d&category=overall');
	await connection.trend('30d', 'api.latency', never);
	expect(server.requests.at(-1)?.path).toBe('/esa/v1/trends?range=30d&signal=api.latency');
	expect(await connection.trends('24h', never)).toMatchObject({kind: 'done', value: [{id: 'overall'}]});
});

test('an answer of another shape is unreadable, with the place that was wrong', async (context) => {
	const {connection} = await watch(context, esa({'GET /esa/v1/jobs/j1': json(200, {job: {...esaJob('j1', at), state: 7}})}));
	expect(await connection.job('j1', never)).toEqual({kind: 'unreadable', detail: expect.stringContaining('$.job.state is wrong')});
});

test.each<[Behaviour, string]>([
	['a plain OK', 'is a bare health URL and cannot start agents for esa-health.'],
	['the platform API', 'is a server with the platform API and cannot start agents for esa-health.'],
])('%s: starting an agent is refused with the reason', async (behaviour, words) => {
	const server = await startHostileServer(behaviour);
	const connection = connect(server.url, {intervalMs: 30_000});
	expect(await connection.trigger(['106'], never)).toEqual({kind: 'refused', detail: `${server.url} ${words}`});
	expect(server.requests.every(({method}) => method === 'GET')).toBe(true);
	await connection.close();
	await server.close();
});
