import {keyGroups} from '../keymap.ts';
import type {Step} from './event.ts';
import {graphemes} from './graphemes.ts';
import {distance, withList} from './lists.ts';
import type {Movement} from './lists.ts';
import type {Model, Overlay} from './model.ts';
import {paletteMatches} from './palette.ts';
import {abilities, listOf} from './select.ts';
import {step} from './step.ts';

/** Longer than anybody types; a filter or a command of a megabyte is a paste gone wrong. */
const maxInput = 200;

export function openPalette(model: Model): Step {
	return step({...model, overlay: {kind: 'palette', input: '', cursor: 0}});
}

/** Opens the filter of the list on the screen with what it filters by now. */
export function openFilter(model: Model): Step {
	return step({...model, overlay: {kind: 'filter', input: model.lists[listOf(model.place)].filter}});
}

export function openHelp(model: Model): Step {
	return step({...model, overlay: {kind: 'help', scroll: 0}});
}

/** Closes what lies over the screen; a filter that is dismissed is no filter. */
export function dismiss(model: Model): Step {
	const closed: Model = {...model, overlay: {kind: 'none'}};
	return step(model.overlay.kind === 'filter' ? withList(closed, listOf(model.place), {filter: ''}) : closed);
}

/** Types into the palette or the filter; elsewhere text means nothing. */
export function type(model: Model, text: string): Model {
	const {overlay} = model;
	if (overlay.kind !== 'palette' && overlay.kind !== 'filter') return model;
	return withInput(model, overlay.input + printable(text));
}

/** One line of what can be seen: pasted line ends and control characters are no part of a command or a filter. */
function printable(text: string): string {
	return text.replaceAll(/\p{Cc}+/gu, ' ');
}

/** Takes back what was typed: a character as people see it, a word, all. */
export function erase(model: Model, what: 'erase' | 'erase-word' | 'erase-all'): Model {
	const {overlay} = model;
	if (overlay.kind !== 'palette' && overlay.kind !== 'filter') return model;
	return withInput(model, rest(overlay.input, what));
}

function rest(input: string, what: 'erase' | 'erase-word' | 'erase-all'): string {
	if (what === 'erase-all') return '';
	return what === 'erase-word' ? input.replace(/\S*\s*$/u, '') : graphemes(input).slice(0, -1).join('');
}

function withInput(model: Model, wanted: string): Model {
	const {overlay} = model;
	const input = wanted.slice(0, maxInput).toWellFormed();
	if (overlay.kind !== 'palette' && overlay.kind !== 'filter') return model;
	if (input === overlay.input) return model;
	if (overlay.kind === 'palette') return {...model, overlay: {kind: 'palette', input, cursor: 0}};
	const next: Model = {...model, overlay: {kind: 'filter', input}};
	return withList(next, listOf(model.place), {filter: input});
}

/** Header, footer, their rules, the help's title and blank line, and one line that stays in view from page to page. */
const chromeRows = 7;

/** Moves in the palette's matches or the help's lines. */
export function moveInOverlay(model: Model, movement: Movement): Model {
	const {overlay} = model;
	const by = distance(movement, Math.max(1, model.size.rows - chromeRows));
	if (overlay.kind === 'palette') return withOverlay(model, {...overlay, cursor: overlay.cursor + by});
	return overlay.kind === 'help' ? withOverlay(model, {...overlay, scroll: overlay.scroll + by}) : model;
}

function withOverlay(model: Model, overlay: Overlay): Model {
	return settleOverlay({...model, overlay});
}

/** After every event: the palette's cursor and the help's scroll are inside what there is. */
export function settleOverlay(model: Model): Model {
	const {overlay} = model;
	if (overlay.kind === 'palette') {
		const cursor = inside(overlay.cursor, paletteMatches(model).length);
		return cursor === overlay.cursor ? model : {...model, overlay: {...overlay, cursor}};
	}
	if (overlay.kind === 'help') {
		const scroll = inside(overlay.scroll, helpLength(model));
		return scroll === overlay.scroll ? model : {...model, overlay: {...overlay, scroll}};
	}
	return model;
}

/** Lines of the help: a title and a blank one per group, and its rows. */
export function helpLength(model: Model): number {
	return keyGroups(abilities(model)).reduce((lines, group) => lines + (group.rows.length === 0 ? 0 : group.rows.length + 2), 0);
}

function inside(index: number, length: number): number {
	return Math.max(0, Math.min(index, length - 1));
}
