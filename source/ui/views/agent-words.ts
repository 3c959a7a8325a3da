import type {AgentSummary} from '../../protocol/agents.ts';
import type {Job} from '../../protocol/jobs.ts';
import {type Line, say, type Segment} from '../components/line.ts';
import type {Model} from '../state/model.ts';
import {ageText, sinceServer} from '../state/select.ts';
import type {Theme, Tone} from '../theme.ts';
import {agoText} from './words.ts';

/** How an agent stands, in a few cells: what it is doing, else what it found, else when it last ran. */
export function agentState(agent: AgentSummary, model: Model, theme: Theme): Segment {
	const found = agent.findings.critical + agent.findings.warning + agent.findings.info;
	if (agent.state === 'disabled') return say(`${theme.glyphs.none} off`, 'dim');
	if (agent.state === 'running') return say(`${spinner(agent.progress, theme)} ${progressText(agent.progress)}`, 'accent');
	if (agent.state === 'queued') return say(`${theme.glyphs.job.available} queued`, 'accent');
	if (agent.lastRun === undefined) return say(`${theme.glyphs.none} never ran`, 'dim');
	const ago = agoText(sinceServer(model, agent.lastRun.finishedAt), theme);
	if (agent.lastRun.state === 'failed') return say(`${theme.glyphs.job.failed} failed ${ago}`, 'status.critical');
	if (agent.lastRun.state === 'cancelled') return say(`${theme.glyphs.job.cancelled} cancelled ${ago}`, 'dim');
	if (found > 0) return say(`${theme.glyphs.severity[worstOf(agent)]} ${found} found ${ago}`, `severity.${worstOf(agent)}`);
	return say(`${theme.glyphs.job.completed} ${ago}`, 'done');
}

function worstOf({findings}: AgentSummary): 'critical' | 'warning' | 'info' {
	if (findings.critical > 0) return 'critical';
	return findings.warning > 0 ? 'warning' : 'info';
}

/** `14 of 31`, `14 so far`, `running`. */
export function progressText(progress: {done: number; total: number | null} | null | undefined): string {
	if (progress === null || progress === undefined) return 'running';
	return progress.total === null ? `${progress.done} so far` : `${progress.done} of ${progress.total}`;
}

/** Turns as the run gets on, and stands still with it: a spinner with a timer of its own would be most of the monitor's cost. */
function spinner(progress: AgentSummary['progress'], {glyphs}: Theme): string {
	return glyphs.spinner[(progress?.done ?? 0) % glyphs.spinner.length] ?? '';
}

/** The last outcomes, oldest first, as ticks; one segment per run, so that each has its colour. */
export function outcomeTicks(outcomes: readonly Job['state'][], theme: Theme): Line {
	return outcomes.slice(-10).map((state) => say(theme.glyphs.job[state], jobTone(state)));
}

export function jobTone(state: Job['state']): Tone {
	switch (state) {
		case 'completed':
			return 'done';
		case 'failed':
			return 'status.critical';
		case 'retryable':
			return 'status.warning';
		case 'running':
			return 'accent';
		case 'scheduled':
		case 'available':
		case 'cancelled':
			return 'dim';
	}
}

/** `in 12 min`, `due now`, or a dash for an agent that runs only when asked. */
export function nextRunText(untilMs: number | null, theme: Theme): string {
	if (untilMs === null) return theme.glyphs.none;
	const wait = ageText(untilMs);
	return wait === 'now' ? 'due now' : `in ${wait}`;
}
