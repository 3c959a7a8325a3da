import {type Line, say, spring} from '../components/line.ts';
import type {ListId} from '../state/model.ts';
import {countWithoutFilter, rowsOf} from '../state/select.ts';
import type {Frame} from './frame.ts';

/** A view's first line: its name, what is in it in a few words, how it is filtered, and which part of it is on the screen. */
export function title(name: string, about: Line, {list, position = ''}: {list?: ListId; position?: string}, frame: Frame): Line {
	const space = about.length === 0 ? [] : [say('   ')];
	return [say('  '), say(name, 'heading'), ...space, ...about, ...(list === undefined ? [] : filterPart(list, frame)), say('  '), spring, say(position, 'dim'), say(' ')];
}

function filterPart(list: ListId, {model}: Frame): Line {
	const {filter} = model.lists[list];
	if (filter === '') return [];
	return [say('  / ', 'key'), say(filter, 'strong'), say(` ${rowsOf(model, list).length.toLocaleString('en-US')} of ${countWithoutFilter(model, list).toLocaleString('en-US')}`, 'dim')];
}

/** What a list says when it has nothing to show: nothing matched, or the line that says what to do. */
export function emptyLines(list: ListId, advice: string, {model}: Frame): Line[] {
	const filtered = model.lists[list].filter !== '' && countWithoutFilter(model, list) > 0;
	return [[], [say('  '), say(filtered ? `Nothing matches "${model.lists[list].filter}". Esc in the filter shows all again.` : advice, 'dim')]];
}
