import {accepts, charsExcept, includes, meets, oneOrMore, seq, text} from '../routes/language.ts';
import type {Language} from '../routes/language.ts';
import {patternOf} from '../routes/pattern.ts';
import type {Pattern} from '../routes/pattern.ts';
import type {Route} from '../routes/route.ts';
import type {Segment} from './address.ts';
import {callSegmentOf} from './meet.ts';
import type {CallSegment} from './meet.ts';
import {spellingsOf} from './route-segments.ts';
import {emptyNode, entriesBelow, insert, nodesAfter, search} from './trie.ts';
import type {Entry, Found, Node} from './trie.ts';

/** All routes of a table, ready to be looked up: fallbacks and partly known ones are kept apart by the caller. */
export interface RouteIndex {
	/** `isFolded`: case does not count. */
	trees: {root: Node; isFolded: boolean}[];
	/** Regular expressions, read as a whole. */
	wholes: {route: Route; pattern: Pattern}[];
	entries: Entry[];
}

/** A path as it is looked up. */
export interface CalledPath {
	segments: readonly Segment[];
	hasTrailingSlash: boolean;
}

/** Puts routes where calls find them. */
export function indexRoutes(routes: readonly Route[]): RouteIndex {
	const index: RouteIndex = {
		trees: [
			{root: emptyNode(), isFolded: true},
			{root: emptyNode(), isFolded: false},
		],
		wholes: [],
		entries: [],
	};
	for (const route of routes) addRoute(index, route);
	return index;
}

/** Every route whose path this can be, each once, as well as it can be met. */
export function lookUp(index: RouteIndex, path: CalledPath): Found[] {
	const call = path.segments.map((segment) => callSegmentOf(segment));
	const found = index.trees.flatMap(({root, isFolded}) => search(root, folded(call, isFolded)));
	const kept = found.filter(({entry}) => !entry.route.isStrict || call.length === 0 || entry.hasTrailingSlash === path.hasTrailingSlash);
	return bestOfEach([...kept, ...index.wholes.flatMap((whole) => lookUpWhole(whole, path))]);
}

/** What lies at and below the places that a beginning of a path leads to. */
export function placesAfter(index: RouteIndex, beginning: readonly Segment[]): Node[] {
	const call = beginning.map((segment) => callSegmentOf(segment));
	return index.trees.flatMap(({root, isFolded}) => nodesAfter(root, folded(call, isFolded)));
}

export {entriesBelow};

function addRoute(index: RouteIndex, route: Route): void {
	const pattern = patternOf(route);
	const spellings = spellingsOf(pattern);
	if (spellings === null) index.wholes.push({route, pattern});
	for (const spelling of spellings ?? []) {
		const entry: Entry = {route, ...spelling};
		const tree = index.trees[route.isCaseSensitive ? 1 : 0]!;
		insert(tree.root, entry, tree.isFolded);
		index.entries.push(entry);
	}
}

/** Text in lower case where case does not count. */
export const folded = (call: readonly CallSegment[], isFolded: boolean): CallSegment[] =>
	call.map((segment) => (isFolded && segment.kind === 'literal' ? {...segment, text: segment.text.toLowerCase()} : segment));

/** A regular expression never takes text as text: at its best it is met like a parameter. */
function lookUpWhole({route, pattern}: {route: Route; pattern: Pattern}, {segments, hasTrailingSlash}: CalledPath): Found[] {
	const entry: Entry = {route, segments: [], hasTrailingSlash};
	const found = {entry, same: 0, endsSame: false, viaRest: true};
	const written = segments.map((segment) => segment.filter((part) => typeof part === 'string').join(''));
	if (segments.every((segment) => segment.every((part) => typeof part === 'string'))) {
		return accepts(pattern.language, `/${written.join('/')}${hasTrailingSlash ? '/' : ''}`) ? [{...found, level: 'weak'}] : [];
	}
	const called = seq(
		...segments.flatMap((segment) => [text('/'), ...segment.map((part) => (typeof part === 'string' ? text(part) : someSegment))]),
	);
	if (includes(pattern.language, called)) return [{...found, level: 'exact'}];
	return meets(pattern.language, called) ? [{...found, level: 'maybe'}] : [];
}
const someSegment: Language = oneOrMore(charsExcept('/'));

const levels = ['exact', 'weak', 'maybe'] as const;
/** Better first: by level, then by how much is the same text. */
export const byLevel = (a: Found, b: Found): number => levels.indexOf(a.level) - levels.indexOf(b.level) || b.same - a.same;

function bestOfEach(found: readonly Found[]): Found[] {
	const best = new Map<Route, Found>();
	for (const one of found) {
		const before = best.get(one.entry.route);
		if (before === undefined || byLevel(one, before) < 0) best.set(one.entry.route, one);
	}
	return [...best.values()];
}
