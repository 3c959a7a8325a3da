import {formatValue} from '../../basics/format-value.ts';
import type {Finding, FindingEvidence, OpenFinding} from '../../protocol/findings.ts';
import {cellWidth, wrapWords} from '../components/fit.ts';
import {cell, emboldened, type Line, say} from '../components/line.ts';
import {spanCells} from '../components/span.ts';
import {pageByHeight, positionText} from '../components/table.ts';
import {cursorIndex, findingOf, sinceServer} from '../state/select.ts';
import {connecting} from './connecting.ts';
import type {Frame} from './frame.ts';
import {title} from './title.ts';
import {agoText, dateText, findingPlace} from './words.ts';

/** One finding with everything a person needs to check it and to act on it. */
export function finding(frame: Frame): Line[] {
	const {model, rows} = frame;
	const one = findingOf(model);
	if (one === null)
		return model.reading === null
			? connecting(frame)
			: [
					title('Finding', [], {}, frame),
					[],
					[say('  '), say('This finding is closed: the last run did not find it again. Esc goes back.', 'dim')],
				];
	const isOpen = model.reading?.findings.some(({id}) => id === one.id) ?? false;
	const state = isOpen ? [] : [say('closed meanwhile', 'done')];
	return [
		title('Finding', state, {list: 'finding'}, frame),
		...findingBody(one, {...frame, rows: rows - 1}, cursorIndex(model, 'finding')),
	].slice(0, rows);
}

/** The same beside a list and on its own screen; `cursor` is the evidence under the cursor, null where there is none. */
export function findingBody(one: Finding | OpenFinding, frame: Frame, cursor: number | null): Line[] {
	const {theme, columns, rows} = frame;
	const tone = `severity.${one.severity}` as const;
	const [first = '', ...more] = wrapWords(one.title, Math.max(10, columns - 6), {most: 3, ellipsis: theme.glyphs.ellipsis});
	const name: Line[] = [
		[say('  '), say(`${theme.glyphs.severity[one.severity]} `, tone), say(first, 'strong')],
		...more.map((line): Line => [say('    '), say(line, 'strong')]),
	];
	const above = [...name, ...factLines(one, frame), ...adviceLines(one, frame)];
	return [...above, ...evidenceLines(one.evidence, {...frame, rows: rows - above.length}, cursor)].slice(0, rows);
}

function factLines(one: Finding | OpenFinding, {model, theme}: Frame): Line[] {
	const origin: Line = [
		say('    '),
		say(one.severity, `severity.${one.severity}`),
		say(` · ${one.agent} · ${one.rule} · counts for ${one.category}`, 'dim'),
	];
	const place: Line[] = one.file === undefined ? [] : [[say('    '), say(findingPlace(one), 'accent')]];
	if (!('firstSeen' in one)) return [origin, ...place];
	const seen = `first seen ${dateText(one.firstSeen)} · last seen ${agoText(sinceServer(model, one.lastSeen), theme)}`;
	return [origin, [say('    '), say(seen, 'dim')], ...place];
}

function adviceLines({advice}: Finding, {columns, theme}: Frame): Line[] {
	if (advice === undefined) return [];
	const lines = wrapWords(advice, Math.max(10, Math.min(100, columns - 6)), {most: 5, ellipsis: theme.glyphs.ellipsis});
	return [[], [say('  '), say('What to do', 'heading')], ...lines.map((line): Line => [say('    '), say(line)])];
}

function evidenceLines(evidence: readonly FindingEvidence[], frame: Frame, cursor: number | null): Line[] {
	const {rows} = frame;
	if (rows < 3) return [];
	const heights = evidence.map((one) => (rows >= 8 && needsTwo(one, frame) ? 2 : 1));
	const page = pageByHeight(heights, cursor ?? 0, rows - 2);
	const shown = evidence
		.slice(page.from, page.to)
		.flatMap((one, index) => evidenceLine(one, heights[page.from + index]!, page.from + index === cursor, frame));
	return [[], [say('  '), say('Evidence', 'heading'), say(`  ${positionText(evidence.length, page)}`, 'dim')], ...shown];
}

/** What fits on one line stays on it, and a bar says all there is to say. */
function needsTwo(one: FindingEvidence, {columns}: Frame): boolean {
	const more = moreOf(one);
	if (one.span !== undefined || more === '') return false;
	return cellWidth(oneLine(one.label, more)) + cellWidth(valueOf(one)) + 8 > columns;
}

/** What stands beside or under its label. */
function moreOf(one: FindingEvidence): string {
	return [one.detail, findingPlace(one) || undefined].filter((part) => part !== undefined).join(' · ');
}

function oneLine(label: string, more: string): string {
	return more === '' ? label : `${label} · ${more}`;
}

function valueOf({value, unit}: FindingEvidence): string {
	return value === undefined ? '' : formatValue(value, unit ?? '');
}

function evidenceLine(one: FindingEvidence, height: number, isCursor: boolean, frame: Frame): Line[] {
	const [more, value] = [moreOf(one), valueOf(one)];
	const line: Line = [
		{text: height === 1 ? oneLine(one.label, more) : one.label, grow: true},
		...spanBar(one, frame),
		one.span === undefined ? say(value === '' ? '' : `  ${value}`, 'strong') : cell(value, 9, 'strong', 'right'),
		say(' '),
	];
	const edge = cell(isCursor ? frame.theme.glyphs.cursor : '', 4, 'accent');
	const below: Line[] = height === 2 ? [[say('      '), {text: more, tone: 'dim', grow: true}]] : [];
	return [[edge, ...(isCursor ? emboldened(line) : line)], ...below];
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
