import {EsaError} from '../../basics/esa-error.ts';
import {basePath} from '../../protocol/discovery.ts';
import {JobState, jobStates} from '../../protocol/jobs.ts';
import {json, refusal, type Answer} from '../answer.ts';
import {bodyText} from '../json-body.ts';
import {badRequest, notFound} from '../refusals.ts';
import type {Ask, Route, Site} from '../site.ts';

const path = `${basePath}/jobs/:id`;

/** The history of runs, one run, and stopping it. */
export function jobRoutes(site: Site): Route[] {
	return [
		{method: 'GET', path: `${basePath}/jobs`, needs: 'viewer', answer: (ask) => listJobs(site, ask)},
		{method: 'GET', path, needs: 'viewer', answer: (ask) => showJob(site, ask)},
		{method: 'DELETE', path, needs: 'operator', answer: (ask) => stopJob(site, ask)},
	];
}

async function listJobs({view}: Site, {call: {query}, now}: Ask): Promise<Answer> {
	const agent = query.get('agent');
	const cursor = query.get('cursor');
	const state = JobState.nullable().safeParse(query.get('state'));
	if (!state.success) return refusal(now, badRequest(`state is one of ${jobStates.join(', ')}.`));
	if ((cursor?.length ?? 0) > 200) return refusal(now, badCursor);
	const filter = {
		...(agent === null ? {} : {agent}),
		...(cursor === null ? {} : {cursor}),
		...(state.data === null ? {} : {state: state.data}),
	};
	const page = await view.jobs(filter).catch((error: unknown) => {
		if (error instanceof EsaError && error.code === 'bad-cursor') return undefined;
		throw error;
	});
	return page === undefined ? refusal(now, badCursor) : json(200, now, page);
}

async function showJob({view}: Site, {params, now}: Ask): Promise<Answer> {
	const job = await view.job(params['id'] ?? '');
	return job === undefined ? refusal(now, noJob) : json(200, now, {job});
}

/** 200: stopped (or was before). 202: asked to stop, which a running agent does within a second. 409: it had ended already. */
async function stopJob({view}: Site, {call, params, now}: Ask): Promise<Answer> {
	const body = await bodyText(call);
	if (body.kind === 'refused') return refusal(now, body.refused);
	const id = params['id'] ?? '';
	const before = await view.job(id);
	if (before === undefined) return refusal(now, noJob);
	if (before.state === 'completed' || before.state === 'failed') return refusal(now, alreadyEnded);
	const asked = before.state === 'cancelled' ? before : await view.cancel(id);
	const job = await view.job(id);
	if (asked === undefined || job === undefined) return refusal(now, noJob);
	if (asked.state === 'completed' || asked.state === 'failed') return refusal(now, alreadyEnded);
	return json(asked.state === 'cancelled' ? 200 : 202, now, {job});
}

const badCursor = badRequest('cursor is the nextCursor of an earlier answer.');
const noJob = notFound('There is no job of that id; old jobs are forgotten.');
const alreadyEnded = {status: 409, code: 'already-ended', message: 'The job has already ended; there is nothing to stop.'};
