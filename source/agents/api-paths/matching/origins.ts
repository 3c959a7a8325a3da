import type {Segment} from './address.ts';
import type {Base} from './address.ts';
import type {Ask, Backend} from './backend.ts';
import type {Outcome} from './judge-path.ts';
import {isBelow, isText, sharedBeginnings} from './namespaces.ts';
import type {CalledPath} from './route-index.ts';
import {asWritten, follow} from './ways.ts';
import type {Way} from './ways.ts';

/** A call as far as its origin is concerned. */
export interface Located {
	ask: Ask;
	base: Base;
	path: CalledPath;
	/** Method and path as printed: calls that are the same count once. */
	key: string;
	/** Where it stands in the code: one place may make a call in several ways. */
	site: string;
}

/** Whose an origin is: this backend's, another's, or (a base whose value nobody knows) not certain. */
export interface Ownership {
	kind: 'ours' | 'unsure' | 'foreign';
	/** How its paths become this backend's. */
	ways: readonly Way[];
	why: string;
	/** Unsure, but a path that no route can end with is taken for one of ours that is missing. */
	leansOurs: boolean;
	matched: number;
}

export interface Surroundings {
	backend: Backend;
	/** What the backend does with a method and a path. */
	outcomeOf: (ask: Ask, path: CalledPath) => Outcome;
	/** Where the API lives. */
	namespaces: readonly (readonly string[])[];
	/** Configured origins, which are this backend's. */
	origins: readonly string[];
	/** Ways that hold for every origin of this backend. */
	ways: readonly Way[];
	/** Some call with another base is answered by this backend: there is a way to it that is known to work. */
	isReachedElsewhere: boolean;
}

/** What makes an origin an origin among others; null for the page's own. */
export function keyOfBase(base: Base): string | null {
	if (base.kind === 'here') return null;
	return base.kind === 'origin' ? base.origin : `{${base.name}}`;
}

/** Tells whose an origin is from what its calls look like. All of them are given, and at least one is. */
export function ownershipOf(calls: readonly Located[], around: Surroundings): Ownership {
	const {base} = calls[0]!;
	const distinct = [...new Map(calls.map((call) => [call.key, call])).values()];
	const plain = around.ways.length > 1 ? countAnswered(distinct, around.ways, around) : countAnswered(distinct, [asWritten], around);
	if (base.kind === 'origin') {
		if (around.origins.includes(base.origin)) return ours(around.ways, 'named in the configuration', plain);
		return isLocal(base.origin)
			? localOwnership(distinct, plain, around)
			: foreignOwnership(distinct, base.fromEnv !== null, plain, around);
	}
	return unknownOwnership(distinct, plain, around);
}

/** `localhost` in any spelling. */
export const isLocal = (origin: string): boolean =>
	/^https?:\/\/(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?::[^/]*)?$/u.test(origin);

/** Evidence below which an origin is not taken for this backend's. */
const leastCalls = 3;
const leastShare = 0.8;
/** Do so many of these calls speak for it? */
export const isEnough = (matched: number, of: number): boolean => matched >= leastCalls && matched >= leastShare * of;

const ours = (ways: readonly Way[], why: string, matched: number): Ownership => ({kind: 'ours', ways, why, leansOurs: true, matched});
const foreign = (why: string, matched: number): Ownership => ({kind: 'foreign', ways: [asWritten], why, leansOurs: false, matched});

/** A development server, unless nothing of it is here while other calls are: then it is another service's. */
function localOwnership(calls: readonly Located[], plain: number, around: Surroundings): Ownership {
	const isLikely = plain > 0 || !around.isReachedElsewhere || calls.some(({path}) => isBelow(around.namespaces, path.segments));
	return isLikely
		? ours(around.ways, 'a local address', plain)
		: foreign('a local address of which no call meets a route, while other calls do', plain);
}

function foreignOwnership(calls: readonly Located[], isFromEnv: boolean, plain: number, around: Surroundings): Ownership {
	const telling = calls.filter(({path}) => path.segments.length >= 2);
	const [strips, adds] = [stripped(telling), added(around.backend)];
	const both = strips.flatMap(({strip}) => adds.map(({add}) => ({strip, add})));
	const best = bestWay(telling, [asWritten, ...strips, ...adds, ...both], around);
	if (isEnough(best.matched, telling.length)) return ours([...around.ways, best.way], adoptedWhy(best, telling.length), best.matched);
	if (isFromEnv && plain > 0 && plain * 2 >= calls.length) {
		return ours(around.ways, `a variable of the environment, and ${plain} of its ${calls.length} paths meet routes`, plain);
	}
	return foreign(`${best.matched} of its ${telling.length} paths with two or more segments meet routes`, best.matched);
}

/** The base may hold a path. With evidence the path is known; without, only what no path in front could help is missing. */
function unknownOwnership(calls: readonly Located[], plain: number, around: Surroundings): Ownership {
	if (isEnough(plain, calls.length)) return ours(around.ways, `${plain} of its ${calls.length} paths meet routes`, plain);
	const rest = calls.filter((call) => countAnswered([call], around.ways, around) === 0);
	const best = bestWay(rest, added(around.backend), around);
	if (plain * 2 < calls.length && isEnough(best.matched, rest.length)) {
		return ours([...around.ways, best.way], adoptedWhy(best, rest.length), best.matched + plain);
	}
	const isNamed = calls.some(({path}) => isBelow(around.namespaces, path.segments));
	const leansOurs = plain > 0 || isNamed || !around.isReachedElsewhere;
	return {kind: 'unsure', ways: around.ways, why: 'its value is not known', leansOurs, matched: plain};
}

function adoptedWhy({way, matched}: {way: Way; matched: number}, of: number): string {
	const counted = `${matched} of its ${of} paths meet routes`;
	if (way.add.length > 0)
		return `${counted} with /${way.add.join('/')} in front${way.strip.length === 0 ? '' : ` in place of /${way.strip.join('/')}`}`;
	return way.strip.length > 0 ? `${counted} without /${way.strip.join('/')} in front` : counted;
}

function bestWay(calls: readonly Located[], ways: readonly Way[], around: Surroundings): {way: Way; matched: number} {
	let best = {way: asWritten, matched: 0};
	for (const way of ways) {
		const matched = countAnswered(calls, [way], around);
		if (matched > best.matched) best = {way, matched};
		if (matched === calls.length) break;
	}
	return best;
}

/** Only what shares some text with its route speaks for an origin. */
const countAnswered = (calls: readonly Located[], ways: readonly Way[], around: Surroundings): number =>
	calls.filter((call) => isAnswered(call, ways, around)).length;

/** Is a call answered by a route that it shares some text with? */
export const isAnswered = ({ask, path}: Located, ways: readonly Way[], {outcomeOf}: Surroundings): boolean =>
	ways.some((way) => {
		const followed = follow(way, path);
		const outcome = followed === null ? null : outcomeOf(ask, followed);
		return outcome?.kind === 'answered' && outcome.same > 0;
	});

/** Beginnings that all paths share, taken off. */
const stripped = (calls: readonly Located[]): Way[] =>
	startsOf(calls)
		.slice(1)
		.map((strip) => ({strip, add: []}));

/** The beginnings that all paths share, shortest first: none is the first of them. */
export function startsOf(calls: readonly Located[]): string[][] {
	const [first] = calls;
	const starts: string[][] = [[]];
	const strip: string[] = [];
	for (const segment of first?.path.segments.slice(0, 3) ?? []) {
		const text = textOf(segment);
		if (text === null || !calls.every(({path}) => path.segments[strip.length] !== undefined && isText(path.segments[strip.length]!, text)))
			break;
		strip.push(text);
		starts.push([...strip]);
	}
	return starts;
}

const textOf = (segment: Segment): string | null => (segment.length === 1 && typeof segment[0] === 'string' ? segment[0] : null);

/** Looking further would only find smaller and smaller coincidences. */
const mostBeginnings = 12;
const added = ({index}: Backend): Way[] =>
	sharedBeginnings(index, leastCalls)
		.slice(0, mostBeginnings)
		.map((add) => ({strip: [], add}));
