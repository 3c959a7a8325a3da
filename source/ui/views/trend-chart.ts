import {formatValue} from '../../basics/format-value.ts';
import {bucketMs, type Bucket, type Range, type TrendSeries} from '../../protocol/trends.ts';
import {chart} from '../components/chart.ts';
import {type Line, say} from '../components/line.ts';
import type {Theme, Tone} from '../theme.ts';
import {slotsOf} from './cards.ts';
import type {Frame} from './frame.ts';

type Slots = readonly (Bucket | null)[];

/** The chart of one series over the range of its buckets. Scores stand on a scale of 0–100 and show their worst; other units begin at zero. */
export function seriesChart(series: TrendSeries, range: Range, cursor: number | null, frame: Frame): Line[] {
	const {model, theme, columns, rows} = frame;
	const points = slotsOf(series, range, model);
	const start = firstStart(range, frame);
	const isScore = isScoreSeries(series);
	return chart({
		points,
		width: columns,
		height: rows,
		low: isScore ? scaleFloor(points) : 0,
		high: isScore ? 100 : roundUp(Math.max(0, ...points.map((point) => point?.max ?? 0))),
		solid: isScore ? 'min' : 'mean',
		format: (value) => (isScore ? String(value) : formatValue(value, series.unit)),
		toneOf: (value) => (isScore ? scoreTone(value) : 'accent'),
		cursor: cursor === null ? null : slotIndex(cursor, range, frame),
		labels: timeLabels(points, start, range),
		theme,
	});
}

/** A line needs no zero to stand on: the scale begins in tens under the worst point, so that a difference can be seen. */
function scaleFloor(points: Slots): number {
	const worst = Math.min(100, ...points.map((point) => point?.min ?? 100));
	return Math.min(80, Math.max(0, Math.floor((worst - 5) / 10) * 10));
}

/** Fewer points are no curve yet. */
const leastPoints = 3;

/** A score of the last day with its heading; nothing where no history is kept, or too little of it to be a curve. */
export function dayChart(id: string, name: string, frame: Frame): Line[] {
	const series = frame.model.reading?.trends.find((one) => one.id === id);
	if (series === undefined || series.buckets.length < leastPoints) return [];
	const heading: Line = [say('  '), say(name, 'heading'), say('   the lowest score of every half hour of the last 24 hours', 'dim')];
	const plot = seriesChart(series, '24h', null, {...frame, columns: frame.columns - 3, rows: frame.rows - 1});
	return plot.length === 0 ? [] : [heading, ...plot.map((line): Line => [say('  '), ...line])];
}

/** Scores have no unit of their own: their ids are those of categories, without the dot of a signal. */
export function isScoreSeries({id}: TrendSeries): boolean {
	return !id.includes('.');
}

function scoreTone(score: number): Tone {
	if (score >= 90) return 'status.excellent';
	if (score >= 75) return 'status.good';
	return score >= 50 ? 'status.warning' : 'status.critical';
}

function firstStart(range: Range, {model}: Frame): number {
	const width = bucketMs[range];
	const count = slotsOf(undefined, range, model).length;
	return Math.floor((model.now + model.clockOffsetMs) / width) * width - (count - 1) * width;
}

/** Which slot a bucket start is in; null where it has left the range. */
function slotIndex(start: number, range: Range, frame: Frame): number | null {
	const index = Math.round((start - firstStart(range, frame)) / bucketMs[range]);
	return index >= 0 && index < slotsOf(undefined, range, frame.model).length ? index : null;
}

/** 1, 2, 2.5 or 5 times a power of ten: the top of a scale that a person can halve. */
function roundUp(value: number): number {
	if (value <= 0) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	return ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** Full hours of the day, or days, at the slots where they begin. */
function timeLabels(points: Slots, start: number, range: Range): {at: number; text: string}[] {
	return points.flatMap((_, at) => {
		const time = new Date(start + at * bucketMs[range]);
		const text = labelAt(time, range);
		return text === null ? [] : [{at, text}];
	});
}

function labelAt(time: Date, range: Range): string | null {
	const hour = time.getUTCHours();
	if (range === '24h') return time.getUTCMinutes() === 0 && hour % 4 === 0 ? `${String(hour).padStart(2, '0')}:00` : null;
	if (hour !== 0) return null;
	const day = `${time.getUTCDate()} ${monthOf(time)}`;
	return range === '7d' || time.getUTCDate() % 5 === 1 ? day : null;
}

function monthOf(time: Date): string {
	return time.toLocaleString('en-GB', {month: 'short', timeZone: 'UTC'});
}

/** What stands under the cursor, or without one what the whole range says. */
export function readOut(series: TrendSeries, range: Range, cursor: number | null, frame: Frame): Line {
	const slots = slotsOf(series, range, frame.model);
	const index = cursor === null ? null : slotIndex(cursor, range, frame);
	if (index === null || cursor === null) return summaryLine(series, slots, range, frame.theme);
	const bucket = slots[index] ?? null;
	const when = spanText(cursor, range);
	if (bucket === null) return [say('  '), say(when, 'accent'), say('   no data', 'dim')];
	return [say('  '), say(when, 'accent'), ...statistics(series, bucket), say(`   n ${bucket.n.toLocaleString('en-US')}`, 'dim')];
}

function statistics(series: TrendSeries, {min, mean, max}: Pick<Bucket, 'min' | 'mean' | 'max'>): Line {
	const text = (value: number) => (isScoreSeries(series) ? String(Math.round(value)) : formatValue(value, series.unit));
	return [
		['min', min],
		['mean', mean],
		['max', max],
	].flatMap(([name, value]): Line => [say(`   ${name} `, 'dim'), say(text(Number(value)), 'strong')]);
}

function summaryLine(series: TrendSeries, slots: Slots, range: Range, theme: Theme): Line {
	const present = slots.filter((slot) => slot !== null);
	if (present.length === 0) return [say('  '), say(`No data for the last ${range}.`, 'dim')];
	const n = present.reduce((sum, slot) => sum + slot.n, 0);
	const mean = present.reduce((sum, slot) => sum + slot.mean * slot.n, 0) / Math.max(1, n);
	const all = {min: Math.min(...present.map((slot) => slot.min)), mean, max: Math.max(...present.map((slot) => slot.max))};
	const missing = slots.length - present.length;
	const gaps = missing === 0 ? '' : `   ${theme.glyphs.gap} ${missing} of ${slots.length} without data`;
	return [say('  '), say(range, 'accent'), ...statistics(series, all), say(gaps, 'dim')];
}

function spanText(start: number, range: Range): string {
	const from = new Date(start);
	const to = new Date(start + bucketMs[range]).toISOString().slice(11, 16);
	const day = range === '24h' ? '' : `${from.getUTCDate()} ${monthOf(from)} `;
	return `${day}${from.toISOString().slice(11, 16)}–${to} UTC`;
}
