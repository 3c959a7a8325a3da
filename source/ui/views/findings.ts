import type {OpenFinding} from '../../protocol/findings.ts';
import {type Counts, severities} from '../../protocol/vocabulary.ts';
import {beside, type Line, say} from '../components/line.ts';
import {type Column, table} from '../components/table.ts';
import {rememberLast} from '../state/remember-last.ts';
import {cursorIndex, cursorRow, type RowOf, rowsOf, sinceServer} from '../state/select.ts';
import {connecting} from './connecting.ts';
import {findingBody} from './finding.ts';
import type {Frame} from './frame.ts';
import {emptyLines, title} from './title.ts';
import {agoText, shortPlace} from './words.ts';

type Row = RowOf['findings'];

/** What is wrong, one line each; on a wide screen with the evidence of the one under the cursor beside it. */
export function findings(frame: Frame): Line[] {
	const {model} = frame;
	if (model.reading === null) return connecting(frame);
	const all = rowsOf(model, 'findings');
	if (all.length === 0) return [title('Findings', [], {list: 'findings'}, frame), ...emptyLines('findings', emptyAdvice(frame), frame)];
	const isWide = frame.columns >= 140;
	const columns = isWide ? Math.floor(frame.columns * 0.6) : frame.columns;
	const list = table({
		columns: columnsOf({...frame, columns}),
		rows: all,
		cursor: cursorIndex(model, 'findings'),
		width: columns,
		height: frame.rows - 1,
		theme: frame.theme,
	});
	const head = title('Findings', about(frame), {list: 'findings', position: list.position}, frame);
	const row = cursorRow(model, 'findings');
	if (!isWide || row === null) return [head, ...list.lines];
	const detail = findingBody(row.finding, {...frame, columns: frame.columns - columns - 2, rows: frame.rows - 1}, null);
	return [
		head,
		...beside(
			list.lines,
			detail.map((line): Line => [say('  '), ...line]),
			columns,
			frame.rows - 1,
		),
	];
}

function emptyAdvice({model}: Frame): string {
	const agents = model.reading?.agents ?? [];
	if (agents.length === 0) return 'This server runs no agents, so nobody looks for findings.';
	const ran = agents.filter((agent) => agent.lastRun !== undefined).length;
	return ran === 0 ? 'No agent has run yet, so nobody has looked.' : `Nothing open: ${ran} of ${agents.length} agents have looked.`;
}

function about({model, theme, columns}: Frame): Line {
	const counts = countBySeverity(model.reading?.findings ?? none);
	const parts = severities.filter((severity) => counts[severity] > 0);
	const line = parts.flatMap((severity): Line => [
		say(
			`${theme.glyphs.severity[severity]} ${counts[severity].toLocaleString('en-US')}${columns < 70 ? '' : ` ${severity}`}`,
			`severity.${severity}`,
		),
		say('  '),
	]);
	return [...line, say(`by ${model.findingsSort}`, 'dim')];
}

const none: readonly OpenFinding[] = [];

/** Remembered, because 10,000 findings are not counted for every key. */
const countBySeverity = rememberLast((open: readonly OpenFinding[]): Counts => {
	const counts: Counts = {critical: 0, warning: 0, info: 0};
	for (const {severity} of open) counts[severity]++;
	return counts;
});

function columnsOf({model, theme, columns}: Frame): Column<Row>[] {
	const placeWidth = Math.min(44, Math.max(18, Math.floor(columns * 0.22)));
	const where: Column<Row> = {
		title: 'where',
		width: placeWidth,
		priority: 3,
		cell: ({finding}) => say(shortPlace(finding, placeWidth, theme), 'dim'),
	};
	// What an agent finds by asking has no place in the code: then the words have the room.
	const isPlaced = rowsOf(model, 'findings').some(({finding}) => finding.file !== undefined);
	return [
		{
			title: columns < 70 ? '' : 'severity',
			width: columns < 70 ? 1 : 10,
			priority: 1,
			cell: ({finding}) => say(severityText(finding, theme, columns), `severity.${finding.severity}`),
		},
		{
			title: 'finding',
			width: 'grow',
			least: columns > 80 && model.size.columns >= 140 ? 50 : 34,
			priority: 1,
			cell: ({finding}) => say(finding.title),
		},
		...(isPlaced ? [where] : []),
		{title: 'agent', width: 11, priority: 4, cell: ({finding}) => say(finding.agent, 'dim')},
		{
			title: 'since',
			width: 10,
			align: 'right',
			priority: 2,
			cell: ({finding}) => say(agoText(sinceServer(model, finding.firstSeen), theme), 'dim'),
		},
	];
}

function severityText({severity}: OpenFinding, theme: Frame['theme'], columns: number): string {
	return columns < 70 ? theme.glyphs.severity[severity] : `${theme.glyphs.severity[severity]} ${severity}`;
}
