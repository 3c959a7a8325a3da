import {setImmediate as nextTurn} from 'node:timers/promises';
import {EsaError} from '../../basics/esa-error.ts';
import type {Finding} from '../../protocol/findings.ts';
import {tierMs, type Store} from '../../store/store.ts';
import {defineAgent} from '../define-agent.ts';
import type {Agent, AgentContext, AgentResult} from '../define-agent.ts';
import {findingOf} from './findings.ts';
import {expiredRules, isIgnored} from './ignored.ts';
import {keptIndexAdvice} from './indexes/kept-advice.ts';
import type {QueryIssue} from './issue.ts';
import {describeResolved} from './life-cycle.ts';
import type {LiveQueries} from './live.ts';
import {QueriesOptions} from './options.ts';
import {describeQuiet} from './quiet-loops.ts';
import {recommendForQueries} from './recommend.ts';

const dayMs = 86_400_000;
/** The service's requests come first: advice on hundreds of issues takes longer than one should wait. */
const turnMs = 5;

/** Gathers what the live watch found in the service's queries, and asks the database about indexes where that is wanted. */
export const queriesAgent: Agent<QueriesOptions> = defineAgent({
	name: 'queries',
	number: 107,
	title: 'Repeated queries',
	category: 'database',
	schedule: '0 2 * * *',
	// By then a service under traffic has sent its queries; what is found later asks for a run of its own.
	startDelayMs: 20_000,
	options: QueriesOptions,
	async run(context) {
		const {queries} = context.service;
		if (queries === undefined) return nothingSeen('nothing of this process is measured');
		const now = context.clock.now();
		await queries.caughtUp(context.signal);
		const count = queriesOfDay(context.store, queries, now);
		if (count === 0) return nothingSeen(whyNothing(queries));
		const {findings, said} = await adviseOnIndexes(context, queries);
		return conclude(context, queries, {count, indexes: findings, said});
	},
	recommend: recommendForQueries,
});

/** Of this process the probe knows all, also what is not stored yet; of those before it the store does, but for the bucket in which this one started. */
function queriesOfDay(store: Store, queries: LiveQueries, now: number): number {
	const {queries: own, since} = queries.seen();
	const day = now - dayMs;
	if (since <= day) return store.window('db.latency', day, now + 1).n;
	const {'30s': bucketMs} = tierMs;
	return store.window('db.latency', day, Math.floor(since / bucketMs) * bucketMs).n + own;
}

function nothingSeen(why: string): AgentResult {
	return {examined: {count: 0, what: 'queries'}, findings: [], summary: `0 queries seen: ${why}`};
}

function whyNothing(queries: LiveQueries): string {
	const {watched} = queries.seen();
	if (watched.length === 0) return 'esa.observe(pool), or node --import esa-health/register app.js';
	return `${watched.join(', ')} sent none in 24 h; a driver that is bundled into the service is not seen: esa.observe(pool)`;
}

/** Only where the options name a database to ask. One that cannot be asked is told of; the rest of the run stands. */
async function adviseOnIndexes(
	context: AgentContext<QueriesOptions>,
	queries: LiveQueries,
): Promise<{findings: Finding[]; said: string[]}> {
	const {options, service, store, clock, signal} = context;
	if (options.indexes === undefined) return {findings: [], said: []};
	const {postgresUrlFrom, sqliteFile} = options.indexes;
	const postgresUrl = postgresUrlFrom === undefined ? undefined : process.env[postgresUrlFrom];
	if (postgresUrlFrom !== undefined && postgresUrl === undefined) return {findings: [], said: [`indexes: ${postgresUrlFrom} is not set`]};
	const sources = {
		project: service.project ?? '.',
		...(postgresUrl !== undefined && {postgresUrl}),
		...(sqliteFile !== undefined && {sqliteFile}),
	};
	try {
		const {findings, explained, unexplained} = await keptIndexAdvice(queries.busiest(), sources, {store, now: clock.now(), signal});
		const failed = unexplained.length === 0 ? [] : [`not explained: ${unexplained.slice(0, 3).join(', ')}`];
		return {findings, said: [`${explained} ${explained === 1 ? 'pattern' : 'patterns'} explained`, ...failed]};
	} catch (error) {
		if (!(error instanceof EsaError)) throw error;
		return {findings: [], said: [error.message]};
	}
}

interface Gathered {
	/** Queries of the last 24 h. */
	count: number;
	indexes: readonly Finding[];
	said: readonly string[];
}

async function conclude(
	{options, clock, signal}: AgentContext<QueriesOptions>,
	queries: LiveQueries,
	{count, indexes, said}: Gathered,
): Promise<AgentResult> {
	const now = clock.now();
	const issues = queries.issues();
	const isOpen = (issue: QueryIssue): boolean => !isIgnored(issue, options, now);
	const open = issues.filter(isOpen);
	const findings = [...(await inTurns(open, (issue) => findingOf(issue, now), signal)), ...indexes];
	const {outside, queries: all} = queries.seen();
	const ignored = issues.length - open.length;
	const parts: (string | false | undefined)[] = [
		`${count.toLocaleString('en')} queries in 24 h, ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`,
		ignored > 0 && `${ignored} ignored`,
		...queries.resolved().map((issue) => `resolved: ${describeResolved(issue)}`),
		outside > 0 && `since the start ${outside.toLocaleString('en')} of ${all.toLocaleString('en')} outside any request or esa.run()`,
		...said,
		describeQuiet(queries.quiet().filter(isOpen), options.minTotalMs),
		...expiredRules(options, now).map((rule) => `no longer ignored: ${rule}`),
	];
	return {examined: {count, what: 'queries'}, findings, summary: parts.filter((part) => part !== false && part !== undefined).join('; ')};
}

/** Each result in order, a few milliseconds at a time. */
async function inTurns<From, To>(all: readonly From[], make: (one: From) => To, signal: AbortSignal): Promise<To[]> {
	const made: To[] = [];
	let since = performance.now();
	for (const one of all) {
		made.push(make(one));
		if (performance.now() - since < turnMs) continue;
		await nextTurn(undefined, {signal});
		since = performance.now();
	}
	return made;
}
