import type {AgentSummary} from '../../protocol/agents.ts';
import type {Recommendation} from '../../protocol/report.ts';
import {isFinished} from './jobs.ts';
import type {Step} from './event.ts';
import type {Command, Model} from './model.ts';
import {goTo, openFinding, openJob, openWhy} from './navigate.ts';
import {cursorRow, shownJob} from './select.ts';
import {step, toast} from './step.ts';
import {withList} from './lists.ts';

/** Runs agents, or asks first: when one writes outside the monitor, or when they are several. */
export function requestRun(model: Model, slugs: readonly string[]): Step {
	const refusal = whyNoRun(model, slugs);
	if (refusal !== null) return step(toast(model, 'warning', refusal));
	const agents = agentsOf(model, slugs);
	const command: Command = {kind: 'trigger', agents: agents.map((agent) => agent.slug)};
	if (agents.length === 1 && !agents.some((agent) => agent.writes)) return confirmed(model, command);
	const title = agents.length === 1 ? `Run ${agents[0]?.slug}?` : `Run ${agents.length} agents?`;
	return step({...model, overlay: {kind: 'confirm', title, lines: agents.map(runLine), command}});
}

function whyNoRun(model: Model, slugs: readonly string[]): string | null {
	if (model.readOnly) return 'Nothing is run from here: started with --read-only.';
	if (model.reading === null) return 'Nothing is known of this service yet.';
	if (!model.reading.can.trigger) return 'This server starts no runs for us.';
	const agents = agentsOf(model, slugs);
	if (agents.length < slugs.length || slugs.length === 0)
		return `This server has no agent ${slugs.find((slug) => !agents.some((one) => one.slug === slug)) ?? ''}`.trimEnd() + '.';
	const disabled = agents.find((agent) => !agent.enabled);
	return disabled === undefined ? null : `${disabled.slug} is disabled on the server.`;
}

function agentsOf(model: Model, slugs: readonly string[]): readonly AgentSummary[] {
	return (model.reading?.agents ?? []).filter((agent) => slugs.includes(agent.slug));
}

function runLine({slug, title, writes}: AgentSummary): string {
	return `${slug}: ${title}, ${writes ? 'changes something outside the monitor' : 'only looks'}`;
}

/** Carries out what was asked for, now that it needs no more asking. */
export function confirmed(model: Model, command: Command): Step {
	const closed: Model = {...model, overlay: {kind: 'none'}};
	if (command.kind !== 'trigger') return step(closed, command);
	return step(toast(closed, 'info', `Starting ${command.agents.join(', ')} …`), command);
}

/** The marked agents, else the one under the cursor. */
export function runChosen(model: Model): Step {
	const marked = model.lists.agents.marked.map((id) => id.slice('agent:'.length));
	const row = cursorRow(model, 'agents');
	if (marked.length > 0) return requestRun(model, marked);
	return row === null ? step(model) : requestRun(model, [row.agent.slug]);
}

/** Enter on the overview: a category opens its Why, a recommendation does what helps. */
export function doChosen(model: Model): Step {
	const row = cursorRow(model, 'overview');
	if (row === null) return step(model);
	return row.kind === 'category' ? openWhy(model) : follow(model, row.recommendation);
}

function follow(model: Model, recommendation: Recommendation): Step {
	const {agent, command} = recommendation;
	const finding = findingBehind(model, recommendation);
	// What was found already is the evidence; running again only asks whether it is still there.
	if (finding !== undefined) return openFinding(model, finding);
	if (agent !== undefined) return requestRun(model, [agent]);
	if (command !== undefined) return step(model, {kind: 'copy', text: command, what: 'the command'});
	return openWhy(model);
}

export function findingBehind(model: Model, recommendation: Recommendation) {
	const ids = recommendation.evidence.filter((one) => one.kind === 'finding').map((one) => one.id);
	return model.reading?.findings.find((finding) => ids.includes(finding.id));
}

/** Enter on a list whose rows lead somewhere. */
export function openChosen(model: Model): Step {
	switch (model.place.view) {
		case 'agents':
			return openRunOf(model, cursorRow(model, 'agents')?.agent);
		case 'jobs': {
			const row = cursorRow(model, 'jobs');
			return row === null ? step(model) : openJob(model, row.job.id);
		}
		case 'findings':
		case 'job': {
			const row = cursorRow(model, model.place.view);
			return row === null ? step(model) : openFinding(model, row.finding);
		}
		case 'why':
			return openBehind(model);
		case 'overview':
		case 'trends':
		case 'log':
		case 'finding':
			return step(model);
	}
}

function openRunOf(model: Model, agent: AgentSummary | undefined): Step {
	const id = agent?.job ?? agent?.lastRun?.id;
	if (agent === undefined) return step(model);
	return id === undefined ? step(toast(model, 'info', `${agent.slug} has not run yet.`)) : openJob(model, id);
}

/** One finding opens; several are listed. */
function openBehind(model: Model): Step {
	const row = cursorRow(model, 'why');
	if (row === null) return step(model);
	const [finding] = row.findings;
	if (finding === undefined)
		return step(toast(model, 'info', `${row.signal.title} was measured by the ${row.signal.source}: no finding is behind it.`));
	if (row.findings.length === 1) return openFinding(model, finding);
	return goTo(withList(model, 'findings', {filter: finding.agent}), {view: 'findings'});
}

/** Asks whether to stop the run that the cursor or the screen is on. */
export function requestCancel(model: Model): Step {
	const job = jobMeant(model);
	if (job === undefined) return step(toast(model, 'info', 'Nothing is running here.'));
	if (isFinished(job)) return step(toast(model, 'info', `This run of ${job.agent} has ended.`));
	const command: Command = {kind: 'cancel', job: job.id};
	return step({
		...model,
		overlay: {kind: 'confirm', title: `Cancel the run of ${job.agent}?`, lines: ['What it found so far is dropped.'], command},
	});
}

function jobMeant(model: Model) {
	const {view} = model.place;
	if (view === 'job') return shownJob(model)?.job;
	if (view === 'jobs') return cursorRow(model, 'jobs')?.job;
	const agent = view === 'agents' ? cursorRow(model, 'agents')?.agent : undefined;
	return model.reading?.jobs.find((job) => job.id === agent?.job);
}
