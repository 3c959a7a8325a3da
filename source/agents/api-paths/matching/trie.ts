import type {Route} from '../routes/route.ts';
import {meet} from './meet.ts';
import type {CallSegment, Meeting} from './meet.ts';
import type {RouteSegment} from './route-segments.ts';

/** A place in the tree of all routes: what may follow, and the routes that end here. */
export interface Node {
	literals: Map<string, Node>;
	/** Parameters, mixed segments and rests, by their key. */
	others: Map<string, {segment: RouteSegment; node: Node}>;
	ends: Entry[];
}

/** One spelling of a route: optional parts make several of one route. */
export interface Entry {
	route: Route;
	segments: readonly RouteSegment[];
	hasTrailingSlash: boolean;
}

/** How well a route meets a path. `exact`: text on text, holes on parameters; `weak`: some text on a parameter; `maybe`: a hole on text. */
export type Level = 'exact' | 'weak' | 'maybe';
export interface Found {
	entry: Entry;
	level: Level;
	/** How many segments are the same text in both. */
	same: number;
	/** The last segment was met as text by text. */
	endsSame: boolean;
	/** A wildcard took part of the path. */
	viaRest: boolean;
}

export const emptyNode = (): Node => ({literals: new Map(), others: new Map(), ends: []});

/** Adds one spelling of a route; literals are compared as given here. */
export function insert(root: Node, entry: Entry, isFolded: boolean): void {
	let node = root;
	for (const segment of entry.segments) node = childOf(node, segment, isFolded);
	node.ends.push(entry);
}

/** Every route whose path the call can meet segment by segment, wildcards included. */
export function search(root: Node, call: readonly CallSegment[]): Found[] {
	const found: Found[] = [];
	walk(root, call, 0, {level: 'exact', same: 0, endsSame: false, viaRest: false}, found);
	return found;
}

/** The nodes that are reached when the call has been read that far. */
export function nodesAfter(root: Node, call: readonly CallSegment[]): Node[] {
	let nodes = [root];
	for (const segment of call) nodes = nodes.flatMap((node) => step(node, segment).map((next) => next.node));
	return [...new Set(nodes)];
}

/** All routes at and below a node. */
export function entriesBelow(node: Node): Entry[] {
	const below = [...node.literals.values(), ...[...node.others.values()].map((other) => other.node)];
	return [...node.ends, ...below.flatMap((child) => entriesBelow(child))];
}

function childOf(node: Node, segment: RouteSegment, isFolded: boolean): Node {
	if (segment.kind === 'literal') {
		const text = isFolded ? segment.text.toLowerCase() : segment.text;
		const child = node.literals.get(text) ?? emptyNode();
		node.literals.set(text, child);
		return child;
	}
	const other = node.others.get(`${segment.kind}:${segment.key}`) ?? {segment, node: emptyNode()};
	node.others.set(`${segment.kind}:${segment.key}`, other);
	return other.node;
}

type Way = Omit<Found, 'entry'>;

function walk(node: Node, call: readonly CallSegment[], index: number, way: Way, found: Found[]): void {
	if (index === call.length) for (const entry of node.ends) found.push({entry, ...way});
	const segment = call[index];
	if (segment !== undefined) {
		for (const next of step(node, segment)) walk(next.node, call, index + 1, along(way, next.meeting), found);
	}
	for (const {segment: other, node: child} of node.others.values()) {
		if (other.kind === 'rest') walkRest({rest: other, node: child}, call, index, way, found);
	}
}

/** The children that one segment leads to; wildcards apart, which take several. */
function step(node: Node, segment: CallSegment): {node: Node; meeting: Meeting}[] {
	const next: {node: Node; meeting: Meeting}[] = [];
	if (segment.kind === 'literal') {
		const child = node.literals.get(segment.text);
		if (child !== undefined) next.push({node: child, meeting: 'same'});
	} else {
		for (const [text, child] of node.literals) {
			if (meet(segment, {kind: 'literal', text}) !== null) next.push({node: child, meeting: 'maybe'});
		}
	}
	for (const other of node.others.values()) {
		const meeting = other.segment.kind === 'rest' ? null : meet(segment, other.segment);
		if (meeting !== null) next.push({node: other.node, meeting});
	}
	return next;
}

function walkRest(
	to: {rest: RouteSegment & {kind: 'rest'}; node: Node},
	call: readonly CallSegment[],
	index: number,
	way: Way,
	found: Found[],
): void {
	let taken: Way = {...way, viaRest: true, endsSame: false};
	for (let end = index; end <= call.length; end++) {
		if (end > index) taken = along(taken, call[end - 1]!.kind === 'literal' ? 'value' : 'filled');
		if (end - index >= to.rest.least && takes(to.rest, call.slice(index, end))) walk(to.node, call, end, taken, found);
	}
}

/** With a hole in it the text is not known, and nothing speaks against it. */
function takes(rest: RouteSegment & {kind: 'rest'}, call: readonly CallSegment[]): boolean {
	const texts = call.flatMap((segment) => (segment.kind === 'literal' ? [segment.text] : []));
	return texts.length === 0 || texts.length < call.length || rest.accepts(texts.join('/'));
}

function along(way: Way, meeting: Meeting): Way {
	const level = meeting === 'maybe' ? 'maybe' : meeting === 'value' && way.level === 'exact' ? 'weak' : way.level;
	const isSame = meeting === 'same';
	return {...way, level, same: way.same + (isSame ? 1 : 0), endsSame: isSame};
}
