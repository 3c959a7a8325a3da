import {cellWidth, truncate, wrapWords} from '../components/fit.ts';
import {cell, emboldened, type Line, say, spring} from '../components/line.ts';
import {steady} from '../components/steady.ts';
import {pageOf, positionText} from '../components/table.ts';
import {keyGroups} from '../keymap.ts';
import type {Overlay} from '../state/model.ts';
import {paletteMatches} from '../state/palette.ts';
import {abilities} from '../state/select.ts';
import type {Frame} from './frame.ts';

/** Every key that works here, made from the table that the keys themselves are made from. */
export function help(frame: Frame, scroll: number): Line[] {
	const {model, theme, columns, rows} = frame;
	const groups = keyGroups(abilities(model), {ascii: theme.ascii});
	const wide = columns >= 100;
	const blocks = groups.map(({title, rows: keys}): Line[] => [
		[say('  '), say(title, 'heading')],
		...keys.map(({keys: names, label, asks}) => keyLine(names, label, asks)),
		[],
	]);
	const all = wide ? columnsOf(blocks, columns) : blocks.flat();
	const room = Math.max(1, rows - 2);
	const from = Math.max(0, Math.min(scroll, all.length - room));
	const shown = all.slice(from, from + room);
	const position = positionText(all.length, {from, to: from + shown.length});
	const head: Line = [
		say('  '),
		say('Keys', 'heading'),
		say('   what changes something outside the monitor asks first', 'dim'),
		say('  '),
		spring,
		say(position, 'dim'),
		say(' '),
	];
	return [head, [], ...shown].slice(0, rows);
}

function keyLine(names: string, label: string, asks: boolean): Line {
	return [say('    '), cell(names, 18, 'key'), say(' '), say(label), say(asks ? ' (asks)' : '', 'dim')];
}

/** Groups flow into as many columns as fit, each about as tall as the others. */
function columnsOf(blocks: readonly Line[][], columns: number): Line[] {
	const count = Math.min(4, Math.floor(columns / 48));
	const width = Math.floor(columns / count);
	const stacks: Line[][] = Array.from({length: count}, () => []);
	for (const block of blocks) stacks.toSorted((a, b) => a.length - b.length)[0]?.push(...block);
	const height = Math.max(...stacks.map((stack) => stack.length));
	return Array.from({length: height}, (_, row) => stacks.flatMap((stack): Line => rowOf(stack[row] ?? [], width)));
}

function rowOf(line: Line, width: number): Line {
	const used = line.reduce((sum, segment) => sum + (segment.width ?? segment.text.length), 0);
	return [...line, cell('', Math.max(0, width - used))];
}

/** What can be done, best match first, above the line in which it is typed. */
export function palette(overlay: Extract<Overlay, {kind: 'palette'}>, frame: Frame): Line[] {
	const {model, theme, rows, columns} = frame;
	const matches = paletteMatches(model);
	const room = Math.max(1, Math.min(12, rows - 1));
	const page = pageOf(matches.length, overlay.cursor, room);
	const shown = matches.slice(page.from, page.to).map(({title, key}, index): Line => {
		const isCursor = page.from + index === overlay.cursor;
		const line: Line = [{text: title, grow: true}, say(key === '' ? '' : `  ${key}`, 'key'), say('  ')];
		return [cell(isCursor ? theme.glyphs.cursor : '', 2, 'accent'), ...(isCursor ? emboldened(line) : line)];
	});
	const none: Line[] = matches.length === 0 ? [[say('  '), say('No command of that name.', 'dim')]] : [];
	return panel('Commands', positionText(matches.length, page), [...none, ...shown], {columns, theme});
}

/** A question with what the answer will do, and nothing between the two. */
export function confirm({title, lines}: Extract<Overlay, {kind: 'confirm'}>, {columns, theme}: Frame): Line[] {
	const texts = lines.flatMap((line) =>
		wrapWords(line, Math.max(10, Math.min(100, columns - 4)), {most: 4, ellipsis: theme.glyphs.ellipsis}),
	);
	const body = texts.map((text): Line => [say('  '), say(text)]);
	return panel(title, '', [[], ...body, []], {columns, theme}, 'severity.warning');
}

function panel(
	title: string,
	position: string,
	body: readonly Line[],
	{columns, theme}: Pick<Frame, 'columns' | 'theme'>,
	tone: 'heading' | 'severity.warning' = 'heading',
): Line[] {
	const {rule} = theme.glyphs;
	const name = truncate(steady(title), columns - 5);
	const tail = position === '' ? '' : ` ${position} `;
	const between = rule.repeat(Math.max(0, columns - cellWidth(name) - cellWidth(tail) - 4));
	return [[say(`${rule}${rule} `, 'dim'), say(name, tone), say(` ${between}${tail}`, 'dim')], ...body];
}
