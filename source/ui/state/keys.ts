import {bindingOf} from '../keymap.ts';
import type {Action} from '../keymap.ts';
import type {Range} from '../../protocol/trends.ts';
import type {EventOf, Step} from './event.ts';
import {graphemes} from './graphemes.ts';
import {mark, move, putCursor} from './lists.ts';
import type {Movement} from './lists.ts';
import type {Model} from './model.ts';
import {back, cycleCategory, cycleView, goTo, openFinding, openWhy} from './navigate.ts';
import {dismiss, erase, moveInOverlay, openFilter, openHelp, openPalette, type} from './overlays.ts';
import {paletteMatches} from './palette.ts';
import type {PaletteDeed} from './palette.ts';
import {confirmed, doChosen, openChosen, requestCancel, requestRun, runChosen} from './perform.ts';
import {copyChosen, editChosen} from './point.ts';
import {abilities, rowsOf} from './select.ts';
import {step, toast} from './step.ts';
import {chooseRange, moveCursor, stepRange, withRange} from './trends.ts';

/** What a key does, by the table: in an overlay its own bindings first, then text where it takes text. */
export function pressed(model: Model, {key, burst = false}: EventOf<'key'>): Step {
	const binding = bindingOf(key, model.place.view, model.overlay.kind, abilities(model));
	const quiet = model.toast === null ? model : {...model, toast: null};
	if (binding === null) return typed(model, key);
	if (burst && binding.acts === true) return step(toast(model, 'info', 'Several keys came at once, as in a paste: nothing was done.'));
	const next = deeds[binding.action](quiet, key);
	// A key that did nothing leaves the screen as it was, toast and all.
	return next.model === quiet && next.commands.length === 0 ? step(model) : next;
}

/** What is bound to nothing is text, where text is taken. */
function typed(model: Model, key: string): Step {
	const text = key === 'space' ? ' ' : key;
	return step(graphemes(text).length === 1 ? type(model, text) : model);
}

type Deed = (model: Model, key: string) => Step;

/** One deed per action; which of them a key can reach where, the keymap says. */
const deeds: Record<Action, Deed> = {
	up: (model) => moveAny(model, 'up'),
	down: (model) => moveAny(model, 'down'),
	first: (model) => moveAny(model, 'first'),
	last: (model) => moveAny(model, 'last'),
	'half-up': (model) => moveAny(model, 'half-up'),
	'half-down': (model) => moveAny(model, 'half-down'),
	'page-up': (model) => moveAny(model, 'page-up'),
	'page-down': (model) => moveAny(model, 'page-down'),
	choose: (model, key) => step(choose(model, Number(key))),
	do: doChosen,
	run: runChosen,
	mark: (model) => step(mark(model)),
	open: openChosen,
	'cancel-job': requestCancel,
	edit: editChosen,
	copy: copyChosen,
	sort: (model) => step({...model, findingsSort: nextSort[model.findingsSort]}),
	'cursor-left': (model) => step(moveCursor(model, -1)),
	'cursor-right': (model) => step(moveCursor(model, 1)),
	'range-longer': (model) => stepRange(model, 1),
	'range-shorter': (model) => stepRange(model, -1),
	back,
	why: openWhy,
	'next-category': (model) => step(cycleCategory(model, 1)),
	'previous-category': (model) => step(cycleCategory(model, -1)),
	'next-view': (model) => cycleView(model, 1),
	'previous-view': (model) => cycleView(model, -1),
	'go-overview': (model) => goTo(model, {view: 'overview'}),
	'go-agents': (model) => goTo(model, {view: 'agents'}),
	'go-jobs': (model) => goTo(model, {view: 'jobs'}),
	'go-findings': (model) => goTo(model, {view: 'findings'}),
	'go-trends': (model) => goTo(model, {view: 'trends'}),
	'go-log': (model) => goTo(model, {view: 'log'}),
	help: openHelp,
	palette: openPalette,
	filter: openFilter,
	accept,
	dismiss,
	erase: (model) => step(erase(model, 'erase')),
	'erase-word': (model) => step(erase(model, 'erase-word')),
	'erase-all': (model) => step(erase(model, 'erase-all')),
	refresh: (model) => (model.polling ? step(model) : step({...model, polling: true}, {kind: 'poll'})),
	pause: (model) => (model.paused ? step({...model, paused: false}, {kind: 'poll'}) : step({...model, paused: true, nextPollAt: null})),
	suspend: (model) => step(model, {kind: 'suspend'}),
	redraw: (model) => step(model, {kind: 'redraw'}),
	quit: (model) => step(model, {kind: 'quit'}),
};

const nextSort = {severity: 'newest', newest: 'agent', agent: 'severity'} as const;

/** In the list, or in what lies over it; a filter is typed over the list it filters. */
function moveAny(model: Model, movement: Movement): Step {
	const {kind} = model.overlay;
	return step(kind === 'none' || kind === 'filter' ? move(model, movement) : moveInOverlay(model, movement));
}

function choose(model: Model, number: number): Model {
	const index = rowsOf(model, 'overview').findIndex((row) => row.kind === 'recommendation' && row.number === number);
	return index === -1 ? model : putCursor(model, 'overview', index);
}

function accept(model: Model): Step {
	const {overlay} = model;
	const closed: Model = {...model, overlay: {kind: 'none'}};
	switch (overlay.kind) {
		case 'confirm':
			return confirmed(model, overlay.command);
		case 'palette': {
			const entry = paletteMatches(model)[overlay.cursor];
			return entry === undefined ? step(toast(closed, 'info', `No command fits “${overlay.input}”.`)) : perform(closed, entry.deed);
		}
		case 'filter':
		case 'help':
		case 'none':
			return step(closed);
	}
}

/** Does what an entry of the palette stands for, with all the asking that goes with it. */
export function perform(model: Model, deed: PaletteDeed): Step {
	switch (deed.kind) {
		case 'action':
			return deeds[deed.action](model, '');
		case 'run':
			return requestRun(model, deed.agents);
		case 'range':
			return goToRange(model, deed.range);
		case 'go':
			return deed.place.view === 'finding' ? openById(model, deed.place.id) : goTo(model, deed.place);
	}
}

function goToRange(model: Model, range: Range): Step {
	return model.place.view === 'trends' ? chooseRange(model, range) : goTo(withRange(model, range), {view: 'trends'});
}

function openById(model: Model, id: string): Step {
	const finding = model.reading?.findings.find((one) => one.id === id);
	return finding === undefined ? step(model) : openFinding(model, finding);
}
