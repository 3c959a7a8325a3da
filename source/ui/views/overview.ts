import type {Category, HealthReport, Recommendation} from '../../protocol/report.ts';
import {wrapWords} from '../components/fit.ts';
import {beside, cell, emboldened, firstThatFits, type Line, naturalWidth, say} from '../components/line.ts';
import {ageText, cursorRow, type OverviewRow, rowsOf, sinceServer} from '../state/select.ts';
import {activityLines} from './activity.ts';
import {agentColumn, agentStrip} from './agents-strip.ts';
import {card, cardHeadings, cardLayout, hasHistory, isReasonCut, scoreBar, withoutHistory} from './cards.ts';
import {connecting} from './connecting.ts';
import {type Frame, mostImportant, type RankedLine} from './frame.ts';
import {badness, worstCategory} from './header.ts';
import {dayChart} from './trend-chart.ts';
import {scoreText, sentence, statusTone, trendLine} from './words.ts';

/** The answer first: how healthy, where not, what to do, who is working on it. */
export function overview(frame: Frame): Line[] {
	const report = frame.model.reading?.report;
	if (report === undefined) return connecting(frame);
	if (frame.columns >= 140 && frame.rows >= 20) return sideBySide(report, frame);
	const lines = [...summary(report, frame), ...cards(frame), ...actions(frame), ...seeMore(frame), ...agents(frame)];
	return withHistory(mostImportant(lines, frame.rows), frame);
}

/** On a wide screen what is chosen from is on the left, what changes by itself on the right. */
function sideBySide(report: HealthReport, frame: Frame): Line[] {
	const top = summary(report, frame).map(({line}) => line);
	const rows = frame.rows - top.length;
	const leftColumns = Math.floor(frame.columns * 0.66);
	const left = {...frame, columns: leftColumns, rows};
	const right = {...frame, columns: frame.columns - leftColumns - 3, rows};
	const choices = withHistory(mostImportant([...cards(left), ...actions(left), ...seeMore(left)], rows), left);
	const working: Line[] = [[], [say('  '), say('Agents', 'heading')], ...agentColumn(right).map((line): Line => [say('  '), ...line]), []];
	const lately = activityLines({...right, rows: rows - working.length}, ['findings', 'jobs', 'log']);
	return [
		...top,
		...beside(
			choices,
			[...working, ...lately].map((line) => [say('   '), ...line]),
			leftColumns,
			rows,
		),
	];
}

/** Rows left over show the day's curves, then what happened lately, so that a tall terminal is not half empty. */
function withHistory(lines: Line[], frame: Frame): Line[] {
	const shown = [...lines];
	const left = () => frame.rows - shown.length - 1;
	const isBeside = frame.model.size.columns >= 140;
	shown.push(...separated(curve('overall', isBeside ? 0 : 8, left(), frame)));
	shown.push(...separated(curve('worst', isBeside ? 0 : 14, left(), frame)));
	return left() >= 4 && !isBeside ? [...shown, [], ...activityLines({...frame, rows: left()})] : shown;
}

/** One curve, if there are rows for it beyond the `reserved` ones. */
function curve(which: 'overall' | 'worst', reserved: number, left: number, frame: Frame): Line[] {
	const rows = Math.min(18, left - reserved >= 13 ? left - reserved : left);
	if (rows < 9 || (which === 'worst' && left - reserved < 13)) return [];
	if (which === 'overall') return dayChart('overall', 'Overall', {...frame, rows});
	const report = frame.model.reading?.report;
	const worst = report === undefined ? null : worstCategory(report);
	return worst === null ? [] : dayChart(worst.id, worst.title, {...frame, rows});
}

function separated(lines: readonly Line[]): Line[] {
	return lines.length === 0 ? [] : [[], ...lines];
}

/** `82 ● good` with a bar and the three differences; under it what the number rests on. */
function summary(report: HealthReport, frame: Frame): RankedLine[] {
	const {theme, columns} = frame;
	const {overall} = report;
	const tone = statusTone(overall.status);
	const score: Line = [
		cell(scoreText(overall.score, theme), 4, tone, 'right'),
		say(` ${theme.glyphs.status[overall.status]} ${overall.status}`, tone),
		say('   '),
	];
	// Where no history was ever told, dashes would only say so three times.
	const isKnown = overall.trend.day !== null || overall.trend.week !== null || overall.trend.month !== null;
	const trend: Line = overall.score === null && !isKnown ? [] : [...trendLine(overall.trend, theme), say(' ')];
	const room = columns - naturalWidth(score) - naturalWidth(trend) - 4;
	const line: Line = [
		...score.map((segment) => ({...segment, bold: true})),
		...(room < 8 || overall.score === null ? [] : scoreBar(overall, Math.min(room, 100), theme)),
		{text: '', grow: true},
		...trend,
	];
	return [{line: firstThatFits([line, score], columns), rank: 0}, ...reasonLines(report, frame), ...coverageLines(report, frame)];
}

/** Why there is no overall score: the one sentence that must not be cut. */
function reasonLines({overall}: HealthReport, {columns, theme}: Frame): RankedLine[] {
	if (overall.reason === null || overall.score !== null) return [];
	const lines = wrapWords(sentence(overall.reason), Math.max(10, columns - 6), {most: 3, ellipsis: theme.glyphs.ellipsis});
	return lines.map((line) => ({line: [cell('', 5), say(line)], rank: 2}));
}

/** How much of the health is measured, since when it is as it is, and what is missing. Without a score the reason has said the first. */
function coverageLines({overall, categories}: HealthReport, {model}: Frame): RankedLine[] {
	const missing = categories.filter((category) => category.score === null).map((category) => category.title);
	const since = sinceServer(model, overall.since);
	const parts = [
		overall.score === null ? null : `${Math.round(overall.coverage * 100)} % measured`,
		overall.score === null ? null : overall.reason,
		missing.length === 0 || missing.length === categories.length ? null : `no score for ${missing.join(', ')}`,
		since === null || overall.score === null ? null : `${overall.status} for ${ageText(since)}`.replace('for now', 'just now'),
	].filter((part) => part !== null);
	if (parts.length === 0) return [];
	return [{line: [cell('', 5), {text: sentence(parts.join(' · ')), tone: 'dim', grow: true}], rank: 8}];
}

/** The categories in their fixed order; when rows are few the worst stay. */
function cards(frame: Frame): RankedLine[] {
	const {model, theme, columns} = frame;
	const rows = rowsOf(model, 'overview').filter((row) => row.kind === 'category');
	const layout = layoutOf(rows, frame);
	const byBadness = rows.toSorted(
		(a, b) => badness(b.category.status) - badness(a.category.status) || (a.category.score ?? 101) - (b.category.score ?? 101),
	);
	const lines = rows.map((row): RankedLine => {
		return {
			line: withCursor(row, card(row.category, layout, model, columns, theme), frame),
			rank: isUnderCursor(row, frame) ? 1 : 2 + byBadness.indexOf(row),
		};
	});
	const headings = layout.deltas === 0 ? [] : [{line: [say('  '), ...cardHeadings(layout)], rank: 32}];
	return [{line: [], rank: 30}, ...headings, ...lines];
}

function layoutOf(rows: readonly {category: Category}[], {model, columns}: Frame): ReturnType<typeof cardLayout> {
	const full = cardLayout(columns);
	return rows.some((row) => hasHistory(row.category, model)) ? full : withoutHistory(full);
}

/** What to do, by points regained; the line under the cursor stays in any case. */
function actions(frame: Frame): RankedLine[] {
	const rows = rowsOf(frame.model, 'overview').filter((row) => row.kind === 'recommendation');
	const heading: RankedLine = {
		line: [say('  '), say('What to do', 'heading'), {text: '', grow: true}, say(rows.length === 0 ? '' : 'regain ', 'dim')],
		rank: 20,
	};
	if (rows.length === 0 && frame.model.reading?.report.overall.score === null && seeMore(frame).length > 0) return [];
	if (rows.length === 0)
		return [
			{line: [], rank: 31},
			{...heading, rank: 33},
			{line: [say('  '), say(nothingToDo(frame), 'dim')], rank: 34},
		];
	const lines = rows.map((row): RankedLine => ({
		line: withCursor(row, actionLine(row.recommendation, row.number, frame), frame),
		rank: isUnderCursor(row, frame) ? 1 : actionRank(row.number),
	}));
	return [{line: [], rank: 31}, heading, ...lines];
}

/** The whole reasons of what is not known, where the cards had to cut them: they say how to change that. Categories of one reason share its lines. */
function seeMore(frame: Frame): RankedLine[] {
	const {model, theme, columns} = frame;
	const all = rowsOf(model, 'overview').filter((row) => row.kind === 'category');
	const layout = layoutOf(all, frame);
	const said = model.reading?.report.overall.reason;
	const cut = all
		.map(({category}) => category)
		.filter((category) => category.reason !== said && isReasonCut(category, layout, model, columns - 2, theme));
	if (cut.length === 0) return [];
	const lines = [...Map.groupBy(cut, ({reason}) => reason ?? '')].flatMap(([reason, members]): Line[] => {
		const names = members.length === all.length ? 'All' : members.map((member) => member.title).join(', ');
		const wrapped = wrapWords(`${names}: ${reason}`, Math.max(10, Math.min(110, columns - 4)), {most: 3, ellipsis: theme.glyphs.ellipsis});
		return wrapped.map((line, index): Line => [say(index === 0 ? '  ' : '    '), say(line)]);
	});
	return [
		{line: [], rank: 31},
		{line: [say('  '), say(model.reading?.format === 'esa' ? 'To see more' : 'Without a score', 'heading')], rank: 24},
		...lines.map((line, index) => ({line, rank: 22 + index / 100})),
	];
}

/** The first one stays as long as a category; three are worth more than what helps to read; the rest is for tall screens. */
function actionRank(number: number): number {
	if (number === 1) return 2.5;
	return number <= 3 ? 10 + number : 40 + number;
}

function nothingToDo({model}: Frame): string {
	if (model.lists.overview.filter !== '') return `Nothing matches "${model.lists.overview.filter}".`;
	const {overall} = model.reading?.report ?? {};
	return overall?.score === null ? 'No advice without evidence.' : 'Nothing: no finding and no signal asks for anything.';
}

function actionLine(recommendation: Recommendation, number: number, {columns, model}: Frame): Line {
	const {title, pointsRegained, severity} = recommendation;
	const how = howText(recommendation, model.readOnly);
	const side: Line = columns >= 100 && how !== '' ? [say(`  ${how}`, 'dim')] : [];
	return [
		cell(String(number), number > 9 ? 2 : 1, `severity.${severity}`),
		say(' '),
		{text: title, grow: true},
		...side,
		cell(regainText(pointsRegained), 6, 'done', 'right'),
		say(' '),
	];
}

/** What Enter does: show the finding behind it, run an agent, or copy the command. */
function howText({evidence, agent, command}: Recommendation, readOnly: boolean): string {
	if (evidence.some(({kind}) => kind === 'finding')) return 'shows the finding';
	if (agent !== undefined && !readOnly) return `runs ${agent}`;
	return command === undefined ? '' : `$ ${command}`;
}

function regainText(points: number): string {
	if (points === 0) return '';
	return points < 0.5 ? '+<1' : `+${Math.round(points)}`;
}

function agents(frame: Frame): RankedLine[] {
	const lines = agentStrip(frame);
	return lines.length === 0 ? [] : [{line: [], rank: 35}, ...lines.map((line, index) => ({line, rank: index === 0 ? 19 : 36 + index}))];
}

function isUnderCursor(row: OverviewRow, {model}: Frame): boolean {
	return cursorRow(model, 'overview')?.id === row.id;
}

function withCursor(row: OverviewRow, line: Line, frame: Frame): Line {
	const isCursor = isUnderCursor(row, frame);
	const edge = cell(isCursor ? frame.theme.glyphs.cursor : '', 2, 'accent');
	return [edge, ...(isCursor ? emboldened(line) : line)];
}

/** The sentence for a screen that has no room for a list. */
export function firstAction(frame: Frame): Line | null {
	const row = rowsOf(frame.model, 'overview').find((one) => one.kind === 'recommendation');
	return row === undefined ? null : [say(`${row.number} `, 'key'), {text: row.recommendation.title, grow: true}];
}
