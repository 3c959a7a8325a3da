import type {JudgedCall} from '../facts.ts';
import type {Segment} from './address.ts';

/** A judged call and the path that it was judged by; null where nothing of it was known. */
export interface Alternative {
	judged: JudgedCall;
	path: {segments: readonly Segment[]; hasTrailingSlash: boolean} | null;
}

/**
 * Leaves out the empty ways in which a call could be made: `/rooms/${id ?? ''}/seats` is also `/rooms//seats`, but only as long as there is no id,
 * and then nobody calls. The same call with something in that place has to be there, so what is written with `//` stays.
 */
export function withoutEmptyOnes(alternatives: readonly Alternative[]): JudgedCall[] {
	const groups = Map.groupBy(alternatives, ({judged}) => `${judged.file}:${judged.line}:${judged.client}:${judged.method}`);
	const dropped = new Set([...groups.values()].flatMap((group) => (group.length < 2 ? [] : superfluousOf(group))));
	return alternatives.flatMap(({judged}) => (dropped.has(judged) ? [] : [judged]));
}

function superfluousOf(group: readonly Alternative[]): JudgedCall[] {
	const empty = new Set(group.filter((one) => isEmptyFormOf(one, group) || isNoAddress(one, group) || lacksBase(one, group)));
	const kept = group.filter((one) => !empty.has(one)).map(({judged}) => judged);
	return [...[...empty].map(({judged}) => judged), ...repeatedIn(kept)];
}

/** Two ways to the same backend (`isLocal ? 'http://localhost:3000' : ''`) are one call of it: the one that names no origin, if there is one. */
function repeatedIn(calls: readonly JudgedCall[]): JudgedCall[] {
	const ours = calls.filter(({verdict}) => verdict !== 'external');
	const groups = Map.groupBy(ours, ({path, verdict, reason}) => `${path} ${verdict} ${reason}`);
	return [...groups.values()].flatMap((group) => {
		const kept = group.find(({origin}) => origin === null) ?? group[0];
		return group.filter((call) => call !== kept);
	});
}

function isEmptyFormOf({judged, path}: Alternative, group: readonly Alternative[]): boolean {
	if (path === null) return false;
	// A slash at the end is often the list beside the detail: that is told when it is answered.
	const segments = path.hasTrailingSlash && !isAnswered(judged) ? [...path.segments, []] : path.segments;
	const gaps = segments.flatMap((segment, index) => (isNothing(segment) ? [index] : []));
	return gaps.length > 0 && group.some((other) => other.path !== null && fills(other.path.segments, segments, gaps));
}

/** `host + (id ? `/users/${id}` : '')`: without an id the host itself would be asked, which nobody means. */
const isNoAddress = ({judged, path}: Alternative, group: readonly Alternative[]): boolean =>
	path?.segments.length === 0 && !isAnswered(judged) && group.some((other) => (other.path?.segments.length ?? 0) > 0);

/** `${base || ''}/user` is missing as `/user` only where there is no base; with it the call is answered. */
function lacksBase({judged, path}: Alternative, group: readonly Alternative[]): boolean {
	if (path === null || (judged.verdict !== 'missing' && judged.verdict !== 'method-mismatch')) return false;
	return group.some((other) => other.path !== null && isAnswered(other.judged) && endsWith(other.path.segments, path.segments));
}

const isAnswered = ({verdict}: JudgedCall): boolean => verdict === 'matched' || verdict === 'weak';

/** The same path with more in front. */
const endsWith = (longer: readonly Segment[], shorter: readonly Segment[]): boolean =>
	longer.length > shorter.length &&
	shorter.every((segment, index) => printed(segment) === printed(longer[longer.length - shorter.length + index]!));

/** `''`, or the text that JavaScript makes of a value that is not there. */
function isNothing(segment: Segment): boolean {
	const [only] = segment;
	return segment.length === 0 || (segment.length === 1 && (only === 'undefined' || only === 'null'));
}

/** The same path, with holes in some of the gaps and nothing else changed. */
function fills(full: readonly Segment[], segments: readonly Segment[], gaps: readonly number[]): boolean {
	if (full.length !== segments.length) return false;
	const isFilled = gaps.some((gap) => full[gap]!.some((part) => typeof part !== 'string'));
	return isFilled && full.every((segment, index) => gaps.includes(index) || printed(segment) === printed(segments[index]!));
}

const printed = (segment: Segment): string => segment.map((part) => (typeof part === 'string' ? part : `{${part.text}}`)).join('');
