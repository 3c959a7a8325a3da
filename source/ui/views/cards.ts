import type {Category} from '../../protocol/report.ts';
import {bucketCount, bucketMs, type Range, type TrendSeries} from '../../protocol/trends.ts';
import {bar} from '../components/bar.ts';
import {cellWidth} from '../components/fit.ts';
import {cell, type Line, naturalWidth, say} from '../components/line.ts';
import {sparkline} from '../components/sparkline.ts';
import {steady} from '../components/steady.ts';
import type {Model} from '../state/model.ts';
import type {Theme, Tone} from '../theme.ts';
import {badge, becauseText, deltaText, deltaTone, statusTone} from './words.ts';

/** Which parts of a card there is room for; all cards of a screen share one layout, so that columns stay put. */
interface CardLayout {
	title: number;
	word: boolean;
	bar: number;
	spark: number;
	deltas: 0 | 1 | 3;
}

/** Widths by hand: at each step the part that says most about the least cells comes next. */
export function cardLayout(columns: number): CardLayout {
	if (columns < 50) return {title: 11, word: false, bar: 0, spark: 0, deltas: 0};
	if (columns < 70) return {title: 11, word: false, bar: 0, spark: 12, deltas: 0};
	if (columns < 100) return {title: 11, word: true, bar: 0, spark: 16, deltas: 1};
	if (columns < 118) return {title: 12, word: true, bar: 10, spark: 16, deltas: 3};
	if (columns < 150) return {title: 12, word: true, bar: 10, spark: 24, deltas: 3};
	return {title: 14, word: true, bar: 16, spark: 48, deltas: 3};
}

/** One category in one line: name, state, trend, and the signal that explains it. The first two cells belong to the cursor. */
export function card(category: Category, asked: CardLayout, model: Model, columns: number, theme: Theme): Line {
	const facts = factsOf(category, asked, model, theme);
	const room = columns - naturalWidth(facts) - 2;
	return [...facts, {text: becauseText(category, room, theme), tone: becauseTone(category), grow: true}];
}

/** Is there no score, and no room on its card for the whole reason? */
export function isReasonCut(category: Category, asked: CardLayout, model: Model, columns: number, theme: Theme): boolean {
	if (category.reason === null || category.issues.length > 0) return false;
	return cellWidth(steady(category.reason)) > columns - naturalWidth(factsOf(category, asked, model, theme)) - 2;
}

function factsOf(category: Category, asked: CardLayout, model: Model, theme: Theme): Line {
	// What is not known and never was cannot be drawn; its room goes to the words that say why.
	const layout = category.score !== null || hasHistory(category, model) ? asked : withoutHistory(asked);
	return [
		cell(category.title, layout.title, 'text'),
		say('  '),
		...badge(category, theme, {word: layout.word}),
		...barPart(category, layout, theme),
		...sparkPart(category, layout, model, theme),
		...deltaPart(category, layout, theme),
		say(layout.spark === 0 || layout.deltas === 1 ? '  ' : '   '),
	];
}

export function hasHistory({id, trend}: Category, {reading}: Pick<Model, 'reading'>): boolean {
	if (trend.day !== null || trend.week !== null || trend.month !== null) return true;
	return reading?.trends.some((series) => series.id === id && series.buckets.length > 0) ?? false;
}

export function withoutHistory(layout: CardLayout): CardLayout {
	return {...layout, spark: 0, deltas: 0};
}

function barPart(category: Category, layout: CardLayout, theme: Theme): Line {
	if (layout.bar === 0) return [];
	return [say('  '), ...scoreBar(category, layout.bar, theme)];
}

/** A score as a bar; without one the gaps of a chart, since an empty bar would say zero. */
export function scoreBar({score, status}: Pick<Category, 'score' | 'status'>, width: number, theme: Theme): Line {
	if (score === null) return [say(theme.glyphs.gap.repeat(Math.max(0, width)), 'dim')];
	const {filled, rest} = bar(score / 100, width, theme.glyphs);
	return [say(filled, statusTone(status)), say(rest, 'dim')];
}

function sparkPart(category: Category, layout: CardLayout, model: Model, theme: Theme): Line {
	if (layout.spark === 0) return [];
	return [say('  '), ...scoreSpark(model.reading?.trends ?? [], category.id, layout.spark, model, theme)];
}

function deltaPart({trend}: Category, layout: CardLayout, theme: Theme): Line {
	const parts = layout.deltas === 3 ? [trend.day, trend.week, trend.month] : [trend.day];
	if (layout.deltas === 0) return [];
	return parts.map((points) => cell(deltaText(points, theme), 5, deltaTone(points), 'right'));
}

function becauseTone({status}: Category): Tone {
	return status === 'warning' || status === 'critical' ? 'text' : 'dim';
}

/** The headings over the cards; only where the deltas are, since all else explains itself. */
export function cardHeadings(layout: CardLayout): Line {
	const day = layout.deltas === 0 ? [] : [cell('24h', 5, 'dim', 'right')];
	const longer = layout.deltas === 3 ? [cell('7d', 5, 'dim', 'right'), cell('30d', 5, 'dim', 'right')] : [];
	const score = (layout.word ? 15 : 5) + (layout.bar === 0 ? 0 : layout.bar + 2);
	const spark =
		layout.spark === 0 ? [] : [say('  '), cell(layout.spark >= 20 ? 'points lost in 24 h' : 'lost in 24 h', layout.spark, 'dim')];
	return [
		cell('', layout.title + 2),
		cell('score', score, 'dim'),
		...spark,
		...day,
		...longer,
		say(layout.deltas === 1 ? '  ' : '   '),
		say('because', 'dim'),
	];
}

/** Points lost at which a cell is full: half of them is `critical`, and nothing is worse to look at. */
const fullAt = 50;

/** A score's history as points lost: health is calm, trouble stands up, in the tone of its status. */
function scoreSpark(trends: readonly TrendSeries[], id: string, width: number, model: Model, theme: Theme): Line {
	const series = trends.find((one) => one.id === id);
	const lost = slotsOf(series, '24h', model).map((bucket) => (bucket === null ? null : 100 - bucket.min));
	return sparkline(lost, width, fullAt, theme.glyphs).map(({glyph, value}) => say(glyph, value === null ? 'dim' : lostTone(value)));
}

function lostTone(lost: number): Tone {
	if (lost > 50) return 'status.critical';
	if (lost > 25) return 'status.warning';
	return 'dim';
}

/** The buckets of a range in their places up to now, by the server's clock; null where there is none: a gap is a gap. */
export function slotsOf(
	series: TrendSeries | undefined,
	range: Range,
	model: Pick<Model, 'now' | 'clockOffsetMs'>,
): (TrendSeries['buckets'][number] | null)[] {
	const width = bucketMs[range];
	const last = Math.floor((model.now + model.clockOffsetMs) / width) * width;
	const byStart = new Map((series?.buckets ?? []).map((bucket) => [bucket.t, bucket]));
	return Array.from({length: bucketCount[range]}, (_, index) => byStart.get(last - (bucketCount[range] - 1 - index) * width) ?? null);
}
