/** What is known of a request at a place in the listener. */
export interface Constraint {
	/** Upper case; null: any. */
	methods: readonly string[] | null;
	/** A template, with `*` at its end for "starts with"; null: any. */
	path: string | null;
	segments: Segments | null;
	/** Where the condition stands that narrowed it last: at its method if it has one. */
	at: number | null;
}

/** What is known of single segments. */
export interface Segments {
	texts: ReadonlyMap<number, string>;
	/** There are so many, or at least so many. */
	count: number | null;
	atLeast: number;
}

export const anything: Constraint = {methods: null, path: null, segments: null, at: null};

export const isAnything = (one: Constraint): boolean => one.methods === null && one.path === null && one.segments === null;

/** Both hold; null when they contradict each other. What the second says stands nearer. */
export function both(outer: Constraint, inner: Constraint): Constraint | null {
	if (isAnything(inner)) return outer;
	const methods = bothMethods(outer.methods, inner.methods);
	const path = bothPaths(outer.path, inner.path);
	const segments = bothSegments(outer.segments, inner.segments);
	if (methods?.length === 0 || path === false || segments === false) return null;
	return {methods, path, segments, at: inner.at ?? outer.at};
}

function bothMethods(outer: readonly string[] | null, inner: readonly string[] | null): readonly string[] | null {
	if (outer === null || inner === null) return outer ?? inner;
	return outer.filter((method) => inner.includes(method));
}

function bothPaths(outer: string | null, inner: string | null): string | null | false {
	if (outer === null || inner === null) return outer ?? inner;
	if (outer === inner || covers(outer, inner)) return inner;
	if (covers(inner, outer)) return outer;
	// Which of two templates is the narrower is not told by their texts.
	if (outer.includes(':') || inner.includes(':')) return inner.includes(':') ? outer : inner;
	return false;
}

function covers(wide: string, narrow: string): boolean {
	return wide.endsWith('*') && narrow.startsWith(wide.slice(0, -1));
}

function bothSegments(outer: Segments | null, inner: Segments | null): Segments | null | false {
	if (outer === null || inner === null) return outer ?? inner;
	for (const [index, text] of inner.texts) if ((outer.texts.get(index) ?? text) !== text) return false;
	if (outer.count !== null && inner.count !== null && outer.count !== inner.count) return false;
	return {
		texts: new Map([...outer.texts, ...inner.texts]),
		count: outer.count ?? inner.count,
		atLeast: Math.max(outer.atLeast, inner.atLeast),
	};
}

/** The template of all that is known of the path; null when nothing is. */
export function templateOf({path, segments}: Constraint): string | null {
	if (segments === null || (path !== null && !path.endsWith('*'))) return path;
	if (segments.texts.size === 0 && segments.atLeast === 0) return path;
	const texts = new Map([...prefixSegments(path), ...segments.texts]);
	const known = Math.max(segments.atLeast, ...[...texts.keys()].map((index) => index + 1));
	const length = segments.count ?? known;
	const parts = Array.from({length}, (_, index) => texts.get(index) ?? `:segment${index + 1}`);
	// A segment that was only asked for to be there is the last one as a rule: an id.
	const isOpen = segments.count === null && texts.has(length - 1);
	return `/${parts.join('/')}${isOpen ? '*' : ''}`;
}

/** Whole segments of "starts with `/api/`". */
function prefixSegments(path: string | null): [number, string][] {
	if (path === null) return [];
	const whole = path.slice(1, path.lastIndexOf('/'));
	return whole === '' ? [] : whole.split('/').map((text, index) => [index, text]);
}
