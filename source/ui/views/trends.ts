import {formatValue} from '../../basics/format-value.ts';
import {bucketMs, ranges, type TrendSeries} from '../../protocol/trends.ts';
import {beside, type Line, say} from '../components/line.ts';
import {type Column, table} from '../components/table.ts';
import {cursorIndex, cursorRow, type RowOf, rowsOf, seriesOf} from '../state/select.ts';
import {activityLines} from './activity.ts';
import {slotsOf} from './cards.ts';
import {connecting} from './connecting.ts';
import type {Frame} from './frame.ts';
import {emptyLines, title} from './title.ts';
import {isScoreSeries, readOut, seriesChart} from './trend-chart.ts';
import {valueText} from './words.ts';

type Row = RowOf['trends'];

/** From this width on the chart has a place of its own beside the list. */
const besideFrom = 110;
/** With its heading, axis and read-out. Every row that the next series changes is sent anew, and 48 steps of height are enough for a score. */
const mostChartRows = 18;

/** Every series with its history, and the one under the cursor as a chart that can be read bucket by bucket. */
export function trends(frame: Frame): Line[] {
	if (frame.model.reading === null) return connecting(frame);
	const series = seriesOf(frame.model);
	const head = title('Trends', rangeTabs(frame), {list: 'trends'}, frame);
	if (series === null || series.length === 0) return [head, ...missing(frame)];
	if (rowsOf(frame.model, 'trends').length === 0) return [head, ...emptyLines('trends', '', frame)];
	const body = {...frame, rows: frame.rows - 1};
	return [head, ...(frame.columns >= besideFrom ? chartBeside(body) : chartBelow(body))];
}

function rangeTabs({model, theme}: Frame): Line {
	return ranges.flatMap((range, index): Line => [
		say(index === 0 ? '' : '  '),
		range === model.trends.range ? say(`${theme.glyphs.cursor}${range}`, 'accent') : say(` ${range}`, 'dim'),
	]);
}

function missing(frame: Frame): Line[] {
	const {trends: state, reading} = frame.model;
	if (state.loading) return [[], [say('  '), say(`Asking the server for ${state.range} …`, 'dim')]];
	if (state.detail !== null) return [[], [say('  '), say(state.detail, 'severity.warning')], [say('  '), say('r asks again.', 'dim')]];
	if (reading?.can.history === false)
		return emptyLines('trends', 'This server keeps no history. One with esa-health built in keeps 24 hours, 7 days and 30 days.', frame);
	return emptyLines('trends', 'No history yet: the first half hour is being measured.', frame);
}

function chartBelow(frame: Frame): Line[] {
	const count = rowsOf(frame.model, 'trends').length;
	const chartRows = frame.rows - Math.min(count + 1, Math.max(2, frame.rows - 9));
	if (chartRows < 7) return listLines({...frame, rows: Math.min(count + 1, frame.rows)});
	return [...listLines({...frame, rows: frame.rows - chartRows}), ...chartLines({...frame, rows: chartRows})];
}

function chartBeside(frame: Frame): Line[] {
	const columns = frame.columns >= 140 ? 50 : 44;
	const list = listLines({...frame, columns});
	const plot = chartLines({...frame, columns: frame.columns - columns - 2, rows: Math.min(frame.rows, mostChartRows)});
	const both = beside(
		list,
		plot.map((line): Line => [say('  '), ...line]),
		columns,
		frame.rows,
	);
	const left = frame.rows - both.length - 1;
	return left < 4 ? both : [...both, [], ...activityLines({...frame, rows: left}, ['log', 'findings'])];
}

function listLines(frame: Frame): Line[] {
	const {model, theme, columns, rows} = frame;
	return table({
		columns: columnsOf(frame),
		rows: rowsOf(model, 'trends'),
		cursor: cursorIndex(model, 'trends'),
		width: columns,
		height: rows,
		theme,
	}).lines;
}

function columnsOf(frame: Frame): Column<Row>[] {
	const {model, theme} = frame;
	const last = ({series}: Row) => slotsOf(series, model.trends.range, model).findLast((slot) => slot !== null) ?? null;
	const show = (series: TrendSeries, value: number | undefined) => {
		if (value === undefined) return theme.glyphs.none;
		return isScoreSeries(series) ? String(Math.round(value)) : valueText(value, series.unit, theme);
	};
	const lowest = ({series}: Row) => (series.buckets.length === 0 ? undefined : Math.min(...series.buckets.map((bucket) => bucket.min)));
	const highest = ({series}: Row) => (series.buckets.length === 0 ? undefined : Math.max(...series.buckets.map((bucket) => bucket.max)));
	// The mean of the newest bucket, and named so: beside the score of now it would else look like a contradiction.
	return [
		{title: 'series', width: 'grow', least: 12, priority: 1, cell: (row) => say(row.title)},
		{
			title: `last ${formatValue(bucketMs[model.trends.range], 'ms')}`,
			width: 11,
			align: 'right',
			priority: 2,
			cell: (row) => say(show(row.series, last(row)?.mean), 'strong'),
		},
		{title: 'lowest', width: 8, align: 'right', priority: 3, cell: (row) => say(show(row.series, lowest(row)), 'dim')},
		{title: 'highest', width: 8, align: 'right', priority: 4, cell: (row) => say(show(row.series, highest(row)), 'dim')},
	];
}

function chartLines(frame: Frame): Line[] {
	const {model, rows} = frame;
	const row = cursorRow(model, 'trends');
	if (row === null) return [];
	const {range, cursor} = model.trends;
	const heading: Line = [
		say('  '),
		say(row.title, 'heading'),
		say(isScoreSeries(row.series) ? '   the lowest of each bucket' : '   the mean of each bucket, dots mark its highest', 'dim'),
	];
	const plot = seriesChart(row.series, range, cursor, {...frame, columns: frame.columns - 3, rows: rows - 3});
	return [[], heading, ...plot.map((line): Line => [say(' '), ...line]), readOut(row.series, range, cursor, frame)].slice(0, rows);
}
