import {randomBytes} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Client, Dispatcher} from 'undici';
import {EsaError} from '../../basics/esa-error.ts';
import {safeText} from '../../basics/safe-text.ts';
import type {AgentContext} from '../define-agent.ts';
import {mediaType} from './answer.ts';
import type {Answer, AnsweredRequest, History} from './answer.ts';
import {isSlow} from './judge.ts';
import type {EndpointsOptions} from './options.ts';
import type {Candidate, Skip} from './routes.ts';

/** What the service answered, route by route, and what was left unasked. */
export interface Collected {
	answers: {candidate: Candidate; answer: Answer}[];
	skipped: Skip[];
	/** The answer for a path that certainly does not exist. */
	missing: Answer;
}

/** Where and how to ask. */
export interface Plan {
	origin: string;
	ask: readonly Candidate[];
	limits: Pick<EndpointsOptions, 'budgetMs' | 'perSecond' | 'timeoutMs' | 'bodyCapBytes'>;
	/** The time a route took in former runs. */
	historyOf(path: string): History;
}

/** The probe knows the monitor's own requests by it and leaves them out of the service's numbers. */
export const userAgent = 'esa-health/endpoints';

type World = Pick<AgentContext<unknown>, 'clock' | 'signal' | 'progress'>;

/**
 * Asks the routes one after the other, never faster than allowed and never longer than the budget. Follows no redirect, sends no cookie, cannot
 * leave the origin. Throws an EsaError `service-away` when nothing listens there, and the signal's reason when it aborts.
 */
export async function collectAnswers(plan: Plan, world: World): Promise<Collected> {
	const {Client} = await import('undici');
	const client = new Client(plan.origin, {connect: connectOptions(plan.origin), keepAliveTimeout: 1000});
	try {
		return await askAll(new Asker(client, plan, world), plan, world);
	} finally {
		await client.destroy();
	}
}

/** A self-signed certificate is normal on loopback, and nothing secret is sent; anywhere else a certificate is checked. */
function connectOptions(origin: string): {timeout: number; rejectUnauthorized?: false} {
	return isLoopback(origin) ? {timeout: 5000, rejectUnauthorized: false} : {timeout: 5000};
}

/** Is an origin on this machine's loopback? */
export function isLoopback(origin: string): boolean {
	const host = URL.parse(origin)?.hostname ?? '';
	return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

async function askAll(asker: Asker, plan: Plan, {progress}: World): Promise<Collected> {
	const collected: Collected = {
		answers: [],
		skipped: [],
		missing: await asker.ask(`/esa-health-missing-${randomBytes(8).toString('hex')}`),
	};
	for (const [index, candidate] of plan.ask.entries()) {
		const rest = plan.ask.slice(index);
		if (asker.isOutOfTime()) return leave(collected, rest, 'out of time');
		progress({done: index, total: plan.ask.length, message: `GET ${safeText(candidate.path, {maxCells: 60})}`});
		const answer = await askUntilSure(asker, candidate.path, plan.historyOf(candidate.path));
		collected.answers.push({candidate, answer});
		if (answer.kind === 'answered' && answer.status === 429) return leave(collected, rest.slice(1), 'the service asked to slow down');
	}
	progress({done: plan.ask.length, total: plan.ask.length, message: 'all routes asked'});
	return collected;
}

function leave(collected: Collected, rest: readonly Candidate[], reason: string): Collected {
	return {...collected, skipped: rest.map(({path}) => ({path, reason}))};
}

/** One slow answer may be a pause of anybody's; it is asked again before it counts, and the fastest answer stands. */
async function askUntilSure(asker: Asker, path: string, history: History): Promise<Answer> {
	let best = await asker.ask(path);
	for (let asked = 2; asked <= mostAsked && isGood(best) && isSlow(best.durationMs, history) && !asker.isOutOfTime(); asked++) {
		const again = await asker.ask(path);
		if (!isGood(again)) return again;
		best = {...(again.durationMs < best.durationMs ? again : best), asked};
	}
	return best;
}

const mostAsked = 3;
const isGood = (answer: Answer): answer is AnsweredRequest => answer.kind === 'answered' && answer.status < 300;

/** Sends requests at the allowed pace. */
class Asker {
	readonly #client: Client;
	readonly #plan: Plan;
	readonly #world: World;
	readonly #startedAt: number;
	#nextAt = -Infinity;

	constructor(client: Client, plan: Plan, world: World) {
		this.#client = client;
		this.#plan = plan;
		this.#world = world;
		this.#startedAt = world.clock.monotonic();
	}

	isOutOfTime(): boolean {
		return this.#world.clock.monotonic() - this.#startedAt > this.#plan.limits.budgetMs;
	}

	/** An answer that broke off is asked for once more: the service may have closed an idle connection just then. */
	async ask(path: string): Promise<Answer> {
		const first = await this.#askOnce(path);
		return first.kind === 'broken' ? await this.#askOnce(path) : first;
	}

	async #askOnce(path: string): Promise<Answer> {
		const {signal, clock} = this.#world;
		signal.throwIfAborted();
		await this.#pace();
		const limit = AbortSignal.timeout(this.#plan.limits.timeoutMs);
		const exchange: Exchange = {phase: 'headers', bytes: 0};
		const sentAt = clock.monotonic();
		try {
			const response = await this.#client.request({path, method: 'GET', headers, signal: AbortSignal.any([signal, limit])});
			exchange.phase = 'body';
			return await readAnswer(response, exchange, this.#plan, () => clock.monotonic() - sentAt);
		} catch (error) {
			signal.throwIfAborted();
			if (limit.aborted) return {kind: 'timed-out', ...exchange, afterMs: this.#plan.limits.timeoutMs};
			return brokenBy(error, this.#plan.origin);
		}
	}

	/** One at a time, starts at least 1 / perSecond apart. */
	async #pace(): Promise<void> {
		const {clock, signal} = this.#world;
		const waitMs = this.#nextAt - clock.monotonic();
		if (waitMs > 0) await sleep(waitMs, undefined, {signal});
		this.#nextAt = clock.monotonic() + 1000 / this.#plan.limits.perSecond;
	}
}

interface Exchange {
	phase: 'headers' | 'body';
	bytes: number;
}

/** As a page's `fetch` would ask: a fallback that looks for `text/html` shows itself as it does to callers. */
const headers = {'user-agent': userAgent, accept: '*/*', 'accept-encoding': 'identity'};

async function readAnswer(
	response: Dispatcher.ResponseData,
	exchange: Exchange,
	{origin, limits}: Plan,
	elapsed: () => number,
): Promise<Answer> {
	const contentType = headerOf(response, 'content-type');
	// Leaving a body early is an error to undici, and to nobody else.
	response.body.on('error', () => {});
	if (isEndless(contentType)) {
		response.body.destroy();
		return {kind: 'stream', status: response.statusCode, contentType: contentType ?? ''};
	}
	const {text, truncated} = await readCapped(response.body, exchange, limits.bodyCapBytes);
	const encoding = headerOf(response, 'content-encoding');
	return {
		kind: 'answered',
		status: response.statusCode,
		contentType,
		location: ownLocation(headerOf(response, 'location'), origin),
		encoding: encoding === 'identity' ? null : encoding,
		body: text,
		bytes: exchange.bytes,
		truncated,
		durationMs: elapsed(),
		asked: 1,
	};
}

async function readCapped(
	body: Dispatcher.ResponseData['body'],
	exchange: Exchange,
	capBytes: number,
): Promise<{text: string; truncated: boolean}> {
	const chunks: Buffer[] = [];
	for await (const chunk of body as AsyncIterable<Buffer>) {
		exchange.bytes += chunk.length;
		chunks.push(chunk);
		if (exchange.bytes > capBytes) break;
	}
	// A TextDecoder takes a byte order mark away, as `response.json()` does.
	return {text: new TextDecoder().decode(Buffer.concat(chunks).subarray(0, capBytes)), truncated: exchange.bytes > capBytes};
}

function headerOf(response: Dispatcher.ResponseData, name: string): string | null {
	const value = response.headers[name];
	return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** A redirect within the service as a path, whether it was written with the origin or without. */
function ownLocation(location: string | null, origin: string): string | null {
	return location?.startsWith(`${origin}/`) === true ? location.slice(origin.length) : location;
}

const isEndless = (contentType: string | null): boolean =>
	/^(?:text\/event-stream|multipart\/x-mixed-replace)$/u.test(mediaType(contentType));

/** A service that is not there is a failed run, not a fault of one route. */
const away = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']);

function brokenBy(error: unknown, origin: string): Answer {
	if (!(error instanceof Error)) throw error;
	const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
	if (away.has(code)) {
		throw new EsaError('service-away', `Nothing answers at ${origin} (${code}). Is the service running there?`, {cause: error});
	}
	// A mistake of ours (a path that undici refuses, a bug) must not be blamed on the service.
	if ((code === '' && error.name !== 'HTTPParserError') || code === 'UND_ERR_INVALID_ARG') throw error;
	return {kind: 'broken', why: `${safeText(error.message, {maxCells: 80})} (${code === '' ? error.name : code})`};
}
