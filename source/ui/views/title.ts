import {truncate, wrapWords} from '../components/fit.ts';
import {boxed, type Line, naturalWidth, say, spring} from '../components/line.ts';
import {steady} from '../components/steady.ts';
import type {ListId} from '../state/model.ts';
import {countWithoutFilter, rowsOf} from '../state/select.ts';
import type {Frame} from './frame.ts';

/** A view's first line: its name, what is in it in a few words, how it is filtered, and which part of it is on the screen. */
export function title(name: string, about: Line, {list, position = ''}: {list?: ListId; position?: string}, frame: Frame): Line {
	const start: Line = [say('  '), say(truncate(steady(name), Math.max(8, frame.columns - 24), frame.theme.glyphs.ellipsis), 'heading')];
	const end: Line = [...(list === undefined ? [] : filterPart(list, frame)), say('  '), spring, say(position, 'dim'), say(' ')];
	const room = frame.columns - naturalWidth(start) - naturalWidth(end) - 3;
	const shown = naturalWidth(about) <= room ? about : boxed(about, Math.max(0, room), frame.theme.glyphs.ellipsis);
	return [...start, say(about.length === 0 ? '' : '   '), ...shown, ...end];
}

function filterPart(list: ListId, {model}: Frame): Line {
	const {filter} = model.lists[list];
	if (filter === '') return [];
	return [
		say('  / ', 'key'),
		say(filter, 'strong'),
		say(` ${rowsOf(model, list).length.toLocaleString('en-US')} of ${countWithoutFilter(model, list).toLocaleString('en-US')}`, 'dim'),
	];
}

/** What a list says when it has nothing to show: nothing matched, or the line that says what to do. */
export function emptyLines(list: ListId, advice: string, {model, columns}: Frame): Line[] {
	const filtered = model.lists[list].filter !== '' && countWithoutFilter(model, list) > 0;
	const text = filtered ? `Nothing matches "${model.lists[list].filter}". Esc in the filter shows all again.` : advice;
	return [[], ...wrapWords(text, Math.max(10, Math.min(100, columns - 4)), {most: 4}).map((line): Line => [say('  '), say(line, 'dim')])];
}
