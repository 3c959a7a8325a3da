import type {Route} from '../routes/route.ts';
import type {Backend} from './backend.ts';
import type {RouteSegment} from './route-segments.ts';
import type {Entry} from './trie.ts';

/** Routes that are written in the same ways, in lower case: they are as near to a call as each other. Equal segments are the same object. */
export interface Candidate {
	spellings: readonly (readonly RouteSegment[])[];
	routes: Route[];
}

const known = new WeakMap<Backend, readonly Candidate[]>();

/** All routes of the API that a call could have meant. */
export function candidatesOf(backend: Backend): readonly Candidate[] {
	let candidates = known.get(backend);
	if (candidates === undefined) known.set(backend, (candidates = groupRoutes(backend.index.entries)));
	return candidates;
}

function groupRoutes(entries: readonly Entry[]): readonly Candidate[] {
	const segments = new Map<string, RouteSegment>();
	const candidates = new Map<string, Candidate>();
	for (const [route, own] of Map.groupBy(entries, (entry) => entry.route)) {
		const spellings = own.map((entry) => entry.segments.map((segment) => lowered(segment)));
		const key = spellings.map((spelling) => spelling.map((segment) => keyOf(segment)).join('/')).join(' ');
		const same = candidates.get(key);
		if (same === undefined) candidates.set(key, {spellings: spellings.map((spelling) => spelling.map(shared)), routes: [route]});
		else same.routes.push(route);
	}
	return [...candidates.values()];

	function shared(segment: RouteSegment): RouteSegment {
		const key = keyOf(segment);
		const first = segments.get(key) ?? segment;
		segments.set(key, first);
		return first;
	}
}

const lowered = (segment: RouteSegment): RouteSegment =>
	segment.kind === 'literal' ? {...segment, text: segment.text.toLowerCase()} : segment;
const keyOf = (segment: RouteSegment): string => (segment.kind === 'literal' ? segment.text : `${segment.kind}:${segment.key}`);
