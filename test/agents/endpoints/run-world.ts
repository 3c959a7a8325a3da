import {once} from 'node:events';
import {createServer} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {createServer as createSocketServer} from 'node:net';
import type {AddressInfo, Server} from 'node:net';
import type {AgentResult, KnownRoute} from '../../../source/agents/define-agent.ts';
import {endpointsAgent} from '../../../source/agents/endpoints/agent.ts';
import {EndpointsOptions} from '../../../source/agents/endpoints/options.ts';
import {systemClock} from '../../../source/basics/clock.ts';
import {LogHistogram} from '../../../source/basics/histogram.ts';
import type {Progress} from '../../../source/protocol/jobs.ts';
import {memoryStore} from '../../../source/store/memory-store.ts';
import type {Store} from '../../../source/store/store.ts';
import {json, learned} from './worlds/world.ts';
import type {World} from './worlds/world.ts';

export interface RunOutcome {
	result: AgentResult;
	requests: {path: string; method: string; headers: IncomingMessage['headers']}[];
	progress: Progress[];
	store: Store;
}

/** Starts a world's server, lets the agent run once against it, and tells what the server saw. */
export async function runWorld(
	world: World,
	{signal = new AbortController().signal, store = memoryStore()}: {signal?: AbortSignal; store?: Store} = {},
): Promise<RunOutcome> {
	const requests: RunOutcome['requests'] = [];
	const server = world.raw === undefined ? httpServer(world, requests) : rawServer(world.raw, requests);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const progress: Progress[] = [];
	furnish(store, world);
	try {
		const result = await endpointsAgent.run({
			options: EndpointsOptions.parse({perSecond: 50, ...world.options}),
			store,
			clock: systemClock,
			signal,
			progress: (step) => progress.push(step),
			service: {origin: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`, routes: () => world.routes ?? routesOf(world)},
		});
		return {result, requests, progress, store};
	} finally {
		if ('closeAllConnections' in server) (server as ReturnType<typeof createServer>).closeAllConnections();
		server.close();
	}
}

/** The findings as worlds write them: `severity rule path`. */
export function told({findings}: AgentResult): string[] {
	return findings.map(({severity, rule, evidence}) => `${severity} ${rule} ${evidence[0]!.label.slice('GET '.length)}`).toSorted();
}

function httpServer(world: World, requests: RunOutcome['requests']): Server {
	const notFound = world.otherwise ?? json({error: 'not found'}, 404);
	return createServer((request: IncomingMessage, response: ServerResponse) => {
		requests.push({path: request.url!, method: request.method!, headers: request.headers});
		(world.paths[request.url!] ?? notFound)(request, response);
	});
}

function rawServer(raw: NonNullable<World['raw']>, requests: RunOutcome['requests']): Server {
	return createSocketServer((socket) => {
		socket.on('error', () => {});
		socket.once('data', (head) => {
			const [method, path] = head.toString('latin1').split(' ', 2);
			requests.push({path: path!, method: method!, headers: {}});
			raw(socket, path!);
		});
	});
}

const routesOf = (world: World): KnownRoute[] => Object.keys(world.paths).map((path) => learned(path));

function furnish(store: Store, world: World): void {
	const hour = 3_600_000;
	for (const [path, times] of Object.entries(world.history ?? {})) {
		store.append(times.map((ms, index) => sampleOf(path, ms, systemClock.now() - (index + 1) * hour)));
	}
	if (world.memory !== undefined) store.setValue('endpoints.memory', JSON.stringify(world.memory));
}

function sampleOf(path: string, ms: number, t: number) {
	const histogram = new LogHistogram();
	histogram.record(ms);
	return {series: `endpoints.latency GET ${path}`, t, n: 1, sum: ms, min: ms, max: ms, histogram: histogram.serialize()};
}
