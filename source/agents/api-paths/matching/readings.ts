import type {Hole} from '../evaluate/machine.ts';
import type {Segment} from './address.ts';
import type {CalledPath} from './route-index.ts';

/** One way to understand a path. `isCut`: its end was taken for a query, which holds only where what remains is a route's own last word. */
export interface Reading {
	path: CalledPath;
	isCut: boolean;
	/** What was cut off may as well go on with the path: nothing but holes. */
	mayGoOn: boolean;
}

/**
 * A hole glued to the end of a path (`/articles${query}`) is most often a query string, or nothing. So is the text `undefined` there, which a
 * missing query leaves behind.
 */
export function readingsOf(path: CalledPath): Reading[] {
	const last = path.segments.at(-1) ?? [];
	const cut = withoutQuery(last);
	const plain: Reading = {path, isCut: false, mayGoOn: false};
	if (cut === null || path.hasTrailingSlash) return [plain];
	const mayGoOn = last.slice(cut.length).every((part) => typeof part !== 'string' && !isQuery(part));
	return [
		{path: {...path, segments: [...path.segments.slice(0, -1), cut]}, isCut: true, mayGoOn: cut.length < last.length && mayGoOn},
		plain,
	];
}

/** What the language itself makes a query of: `url.search`. */
const isQuery = ({value}: Hole): boolean => value.kind === 'unknown' && value.text.startsWith('?');

function withoutQuery(last: Segment): Segment | null {
	const firstHole = last.findIndex((part) => typeof part !== 'string');
	if (firstHole > 0 && (last.slice(firstHole).every((part) => typeof part !== 'string') || goesOnLikeQuery(last, firstHole)))
		return last.slice(0, firstHole);
	const [only] = last;
	const unset = last.length === 1 && typeof only === 'string' ? /^(.+)undefined$/u.exec(only) : null;
	return unset === null ? null : [unset[1]!];
}

/** `/articles${search}&page=2`: what goes on with `&` began with `?`. */
function goesOnLikeQuery(last: Segment, firstHole: number): boolean {
	const next = last[firstHole + 1];
	return typeof next === 'string' && next.startsWith('&');
}
