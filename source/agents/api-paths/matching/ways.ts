import type {Segment} from './address.ts';
import {isText} from './namespaces.ts';
import type {CalledPath} from './route-index.ts';

/** How a path as the client writes it becomes one that the backend sees: a beginning taken off, another put in front. */
export interface Way {
	strip: readonly string[];
	add: readonly string[];
}
export const asWritten: Way = {strip: [], add: []};

/** A prefix that a server rewrites before it answers or passes a request on, with parameters that are any segment; `to` is a path, or an address whose path counts. */
export interface ProxyRule {
	from: string;
	to: string;
}

/** The path after a way; null when it does not begin like the way wants it. */
export function follow({strip, add}: Way, path: CalledPath): CalledPath | null {
	const fits =
		path.segments.length >= strip.length && strip.every((text, index) => text.startsWith(':') || isText(path.segments[index]!, text));
	if (!fits) return null;
	if (strip.length + add.length === 0) return path;
	return {...path, segments: [...add.map((text): Segment => [text]), ...path.segments.slice(strip.length)]};
}

/** Every way of reading a path of this origin: as written, as proxies rewrite it, and with the bases that were configured. */
export function waysOf(bases: readonly string[], proxies: readonly ProxyRule[]): Way[] {
	const ofBases = bases.map((base) => wordsOf(base)).filter((words) => words.length > 0);
	return [
		asWritten,
		...proxies.map(({from, to}) => ({strip: wordsOf(from), add: wordsOf(to)})),
		...ofBases.map((strip) => ({strip, add: []})),
		...ofBases.map((add) => ({strip: [], add})),
	];
}

/** The segments of a path, or of an address's path. */
export function wordsOf(path: string): string[] {
	const url = URL.parse(path);
	return (url?.host ? url.pathname : path)
		.split(/[?#]/u)[0]!
		.split('/')
		.filter((word) => word !== '' && word !== '^');
}
