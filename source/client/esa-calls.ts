import {randomUUID} from 'node:crypto';
import {z} from 'zod';
import {JobAnswer, Jobs, RunsAnswer, type Job, type JobDetail} from '../protocol/jobs.ts';
import {Trends, type Range, type TrendSeries} from '../protocol/trends.ts';
import {baseOf} from './adapters/esa.ts';
import {describeAnswer, type Answer} from './answer.ts';
import type {Connection, Outcome} from './connection.ts';
import type {Link} from './poll-once.ts';
import {describeRefusal} from './refusal.ts';
import {parseTolerant} from './tolerant.ts';
import type {Request, Transport} from './transport.ts';
import {Unreadable} from './unreadable.ts';

export interface CallsOptions {
	link: Link;
	transport: Transport;
	origin: string;
	hasToken: boolean;
}

export type Calls = Pick<Connection, 'trend' | 'trends' | 'jobs' | 'job' | 'trigger' | 'cancel'>;
type Triggered = {job: JobDetail; joined: boolean};

/** What only our own protocol can do. A server of another kind is answered for: refused, with the reason. */
export function createCalls({link, transport, origin, hasToken}: CallsOptions): Calls {
	async function call<T>(what: string, request: (base: string) => Request, schema: z.ZodType<T>, signal: AbortSignal): Promise<Outcome<T>> {
		const base = await findBase(what, link, signal, {origin, hasToken});
		if (base.kind !== 'done') return base;
		const sent = request(base.value);
		let asked = await transport.ask(sent, signal);
		// The reply was lost and the run may have begun: the same key asks for that run, never for another one.
		if (isRepeatable(sent) && asked.kind === 'unreachable' && asked.lost && !signal.aborted) asked = await transport.ask(sent, signal);
		return asked.kind === 'answered' ? readAnswer(asked.answer, schema, {origin, hasToken}) : {kind: asked.kind, detail: asked.detail};
	}

	return {
		async trend(range, id, signal) {
			const by = id.includes('.') ? 'signal' : 'category';
			const path = `/trends?range=${range}&${by}=${encodeURIComponent(id)}`;
			return mapped(await call('keeps no history', get(path), Trends, signal), (trends) => seriesOf(trends, id));
		},
		async trends(range: Range, signal) {
			return mapped(await call('keeps no history', get(`/trends?range=${range}&signals=1`), Trends, signal), ({series}) => series);
		},
		async jobs(filter, signal) {
			const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== undefined)).toString();
			return mapped(await call('has no jobs', get(`/jobs${query && '?'}${query}`), Jobs, signal), ({jobs, nextCursor}) => ({
				jobs,
				nextCursor,
			}));
		},
		async job(id, signal) {
			return mapped(await call('has no jobs', get(`/jobs/${encodeURIComponent(id)}`), JobAnswer, signal), ({job}) => job);
		},
		async trigger(agents, signal): Promise<Outcome<Triggered[]>> {
			const key = randomUUID();
			const [only] = agents;
			if (only !== undefined && agents.length === 1) {
				const answer = await call('cannot start agents', post(`/agents/${encodeURIComponent(only)}/runs`, {}, key), JobAnswer, signal);
				return mapped(answer, ({job, joined}) => [{job, joined: joined ?? false}]);
			}
			const answer = await call('cannot start agents', post('/runs', {agents}, key), RunsAnswer, signal);
			return mapped(answer, ({jobs}) => jobs.map(({joined, ...job}) => ({job, joined})));
		},
		async cancel(jobId, signal): Promise<Outcome<Job>> {
			const request = (base: string): Request => ({
				method: 'DELETE',
				path: `${base}/jobs/${encodeURIComponent(jobId)}`,
				// A write without a body shows with this header that no web page made it.
				headers: {'x-esa-health': '1'},
			});
			return mapped(await call('has no jobs', request, CancelAnswer, signal), ({job}) => job);
		},
	};
}

/** A cancelled job may come without its attempts. */
const CancelAnswer = JobAnswer.extend({job: JobAnswer.shape.job.partial({attempts: true, found: true})});

function get(path: string) {
	return (base: string): Request => ({method: 'GET', path: base + path});
}

function post(path: string, body: object, key: string) {
	const headers = {'content-type': 'application/json', 'idempotency-key': key};
	return (base: string): Request => ({method: 'POST', path: base + path, headers, body: JSON.stringify(body)});
}

function isRepeatable({headers}: Request): boolean {
	return headers?.['idempotency-key'] !== undefined;
}

async function findBase(
	what: string,
	link: Link,
	signal: AbortSignal,
	{origin, hasToken}: {origin: string; hasToken: boolean},
): Promise<Outcome<string>> {
	const detection = await link.find(signal);
	if (detection.kind === 'refused') return {kind: 'refused', detail: describeRefusal(detection.answer, origin, hasToken)};
	if (detection.kind !== 'found') return detection;
	const {adapter, detected} = detection.found;
	if (adapter.format === 'esa') return {kind: 'done', value: baseOf(detected)};
	const kind = adapter.format === 'platform' ? 'a server with the platform API' : 'a bare health URL';
	return {kind: 'refused', detail: `${origin} is ${kind} and ${what} for esa-health.`};
}

function readAnswer<T>(answer: Answer, schema: z.ZodType<T>, {origin, hasToken}: {origin: string; hasToken: boolean}): Outcome<T> {
	const {status, body, path} = answer;
	if (status >= 400 && status < 500) return {kind: 'refused', detail: describeRefusal(answer, origin, hasToken)};
	try {
		if (status >= 300 || body.kind !== 'json') throw new Unreadable(describeAnswer(answer));
		return {kind: 'done', value: parseTolerant(schema, body.value).value};
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		return {kind: 'unreadable', detail: `${origin} answered ${path} with something else than expected: ${error.message}.`};
	}
}

function mapped<T, U>(outcome: Outcome<T>, map: (value: T) => U): Outcome<U> {
	return outcome.kind === 'done' ? {kind: 'done', value: map(outcome.value)} : outcome;
}

/** With a filter the server sends one series; its unit stands in `series` where it tells one. */
function seriesOf({series, category, buckets}: z.infer<typeof Trends>, id: string): TrendSeries {
	return series.find((one) => one.id === id) ?? {id: category, unit: '', buckets};
}
