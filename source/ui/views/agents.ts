import {wrapWords} from '../components/fit.ts';
import {type Line, say, type Segment} from '../components/line.ts';
import {type Column, table} from '../components/table.ts';
import {cursorIndex, type RowOf, rowsOf, sinceServer, untilServer} from '../state/select.ts';
import {agentState, nextRunText, outcomeTicks} from './agent-words.ts';
import {connecting} from './connecting.ts';
import type {Frame} from './frame.ts';
import {emptyLines, title} from './title.ts';
import {agoText, countsLine} from './words.ts';

type Row = RowOf['agents'];

/** Who looks for trouble: state, what was found, how the last runs ended, when the next one comes. */
export function agents(frame: Frame): Line[] {
	const {model, theme, columns, rows} = frame;
	if (model.reading === null) return connecting(frame);
	const all = rowsOf(model, 'agents');
	if (all.length === 0)
		return [
			title('Agents', [], {list: 'agents'}, frame),
			...emptyLines('agents', 'This server runs no agents. One with esa-health built in has them.', frame),
		];
	const detailRows = rows >= 12 ? 5 : 0;
	const list = table({
		columns: columnsOf(frame),
		rows: all,
		cursor: cursorIndex(model, 'agents'),
		isMarked: (row) => model.lists.agents.marked.includes(row.id),
		width: columns,
		height: Math.min(all.length + 1, rows - 1 - detailRows),
		theme,
	});
	const head = title('Agents', [say(summaryText(frame), 'dim')], {list: 'agents', position: list.position}, frame);
	return [head, ...list.lines, ...(detailRows === 0 ? [] : detailLines(frame))].slice(0, rows);
}

function summaryText({model}: Frame): string {
	const all = model.reading?.agents ?? [];
	const running = all.filter((agent) => agent.state === 'running' || agent.state === 'queued').length;
	const marked = model.lists.agents.marked.length;
	const parts = [
		`${all.length} in all`,
		running === 0 ? 'none running' : `${running} at work`,
		...(marked === 0 ? [] : [`${marked} marked`]),
	];
	return parts.join(' · ');
}

function columnsOf({model, theme, columns}: Frame): Column<Row>[] {
	return [
		{title: 'agent', width: columns < 60 ? 12 : 14, priority: 1, cell: ({agent}) => say(agent.slug, agent.enabled ? 'text' : 'dim')},
		{title: 'state', width: 'grow', least: 20, priority: 1, cell: ({agent}) => agentState(agent, model, theme)},
		{title: 'open', width: 9, priority: 2, cell: ({agent}) => countsLine(agent.findings, theme)},
		{title: 'last runs', width: 10, priority: 4, cell: ({agent}) => ticks(agent.outcomes, theme)},
		{title: 'next run', width: 10, priority: 3, cell: ({agent}) => say(nextRunText(untilServer(model, agent.nextRunAt), theme), 'dim')},
		{title: 'schedule', width: 14, priority: 5, cell: ({agent}) => say(agent.schedule, 'dim')},
		{title: 'what it does', width: Math.min(60, Math.max(20, columns - 110)), priority: 6, cell: ({agent}) => say(agent.title, 'dim')},
	];
}

/** In a cell one tone must do: that of the last run. */
function ticks(outcomes: Row['agent']['outcomes'], theme: Frame['theme']) {
	const all = outcomeTicks(outcomes, theme);
	return say(all.map(({text}) => text).join(''), all.at(-1)?.tone ?? 'dim');
}

/** The agent under the cursor in words: what is too long for a table. */
function detailLines(frame: Frame): Line[] {
	const {model} = frame;
	const row = rowsOf(model, 'agents')[cursorIndex(model, 'agents')];
	if (row === undefined) return [];
	const {agent} = row;
	const number = agent.number === undefined ? '' : ` · number ${agent.number}`;
	const effect = agent.writes ? [say(' · a run changes things outside the monitor', 'severity.warning')] : [];
	return [
		[],
		[
			say('  '),
			say(agent.title, 'heading'),
			say(`  ${agent.slug}${number} · ${agent.schedule === 'manual' ? 'runs when asked' : agent.schedule}`, 'dim'),
			...effect,
		],
		...wordsLines(progressOrLast(row, frame), frame),
	];
}

function wordsLines({text, tone = 'dim'}: Segment, {columns, theme}: Frame): Line[] {
	const lines = wrapWords(text, Math.max(10, columns - 4), {most: 2, ellipsis: theme.glyphs.ellipsis});
	return lines.map((line): Line => [say('  '), say(line, tone)]);
}

function progressOrLast({agent}: Row, {model, theme}: Frame) {
	if (agent.state === 'running') return say(agent.progress?.message ?? 'running', 'accent');
	if (agent.lastRun === undefined) return say('It has not run since this server keeps history.', 'dim');
	const took = agent.lastRun.durationMs < 1000 ? 'under 1 s' : `${Math.round(agent.lastRun.durationMs / 1000)} s`;
	const when = agoText(sinceServer(model, agent.lastRun.finishedAt), theme);
	return say(
		`Last run ${agent.lastRun.state} ${when}, took ${took}${agent.lastRun.summary === null ? '' : `: ${agent.lastRun.summary}`}`,
		'dim',
	);
}
