import type {Attempt, Job, JobDetail} from '../../protocol/jobs.ts';
import {bar} from '../components/bar.ts';
import {wrapWords} from '../components/fit.ts';
import {cell, type Line, say} from '../components/line.ts';
import {table} from '../components/table.ts';
import {cursorIndex, rowsOf, shownJob, sinceServer} from '../state/select.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Tone} from '../theme.ts';
import {jobTone, progressText} from './agent-words.ts';
import {connecting} from './connecting.ts';
import type {Frame} from './frame.ts';
import {tookText} from './jobs.ts';
import {emptyLines, title} from './title.ts';
import {agoText, clockText, countsText, dateText, shortPlace} from './words.ts';

/** One run: how far or how it ended, its attempts in time, what it examined and what it found. */
export function job(frame: Frame): Line[] {
	const {model, theme, rows} = frame;
	const shown = shownJob(model);
	if (shown === null)
		return model.reading === null
			? connecting(frame)
			: [title('Run', [], {}, frame), [], [say('  '), say('This run is not in the history any more. Esc goes back.', 'dim')]];
	const {job: one, detail} = shown;
	const state = say(`${theme.glyphs.job[one.state]} ${one.state}`, jobTone(one.state));
	const head = title(
		`Run of ${one.agent}`,
		[state, say(one.cancelRequested && one.finishedAt === null ? ' · asked to stop' : '', 'severity.warning')],
		{list: 'job'},
		frame,
	);
	const facts = [...factLines(one, frame), ...progressLines(one, frame), ...outcomeLines(one, frame)];
	const attempts = detail === null ? [[], [say('  '), say('Asking the server for the details …', 'dim')]] : attemptLines(detail, frame);
	const above = [head, ...facts, ...attempts];
	return [...above, ...foundLines(detail, {...frame, rows: rows - above.length})].slice(0, rows);
}

function fact(name: string, text: string, tone: Tone = 'text'): Line {
	return [say('  '), cell(name, 11, 'dim'), {text, tone, grow: true}];
}

function factLines(one: Job, {model, theme}: Frame): Line[] {
	const when =
		one.startedAt === null
			? `to start ${dateText(one.runAt)}`
			: `${dateText(one.startedAt)} (${agoText(sinceServer(model, one.startedAt), theme)})`;
	const took = tookText(one, model.now + model.clockOffsetMs);
	return [
		fact('asked by', `${one.by} · priority ${one.priority} · attempt ${one.attempt} of ${one.maxAttempts}`),
		fact('started', took === null ? when : `${when} · ${one.finishedAt === null ? 'running for' : 'took'} ${took}`),
	];
}

function progressLines(one: Job, {theme, columns}: Frame): Line[] {
	if (one.progress === null || one.finishedAt !== null) return [];
	const {done, total, message} = one.progress;
	const share = total === null || total === 0 ? null : done / total;
	const {filled, rest} = bar(share ?? 0, share === null ? 0 : Math.min(40, Math.max(0, columns - 50)), theme.glyphs);
	return [
		[
			say('  '),
			cell('progress', 11, 'dim'),
			say(filled, 'accent'),
			say(rest, 'dim'),
			say(filled === '' && rest === '' ? '' : '  '),
			say(progressText(one.progress), 'accent'),
			{text: `  ${message}`, tone: 'dim', grow: true},
		],
	];
}

function wrappedFact(name: string, text: string | null, most: number, {columns, theme}: Frame, tone: Tone = 'text'): Line[] {
	if (text === null) return [];
	const lines = wrapWords(text, Math.max(10, columns - 14), {most, ellipsis: theme.glyphs.ellipsis});
	return lines.map((line, index) => fact(index === 0 ? name : '', line, tone));
}

function outcomeLines(one: Job, frame: Frame): Line[] {
	const examined = one.examined === null ? [] : [fact('examined', `${one.examined.count.toLocaleString('en-US')} ${one.examined.what}`)];
	const found = one.finishedAt === null ? [] : [fact('found', countsText(one.findings))];
	const summary = wrappedFact('result', one.summary, 6, frame);
	const error = wrappedFact('error', one.error, 3, frame, 'status.critical');
	return [...examined, ...found, ...summary, ...error];
}

const attemptTone: Record<Attempt['outcome'], Tone> = {
	running: 'accent',
	completed: 'done',
	failed: 'status.critical',
	cancelled: 'dim',
	'timed-out': 'status.critical',
	lost: 'status.warning',
};

/** The attempts in the order of time; a run that went well at once needs no timeline. */
function attemptLines({attempts}: JobDetail, frame: Frame): Line[] {
	if (attempts.length === 0 || frame.rows < 8) return [];
	const shown = attempts.slice(-Math.max(1, Math.floor(frame.rows / 4)));
	const {glyphs} = frame.theme;
	return [
		[],
		[say('  '), say('Attempts', 'heading')],
		...shown.map((attempt): Line => [
			cell(String(attempt.attempt), 4, 'dim', 'right'),
			say('  '),
			cell(
				`${clockText(attempt.startedAt).slice(0, 8)} – ${attempt.finishedAt === null ? 'now' : clockText(attempt.finishedAt).slice(0, 8)}`,
				21,
			),
			cell(`${attemptGlyph(attempt, glyphs)} ${attempt.outcome}`, 13, attemptTone[attempt.outcome]),
			say(attempt.worker, 'dim'),
			{text: attempt.error === null ? '' : `  ${attempt.error}`, tone: 'dim', grow: true},
		]),
	];
}

function attemptGlyph({outcome}: Attempt, {job: glyphs}: Glyphs): string {
	if (outcome === 'completed' || outcome === 'running' || outcome === 'cancelled') return glyphs[outcome];
	return glyphs.failed;
}

function foundLines(detail: JobDetail | null, frame: Frame): Line[] {
	const {model, theme, columns, rows} = frame;
	if (detail === null || rows < 3) return [];
	const all = rowsOf(model, 'job');
	if (detail.found.length === 0) return detail.state === 'completed' ? [[], [say('  '), say(nothingFound(detail), 'dim')]] : [];
	if (all.length === 0) return emptyLines('job', '', frame);
	const placeWidth = Math.min(40, Math.max(16, Math.floor(columns / 4)));
	const list = table({
		columns: [
			{
				title: 'severity',
				width: 10,
				priority: 1,
				cell: ({finding}) => say(`${theme.glyphs.severity[finding.severity]} ${finding.severity}`, `severity.${finding.severity}`),
			},
			{title: 'finding', width: 'grow', least: 20, priority: 1, cell: ({finding}) => say(finding.title)},
			{
				title: 'where',
				width: placeWidth,
				priority: 2,
				cell: ({finding}) => say(shortPlace(finding, placeWidth, theme), 'dim'),
			},
		],
		rows: all,
		cursor: cursorIndex(model, 'job'),
		width: columns,
		height: rows - 2,
		theme,
	});
	return [[], [say('  '), say('Found', 'heading'), say(`  ${list.position}`, 'dim')], ...list.lines];
}

/** "Nothing found" and "looked at nothing" must not look alike. */
function nothingFound({examined}: JobDetail): string {
	return examined === null || examined.count === 0
		? 'It looked at nothing, so it found nothing.'
		: `Nothing wrong in ${examined.count.toLocaleString('en-US')} ${examined.what}.`;
}
