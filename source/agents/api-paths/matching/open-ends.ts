import {takes} from './backend.ts';
import type {Ask, Backend} from './backend.ts';
import {callSegmentOf, meet} from './meet.ts';
import type {CallSegment} from './meet.ts';
import {entriesBelow, folded, placesAfter} from './route-index.ts';
import type {CalledPath} from './route-index.ts';
import type {Entry, Node} from './trie.ts';

/** Might a hole hold several segments, and then reach a route? A hole can where the rest of the path is unknown, or where text stands right before it. */
export function couldReachFurther(backend: Backend, ask: Ask, {segments}: CalledPath): boolean {
	const call = segments.map((segment) => callSegmentOf(segment));
	return call.some((segment, index) => {
		const isLast = index === call.length - 1;
		if (segment.kind === 'mixed' ? !segment.isGlued : !isLast || segment.kind !== 'hole' || !segment.canSpan) return false;
		const places = placesAfter(backend.index, segments.slice(0, index));
		const tail = call.slice(index + 1);
		return reachable(places, segment).some((entry) => takes(entry.route, ask) && endsAlike(entry, tail));
	});
}

/** Does a route end as this does, segment by segment? */
export function endsAlike(entry: Entry, tail: readonly CallSegment[]): boolean {
	const end = entry.segments.slice(-tail.length);
	if (tail.length === 0) return true;
	const [call] = [folded(tail, !entry.route.isCaseSensitive)];
	return end.length === tail.length && end.every((segment, index) => meet(call[index]!, lowered(segment, entry)) !== null);
}

const lowered = (segment: Entry['segments'][number], {route}: Entry): Entry['segments'][number] =>
	segment.kind === 'literal' && !route.isCaseSensitive ? {...segment, text: segment.text.toLowerCase()} : segment;

/** Where a parameter stands, a hole is taken for that parameter: `/orders/${id}` is no way to write `/orders/:id/items`. */
function reachable(places: readonly Node[], segment: CallSegment): Entry[] {
	if (segment.kind === 'hole') {
		if (places.some((place) => place.others.size > 0)) return [];
		// What one segment of it could be was looked up already.
		return places.flatMap((place) => [...place.literals.values()].flatMap((child) => entriesBelow({...child, ends: []})));
	}
	const head = segment.kind === 'mixed' ? segment.head : '';
	return places.flatMap((place) => [
		...[...place.literals].filter(([text]) => beginsWith(text, head)).flatMap(([, child]) => entriesBelow(child)),
		...[...place.others.values()].flatMap((other) => entriesBelow(other.node)),
	]);
}

const beginsWith = (text: string, head: string): boolean => text.toLowerCase().startsWith(head.toLowerCase());
