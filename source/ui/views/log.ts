import {type Line, say} from '../components/line.ts';
import {type Column, table} from '../components/table.ts';
import {cursorIndex, type RowOf, rowsOf} from '../state/select.ts';
import type {Frame} from './frame.ts';
import {emptyLines, title} from './title.ts';
import {clockText, plural} from './words.ts';

/** What happened since the screen was opened, newest first: changes of status, runs, the link, answers to keys. */
export function log(frame: Frame): Line[] {
	const {model, theme, columns, rows} = frame;
	const all = rowsOf(model, 'log');
	if (all.length === 0)
		return [
			title('Log', [], {list: 'log'}, frame),
			...emptyLines('log', 'Nothing happened yet. Changes of status, runs and the link are written down here.', frame),
		];
	const list = table({columns: columnsOf(frame), rows: all, cursor: cursorIndex(model, 'log'), width: columns, height: rows - 1, theme});
	return [
		title('Log', [say(`${plural(model.log.length, 'line')} · newest first`, 'dim')], {list: 'log', position: list.position}, frame),
		...list.lines,
	];
}

function columnsOf({theme, columns}: Frame): Column<RowOf['log']>[] {
	return [
		{
			title: 'when',
			width: columns < 60 ? 8 : 12,
			priority: 2,
			cell: ({line}) => say(columns < 60 ? clockText(line.at).slice(0, 8) : clockText(line.at), 'dim'),
		},
		{
			title: 'severity',
			width: columns < 60 ? 1 : 10,
			priority: 1,
			cell: ({line}) =>
				say(
					columns < 60 ? theme.glyphs.severity[line.severity] : `${theme.glyphs.severity[line.severity]} ${line.severity}`,
					`severity.${line.severity}`,
				),
		},
		{title: 'message', width: 'grow', least: 20, priority: 1, cell: ({line}) => say(line.message)},
	];
}
