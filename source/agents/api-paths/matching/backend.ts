import {parsePattern} from '../routes/pattern.ts';
import type {OpaqueMount, Route} from '../routes/route.ts';
import type {Segment} from './address.ts';
import {callSegmentOf, meet} from './meet.ts';
import type {CallSegment} from './meet.ts';
import {folded, indexRoutes} from './route-index.ts';
import type {CalledPath, RouteIndex} from './route-index.ts';
import {spellingsOf} from './route-segments.ts';
import type {RouteSegment} from './route-segments.ts';

/** What calls are compared with. */
export interface KnownRoutes {
	routes: readonly Route[];
	opaque: readonly OpaqueMount[];
	/** By the route that never answers: the one that answers in its place. */
	shadows: ReadonlyMap<Route, Route>;
}

/** The routes of a backend, sorted by what a meeting with them tells. */
export interface Backend {
	/** Read in full, and part of the API. */
	index: RouteIndex;
	/** Pages and 404 handlers that answer whatever nothing else does. */
	fallbacks: RouteIndex;
	/** Routes with a part that could not be read. */
	partlyKnown: Route[];
	opaque: {mount: OpaqueMount; prefixes: RouteSegment[][]}[];
	shadows: ReadonlyMap<Route, Route>;
	hasRoutes: boolean;
	hasSockets: boolean;
}

/** What a call asks for; `method` is null where the code does not tell. */
export interface Ask {
	method: string | null;
	kind: 'http' | 'socket' | 'page';
}

/** Sorts a table for looking calls up in it. */
export function readBackend({routes, opaque, shadows}: KnownRoutes): Backend {
	// A socket server without a path takes every socket: that is how most are written.
	const known = routes.filter((route) => !route.isPartlyKnown && (!route.isFallback || route.method === 'WS'));
	return {
		index: indexRoutes(known),
		fallbacks: indexRoutes(routes.filter((route) => route.isFallback)),
		partlyKnown: routes.filter((route) => route.isPartlyKnown && !route.isFallback),
		opaque: opaque.map((mount) => ({mount, prefixes: prefixesOf(mount)})),
		shadows,
		hasRoutes: routes.length > 0 || opaque.length > 0,
		hasSockets: routes.some((route) => route.method === 'WS'),
	};
}

/** Does a route take this method? GET routes answer HEAD; OPTIONS is answered for any path there is. */
export function takes(route: Route, {method, kind}: Ask): boolean {
	if (kind === 'socket' || route.method === 'WS') return kind === 'socket' && route.method === 'WS';
	if (route.method === 'ALL' || method === null || method === 'OPTIONS') return true;
	return route.method === method || (method === 'HEAD' && route.method === 'GET');
}

/** Might something answer below a mount that cannot be read? */
export function isBelowOpaque({opaque}: Pick<Backend, 'opaque'>, ask: Ask, {segments}: CalledPath): boolean {
	const call = segments.map((segment) => callSegmentOf(segment));
	return opaque.some(({mount, prefixes}) => {
		if (mount.what === 'static' && !canBeFile(mount, ask, segments)) return false;
		return prefixes.some((prefix) => prefix.length <= call.length && prefix.every((segment, index) => meetFolded(call[index]!, segment)));
	});
}

/** Might a route answer of which a part, of any length, could not be read? */
export function couldBePartlyKnown({partlyKnown}: Backend, ask: Ask, {segments}: CalledPath): boolean {
	const call = segments.map((segment) => callSegmentOf(segment));
	return partlyKnown.some((route) => takes(route, ask) && loosePrefixes(route).some((spelling) => fitsLoosely(spelling, call)));
}

/** Files are only fetched; at the root of everything a file has an extension, else every path could be one. */
function canBeFile(mount: OpaqueMount, {method, kind}: Ask, segments: readonly Segment[]): boolean {
	if (kind === 'socket' || (method !== null && method !== 'GET' && method !== 'HEAD')) return false;
	return mount.prefix.replaceAll('/', '') !== '' || hasExtension(segments);
}

/** `logo.svg`, `report.${format}`. */
export function hasExtension(segments: readonly Segment[]): boolean {
	const last = segments.at(-1) ?? [];
	return last.some((part) => typeof part === 'string' && /\.[a-z\d]*$/iu.test(part));
}

const prefixesOf = ({prefix, dialect}: OpaqueMount): RouteSegment[][] =>
	spellingsOf(parsePattern(prefix, dialect, {isStrict: false}))?.map((spelling) => spelling.segments) ?? [[]];

const meetFolded = (call: CallSegment, segment: RouteSegment): boolean =>
	meet(folded([call], true)[0]!, segment.kind === 'literal' ? {...segment, text: segment.text.toLowerCase()} : segment) !== null;

const loosePrefixes = (route: Route): RouteSegment[][] =>
	spellingsOf(parsePattern(route.path, route.dialect, {isStrict: false}))?.map((spelling) => spelling.segments) ?? [];

function fitsLoosely(route: readonly RouteSegment[], call: readonly CallSegment[]): boolean {
	const [first, ...rest] = route;
	if (first === undefined) return call.length === 0;
	if (first.kind === 'param' || first.kind === 'rest')
		return call.some((_, index) => fitsLoosely(rest, call.slice(index))) || fitsLoosely(rest, []);
	return call[0] !== undefined && meetFolded(call[0], first) && fitsLoosely(rest, call.slice(1));
}
