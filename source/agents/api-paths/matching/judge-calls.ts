import type {Call, JudgedCall, UndecidedReason, Verdict} from '../facts.ts';
import type {Route} from '../routes/route.ts';
import {withoutEmptyOnes} from './alternatives.ts';
import {printOrigin, printPath, readAddress} from './address.ts';
import type {Base, ReadAddress} from './address.ts';
import {hasExtension, readBackend, takes} from './backend.ts';
import type {Ask, Backend, KnownRoutes} from './backend.ts';
import {compareText, judgePath} from './judge-path.ts';
import type {Outcome} from './judge-path.ts';
import {callSegmentOf} from './meet.ts';
import {isBelow, namespacesOf} from './namespaces.ts';
import {endsAlike} from './open-ends.ts';
import {isLocal, keyOfBase, ownershipOf} from './origins.ts';
import type {Located, Ownership, Surroundings} from './origins.ts';
import type {CalledPath} from './route-index.ts';
import {suggest} from './suggest.ts';
import {follow, waysOf} from './ways.ts';
import type {ProxyRule} from './ways.ts';

export interface JudgeOptions {
	/** Paths or addresses in front of the backend's own paths, as clients write them. */
	bases: readonly string[];
	/** Origins that are this backend's. */
	origins: readonly string[];
	/** The value of a variable of the environment; undefined where it is not known. */
	envOf: (name: string) => string | undefined;
	proxies: readonly ProxyRule[];
	/** Is this path (with its slash in front) a file that is served as it is, such as one of a `public` folder? */
	isFile?: (path: string) => boolean;
}

/** An origin that calls name, and whose it was taken to be. */
export interface JudgedOrigin {
	origin: string;
	isOurs: boolean;
	why: string;
	calls: number;
	matched: number;
}

export interface Judged {
	calls: JudgedCall[];
	origins: JudgedOrigin[];
	/** What was found of calls beyond the report: the fallback that hides a missing route, and the routes of a path that take other methods. */
	fallbacks: Map<JudgedCall, Route>;
	others: Map<JudgedCall, readonly Route[]>;
}

/**
 * Compares every call with every route. Pure: the same calls and routes give the same verdicts in whatever order they come. Links, images and
 * forms are left out where they neither meet a route nor lie where the API does.
 */
export function judgeCalls(calls: readonly Call[], table: KnownRoutes, options: JudgeOptions): Judged {
	const backend = readBackend(table);
	const read = calls.map((call) => readCall(call, options));
	const around: Surroundings = {
		backend,
		namespaces: namespacesOf(backend.index),
		origins: [...options.origins, ...options.bases].flatMap((address) => originOf(address)),
		ways: waysOf(options.bases, options.proxies),
		isReachedElsewhere: false,
	};
	const owners = findOwners(read, around);
	const notes: Notes = {fallbacks: new Map(), others: new Map()};
	const judged = withoutEmptyOnes(
		read.flatMap((one) =>
			judgeOne(one, ownerOf(one, owners, around), around, options, notes).map((call) => ({
				judged: call,
				path: one.read.kind === 'address' ? one.read.address : null,
			})),
		),
	);
	return {calls: judged, origins: listOrigins(judged, read, owners), ...notes};
}

type Notes = Pick<Judged, 'fallbacks' | 'others'>;

/** A call with its address taken apart. */
interface ReadCall {
	call: Call;
	ask: Ask;
	read: ReadAddress;
}

const originOf = (address: string): string[] => {
	const url = URL.parse(address);
	return url?.host ? [`${url.protocol.replace(/^ws/u, 'http')}//${url.host}`] : [];
};

function readCall(call: Call, {envOf}: JudgeOptions): ReadCall {
	return {call, ask: {method: call.method, kind: call.kind}, read: readAddress(call.address, envOf)};
}

function located({call, ask, read}: ReadCall): Located[] {
	if (read.kind !== 'address') return [];
	const {base, segments, hasTrailingSlash} = read.address;
	return [
		{
			ask,
			base,
			path: {segments, hasTrailingSlash},
			key: `${call.method ?? '?'} ${printPath(segments)}`,
			site: `${call.file}:${call.line}:${call.client}`,
		},
	];
}

/** Origins are judged twice: whether one is ours may depend on whether others are. */
function findOwners(read: readonly ReadCall[], around: Surroundings): Map<string, Ownership> {
	const all = read.filter(({call}) => call.kind !== 'page').flatMap((one) => located(one));
	const groups = Map.groupBy(all, ({base}) => keyOfBase(base));
	const owners = new Map<string, Ownership>();
	const here = groups.get(null) ?? [];
	const reachesHere = here.length > 0 && ownershipOf(here, around).matched > 0;
	const named = [...groups].flatMap(([key, group]) => (key === null ? [] : [{key, group}])).toSorted((a, b) => compareText(a.key, b.key));
	const first = named.map(({group}) => ownershipOf(group, {...around, isReachedElsewhere: reachesHere}));
	for (const [index, {key, group}] of named.entries()) {
		const isReachedElsewhere =
			reachesHere || first.some((owner, other) => other !== index && owner.kind !== 'foreign' && owner.matched > 0);
		owners.set(key, ownershipOf(group, {...around, isReachedElsewhere}));
	}
	for (const {key, group} of named) {
		const standIn = owners.get(key)!.kind === 'foreign' ? standInFor(group, all, owners, around) : null;
		if (standIn !== null) owners.set(key, standIn);
	}
	return owners;
}

/** `isLocal ? 'http://localhost:3000/api' : 'https://api.mine.com'`: what calls use in place of this backend's own address is its address too. */
function standInFor(
	group: readonly Located[],
	all: readonly Located[],
	owners: ReadonlyMap<string, Ownership>,
	around: Surroundings,
): Ownership | null {
	const isOurs = ({base}: Located): boolean => {
		const key = keyOfBase(base);
		return key === null || owners.get(key)?.kind === 'ours';
	};
	const sites = Map.groupBy(all, ({site}) => site);
	const beside = group.filter((one) => sites.get(one.site)!.some((other) => isOurs(other) && other.key === one.key)).length;
	if (beside === 0 || beside < 0.8 * group.length) return null;
	return {
		kind: 'ours',
		ways: around.ways,
		why: `${beside} of its ${group.length} calls use this backend's own address in its place`,
		leansOurs: true,
		matched: beside,
	};
}

function ownerOf({call, ask, read}: ReadCall, owners: ReadonlyMap<string, Ownership>, around: Surroundings): Ownership {
	const here: Ownership = {kind: 'ours', ways: around.ways, why: '', leansOurs: true, matched: 0};
	const key = baseOf({call, ask, read});
	if (key === null || read.kind === 'no-request') return here;
	const base = read.kind === 'address' ? read.address.base : read.base;
	return (
		owners.get(key) ?? {
			...here,
			kind: isOursByName(base, around) ? 'ours' : base.kind === 'origin' ? 'foreign' : 'unsure',
			leansOurs: false,
		}
	);
}

const isOursByName = (base: Base, {origins}: Surroundings): boolean =>
	base.kind === 'origin' && (isLocal(base.origin) || origins.includes(base.origin));

function judgeOne(one: ReadCall, owner: Ownership, around: Surroundings, options: JudgeOptions, notes: Notes): JudgedCall[] {
	const {call, read} = one;
	if (read.kind === 'no-request') return call.kind === 'page' ? [] : [plainVerdict(call, read, 'external', null)];
	if (owner.kind === 'foreign') return call.kind === 'page' ? [] : [plainVerdict(call, read, 'external', null)];
	if (read.kind === 'unreadable')
		return call.kind === 'page' ? [] : [plainVerdict(call, read, 'undecidable', call.reason ?? whyUnreadable(call))];
	const path: CalledPath = read.address;
	const outcome = settle(one, path, owner, around, options);
	if (call.kind === 'page' && !isWorthReporting(outcome, path, around)) return [];
	const judged = verdictOf(call, read, outcome, path, owner, around.backend);
	if (outcome.kind === 'missing' && outcome.fallback !== null) notes.fallbacks.set(judged, outcome.fallback);
	if (outcome.kind === 'method-mismatch') notes.others.set(judged, outcome.routes);
	return [judged];
}

/** A page's link that only meets parameters (`/:slug`) is a link of the page's own router for all anybody knows. */
function isWorthReporting(outcome: Outcome, {segments}: CalledPath, {namespaces}: Surroundings): boolean {
	if (outcome.kind === 'answered') return outcome.same > 0 || segments.length === 0 || isBelow(namespaces, segments);
	return isBelow(namespaces, segments);
}

const whyUnreadable = ({address}: Call): UndecidedReason =>
	address.some((part) => typeof part !== 'string' && part.value.kind === 'unknown' && part.value.reason === 'too-many-alternatives')
		? 'too-many-alternatives'
		: 'dynamic-url';

/** What happens to a call, with all that speaks against claiming that it is missing. */
function settle({call, ask}: ReadCall, path: CalledPath, owner: Ownership, around: Surroundings, options: JudgeOptions): Outcome {
	const outcome = bestOutcome(around.backend, ask, path, owner);
	if (call.defects.some(isBroken)) return {kind: 'missing', fallback: null};
	if (outcome.kind === 'answered') return outcome;
	// A method that is not known was weighed with the path.
	if (call.reason !== null && call.reason !== 'dynamic-method') return {kind: 'undecidable', reason: call.reason};
	if (outcome.kind === 'undecidable') return outcome;
	if (isServedAsFile(ask, path, around, options)) return {kind: 'undecidable', reason: 'opaque-mount'};
	if (owner.kind === 'unsure' && (!owner.leansOurs || couldHavePrefix(around.backend, ask, path)))
		return {kind: 'undecidable', reason: 'unknown-base'};
	return isWrapperAlone(path, around) ? {kind: 'undecidable', reason: 'dynamic-url'} : outcome;
}

/** `put: (path) => send('PUT', `/api${path}`)` that nobody calls: beyond where the API lives nothing of the path is known, and no request is made. */
function isWrapperAlone({segments}: CalledPath, {namespaces}: Surroundings): boolean {
	const hole = segments.at(-1)?.at(-1);
	if (hole === undefined || typeof hole === 'string' || hole.value.kind !== 'param') return false;
	const known = segments.map((segment) => segment.filter((part) => typeof part === 'string')).filter((segment) => segment.length > 0);
	const isOnlyHole = segments.flat().filter((part) => typeof part !== 'string').length === 1;
	return (
		isOnlyHole && namespaces.some((namespace) => namespace.length >= known.length && isBelow([namespace.slice(0, known.length)], known))
	);
}

/** Whatever was meant, a call with its arguments in the wrong places asks for something else. */
const isBroken = (defect: string): boolean => defect === 'swapped-arguments' || defect === 'wrong-argument-shape';

const ranks = {answered: 0, undecidable: 1, 'method-mismatch': 2, missing: 3} as const;

function bestOutcome(backend: Backend, ask: Ask, path: CalledPath, {ways}: Ownership): Outcome {
	const outcomes = ways.flatMap((way) => {
		const followed = follow(way, path);
		return followed === null ? [] : [judgePath(backend, ask, followed)];
	});
	return outcomes.toSorted((a, b) => ranks[a.kind] - ranks[b.kind] || qualityOf(a) - qualityOf(b))[0]!;
}
const qualityOf = (outcome: Outcome): number => (outcome.kind === 'answered' && outcome.level === 'weak' ? 1 : 0);

/** `fetch('/locales/en.json')`: outside the API, with an extension, it may be a file that a web server gives out. */
function isServedAsFile({method, kind}: Ask, {segments}: CalledPath, {namespaces}: Surroundings, {isFile}: JudgeOptions): boolean {
	if (kind === 'socket' || method !== 'GET') return false;
	return (hasExtension(segments) && !isBelow(namespaces, segments)) || isFile?.(printPath(segments)) === true;
}

/** Is there a prefix with which a route would answer? It has to share some text with the route behind it. */
function couldHavePrefix({index}: Backend, ask: Ask, {segments}: CalledPath): boolean {
	const tail = segments.map((segment) => callSegmentOf(segment));
	return index.entries.some((entry) => {
		if (entry.segments.length < tail.length || !takes(entry.route, ask) || !endsAlike(entry, tail)) return false;
		const end = entry.segments.slice(entry.segments.length - tail.length);
		return end.some((segment, place) => segment.kind === 'literal' && tail[place]?.kind === 'literal');
	});
}

function verdictOf(call: Call, read: ReadAddress, outcome: Outcome, path: CalledPath, owner: Ownership, backend: Backend): JudgedCall {
	switch (outcome.kind) {
		case 'answered': {
			const judged = plainVerdict(call, read, outcome.level === 'exact' ? 'matched' : 'weak', null);
			const defects = outcome.isDetoured ? [...call.defects, 'hits-shadowing-route'] : call.defects;
			return {...judged, route: outcome.route, defects};
		}
		case 'undecidable':
			return plainVerdict(call, read, 'undecidable', outcome.reason);
		case 'method-mismatch':
		case 'missing':
			return {...plainVerdict(call, read, outcome.kind, null), suggestions: suggest(backend, call, path, owner.ways, outcome)};
	}
}

function plainVerdict(call: Call, read: ReadAddress, verdict: Verdict, reason: UndecidedReason | null): JudgedCall {
	const path = read.kind === 'address' ? printPath(read.address.segments, read.address.hasTrailingSlash) : printAddress(call);
	const origin = read.kind === 'no-request' ? null : printOrigin(read.kind === 'address' ? read.address.base : read.base);
	return {...call, verdict, reason, path, origin, route: null, suggestions: []};
}

/** An address of which nothing is known, as it is written. */
const printAddress = ({address}: Call): string => address.map((part) => (typeof part === 'string' ? part : `{${part.text}}`)).join('');

function listOrigins(judged: readonly JudgedCall[], read: readonly ReadCall[], owners: ReadonlyMap<string, Ownership>): JudgedOrigin[] {
	const keyOf = new Map(read.map((one) => [idOf(one.call), baseOf(one)]));
	const groups = Map.groupBy(judged, (call) => keyOf.get(idOf(call)) ?? null);
	const named = [...groups].flatMap(([origin, calls]) => (origin === null ? [] : [{origin, calls}]));
	return named
		.map(({origin, calls}) => {
			const owner = owners.get(origin);
			const matched = calls.filter(({verdict}) => verdict === 'matched' || verdict === 'weak').length;
			const isOurs = owner?.kind === 'ours' || (owner?.kind === 'unsure' && matched > 0);
			return {origin, isOurs, why: owner?.why ?? 'nothing of its paths is known', calls: calls.length, matched};
		})
		.toSorted((a, b) => compareText(a.origin, b.origin));
}

const idOf = (call: Call): string => [call.file, call.line, call.method, printAddress(call)].join(':');
function baseOf({read}: ReadCall): string | null {
	if (read.kind === 'no-request') return null;
	return keyOfBase(read.kind === 'address' ? read.address.base : read.base);
}
