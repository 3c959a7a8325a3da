import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {onTestFinished, expect, test} from 'vitest';
import {z} from 'zod';
import {defineAgent} from '../../source/agents/define-agent.ts';
import {EsaError} from '../../source/basics/esa-error.ts';
import {createMonitor, type Monitor} from '../../source/monitor/create-monitor.ts';
import type {MonitorOptions} from '../../source/monitor/options.ts';
import {HealthReport} from '../../source/protocol/report.ts';
import {Trends} from '../../source/protocol/trends.ts';
import {temporaryFolder} from '../support/temporary-folder.ts';

async function monitored(options: MonitorOptions, service: RequestListener): Promise<{esa: Monitor; url: string}> {
	const esa = await createMonitor({project: temporaryFolder(), ...options});
	const server = createServer((request, response) => esa.handler(request, response, () => service(request, response)));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(async () => {
		await esa.close();
		server.closeAllConnections();
		server.close();
	});
	return {esa, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`};
}

const category = (esa: Monitor, id: string) => esa.report().categories.find((each) => each.id === id);

test('an outage reaches its status, its issue and its recommendation, and all three vanish with their evidence', async () => {
	let status = 500;
	const {esa, url} = await monitored({name: 'shop'}, (_, response) => response.writeHead(status).end('{}'));
	for (let index = 0; index < 10; index++) await (await fetch(`${url}/api/orders`)).text();
	await expect.poll(() => category(esa, 'api')?.status, {timeout: 20_000}).toBe('critical');
	expect(category(esa, 'api')?.issues[0]).toMatchObject({signal: 'api.errors', title: expect.stringContaining('GET /api/orders')});
	expect(esa.report().recommendations[0]).toMatchObject({evidence: [{id: 'api.errors', value: 1}], agent: 'endpoints'});
	status = 200;
	// 0.1 % of errors is what the objective allows: 10 of so many are within it.
	for (let index = 0; index < 12_000; index += 100)
		await Promise.all(Array.from({length: 100}, async () => (await fetch(`${url}/api/orders`)).text()));
	await expect.poll(() => category(esa, 'api')?.issues.filter(({signal}) => signal === 'api.errors'), {timeout: 20_000}).toEqual([]);
	expect(esa.report().recommendations.filter(({evidence}) => evidence[0]?.id === 'api.errors')).toEqual([]);
}, 60_000);

test('a required check that fails is judged at once and caps the whole', async () => {
	const {esa} = await monitored({name: 'shop'}, (_, response) => response.end());
	esa.check('db', async () => {
		throw new Error('connection refused');
	});
	await expect
		.poll(() => esa.report().overall, {timeout: 10_000})
		.toMatchObject({score: expect.any(Number), status: 'critical', rule: 'component-down'});
	expect(esa.report().overall.score).toBeLessThanOrEqual(49);
	expect(esa.report().components).toMatchObject([
		{id: 'db', category: 'database', status: 'down', detail: expect.stringContaining('connection refused')},
	]);
});

test('a service in a folder without code: api-paths has examined nothing, which is neither good nor bad', async () => {
	const {esa} = await monitored({name: 'shop'}, (_, response) => response.end());
	const before = category(esa, 'api');
	expect(category(esa, 'agents')).toMatchObject({score: null, status: 'unknown', reason: 'no agent has run yet'});
	await expect.poll(() => category(esa, 'agents')?.status, {timeout: 30_000}).toBe('excellent');
	const signal = category(esa, 'api')?.signals.find(({id}) => id === 'api.findings.api-paths');
	expect(signal).toMatchObject({value: null, score: null, n: 0, reason: 'api-paths has examined nothing yet'});
	expect(category(esa, 'api')).toMatchObject({score: null, status: 'unknown', reason: before?.reason});
	expect(esa.report().recommendations).toEqual([]);
	// Performance and the agents themselves are 30 of 100: an agent that saw no code adds nothing to what is measured.
	expect(esa.report().overall.coverage).toBeLessThanOrEqual(0.3);
	expect(esa.report().overall.score).toBeNull();
}, 45_000);

test('a service whose code has calls and routes: what api-paths found counts for the API before any request', async () => {
	const project = temporaryFolder();
	writeFileSync(path.join(project, 'package.json'), JSON.stringify({type: 'module', dependencies: {express: '^5.0.0'}}));
	writeFileSync(
		path.join(project, 'server.js'),
		"import express from 'express';\nconst app = express();\napp.get('/api/orders', (request, response) => response.json([]));\napp.listen(3000);\n",
	);
	writeFileSync(
		path.join(project, 'client.js'),
		"export const orders = () => fetch('/api/orders');\nexport const order = () => fetch('/api/basket');\n",
	);
	const {esa} = await monitored({name: 'shop', project}, (_, response) => response.end());
	const signal = () => category(esa, 'api')?.signals.find(({id}) => id === 'api.findings.api-paths');
	await expect.poll(() => signal()?.value, {timeout: 30_000}).toBe(1);
	expect(signal()).toMatchObject({n: 2, window: 'last run', score: expect.any(Number)});
	expect(esa.report().recommendations).toMatchObject([{agent: 'api-paths'}]);
}, 45_000);

test('the monitor’s own endpoints are not in the service’s numbers', async () => {
	const {esa, url} = await monitored({name: 'shop'}, (_, response) => response.end());
	for (let index = 0; index < 20; index++) {
		HealthReport.parse(await (await fetch(`${url}/esa/v1/health`)).json());
		await (await fetch(`${url}/metrics`)).text();
	}
	await (await fetch(`${url}/api/orders`)).text();
	await expect.poll(() => category(esa, 'api')?.signals[0]?.n, {timeout: 10_000}).toBe(1);
});

test('history, findings and the moment a status began outlive the process', async () => {
	const store = path.join(temporaryFolder(), 'health.db');
	const agent = defineAgent({
		name: 'always',
		title: 'Always finds',
		category: 'api',
		schedule: 'manual',
		options: z.object({}),
		run: async () => ({
			examined: {count: 1, what: 'things'},
			summary: '1 thing, 1 finding',
			findings: [{id: 'one', agent: 'always', rule: 'r', severity: 'warning', category: 'api', title: 'one', evidence: [{label: 'l'}]}],
		}),
		recommend: () => [],
	});
	const first = await createMonitor({name: 'shop', project: temporaryFolder(), store, extraAgents: [agent]});
	expect(await first.trigger('always', 'test')).toBe(true);
	expect(await first.trigger('nobody', 'test')).toBe(false);
	await expect.poll(() => category(first, 'api')?.signals.find(({id}) => id === 'api.findings.always')?.value, {timeout: 15_000}).toBe(1);
	await expect.poll(() => category(first, 'agents')?.status, {timeout: 15_000}).toBe('excellent');
	const since = category(first, 'agents')?.since;
	await first.close();

	const {esa, url} = await monitored({name: 'shop', store, extraAgents: [agent]}, (_, response) => response.end());
	await expect.poll(() => category(esa, 'agents'), {timeout: 15_000}).toMatchObject({status: 'excellent', since});
	const trends = Trends.parse(await (await fetch(`${url}/esa/v1/trends?range=24h&category=agents`)).json());
	expect(trends.buckets.reduce((sum, {n}) => sum + n, 0)).toBeGreaterThan(0);
	expect(await (await fetch(`${url}/esa/v1/findings`)).json()).toMatchObject({findings: [{id: 'one', agent: 'always'}]});
	expect(esa.report().warnings).toEqual([]);
}, 60_000);

test('a store that must not be touched does not stop a service: history is in memory, the report says why, the file stays as it is', async () => {
	const store = path.join(temporaryFolder(), 'corrupt.db');
	const content =
		'this is no database, and it is long enough that SQLite takes the trouble to look at its header before it says so.'.repeat(3);
	writeFileSync(store, content);
	const {esa} = await monitored({name: 'shop', store}, (_, response) => response.end());
	expect(esa.report().warnings).toEqual([expect.stringContaining(store)]);
	await esa.close();
	expect(readFileSync(store, 'utf8')).toBe(content);
	await expect(createMonitor({name: 'shop', store, failOpen: false})).rejects.toThrow(EsaError);
});

test.each([
	[{slo: 1.5}, '"slo"'],
	[{schedules: {endpointz: '* * * * *'}}, 'no agent "endpointz"; there are api-paths, queries, endpoints'],
	[{schedules: {endpoints: 'sometimes'}}, 'sometimes'],
	[{agents: {querys: {}}}, 'no agent "querys"; there are api-paths, queries, endpoints'],
	[{agents: {queries: {minRepeats: 0}}}, '"agents.queries.minRepeats": Too small'],
	[{agents: {queries: {minRepeat: 5}}}, '"agents.queries": Unrecognized key: "minRepeat"'],
])('options that mean nothing are refused at start: %j', async (options, sentence) => {
	await expect(createMonitor({name: 'shop', ...options})).rejects.toThrow(sentence);
});

test('options that an agent does not take are a fault of the configuration', async () => {
	await expect(createMonitor({name: 'shop', agents: {queries: {slowMs: 'soon'}}})).rejects.toMatchObject({
		name: 'EsaError',
		code: 'config',
	});
});

test('a closed monitor opens no listener that nobody would close', async () => {
	const esa = await createMonitor({name: 'shop'});
	const meanwhile = esa.listen({port: 0});
	await esa.close();
	await expect(meanwhile).rejects.toMatchObject({code: 'closed'});
	await expect(esa.listen({port: 0})).rejects.toMatchObject({code: 'closed'});
});

test('what cannot be observed is an error at start', async () => {
	const {esa} = await monitored({name: 'shop'}, (_, response) => response.end());
	expect(() => esa.observe({})).toThrow(EsaError);
});
