import type {Clock} from '../basics/clock.ts';
import type {Adapter, Answers, Question, Questions} from './adapters/adapter.ts';
import type {Answer} from './answer.ts';
import {isObject} from './clean.ts';
import type {Format, Poll, Reading} from './connection.ts';
import {deadline} from './deadline.ts';
import {detectFormat, type Detection, type Found} from './detect.ts';
import {describeRefusal, isRefusal} from './refusal.ts';
import type {Target} from './target.ts';
import type {Timeouts} from './timeouts.ts';
import type {Asked, Transport} from './transport.ts';
import {Unreadable} from './unreadable.ts';

export interface LinkOptions {
	target: Target;
	transport: Transport;
	format: Format | undefined;
	hasToken: boolean;
	intervalMs: number;
	timeouts: Timeouts;
	clock: Clock;
}

/** Polls one server and remembers how it was understood. */
export interface Link {
	poll(signal: AbortSignal): Promise<Poll>;
	/** How the server is understood, found out now if need be. */
	find(signal: AbortSignal): Promise<Detection>;
}

/** What a poll came to, before it gets its time stamp. */
type Outcome = Poll extends infer P ? (P extends Poll ? Omit<P, 'at'> : never) : never;

/** After this long a poorer choice is made anew. */
const lookAgainMs = 600_000;

export function createLink(options: LinkOptions): Link {
	const {target, transport, format, clock, timeouts} = options;
	let found: Found | undefined;
	let foundAt = 0;
	const remembered = new Map<string, {asked: Asked; at: number}>();

	async function find(signal: AbortSignal): Promise<Detection> {
		if (found !== undefined && !isOutdated()) return {kind: 'found', found};
		const detection = await detectFormat(target, format, async (path) => transport.ask({method: 'GET', path}, signal));
		if (detection.kind === 'found' && detection.found.sure) {
			({found} = detection);
			foundAt = clock.monotonic();
			remembered.clear();
		}
		return detection;
	}

	/** There is nothing better than our own protocol; a service of another kind may be given it at any time. */
	function isOutdated(): boolean {
		return found?.adapter.format !== 'esa' && clock.monotonic() - foundAt >= lookAgainMs;
	}

	async function poll(signal: AbortSignal): Promise<Outcome> {
		const known = found;
		const detection = await find(signal);
		const outcome = await pollFound(detection, signal, found !== known || known === undefined);
		if (outcome.kind === 'unreachable' && found?.adapter.format !== 'esa') found = undefined;
		if (outcome.kind !== 'changed') return outcome;
		found = undefined;
		const again = known === undefined ? outcome : await pollFound(await find(signal), signal, true);
		return again.kind === 'changed' ? {kind: 'unreadable', detail: again.detail} : again;
	}

	/** `justNow`: the answer that gave the format away is part of this poll and need not be asked for again. */
	async function pollFound(detection: Detection, signal: AbortSignal, justNow: boolean): Promise<Outcome | Changed> {
		if (detection.kind === 'refused') return refused(detection.answer, options);
		if (detection.kind !== 'found') return detection;
		const {adapter, detected} = detection.found;
		const query = detected.path === target.path ? target.query : '';
		const {main, parts} = adapter.questions(detected, query);
		const isAnswered = justNow && main.path === detected.path + query;
		const rest = askParts(parts, signal);
		const asked: Asked = isAnswered ? {kind: 'answered', answer: detected} : await transport.ask({method: 'GET', path: main.path}, signal);
		return judge(adapter, asked, await rest, options);
	}

	async function askParts(parts: Questions['parts'], signal: AbortSignal): Promise<Answers> {
		const asked = Object.entries(parts).map(async ([name, question]) => [name, await askPart(name, question, signal)] as const);
		return Object.fromEntries(await Promise.all(asked));
	}

	async function askPart(name: string, {path, everyMs = 0}: Question, signal: AbortSignal): Promise<Asked> {
		const last = remembered.get(name);
		if (last !== undefined && clock.monotonic() - last.at < everyMs) return last.asked;
		const asked = await transport.ask({method: 'GET', path}, signal);
		if (everyMs > 0 && asked.kind === 'answered' && asked.answer.status === 200) remembered.set(name, {asked, at: clock.monotonic()});
		return asked;
	}

	return {
		find: async (signal) => within(timeouts.totalMs, signal, find),
		async poll(signal) {
			const outcome = await within(timeouts.totalMs, signal, poll);
			return {...outcome, at: clock.now()};
		},
	};
}

type Changed = {kind: 'changed'; detail: string};

function judge(adapter: Adapter, asked: Asked, answers: Answers, options: LinkOptions): Outcome | Changed {
	if (asked.kind !== 'answered') return {kind: asked.kind, detail: asked.detail};
	const {answer} = asked;
	const {roundTripMs} = answer;
	if (isRefusal(answer)) return refused(answer, options);
	try {
		const reading = adapter.read(answer, answers, options.clock.now());
		const ageMs = ageOf(reading, answer, answers);
		const isStale = ageMs > Math.max(2 * options.intervalMs, 60_000);
		return isStale ? {kind: 'stale', reading, roundTripMs, ageMs} : {kind: 'fresh', reading, roundTripMs};
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		// A server in trouble is still the same server; one that answers something else may have become another.
		return {kind: answer.status >= 500 ? 'unreadable' : 'changed', detail: `${options.target.origin}${error.message}.`};
	}
}

function refused(answer: Answer, {target, hasToken}: LinkOptions): Outcome {
	return {
		kind: 'refused',
		status: answer.status,
		detail: describeRefusal(answer, target.origin, hasToken),
		retryAfterMs: answer.retryAfterMs,
	};
}

async function within<T>(ms: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const limit = deadline(signal, ms);
	try {
		return await work(limit.signal);
	} finally {
		limit.clear();
	}
}

/** How old the report was when the server sent it, by the server's own clock, so that clocks that differ do not matter. */
export function ageOf({report}: Reading, {date}: Answer, answers: Answers): number {
	const serverNow = date ?? Math.max(...Object.values(answers).map(atOf));
	return Number.isFinite(serverNow) ? Math.max(0, serverNow - Date.parse(report.at)) : 0;
}

function atOf(asked: Asked | undefined): number {
	const value = asked?.kind === 'answered' && asked.answer.body.kind === 'json' ? asked.answer.body.value : undefined;
	const at = isObject(value) ? value['at'] : undefined;
	return typeof at === 'string' ? Date.parse(at) || -Infinity : -Infinity;
}
