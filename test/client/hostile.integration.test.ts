import {describe, expect, test, type TestContext} from 'vitest';
import {connect, type ConnectOptions} from '../../source/client/connect.ts';
import type {Connection, Poll} from '../../source/client/connection.ts';
import {HealthReport} from '../../source/protocol/report.ts';
import {ManualClock} from '../support/manual-clock.ts';
import {behaviours, startHostileServer, type Answer, type Behaviour, type HostileServer} from '../support/hostile-server.ts';

const never = new AbortController().signal;
interface Options extends Partial<ConnectOptions> {
	path?: string;
}

/** A hostile server and our connection to it; both end with the test. */
async function watch(
	{onTestFinished}: TestContext,
	behaviour: Behaviour,
	{path = '', ...options}: Options = {},
): Promise<{server: HostileServer; connection: Connection}> {
	const server = await startHostileServer(behaviour);
	onTestFinished(async () => server.close());
	const timeouts = {connectMs: 500, headersMs: 500, bodyMs: 500, totalMs: 2_500};
	const connection = connect(server.url + path, {intervalMs: 30_000, userAgent: 'esa-health/1.0.0', timeouts, ...options});
	onTestFinished(async () => connection.close());
	return {server, connection};
}

async function pollOnce(context: TestContext, behaviour: Behaviour, options: Options = {}): Promise<Poll> {
	const {connection} = await watch(context, behaviour, options);
	return connection.poll(never);
}

function reading(poll: Poll) {
	if (poll.kind !== 'fresh' && poll.kind !== 'stale') throw new Error(`No reading but ${JSON.stringify(poll)}`);
	return poll.reading;
}

function detail(poll: Poll): string {
	return 'detail' in poll ? poll.detail : '';
}

const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

/** Every string and key in a value. */
function stringsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => [key, ...stringsIn(inner)]);
}

describe('whatever a server does', () => {
	test.concurrent.for(Object.keys(behaviours) as Behaviour[])(
		'%s: a poll ends as an expected outcome with clean strings only',
		async (behaviour, context) => {
			const poll = await pollOnce(context, behaviour, {token: 'secret-canary'});
			expect(['fresh', 'stale', 'unreachable', 'refused', 'unreadable']).toContain(poll.kind);
			expect(stringsIn(poll).filter((text) => forbidden.test(text))).toEqual([]);
			expect(JSON.stringify(poll)).not.toContain('secret-canary');
			if (poll.kind === 'fresh' || poll.kind === 'stale') expect(() => HealthReport.parse(poll.reading.report)).not.toThrow();
			else expect(poll.detail).toMatch(/^\S.{10,400}\.$/u);
		},
	);
});

describe('a good server', () => {
	test('is read whole', async (context) => {
		const poll = await pollOnce(context, 'good');
		const {report, ...rest} = reading(poll);
		expect(poll.kind === 'fresh' && poll.roundTripMs > 0).toBe(true);
		expect(report.overall.score).toBe(96);
		expect(report.warnings).toEqual([]);
		expect(rest).toMatchObject({format: 'esa', agents: [{slug: 'endpoints'}], trends: [{id: 'overall'}], findings: [], jobs: []});
		expect(rest.can).toEqual({trigger: true, cancel: true, events: true, history: true});
	});

	test('is asked politely: our name on every request, trends not with every poll', async (context) => {
		const {server, connection} = await watch(context, 'good', {token: 'secret-canary'});
		await connection.poll(never);
		await connection.poll(never);
		expect(server.requests.every(({headers}) => headers['user-agent'] === 'esa-health/1.0.0')).toBe(true);
		expect(server.requests.every(({headers}) => headers.authorization === 'Bearer secret-canary')).toBe(true);
		const asked = (path: string): number => server.requests.filter((request) => request.path === path).length;
		expect(asked('/esa/v1/trends?range=24h&signals=1')).toBe(1);
		expect(asked('/esa/v1/agents')).toBe(2);
		expect(asked('/.well-known/esa-health')).toBe(1);
	});
});

test('history is asked for again when it is about a minute old', async (context) => {
	const clock = new ManualClock();
	const {server, connection} = await watch(context, 'good', {clock});
	const asked = (): number => server.requests.filter(({path}) => path.startsWith('/esa/v1/trends')).length;
	await connection.poll(never);
	clock.advance(54_000);
	expect(reading(await connection.poll(never)).trends).toHaveLength(1);
	expect(asked()).toBe(1);
	clock.advance(1_000);
	await connection.poll(never);
	expect(asked()).toBe(2);
});

test('escape sequences are gone and the words remain', async (context) => {
	const {report} = reading(await pollOnce(context, 'escape sequences'));
	expect(report.service.name).toMatch(/^shop red +link +right/);
	expect(report.categories[0]?.issues[0]?.title).toContain('␤line tab');
});

test('a megabyte in one string is cut to what a screen could use', async (context) => {
	const {report} = reading(await pollOnce(context, 'megabyte strings'));
	expect(report.service.name.length).toBeLessThanOrEqual(2_000);
	expect(report.service.name.endsWith('…')).toBe(true);
});

test('names of prototypes pollute nothing', async (context) => {
	expect(reading(await pollOnce(context, 'prototype names')).report.overall.score).toBe(96);
	expect(({} as {polluted?: boolean}).polluted).toBeUndefined();
});

test('a component called __proto__ is a component like any other', async (context) => {
	const {report} = reading(await pollOnce(context, 'prototype names of components'));
	expect(report.components.map(({id, status}) => [id, status])).toEqual([
		['__proto__', 'down'],
		['constructor', 'up'],
		['toString', 'up'],
	]);
});

test.concurrent.for<[Behaviour, Poll['kind'], RegExp]>([
	['deep JSON', 'unreadable', /\/esa\/v1\/health answered 200 with JSON nested more than 64 levels deep/],
	['wrong types', 'unreadable', /\$\.overall\.score is wrong: expected number, received string/],
	['a score of 1e999', 'unreadable', /\$\.overall\.score is wrong/],
	['a score of 140', 'unreadable', /\$\.overall\.score is wrong/],
	['NaN in JSON', 'unreadable', /broken JSON: \{"schemaVersion":1,"overall":\{"score":NaN/],
	['broken JSON', 'unreadable', /broken JSON: \{"schemaVersion": 1, oops red/],
	['a newer protocol', 'unreadable', /speaks version 2 of the protocol/],
	['a redirect loop', 'unreadable', /was redirected more than 3 times, last to \/again/],
	['a redirect to another origin', 'unreadable', /redirected to another server, http:\/\/other\.test:81, which is not followed/],
	['an endless body', 'unreadable', /answered GET \/esa\/v1\/health with more than 5 MB and was cut off/],
	['a body said to be endless', 'unreadable', /with more than 5 MB/],
	['a body that drips', 'unreachable', /did not finish its answer to GET \/esa\/v1\/health within 2\.5 s/],
	['a body that stops', 'unreachable', /began to answer GET \/esa\/v1\/health but then sent nothing for 0\.5 s/],
	['headers that drip', 'unreachable', /did not answer GET \S+ within \d\.5 s/],
	['silence', 'unreachable', /accepted the connection but did not answer GET \S+ within 0\.5 s/],
	['a reset before the answer', 'unreachable', /closed the connection before it answered GET/],
	['a reset in the middle of the body', 'unreachable', /closed the connection in the middle of its answer to GET \/esa\/v1\/health/],
	['garbage chunks', 'unreadable', /something that is not proper HTTP/],
	['something that is not HTTP', 'unreadable', /something that is not proper HTTP/],
	['a web app', 'unreadable', /answered 200 with a web page \(“Shop”\), perhaps a login or a web app/],
	['500 without sense', 'unreadable', /answered 500 with “Internal Server Error”/],
	['401', 'refused', /answered 401 to \S+ \(“Send a token\. red/],
	['421', 'refused', /does not serve under this host name/],
	['429 with seconds', 'refused', /too many requests, wait 120 s/],
])('%s is %s, in words', async ([behaviour, kind, words], context) => {
	// The path is given, so that the answer to it decides; what a search over all paths says is tested with detection.
	const poll = await pollOnce(context, behaviour, {path: '/esa/v1/health', format: 'esa'});
	expect(poll.kind).toBe(kind);
	expect(detail(poll)).toMatch(words);
});

test('Retry-After is read as seconds and as a date by the server’s clock', async (context) => {
	expect(await pollOnce(context, '429 with seconds')).toMatchObject({kind: 'refused', status: 429, retryAfterMs: 120_000});
	expect(await pollOnce(context, '429 with a date')).toMatchObject({kind: 'refused', status: 429, retryAfterMs: 90_000});
});

test('nothing listening is said as such', async (context) => {
	const {server, connection} = await watch(context, 'good');
	await server.close();
	expect(await connection.poll(never)).toMatchObject({
		kind: 'unreachable',
		detail: `${server.url} refused the connection: nothing listens there.`,
	});
});

test('a name that does not exist is said as such', async ({onTestFinished}) => {
	const connection = connect('http://no-such-host.invalid:3000', {intervalMs: 30_000});
	onTestFinished(async () => connection.close());
	expect(await connection.poll(never)).toMatchObject({kind: 'unreachable', detail: expect.stringMatching(/no-such-host\.invalid/)});
});

test('plain HTTP behind https:// is said as such', async (context) => {
	const {server} = await watch(context, 'good');
	const connection = connect(server.url.replace('http:', 'https:'), {intervalMs: 30_000});
	context.onTestFinished(async () => connection.close());
	expect(await connection.poll(never)).toMatchObject({kind: 'unreachable', detail: expect.stringMatching(/TLS/)});
});

test('the token goes to no other origin, not even through a redirect', async (context) => {
	const {server: other} = await watch(context, 'good');
	const {server, connection} = await watch(context, 'good', {token: 'secret-canary'});
	server.become((_request, response) => response.writeHead(302, {location: `${other.url}/esa/v1/health`}).end());
	const poll = await connection.poll(never);
	expect(poll.kind).toBe('unreadable');
	expect(detail(poll)).toContain(other.url);
	expect(other.requests).toEqual([]);
});

test('redirects within the origin are followed', async (context) => {
	expect(reading(await pollOnce(context, 'redirects within the origin')).report.overall.score).toBe(96);
});

test('a byte order mark does not matter', async (context) => {
	expect(reading(await pollOnce(context, 'a byte order mark')).format).toBe('esa');
});

test('a report that comes with 503 is read', async (context) => {
	expect((await pollOnce(context, '503 with a report')).kind).toBe('fresh');
});

test('words of a newer server are read as their cautious neighbour, and said', async (context) => {
	const {report} = reading(await pollOnce(context, 'words of a newer version'));
	expect(report.overall).toMatchObject({status: 'unknown', rule: null, score: 96});
	expect(report.warnings).toContainEqual(expect.stringContaining('“sublime” at $.overall.status'));
});

test('a report without its parts is fresh and says what is missing', async (context) => {
	const poll = await pollOnce(context, 'a report without its parts');
	expect(poll.kind).toBe('fresh');
	expect(reading(poll)).toMatchObject({agents: [], trends: [], findings: [], jobs: []});
	expect(reading(poll).report.warnings).toEqual(
		['agents', 'trends', 'findings', 'jobs'].map((part) =>
			`No ${part}: /esa/v1/${part} answered 500 with “oops”.`.replace('“oops”', 'broken JSON: oops'),
		),
	);
});

test('a report that the server itself calls old is stale', async (context) => {
	const poll = await pollOnce(context, 'an old report');
	expect(poll.kind).toBe('stale');
	expect(poll.kind === 'stale' ? Math.round(poll.ageMs / 10_000) : 0).toBe(60);
});

describe('other formats', () => {
	test('a plain OK tells a status and no score', async (context) => {
		const {format, report} = reading(await pollOnce(context, 'a plain OK'));
		expect(format).toBe('health');
		expect(report.overall).toMatchObject({score: null, status: 'good', coverage: 0, reason: 'the server tells only its status: “OK”'});
		expect(report.categories.every(({score, status, reason}) => score === null && status === 'unknown' && reason !== null)).toBe(true);
	});

	test('a 204 tells nothing but that somebody is there', async (context) => {
		expect(reading(await pollOnce(context, '204')).report.overall).toMatchObject({score: null, status: 'unknown'});
	});

	test('a 503 of terminus tells what is down', async (context) => {
		const {report} = reading(await pollOnce(context, '503 of terminus'));
		expect(report.overall).toMatchObject({score: null, status: 'critical'});
		expect(report.components).toMatchObject([{id: 'db', status: 'down', detail: 'ECONNREFUSED', category: 'database'}]);
	});

	test('the platform API is taken at its word', async (context) => {
		const {format, report, agents, can} = reading(await pollOnce(context, 'the platform API'));
		expect(format).toBe('platform');
		expect(report.overall).toMatchObject({
			score: 98,
			status: 'excellent',
			trend: {day: -4, week: 2.5, month: null},
			reason: 'reported by server',
		});
		expect(report.categories.find(({id}) => id === 'database')).toMatchObject({
			score: 71,
			status: 'warning',
			issues: [{title: 'Slow query on orders'}],
		});
		expect(report.categories.find(({id}) => id === 'cache')).toMatchObject({score: null, status: 'unknown'});
		expect(report.categories.find(({id}) => id === 'websocket')?.reason).toContain('does not tell this category');
		expect(agents.map(({slug}) => slug)).toEqual(['api-paths', 'cache']);
		expect(can.trigger).toBe(false);
	});
});

test('a server that speaks another format after a restart is understood anew in the same poll', async (context) => {
	const {server, connection} = await watch(context, 'good');
	expect(reading(await connection.poll(never)).format).toBe('esa');
	server.become('the platform API');
	expect(reading(await connection.poll(never)).format).toBe('platform');
	server.become('good');
	expect(reading(await connection.poll(never)).format).toBe('esa');
});

test('a poorer format is looked past every ten minutes', async (context) => {
	const clock = new ManualClock();
	const {server, connection} = await watch(context, 'a plain OK', {clock});
	expect(reading(await connection.poll(never)).format).toBe('health');
	const hasBoth: Answer = (request, response) => behaviours[request.url === '/healthz' ? 'a plain OK' : 'good'](request, response);
	server.become(hasBoth);
	expect(reading(await connection.poll(never)).format).toBe('health');
	clock.advance(600_000);
	expect(reading(await connection.poll(never)).format).toBe('esa');
});

test('a server in trouble is not taken for a poorer one', async (context) => {
	const {server, connection} = await watch(context, 'good');
	await connection.poll(never);
	server.become('500 without sense');
	expect(await connection.poll(never)).toMatchObject({kind: 'unreadable', detail: expect.stringContaining('/esa/v1/health answered 500')});
	server.become('good');
	expect((await connection.poll(never)).kind).toBe('fresh');
});
