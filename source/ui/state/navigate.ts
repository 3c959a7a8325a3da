import type {Finding} from '../../protocol/findings.ts';
import type {Step} from './event.ts';
import {forgetList, withList} from './lists.ts';
import type {Model, Place} from './model.ts';
import {cursorRow, listOf} from './select.ts';
import {step, toast} from './step.ts';
import {enterTrends} from './trends.ts';

const maxHistory = 20;
const tabs = ['overview', 'agents', 'jobs', 'findings', 'trends', 'log'] as const;

/** Goes to a place; `back` comes back from it. */
export function goTo(model: Model, place: Place): Step {
	if (isSamePlace(model.place, place)) return step(model);
	const moved = {...model, place, history: [...model.history, model.place].slice(-maxHistory)};
	return arrive(moved);
}

function isSamePlace(a: Place, b: Place): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

/** What a place needs when it comes on the screen. */
function arrive(model: Model): Step {
	const {place} = model;
	switch (place.view) {
		case 'job':
			return step(forgetList(model, 'job'), {kind: 'load-job', id: place.id});
		case 'why':
			return step(forgetList(model, 'why'));
		case 'finding':
			return step(forgetList(model, 'finding'));
		case 'trends':
			return enterTrends(model);
		case 'overview':
		case 'agents':
		case 'jobs':
		case 'findings':
		case 'log':
			return step(model);
	}
}

/** Takes back one thing: the filter, the marks, then the step that led here. */
export function back(model: Model): Step {
	const list = listOf(model.place);
	const {filter, marked} = model.lists[list];
	if (filter !== '') return step(withList(model, list, {filter: ''}));
	if (marked.length > 0) return step(withList(model, list, {marked: []}));
	const place = model.history.at(-1);
	if (place !== undefined) return step({...model, place, history: model.history.slice(0, -1)});
	return step(model.place.view === 'overview' ? model : {...model, place: {view: 'overview'}});
}

/** The next or previous of the six main views; from a detail screen, counted from the view it belongs to. */
export function cycleView(model: Model, by: 1 | -1): Step {
	const index = tabs.indexOf(tabOf(model.place));
	const view = tabs[(index + by + tabs.length) % tabs.length] ?? 'overview';
	return goTo(model, {view});
}

function tabOf(place: Place): (typeof tabs)[number] {
	if (place.view === 'why') return 'overview';
	if (place.view === 'job') return 'jobs';
	return place.view === 'finding' ? 'findings' : place.view;
}

/** Opens a finding, and remembers it as it is now: it stays readable when it is resolved meanwhile. */
export function openFinding(model: Model, finding: Finding): Step {
	return goTo({...model, finding}, {view: 'finding', id: finding.id});
}

/** Opens a job's detail. */
export function openJob(model: Model, id: string): Step {
	return goTo(model.job?.id === id ? model : {...model, job: null}, {view: 'job', id});
}

/** Shows why a category has its score: the one the cursor speaks of, else the worst. */
export function openWhy(model: Model): Step {
	const category = categoryUnderCursor(model) ?? worstCategory(model);
	if (category === null) return step(toast(model, 'info', 'Nothing is known of this service yet.'));
	return goTo(model, {view: 'why', category});
}

function categoryUnderCursor(model: Model): string | null {
	const known = whyIds(model);
	const wanted = categoryMeant(model);
	return wanted !== null && known.includes(wanted) ? wanted : null;
}

function categoryMeant(model: Model): string | null {
	const {place} = model;
	if (place.view === 'overview') return categoryOfOverview(model);
	if (place.view === 'trends') return cursorRow(model, 'trends')?.series.id.split('.', 1)[0] ?? null;
	if (place.view === 'findings') return cursorRow(model, 'findings')?.finding.category ?? null;
	if (place.view === 'finding') return model.finding?.category ?? null;
	return place.view === 'job' ? (cursorRow(model, 'job')?.finding.category ?? null) : null;
}

function categoryOfOverview(model: Model): string | null {
	const row = cursorRow(model, 'overview');
	if (row === null) return 'overall';
	if (row.kind === 'category') return row.category.id;
	const evidence = row.recommendation.evidence[0];
	if (evidence?.kind === 'signal') return evidence.id.split('.', 1)[0] ?? null;
	const id = evidence?.id;
	if (evidence?.kind === 'component') return model.reading?.report.components.find((one) => one.id === id)?.category ?? null;
	return model.reading?.findings.find((one) => one.id === id)?.category ?? null;
}

function worstCategory(model: Model): string | null {
	const categories = model.reading?.report.categories ?? [];
	const scored = categories.filter((category) => category.score !== null);
	const worst = scored.toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0))[0] ?? categories[0];
	return worst?.id ?? null;
}

/** What can be explained, in the order of the screen: the overall score, then every category. */
function whyIds({reading}: Model): readonly string[] {
	return reading === null ? [] : ['overall', ...reading.report.categories.map(({id}) => id)];
}

/** From one Why to its neighbour's, without a step in the history. */
export function cycleCategory(model: Model, by: 1 | -1): Model {
	const {place} = model;
	const ids = whyIds(model);
	if (place.view !== 'why' || ids.length === 0) return model;
	const at = ids.indexOf(place.category);
	const next = ids[at === -1 ? 0 : (at + by + ids.length) % ids.length];
	return next === undefined ? model : forgetList({...model, place: {view: 'why', category: next}}, 'why');
}
