import {z} from 'zod';
import {LogHistogram} from '../../basics/histogram.ts';
import type {Sample, Store} from '../../store/store.ts';
import {defineAgent} from '../define-agent.ts';
import type {Agent, AgentContext, AgentResult, KnownRoute} from '../define-agent.ts';
import type {History, Observation, RouteMemory} from './answer.ts';
import {collectAnswers, isLoopback} from './collect.ts';
import type {Collected} from './collect.ts';
import {judgeAnswers, remember} from './judge.ts';
import type {Verdict} from './judge.ts';
import {EndpointsOptions} from './options.ts';
import {recommendForEndpoints} from './recommend.ts';
import {chooseRoutes} from './routes.ts';
import type {Skip} from './routes.ts';

/** Asks the service's own safe GET routes and judges whether they answer with real data, in time. */
export const endpointsAgent: Agent<EndpointsOptions> = defineAgent({
	name: 'endpoints',
	title: 'Endpoints',
	category: 'api',
	schedule: '*/15 * * * *',
	// By then a service under traffic has shown its routes.
	startDelayMs: 15_000,
	options: EndpointsOptions,
	async run(context) {
		const {options, service, store, clock} = context;
		const origin = originToAsk(options.origin, service.origin());
		if (origin.kind === 'none') return nothingAsked(origin.why, []);
		const {ask, skipped} = chooseRoutes(service.routes(), options);
		if (ask.length === 0) return nothingAsked(whyNoRoutes(service.routes()), skipped);
		const now = clock.now();
		const historyOf = (path: string): History => readHistory(store, path, now);
		const collected = await collectAnswers({origin: origin.origin, ask, limits: options, historyOf}, context);
		return concludeRun(context, {...collected, skipped: [...skipped, ...collected.skipped]}, historyOf);
	},
	recommend: recommendForEndpoints,
});

/** Judges first, then remembers: a run is never part of its own history. */
function concludeRun(
	{store, clock}: AgentContext<EndpointsOptions>,
	collected: Collected,
	historyOf: (path: string) => History,
): AgentResult {
	const memories = readMemories(store);
	const observations: Observation[] = collected.answers.map(({candidate, answer}) => {
		return {candidate, answer, history: historyOf(candidate.path), memory: memories.get(candidate.path)};
	});
	const verdicts = judgeAnswers(observations, collected.missing);
	store.append(observations.flatMap((observation) => latencyOf(observation, clock.now())));
	writeMemories(store, memories, observations, verdicts);
	return summarise(verdicts, collected.skipped);
}

type OriginToAsk = {kind: 'origin'; origin: string} | {kind: 'none'; why: string};

/** The origin given; else the one learned, if it is this machine's loopback. A service that listens on every address listens there too. */
export function originToAsk(given: string | undefined, learned: string | undefined): OriginToAsk {
	if (given !== undefined) return {kind: 'origin', origin: new URL(given).origin};
	const url = learned === undefined ? null : URL.parse(learned);
	if (url === null) return {kind: 'none', why: 'the service is not known to listen anywhere yet'};
	if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
	if (url.hostname === '[::]') url.hostname = '[::1]';
	if (isLoopback(url.origin)) return {kind: 'origin', origin: url.origin};
	return {kind: 'none', why: `the service listens on ${url.origin}, not on loopback: name it as this agent's origin to have it asked`};
}

function whyNoRoutes(routes: readonly KnownRoute[]): string {
	if (routes.length === 0) return 'no routes known yet: the service has had no requests since the monitor started, and no paths are given';
	return `none of the ${routes.length} known routes can be asked safely`;
}

function nothingAsked(why: string, skipped: readonly Skip[]): AgentResult {
	const left = skipped.length === 0 ? '' : `; ${skipped.length} skipped (${countReasons(skipped)})`;
	return {examined: {count: 0, what: 'routes'}, findings: [], summary: `nothing asked: ${why}${left}`};
}

/** `examined` counts the routes that could be judged: one that only says 401 was asked and not examined. */
function summarise(verdicts: ReadonlyMap<string, Verdict>, skipped: readonly Skip[]): AgentResult {
	const unexamined = [...verdicts].flatMap(([path, verdict]) => (verdict.kind === 'unexamined' ? [{path, reason: verdict.reason}] : []));
	const findings = [...verdicts.values()].flatMap((verdict) => (verdict.kind === 'faulty' ? verdict.findings : []));
	const parts = [`${counted(verdicts.size, 'route')} asked`, counted(findings.length, 'finding')];
	if (unexamined.length > 0) parts.push(`${unexamined.length} not examined (${countReasons(unexamined)})`);
	if (skipped.length > 0) parts.push(`${skipped.length} skipped (${countReasons(skipped)})`);
	return {examined: {count: verdicts.size - unexamined.length, what: 'routes'}, findings, summary: parts.join(', ')};
}

/** `2 need a parameter`-like counts, most frequent first: `needs a parameter 2, may change something 1`. */
function countReasons(skips: readonly Skip[]): string {
	const byReason = [...Map.groupBy(skips, (skip) => skip.reason)].toSorted(([, a], [, b]) => b.length - a.length);
	return byReason.map(([reason, of]) => `${reason}: ${of.length}`).join('; ');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const seriesOf = (path: string): string => `endpoints.latency GET ${path}`;
/**
 * The last 7 days. A slowdown that lasts becomes the route's own normal once it fills the upper 5 % of them (after some 8 hours at a
 * run every 15 minutes); from then on it is for the API category's latency to judge.
 */
const historyMs = 7 * 86_400_000;

function readHistory(store: Store, path: string, now: number): History {
	const {n, histogram} = store.window(seriesOf(path), now - historyMs, now);
	return {runs: n, p95Ms: histogram === undefined || n === 0 ? null : LogHistogram.parse(histogram).quantile(0.95)};
}

/** Only times of good answers: a route that fails fast would make its own history look fast. */
function latencyOf({candidate, answer}: Observation, t: number): Sample[] {
	if (answer.kind !== 'answered' || answer.status > 299 || answer.truncated) return [];
	const histogram = new LogHistogram();
	histogram.record(answer.durationMs);
	const {durationMs} = answer;
	return [{series: seriesOf(candidate.path), t, n: 1, sum: durationMs, min: durationMs, max: durationMs, histogram: histogram.serialize()}];
}

const memoryKey = 'endpoints.memory';
const Memories = z.record(z.string(), z.object({kind: z.enum(['json', 'html', 'other']), filled: z.boolean(), nonZero: z.boolean()}));
/** Twice the most routes a run may ask. */
const mostMemories = 1000;

function readMemories(store: Store): Map<string, RouteMemory> {
	const stored = store.getValue(memoryKey);
	if (stored === undefined) return new Map();
	try {
		return new Map(Object.entries(Memories.parse(JSON.parse(stored))));
	} catch {
		// Written by another version: what routes once held is learned anew, and until then less is known, which the judge can bear.
		return new Map();
	}
}

/** A faulty answer teaches nothing about what the route should hold. Newest last; the longest unseen are forgotten first. */
function writeMemories(
	store: Store,
	before: ReadonlyMap<string, RouteMemory>,
	observations: readonly Observation[],
	verdicts: ReadonlyMap<string, Verdict>,
): void {
	const memories = new Map(before);
	for (const {candidate, answer} of observations) {
		if (verdicts.get(candidate.path)?.kind === 'faulty') continue;
		const memory = remember(answer, before.get(candidate.path));
		if (memory === undefined) continue;
		memories.delete(candidate.path);
		memories.set(candidate.path, memory);
	}
	store.setValue(memoryKey, JSON.stringify(Object.fromEntries([...memories].slice(-mostMemories))));
}
