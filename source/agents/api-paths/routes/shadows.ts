import {covers, literalOf, patternOf, type Pattern, type PatternSegment} from './pattern.ts';
import type {Route} from './route.ts';
import {mergeGuards} from '../evaluate/facts.ts';

/**
 * For each route that an earlier one of its application always answers in its place, the earliest such one. A handler that may pass a request
 * on (see `Route.passesOn`) swallows nothing.
 */
export function shadowsOf(routes: readonly Route[]): Map<Route, Route> {
	const shadows = new Map<Route, Route>();
	for (const app of Map.groupBy(routes, (route) => route.app).values()) addShadows(app, shadows);
	return shadows;
}

interface Entry {
	route: Route;
	pattern: Pattern;
}

function addShadows(routes: readonly Route[], shadows: Map<Route, Route>): void {
	const tree = newNode();
	for (const same of inOrder(routes)) {
		const entries = same.map((route): Entry => ({route, pattern: patternOf(route)}));
		for (const entry of entries) {
			const earlier = earliestOver(entry, tree);
			if (earlier !== null) shadows.set(entry.route, earlier);
		}
		for (const entry of entries) if (swallows(entry)) insert(tree, entry);
	}
}

/** Routes of the same order do not come before each other: their router goes by something else. */
function inOrder(routes: readonly Route[]): Route[][] {
	const byOrder = Map.groupBy(routes, (route) => route.order);
	return [...byOrder.entries()].toSorted(([a], [b]) => a - b).map(([, same]) => same);
}

const swallows = ({route}: Entry): boolean => route.passesOn !== true && !route.isPartlyKnown;

function earliestOver(entry: Entry, tree: Node): Route | null {
	const candidates = new Set(candidatesFor(entry.pattern, tree));
	let earliest: Route | null = null;
	for (const candidate of candidates) {
		if (earliest !== null && candidate.route.order >= earliest.order) continue;
		if (canMeet(candidate.route, entry.route) && covers(candidate.pattern, entry.pattern)) earliest = candidate.route;
	}
	return earliest;
}

/** A route that under a condition stands before one of the very same path is there to take its place: in development, say. */
function canMeet(earlier: Route, later: Route): boolean {
	const both = mergeGuards(earlier.guards ?? null, later.guards ?? null);
	if (both === false || !coversMethod(earlier.method, later.method)) return false;
	return earlier.path !== later.path || (both?.size ?? 0) === (later.guards?.size ?? 0);
}

/** A GET route answers HEAD before a later HEAD route does, with the same headers: nobody misses that one. */
const coversMethod = (earlier: string, later: string): boolean => earlier === later || earlier === 'ALL';

/** Patterns by their segments, so that a route is compared only with those that could cover it. */
interface Node {
	literals: Map<string, Node>;
	/** Segments with parameters in them. */
	others: Node | null;
	here: Entry[];
	/** A wildcard stands here: they may go on in any way. */
	open: Entry[];
}

const newNode = (): Node => ({literals: new Map(), others: null, here: [], open: []});

function insert(root: Node, entry: Entry): void {
	if (entry.pattern.alternatives === null) root.open.push(entry);
	for (const segments of entry.pattern.alternatives ?? []) insertSegments(root, segments, entry);
}

function insertSegments(root: Node, segments: readonly PatternSegment[], entry: Entry): void {
	let node = root;
	for (const segment of segments) {
		if (segment.some((part) => typeof part !== 'string' && part.spans)) {
			node.open.push(entry);
			return;
		}
		node = childOf(node, literalOf(segment));
	}
	node.here.push(entry);
}

function childOf(node: Node, literal: string | null): Node {
	if (literal === null) return (node.others ??= newNode());
	// Folded, since some compare without case; what is found is compared again.
	const key = literal.toLowerCase();
	let child = node.literals.get(key);
	if (child === undefined) node.literals.set(key, (child = newNode()));
	return child;
}

/** Entries that could cover a pattern: a literal covers no parameter, a parameter or a wildcard may cover a literal. */
function candidatesFor(pattern: Pattern, root: Node): Entry[] {
	const [first] = pattern.alternatives ?? [];
	return first === undefined ? [...root.open] : walk([root], first);
}

function walk(nodes: Node[], segments: readonly PatternSegment[]): Entry[] {
	const found = nodes.flatMap((node) => node.open);
	const [segment, ...others] = segments;
	// An empty segment is a trailing slash, which may not count for the earlier one; nor may its own count here.
	if (segment === undefined) return [...found, ...nodes.flatMap((node) => [...node.here, ...(node.literals.get('')?.here ?? [])])];
	const trailing = segments.length === 1 && segment.length === 0 ? nodes.flatMap((node) => node.here) : [];
	const literal = literalOf(segment);
	const next = nodes
		.flatMap((node) => [...(literal === null ? [] : [node.literals.get(literal.toLowerCase())]), node.others])
		.filter((node) => node !== undefined && node !== null);
	return next.length === 0 ? [...found, ...trailing] : [...found, ...trailing, ...walk(next, others)];
}
