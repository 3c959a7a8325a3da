import {formatValue} from '../../basics/format-value.ts';
import type {Overall, Category, Signal} from '../../protocol/report.ts';
import type {Counts, Status} from '../../protocol/vocabulary.ts';
import {cellWidth, truncate} from '../components/fit.ts';
import {cell, type Line, say, type Segment} from '../components/line.ts';
import {ageText} from '../state/select.ts';
import type {Theme, Tone} from '../theme.ts';

/** A score as shown everywhere: whole points, and a dash where there is none. */
export function scoreText(score: number | null, theme: Theme): string {
	return score === null ? theme.glyphs.none : String(Math.round(score));
}

export function statusTone(status: Status): Tone {
	return `status.${status}`;
}

/** `▲  62 warning`: glyph, number and word, so that colour is never the only sign. Three columns of the same width on every line. */
export function badge({score, status}: {score: number | null; status: Status}, theme: Theme, options: {word: boolean}): Line {
	const tone = statusTone(status);
	const number: Line = [say(theme.glyphs.status[status], tone), cell(scoreText(score, theme), 4, tone, 'right')];
	return options.word ? [...number, cell(` ${status}`, 10, tone)] : number;
}

/** `▲ 62`, as short as it goes; without a score the glyph alone. */
export function shortBadge({score, status}: {score: number | null; status: Status}, theme: Theme): Segment {
	const glyph = theme.glyphs.status[status];
	return say(score === null ? glyph : `${glyph} ${scoreText(score, theme)}`, statusTone(status));
}

/** A difference in points with its sign; a dash where history is too short to know. */
export function deltaText(points: number | null, theme: Theme): string {
	if (points === null) return theme.glyphs.none;
	const whole = Math.round(points);
	if (whole === 0) return '0';
	return whole > 0 ? `+${whole}` : `${theme.glyphs.minus}${-whole}`;
}

export function deltaTone(points: number | null): Tone {
	if (points === null || Math.round(points) === 0) return 'dim';
	if (points > 0) return 'done';
	return points <= -10 ? 'severity.critical' : 'severity.warning';
}

/** `24h −3  7d +1  30d +4`. */
export function trendLine(trend: Overall['trend'], theme: Theme): Line {
	const parts = [
		['24h', trend.day],
		['7d', trend.week],
		['30d', trend.month],
	] as const;
	return parts.flatMap(([name, points], index) => [
		say(`${index === 0 ? '' : '  '}${name} `, 'dim'),
		say(deltaText(points, theme), deltaTone(points)),
	]);
}

/** `310 ms`, or a dash where nothing was measured. */
export function valueText(value: number | null, unit: string, theme: Theme): string {
	return value === null ? theme.glyphs.none : formatValue(value, unit);
}

/** The signals of a category that have something to say, the one that costs most points first. */
function worstSignals(category: Category): Signal[] {
	const judged = category.signals.filter((signal) => signal.score !== null && signal.value !== null);
	return judged.toSorted((a, b) => (100 - (b.score ?? 100)) * b.weight - (100 - (a.score ?? 100)) * a.weight);
}

/** What explains a score in at most `width` cells: its worst signals, or why there is none. */
export function becauseText(category: Category, width: number, theme: Theme): string {
	const [issue] = category.issues;
	if (category.reason !== null) return issue?.title ?? category.reason;
	if (isReported(category)) return issue?.title ?? 'as reported by the server';
	const parts = worstSignals(category).map((signal) => `${signal.title} ${valueText(signal.value, signal.unit, theme)}`);
	return joinWhileFitting(parts, width) || (issue?.title ?? '');
}

/** Did the server make this score itself? Its one signal is then the score again and explains nothing. */
export function isReported({signals}: Category): boolean {
	return signals.length === 1 && signals[0]?.unit === 'points';
}

/** As many parts as fit, the first one always. */
function joinWhileFitting(parts: readonly string[], width: number, between = ' · '): string {
	let text = parts[0] ?? '';
	for (const part of parts.slice(1)) {
		if (text.length + between.length + part.length > width) break;
		text += between + part;
	}
	return text;
}

/** `14:02:11 UTC`. All clocks on the screen are UTC, and say so. */
export function clockText(at: number | string): string {
	return `${new Date(at).toISOString().slice(11, 19)} UTC`;
}

/** `22 Nov 14:02 UTC`, for what may be days ago. */
export function dateText(at: string): string {
	const date = new Date(at);
	const month = date.toLocaleString('en-GB', {month: 'short', timeZone: 'UTC'});
	return `${date.getUTCDate()} ${month} ${date.toISOString().slice(11, 16)} UTC`;
}

/** `now` or `12 min ago`. */
export function agoText(ms: number | null, theme: Theme): string {
	if (ms === null) return theme.glyphs.none;
	const age = ageText(ms);
	return age === 'now' ? 'just now' : `${age} ago`;
}

/** `just now` or `5 s old`. */
export function oldText(ms: number): string {
	const age = ageText(ms);
	return age === 'now' ? 'just now' : `${age} old`;
}

/** `3 critical · 1 warning`, or `none`. */
export function countsText(counts: Counts): string {
	const parts = (['critical', 'warning', 'info'] as const)
		.filter((severity) => counts[severity] > 0)
		.map((severity) => `${counts[severity]} ${severity}`);
	return parts.length === 0 ? 'none' : parts.join(' · ');
}

/** `✖ 3 ▲ 1`, for a narrow column. */
export function countsLine(counts: Counts, theme: Theme): Segment {
	const shown = (['critical', 'warning', 'info'] as const).filter((severity) => counts[severity] > 0);
	const worst = shown[0];
	if (worst === undefined) return say(theme.glyphs.none, 'dim');
	return say(shown.map((severity) => `${theme.glyphs.severity[severity]} ${counts[severity]}`).join(' '), `severity.${worst}`);
}

/** `1 finding`, `2 findings`. */
export function plural(count: number, noun: string): string {
	return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `for 3 h`, `since just now`; empty where the time is not known. */
export function forText(ms: number | null): string {
	if (ms === null) return '';
	const age = ageText(ms);
	return age === 'now' ? 'since just now' : `for ${age}`;
}

/** The place in so many cells: folders go first (`…/basket.js:14`), then the end of the file's name, for the line is what one looks for. */
export function shortPlace({file, line}: {file?: string | undefined; line?: number | undefined}, columns: number, {glyphs}: Theme): string {
	if (file === undefined) return '';
	const end = line === undefined ? '' : `:${line}`;
	const room = Math.max(1, columns - end.length);
	return `${shortPath(file, room, glyphs.ellipsis)}${end}`;
}

function shortPath(file: string, room: number, ellipsis: string): string {
	const folders = file.split('/');
	const name = folders.pop() ?? file;
	for (let from = 0; from <= folders.length; from++) {
		const path = [...(from === 0 ? [] : [ellipsis]), ...folders.slice(from), name].join('/');
		if (cellWidth(path) <= room) return path;
	}
	return truncate(name, room, ellipsis);
}

/** The wire writes reasons as clauses; on a line of its own one begins as a sentence does. */
export function sentence(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
