import {EsaError} from '../../basics/esa-error.ts';
import {nearest} from '../../basics/nearest.ts';
import type {Connection, Outcome} from '../../client/connection.ts';
import type {JobDetail} from '../../protocol/jobs.ts';
import {connectTarget} from '../connect-target.ts';
import {exitCodeOfRun, exitCodes} from '../exit-codes.ts';
import {chooseGlyphs} from '../glyphs.ts';
import {jobText} from '../job-text.ts';
import type {Settings} from '../settings.ts';

/** `esa-health run AGENT --url URL`: triggers a run (or joins the one in flight), follows it, prints its result. */
export async function runAgent(settings: Settings, operands: readonly string[]): Promise<number> {
	const [agent, ...rest] = operands;
	if (agent === undefined || rest.length > 0) throw new EsaError('usage', 'run takes one agent, as in esa-health run endpoints --url URL.');
	if (settings.url === undefined)
		throw new EsaError('usage', 'run needs a service: --url URL, ESA_HEALTH_URL or "url" in the config file.');
	if (settings.readOnly) throw new EsaError('usage', 'run starts something, which --read-only forbids.');
	const connection = await connectTarget(settings, settings.url);
	const interrupt = new AbortController();
	const stop = () => interrupt.abort();
	process.once('SIGINT', stop);
	try {
		return await follow(connection, agent, settings, interrupt.signal);
	} finally {
		process.off('SIGINT', stop);
		await connection.close();
	}
}

async function follow(connection: Connection, agent: string, settings: Settings, signal: AbortSignal): Promise<number> {
	const triggered = await connection.trigger([agent], signal);
	if (triggered.kind !== 'done') return await explainUnstarted(connection, agent, triggered, signal);
	const [started] = triggered.value;
	if (started === undefined) return explain({kind: 'unreadable', detail: 'the answer names no job'}, `${agent} was not started`);
	if (started.joined) process.stderr.write(`A run of ${agent} is under way; following it.\n`);
	const ended = await untilEnded(connection, started.job, signal);
	if (signal.aborted) {
		process.stderr.write(`esa-health: stopped following; the run ${started.job.id} goes on.\n`);
		return 130;
	}
	if (ended.kind !== 'done') return explain(ended, `the run ${started.job.id} was lost sight of`);
	const job = ended.value;
	process.stdout.write(`${settings.format === 'json' ? JSON.stringify(job, null, '\t') : jobText(job, chooseGlyphs(process.env))}\n`);
	return exitCodeOfRun(job.state as 'completed' | 'failed' | 'cancelled', job.findings);
}

type Trouble = Exclude<Outcome<unknown>, {kind: 'done'}>;

/** A wrong name is the likeliest reason, and the server knows the right ones. */
async function explainUnstarted(connection: Connection, agent: string, outcome: Trouble, signal: AbortSignal): Promise<number> {
	if (outcome.kind !== 'unreachable') {
		const poll = await connection.poll(signal);
		const sentence = 'reading' in poll ? unknownAgent(agent, poll.reading.agents) : undefined;
		if (sentence !== undefined) {
			process.stderr.write(`esa-health: ${sentence}\n`);
			return 2;
		}
	}
	return explain(outcome, `${agent} was not started`);
}

/** What to say of a name that no agent has; undefined where one has it, or where none is known. */
export function unknownAgent(name: string, agents: readonly {slug: string}[]): string | undefined {
	const known = agents.map(({slug}) => slug);
	if (known.length === 0 || known.includes(name)) return undefined;
	const meant = nearest(name, known);
	return `There is no agent ${JSON.stringify(name)}; there are ${known.join(', ')}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}

async function untilEnded(connection: Connection, started: JobDetail, signal: AbortSignal): Promise<Outcome<JobDetail>> {
	let said = '';
	let misses = 0;
	for (;;) {
		const asked = await connection.job(started.id, signal);
		// A service that restarts in mid-run takes the job up again: a short absence is not the end.
		misses = asked.kind === 'unreachable' ? misses + 1 : 0;
		if (asked.kind === 'done') {
			if (['completed', 'failed', 'cancelled'].includes(asked.value.state)) return asked;
			const line = progressLine(asked.value);
			if (line !== said) process.stderr.write(`${line}\n`);
			said = line;
		} else if (asked.kind !== 'unreachable' || misses >= 60) return asked;
		if (!(await pause(500, signal))) return {kind: 'unreachable', detail: 'interrupted'};
	}
}

/** Waits; false when the signal came first. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
	return new Promise((resolve) => {
		if (signal.aborted) return resolve(false);
		const done = (whole: boolean) => {
			clearTimeout(timer);
			signal.removeEventListener('abort', interrupted);
			resolve(whole);
		};
		const interrupted = () => done(false);
		const timer = setTimeout(done, ms, true);
		signal.addEventListener('abort', interrupted);
	});
}

function progressLine({state, progress}: JobDetail): string {
	if (progress === null) return state;
	const total = progress.total === null ? '' : ` of ${progress.total}`;
	return `${state} ${progress.done}${total} ${progress.message}`.trimEnd();
}

function explain(outcome: Trouble, what: string): number {
	process.stderr.write(`esa-health: ${what}: ${outcome.detail}\n`);
	return outcome.kind === 'unreachable' ? exitCodes.unknown : 2;
}
