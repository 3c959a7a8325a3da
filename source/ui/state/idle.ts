import type {Action} from '../keymap.ts';
import {isFinished} from './jobs.ts';
import type {ListId, Model} from './model.ts';
import {fileOf} from './point.ts';
import {countWithoutFilter, listOf, rowsOf} from './select.ts';

/** What needs a row to be done to. */
const onRows: readonly Action[] = ['up', 'down', 'do', 'run', 'mark', 'open', 'sort', 'copy', 'next-category', 'previous-category', 'cursor-left', 'cursor-right']; // prettier-ignore

/**
 * Actions that could do nothing on this screen, for a footer that promises nothing in vain. Judged by the whole list and not by the row under the cursor:
 * a footer that changed with every arrow key would be read as news.
 */
export function idleActions(model: Model): ReadonlySet<Action> {
	const list = listOf(model.place);
	const rows = rowsOf(model, list).length;
	return new Set<Action>([
		...(rows === 0 ? onRows.filter((action) => !isOfTheScreen(action, list)) : []),
		...(countWithoutFilter(model, list) === 0 ? (['filter'] as const) : []),
		...(model.reading === null ? (['why', 'next-category', 'previous-category'] as const) : []),
		...(hasFile(model, list) ? [] : (['edit'] as const)),
		...(hasRun(model, list) ? [] : (['cancel-job'] as const)),
		...(list === 'why' && rowsOf(model, 'why').every((row) => row.findings.length === 0) ? (['open'] as const) : []),
	]);
}

/** The run on its screen can be copied, and a category without signals has neighbours. */
function isOfTheScreen(action: Action, list: ListId): boolean {
	if (list === 'why') return action === 'next-category' || action === 'previous-category';
	return (list === 'job' || list === 'finding') && action === 'copy';
}

function hasFile(model: Model, list: ListId): boolean {
	switch (list) {
		case 'findings':
		case 'job':
			return rowsOf(model, list).some(({finding}) => fileOf(finding) !== null);
		case 'why':
			return rowsOf(model, 'why').some(({findings}) => findings[0] !== undefined && fileOf(findings[0]) !== null);
		case 'finding':
			return rowsOf(model, 'finding').some(({evidence}) => evidence.file !== undefined) || hasOwnFile(model);
		case 'overview':
		case 'agents':
		case 'jobs':
		case 'trends':
		case 'log':
			return false;
	}
}

function hasOwnFile({finding, reading, place}: Model): boolean {
	if (place.view !== 'finding') return false;
	const {id} = place;
	const one = reading?.findings.find((open) => open.id === id) ?? finding;
	return one?.file !== undefined;
}

function hasRun({reading, job, place}: Model, list: ListId): boolean {
	if (list === 'job' && place.view === 'job') {
		const {id} = place;
		const one = reading?.jobs.find((known) => known.id === id) ?? job;
		return one !== undefined && one !== null && !isFinished(one);
	}
	return reading?.jobs.some((one) => !isFinished(one)) ?? false;
}
