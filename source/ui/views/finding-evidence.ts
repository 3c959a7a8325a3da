import {formatValue} from '../../basics/format-value.ts';
import type {FindingEvidence} from '../../protocol/findings.ts';
import {cellWidth, wrapWords} from '../components/fit.ts';
import {cell, emboldened, type Line, say} from '../components/line.ts';
import {spanCells} from '../components/span.ts';
import {steady} from '../components/steady.ts';
import {pageByHeight, positionText} from '../components/table.ts';
import {findingPlace} from '../state/finding-text.ts';
import type {Frame} from './frame.ts';

const mostLabelLines = 4;
const mostDetailLines = 3;

/** The page of evidence under the cursor. What fits stays on one line; what does not is wrapped, so that it can be read to its end. */
export function evidenceLines(evidence: readonly FindingEvidence[], frame: Frame, cursor: number | null): Line[] {
	const room = frame.rows - 2;
	if (room < 1) return [];
	const texts = evidence.map((one) => textOf(one, room, frame));
	const heights = texts.map(({label, detail}) => label.length + detail.length);
	const page = pageByHeight(heights, cursor ?? 0, room);
	const shown = evidence
		.slice(page.from, page.to)
		.flatMap((one, index) => linesOf(one, texts[page.from + index]!, page.from + index === cursor, frame));
	return [[], [say('  '), say('Evidence', 'heading'), say(`  ${positionText(evidence.length, page)}`, 'dim')], ...shown];
}

/** The words of one piece of evidence, line by line. */
interface EvidenceText {
	label: readonly string[];
	detail: readonly string[];
}

/** In at most `room` lines; a bar, and anything where there is hardly room, is one line. */
function textOf(one: FindingEvidence, room: number, {columns, theme}: Frame): EvidenceText {
	const more = moreOf(one);
	const whole = more === '' ? one.label : `${one.label} · ${more}`;
	const value = valueOf(one);
	const width = Math.max(10, columns - 5 - (value === '' ? 0 : cellWidth(value) + 2));
	if (one.span !== undefined || room < 4 || cellWidth(steady(whole)) <= width) return {label: [whole], detail: []};
	const {ellipsis} = theme.glyphs;
	const most = value === '' ? Math.min(mostLabelLines, more === '' ? room : room - 1) : 1;
	const label = wrapIndented(one.label, width, {most, ellipsis});
	const left = Math.min(mostDetailLines, room - label.length);
	return {label, detail: wrapWords(more, Math.max(10, columns - 7), {most: left, ellipsis})};
}

/** Code keeps its indentation, and goes on below a little further in. */
function wrapIndented(text: string, width: number, limits: {most: number; ellipsis: string}): string[] {
	const own = /^ */.exec(text)?.[0] ?? '';
	const indent = own.slice(0, Math.floor(width / 4));
	const hanging = own === '' ? '' : `${indent}  `;
	const [first = '', ...more] = wrapWords(text.trim(), width - hanging.length, limits);
	return [indent + first, ...more.map((line) => hanging + line)];
}

/** What stands beside or under its label. */
function moreOf(one: FindingEvidence): string {
	return [one.detail, findingPlace(one) || undefined].filter((part) => part !== undefined).join(' · ');
}

function valueOf({value, unit}: FindingEvidence): string {
	return value === undefined ? '' : formatValue(value, unit ?? '');
}

function linesOf(one: FindingEvidence, {label, detail}: EvidenceText, isCursor: boolean, frame: Frame): Line[] {
	const value = valueOf(one);
	const [first = '', ...more] = label;
	const line: Line = [
		{text: first, grow: true},
		...spanBar(one, frame),
		one.span === undefined ? say(value === '' ? '' : `  ${value}`, 'strong') : cell(value, 9, 'strong', 'right'),
		say(' '),
	];
	const edge = cell(isCursor ? frame.theme.glyphs.cursor : '', 4, 'accent');
	const lines = [line, ...more.map((text): Line => [{text, grow: true}])];
	return [
		...lines.map((each, index): Line => [index === 0 ? edge : cell('', 4), ...(isCursor ? emboldened(each) : each)]),
		...detail.map((text): Line => [say('      '), {text, tone: 'dim', grow: true}]),
	];
}

/** When it ran within its example, as one bar of a waterfall; a narrow screen has no room for it. */
function spanBar({span}: FindingEvidence, {columns, theme}: Frame): Line {
	const width = Math.min(40, columns - 46);
	if (span === undefined || width < 10) return [];
	const {before, bar, after} = spanCells(span, width);
	return [
		say('  '),
		say(theme.glyphs.gap.repeat(before), 'dim'),
		say(theme.glyphs.levels[7]!.repeat(bar), 'accent'),
		say(theme.glyphs.gap.repeat(after), 'dim'),
	];
}
