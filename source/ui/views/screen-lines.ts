import {blank, boxed, faded, type Line, say} from '../components/line.ts';
import type {Model, Place} from '../state/model.ts';
import type {Theme} from '../theme.ts';
import {agents} from './agents.ts';
import {finding} from './finding.ts';
import {findings} from './findings.ts';
import {footer} from './footer.ts';
import type {Frame, View} from './frame.ts';
import {header} from './header.ts';
import {job} from './job.ts';
import {jobs} from './jobs.ts';
import {log} from './log.ts';
import {isFaded, notices} from './notices.ts';
import {confirm, help, palette} from './overlays.ts';
import {overview} from './overview.ts';
import {tiny} from './tiny.ts';
import {trends} from './trends.ts';
import {why} from './why.ts';

const views: Record<Place['view'], View> = {overview, agents, jobs, findings, trends, log, why, job, finding};

/** Every row of the screen from top to bottom, `rows` of them. */
export function screenLines(model: Model, theme: Theme): Line[] {
	const {columns, rows} = model.size;
	const frame: Frame = {model, theme, columns, rows};
	const lines = columns < 40 || rows < 10 ? tiny(viewOf(frame), frame) : full(frame);
	return lastCellEmpty(lines.slice(0, Math.max(0, rows)), columns);
}

/** What the place shows, or what lies over all of it. */
function viewOf({model}: Frame): View {
	const {overlay} = model;
	if (overlay.kind === 'help') return (frame) => help(frame, overlay.scroll);
	return (frame) => withPanel(views[model.place.view], frame);
}

/** A panel takes the lower rows; what it speaks of stays in sight above it. */
function withPanel(view: View, frame: Frame): Line[] {
	const {overlay} = frame.model;
	if (overlay.kind !== 'palette' && overlay.kind !== 'confirm') return content(view, frame);
	const panel = overlay.kind === 'palette' ? palette(overlay, frame) : confirm(overlay, frame);
	const shown = panel.slice(0, frame.rows);
	const room = frame.rows - shown.length;
	return [...exactly(content(view, {...frame, rows: room}), room), ...shown];
}

/** The view in the tone of what is no longer current, where that is so. */
function content(view: View, frame: Frame): Line[] {
	if (frame.rows <= 0) return [];
	const lines = view(frame).slice(0, frame.rows);
	return isFaded(frame) && frame.model.place.view !== 'log' ? faded(lines) : lines;
}

/** Header, notices, body, footer; rules only where there are rows for them. */
function full(frame: Frame): Line[] {
	const {theme, columns, rows} = frame;
	const rule: Line[] = rows >= 14 ? [[say(theme.glyphs.rule.repeat(columns), 'dim')]] : [];
	const above = [header(frame), ...rule, ...notices(frame, rows >= 16 ? 3 : 1)];
	const room = rows - above.length - rule.length - 1;
	const body = viewOf(frame)({...frame, rows: room});
	return [...above, ...exactly(body, room), ...rule, footer({...frame, columns: columns - 1})];
}

function exactly(lines: readonly Line[], rows: number): Line[] {
	return Array.from({length: Math.max(0, rows)}, (_, row) => lines[row] ?? blank);
}

/** Some terminals scroll when the cell in the lower right corner is written. */
function lastCellEmpty(lines: Line[], columns: number): Line[] {
	const last = lines.at(-1);
	return last === undefined ? lines : [...lines.slice(0, -1), boxed(last, Math.max(0, columns - 1))];
}
