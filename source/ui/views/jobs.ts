import {formatValue} from '../../basics/format-value.ts';
import type {Job} from '../../protocol/jobs.ts';
import {type Line, say} from '../components/line.ts';
import {type Column, table} from '../components/table.ts';
import {abilities, cursorIndex, type RowOf, rowsOf, sinceServer} from '../state/select.ts';
import {jobTone, progressText} from './agent-words.ts';
import {connecting} from './connecting.ts';
import type {Frame} from './frame.ts';
import {emptyLines, title} from './title.ts';
import {agoText, countsLine, plural} from './words.ts';

type Row = RowOf['jobs'];

/** Every run, newest first: what became of it, who asked, how long it took. */
export function jobs(frame: Frame): Line[] {
	const {model, theme, columns, rows} = frame;
	if (model.reading === null) return connecting(frame);
	const all = rowsOf(model, 'jobs');
	if (all.length === 0) return [title('Jobs', [], {list: 'jobs'}, frame), ...emptyLines('jobs', emptyAdvice(frame), frame)];
	const list = table({columns: columnsOf(frame), rows: all, cursor: cursorIndex(model, 'jobs'), width: columns, height: rows - 1, theme});
	return [title('Jobs', [say(summaryText(all), 'dim')], {list: 'jobs', position: list.position}, frame), ...list.lines];
}

function emptyAdvice({model}: Frame): string {
	if (model.reading?.agents.length === 0) return 'This server runs no agents, so there are no runs.';
	return abilities(model).can.trigger && !model.readOnly ? 'No run yet. On the agents screen (a) Enter starts one.' : 'No run yet.';
}

function summaryText(all: readonly Row[]): string {
	const running = all.filter(({job}) => job.state === 'running').length;
	const failed = all.filter(({job}) => job.state === 'failed').length;
	return [plural(all.length, 'run'), ...(running === 0 ? [] : [`${running} running`]), ...(failed === 0 ? [] : [`${failed} failed`])].join(
		' · ',
	);
}

function columnsOf({model, theme, columns}: Frame): Column<Row>[] {
	return [
		{title: 'state', width: 11, priority: 1, cell: ({job}) => say(`${theme.glyphs.job[job.state]} ${job.state}`, jobTone(job.state))},
		{title: 'agent', width: columns < 60 ? 10 : 13, priority: 1, cell: ({job}) => say(job.agent)},
		{
			title: 'when',
			width: 10,
			align: 'right',
			priority: 1,
			cell: ({job}) => say(agoText(sinceServer(model, job.finishedAt ?? job.startedAt ?? job.createdAt), theme), 'dim'),
		},
		{
			title: 'took',
			width: 7,
			align: 'right',
			priority: 4,
			cell: ({job}) => say(tookText(job, model.now + model.clockOffsetMs) ?? theme.glyphs.none, 'dim'),
		},
		{title: 'found', width: 7, priority: 3, cell: ({job}) => countsLine(job.findings, theme)},
		{
			title: 'result',
			width: 'grow',
			least: columns < 70 ? 16 : 26,
			priority: 2,
			cell: ({job}) => say(resultText(job), job.error === null ? 'text' : 'status.critical'),
		},
		{title: 'by', width: 10, priority: 5, cell: ({job}) => say(job.by, 'dim')},
		{
			title: 'attempt',
			width: 7,
			align: 'right',
			priority: 6,
			cell: ({job}) => say(`${job.attempt}/${job.maxAttempts}`, job.attempt > 1 ? 'status.warning' : 'dim'),
		},
		{title: 'priority', width: 8, priority: 7, cell: ({job}) => say(job.priority, 'dim')},
	];
}

/** How long a run took, or has been running; null before it began. */
export function tookText(job: Pick<Job, 'startedAt' | 'finishedAt'>, nowServer: number): string | null {
	if (job.startedAt === null) return null;
	const end = job.finishedAt === null ? nowServer : Date.parse(job.finishedAt);
	return formatValue(Math.max(0, end - Date.parse(job.startedAt)), 'ms');
}

/** What came of a run in one line: why it failed, else its summary, else how far it is. */
function resultText(job: Job): string {
	if (job.error !== null) return job.error;
	if (job.summary !== null) return job.summary;
	if (job.state === 'running') return job.progress === null ? 'running' : `${progressText(job.progress)} · ${job.progress.message}`;
	return job.cancelRequested ? 'asked to stop' : '';
}
