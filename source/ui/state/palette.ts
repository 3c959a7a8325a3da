import type {Reading} from '../../client/connection.ts';
import {ranges} from '../../protocol/trends.ts';
import type {Range} from '../../protocol/trends.ts';
import {bindingsFor, keyLabel} from '../keymap.ts';
import type {Abilities, Action} from '../keymap.ts';
import {fuzzyScore} from './fuzzy.ts';
import type {Model, Place} from './model.ts';
import {rememberLast} from './remember-last.ts';
import {canOf} from './select.ts';

/** What an entry of the palette does. */
export type PaletteDeed =
	| {kind: 'action'; action: Action}
	| {kind: 'go'; place: Place}
	| {kind: 'run'; agents: readonly string[]}
	| {kind: 'range'; range: Range};

export interface PaletteEntry {
	id: string;
	title: string;
	/** The key that does the same; empty where there is none. */
	key: string;
	deed: PaletteDeed;
}

/** As many as anybody reads; more typing narrows. */
const maxMatches = 50;

/** The entries that fit what is typed in the palette, best first, at most 50; empty while it is closed. */
export function paletteMatches(model: Model): readonly PaletteEntry[] {
	if (model.overlay.kind !== 'palette') return [];
	return bestMatches(allEntries(model.reading, model.place.view, model.readOnly), model.overlay.input);
}

const bestMatches = rememberLast((entries: readonly SearchedEntry[], input: string): readonly PaletteEntry[] => {
	const words = input
		.toLowerCase()
		.split(' ')
		.filter((word) => word !== '');
	if (words.length === 0) return entries.slice(0, maxMatches).map((one) => one.entry);
	return entries
		.flatMap(({entry, text}) => {
			const score = fuzzyScore(text, words);
			return score === null ? [] : [{entry, score}];
		})
		.toSorted((a, b) => b.score - a.score)
		.slice(0, maxMatches)
		.map(({entry}) => entry);
});

interface SearchedEntry {
	entry: PaletteEntry;
	text: string;
}

/** Moving and typing are for keys alone. */
const keysOnly: ReadonlySet<Action> = new Set<Action>([
	...(['up', 'down', 'first', 'last', 'half-down', 'half-up', 'page-down', 'page-up', 'cursor-left', 'cursor-right'] as const),
	...(['choose', 'palette', 'next-view', 'previous-view', 'back', 'range-longer', 'range-shorter'] as const),
]);

/** All that can be done now: the screen's actions, the views, runs, categories, ranges and findings. */
const allEntries = rememberLast((reading: Reading | null, view: Place['view'], readOnly: boolean): readonly SearchedEntry[] => {
	const entries = [...actionEntries(view, {readOnly, can: canOf(reading)}), ...(reading === null ? [] : readingEntries(reading, readOnly))];
	return entries.map((entry) => ({entry, text: entry.title.toLowerCase()}));
});

function actionEntries(view: Place['view'], able: Abilities): readonly PaletteEntry[] {
	const seen = new Set<Action>(keysOnly);
	return bindingsFor(view, 'none', able).flatMap(({action, label, keys}) => {
		if (seen.has(action)) return [];
		seen.add(action);
		return [{id: `action:${action}`, title: label, key: keyLabel(keys[0] ?? ''), deed: {kind: 'action', action}}];
	});
}

function readingEntries(reading: Reading, readOnly: boolean): readonly PaletteEntry[] {
	const runs = reading.can.trigger && !readOnly ? reading.agents.filter((agent) => agent.enabled) : [];
	return [
		...runs.map(({slug}): PaletteEntry => ({id: `run:${slug}`, title: `run ${slug}`, key: '', deed: {kind: 'run', agents: [slug]}})),
		...[{id: 'overall', title: 'Overall'}, ...reading.report.categories].map(({id, title}): PaletteEntry => ({
			id: `why:${id}`,
			title: `why ${title}`,
			key: '',
			deed: {kind: 'go', place: {view: 'why', category: id}},
		})),
		...(reading.can.history ? ranges : []).map((range): PaletteEntry => ({
			id: `range:${range}`,
			title: `trends ${range}`,
			key: '',
			deed: {kind: 'range', range},
		})),
		...reading.findings.map(({id, title}): PaletteEntry => ({
			id: `finding:${id}`,
			title: `finding: ${title}`,
			key: '',
			deed: {kind: 'go', place: {view: 'finding', id}},
		})),
	];
}
