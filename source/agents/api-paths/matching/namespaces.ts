import type {Route} from '../routes/route.ts';
import type {Segment} from './address.ts';
import type {RouteIndex} from './route-index.ts';

/**
 * The beginnings under which the API lives, such as `['api']` or `['api', 'v1']`: text that at least two routes in five begin with, that is no
 * route by itself, and below which at least two different words follow. `/users` with `/users/:id` is a resource, not a namespace.
 */
export function namespacesOf(index: RouteIndex): string[][] {
	const routes = new Map<string, {beginning: string[]; routes: Set<Route>; next: Set<string>; isRoute: boolean}>();
	const all = new Set<Route>();
	for (const {route, segments} of index.entries) {
		if (route.method === 'WS') continue;
		all.add(route);
		const texts = textsAtStart(segments);
		for (let length = 1; length <= Math.min(texts.length, mostDeep); length++) {
			const beginning = texts.slice(0, length);
			const key = beginning.join('/');
			const seen = routes.get(key) ?? {beginning, routes: new Set(), next: new Set(), isRoute: false};
			routes.set(key, seen);
			seen.routes.add(route);
			if (segments.length === length) seen.isRoute = true;
			const following = texts[length];
			if (following !== undefined) seen.next.add(following);
		}
	}
	const wanted = Math.max(2, all.size * leastShare);
	return [...routes.values()].filter((one) => !one.isRoute && one.next.size >= 2 && one.routes.size >= wanted).map((one) => one.beginning);
}
const mostDeep = 4;
const leastShare = 0.4;

/** Beginnings that at least so many routes share, most shared first: what a base might hold. */
export function sharedBeginnings(index: RouteIndex, least: number): string[][] {
	const counts = new Map<string, {beginning: string[]; routes: Set<Route>}>();
	for (const {route, segments} of index.entries) {
		const texts = textsAtStart(segments);
		for (let length = 1; length <= Math.min(texts.length, mostDeep, segments.length - 1); length++) {
			const beginning = texts.slice(0, length);
			const seen = counts.get(beginning.join('/')) ?? {beginning, routes: new Set()};
			counts.set(beginning.join('/'), seen);
			seen.routes.add(route);
		}
	}
	const shared = [...counts.values()].filter((one) => one.routes.size >= least);
	return shared.toSorted((a, b) => b.routes.size - a.routes.size || a.beginning.length - b.beginning.length).map((one) => one.beginning);
}

/** Does a path begin like one of these? */
export function isBelow(beginnings: readonly (readonly string[])[], segments: readonly Segment[]): boolean {
	return beginnings.some(
		(beginning) => segments.length >= beginning.length && beginning.every((text, index) => isText(segments[index]!, text)),
	);
}

/** Is a segment this text, whatever its case? */
export const isText = (segment: Segment, text: string): boolean => {
	const [only] = segment;
	return segment.length === 1 && typeof only === 'string' && only.toLowerCase() === text.toLowerCase();
};

function textsAtStart(segments: RouteIndex['entries'][number]['segments']): string[] {
	const texts: string[] = [];
	for (const segment of segments) {
		if (segment.kind !== 'literal') break;
		texts.push(segment.text.toLowerCase());
	}
	return texts;
}
