import {emptyList} from './initial.ts';
import type {ListId, ListState, Model} from './model.ts';
import {cursorIndex, cursorRow, listOf, rowsOf} from './select.ts';

export type Movement = 'up' | 'down' | 'first' | 'last' | 'half-up' | 'half-down' | 'page-up' | 'page-down';

/** Moves the cursor of the list on the screen; the model itself where it cannot move. */
export function move(model: Model, movement: Movement): Model {
	const list = listOf(model.place);
	const length = rowsOf(model, list).length;
	return length === 0 ? model : putCursor(model, list, cursorIndex(model, list) + distance(movement, pageOf(model)));
}

/** How many rows a movement goes; it ends at the list's ends. */
export function distance(movement: Movement, page: number): number {
	switch (movement) {
		case 'up':
			return -1;
		case 'down':
			return 1;
		case 'first':
			return -Infinity;
		case 'last':
			return Infinity;
		case 'half-up':
			return -Math.ceil(page / 2);
		case 'half-down':
			return Math.ceil(page / 2);
		case 'page-up':
			return -page;
		case 'page-down':
			return page;
	}
}

/** About what a list shows at once: the screen without its title, headings and footer. */
export function pageOf(model: Model): number {
	return Math.max(1, model.size.rows - 8);
}

/** Puts the cursor on a row by its index, kept inside the list. */
export function putCursor(model: Model, list: ListId, index: number): Model {
	const rows = rowsOf(model, list);
	const inside = Math.max(0, Math.min(index, rows.length - 1));
	const row = rows[inside];
	if (row === undefined) return model;
	// The log's cursor follows the newest line while it is on it.
	const cursorId = list === 'log' && inside === 0 ? null : row.id;
	return withList(model, list, {cursorId, index: inside});
}

/** Changes a list's state; the model itself where nothing changes. */
export function withList(model: Model, list: ListId, change: Partial<ListState>): Model {
	const before = model.lists[list];
	const after = {...before, ...change};
	const isSame =
		before.cursorId === after.cursorId && before.index === after.index && before.filter === after.filter && before.marked === after.marked;
	return isSame ? model : {...model, lists: {...model.lists, [list]: after}};
}

/** Marks the row under the cursor, or takes its mark away, and goes on to the next. */
export function mark(model: Model): Model {
	const list = listOf(model.place);
	const row = cursorRow(model, list);
	if (row === null) return model;
	const {marked} = model.lists[list];
	const next = marked.includes(row.id) ? marked.filter((id) => id !== row.id) : [...marked, row.id];
	return move(withList(model, list, {marked: next}), 'down');
}

/**
 * After every event: the list on the screen holds its cursor by the id of the row it shows, so that the next answer cannot move it;
 * marks of rows that are gone are dropped.
 */
export function settleLists(model: Model): Model {
	const list = listOf(model.place);
	return pinCursor(dropGoneMarks(model), list);
}

function pinCursor(model: Model, list: ListId): Model {
	const index = cursorIndex(model, list);
	if (index === -1) return withList(model, list, {cursorId: null, index: 0});
	if (list === 'log' && model.lists.log.cursorId === null) return model;
	return putCursor(model, list, index);
}

function dropGoneMarks(model: Model): Model {
	const {marked} = model.lists.agents;
	if (marked.length === 0 || model.reading === null) return model;
	const slugs = new Set(model.reading.agents.map((agent) => `agent:${agent.slug}`));
	const kept = marked.filter((id) => slugs.has(id));
	return kept.length === marked.length ? model : withList(model, 'agents', {marked: kept});
}

/** A list as it was before anybody touched it: for a detail screen that now shows something else. */
export function forgetList(model: Model, list: ListId): Model {
	return withList(model, list, emptyList);
}
