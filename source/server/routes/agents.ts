import {basePath} from '../../protocol/discovery.ts';
import {RunsRequest, type JobDetail} from '../../protocol/jobs.ts';
import {json, refusal, type Answer, type Refused} from '../answer.ts';
import {bodyText, parseBody} from '../json-body.ts';
import {badRequest, notFound} from '../refusals.ts';
import type {Ask, Route, Site} from '../site.ts';

type Triggered = {job: JobDetail; joined: boolean};

/** The agents, and starting their runs. */
export function agentRoutes(site: Site): Route[] {
	return [
		{
			method: 'GET',
			path: `${basePath}/agents`,
			needs: 'viewer',
			answer: async ({now}) => json(200, now, {agents: await site.view.agents()}),
		},
		{method: 'POST', path: `${basePath}/agents/:slug/runs`, needs: 'operator', answer: (ask) => startOne(site, ask)},
		{method: 'POST', path: `${basePath}/runs`, needs: 'operator', answer: (ask) => startSeveral(site, ask)},
	];
}

async function startOne(site: Site, ask: Ask): Promise<Answer> {
	// The body says nothing here, but one that is too large or too slow must not be left behind on the connection.
	const body = await bodyText(ask.call);
	if (body.kind === 'refused') return refusal(ask.now, body.refused);
	const started = await start(site, ask, [ask.params['slug'] ?? '']);
	if (!Array.isArray(started)) return refusal(ask.now, started);
	const [run] = started;
	return run === undefined ? refusal(ask.now, noAgent) : json(run.joined ? 200 : 202, ask.now, run);
}

async function startSeveral(site: Site, ask: Ask): Promise<Answer> {
	const request = await parseBody(ask.call, RunsRequest, 'The body is {"agents": [slug, …]} with 1 to 32 agents.');
	if (request.kind === 'refused') return refusal(ask.now, request.refused);
	const started = await start(site, ask, [...new Set(request.value.agents)]);
	if (!Array.isArray(started)) return refusal(ask.now, started);
	const jobs = started.map(({job, joined}) => ({...job, joined}));
	return json(started.every(({joined}) => joined) ? 200 : 202, ask.now, {jobs});
}

/** Starts all or nothing: a wrong name among them starts none. */
async function start({view, triggers}: Site, {call, who}: Ask, slugs: readonly string[]): Promise<Triggered[] | Refused> {
	const key = call.header('idempotency-key');
	if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key)) return badRequest('Idempotency-Key is 1 to 200 visible ASCII characters.');
	const agents = await view.agents();
	if (!slugs.every((slug) => agents.some((agent) => agent.slug === slug))) return noAgent;
	const permit = triggers.take(who.name, slugs.length);
	if (permit.kind === 'wait') return tooManyRuns(permit.ms);
	const runs = await Promise.all(slugs.map((slug) => view.trigger(slug, {by: who.name, ...idempotency(who.name, slug, key)})));
	const started = runs.filter((run) => run !== undefined);
	return started.length === slugs.length ? started : noAgent;
}

/** One key may name a run per agent, and keys of different people never meet. */
function idempotency(who: string, slug: string, key: string | undefined): {idempotencyKey?: string} {
	return key === undefined ? {} : {idempotencyKey: `${who}/${slug}/${key}`};
}

const noAgent = notFound('There is no agent of that name; GET /esa/v1/agents lists them.');

function tooManyRuns(waitMs: number): Refused {
	const seconds = Math.max(1, Math.ceil(waitMs / 1000));
	const message = `Too many runs were asked for with this token; try again in ${seconds} s.`;
	return {status: 429, code: 'too-many-requests', message, headers: {'retry-after': String(seconds)}};
}
