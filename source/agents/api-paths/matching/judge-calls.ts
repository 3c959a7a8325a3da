import type {Call, JudgedCall, UndecidedReason, Verdict} from '../facts.ts';
import type {Route} from '../routes/route.ts';
import {withoutEmptyOnes} from './alternatives.ts';
import type {Alternative} from './alternatives.ts';
import {printPath} from './address.ts';
import type {Base} from './address.ts';
import {hasExtension, takes} from './backend.ts';
import type {Ask, Backend, KnownRoutes} from './backend.ts';
import {compareText} from './judge-path.ts';
import type {Outcome} from './judge-path.ts';
import {callSegmentOf} from './meet.ts';
import {addressReader, newMemory, outcomeOf, recall, suggestionsFor} from './memory.ts';
import type {KnownAddress, KnownBackend, Memory} from './memory.ts';
import {isBelow} from './namespaces.ts';
import {endsAlike} from './open-ends.ts';
import {isAnswered, isLocal, keyOfBase, ownershipOf} from './origins.ts';
import type {Located, Ownership, Surroundings} from './origins.ts';
import type {CalledPath} from './route-index.ts';
import {settlePrefix} from './open-prefix.ts';
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
	/** Where the API lives: see `namespacesOf`. */
	namespaces: readonly (readonly string[])[];
	/** What was found of calls beyond the report: the fallback that hides a missing route, and the routes of a path that take other methods. */
	fallbacks: Map<JudgedCall, Route>;
	others: Map<JudgedCall, readonly Route[]>;
}

/**
 * Compares every call with every route. Pure: the same calls and routes give the same verdicts in whatever order they come, and whatever `memory`
 * holds of other times. Links, images and forms are left out where they neither meet a route nor lie where the API does.
 */
export function judgeCalls(calls: readonly Call[], table: KnownRoutes, options: JudgeOptions, memory: Memory = newMemory()): Judged {
	const read = readCalls(calls, options, memory);
	const known = settled(memory, table, read);
	const around: Around = {
		backend: known.backend,
		namespaces: known.namespaces,
		outcomeOf: (ask, path) => outcomeOf(known, ask, path),
		origins: [...options.origins, ...options.bases].flatMap((address) => originOf(address)),
		ways: waysOf(options.bases, options.proxies),
		isReachedElsewhere: false,
		known,
	};
	const owners = findOwners(read, around);
	const notes: Notes = {fallbacks: new Map(), others: new Map()};
	const baseOf = new Map<JudgedCall, string>();
	const alternatives: Alternative[] = [];
	for (const one of read) {
		const judged = judgeOne(one, ownerOf(one, owners, around), around, options, notes);
		if (judged === null) continue;
		if (one.read.base !== null) baseOf.set(judged, one.read.base);
		alternatives.push({judged, path: one.read.of.kind === 'address' ? one.read.of.address : null});
	}
	const judged = withoutEmptyOnes(alternatives);
	return {calls: judged, origins: listOrigins(judged, baseOf, owners), namespaces: known.namespaces, ...notes};
}

/** The backend as its calls take it to be. */
function settled(memory: Memory, table: KnownRoutes, read: readonly ReadCall[]): KnownBackend {
	const {table: routes, originals} = settlePrefix(table, () =>
		read.filter(({call}) => call.kind !== 'page').flatMap((one) => located(one)),
	);
	const known = recall(memory, routes);
	const {now} = known;
	known.now = (route) => originals.get(now(route)) ?? now(route);
	return known;
}

type Notes = Pick<Judged, 'fallbacks' | 'others'>;

interface Around extends Surroundings {
	known: KnownBackend;
}

/** A call with its address taken apart. */
interface ReadCall {
	call: Call;
	ask: Ask;
	read: KnownAddress;
}

const originOf = (address: string): string[] => {
	const url = URL.parse(address);
	return url?.host ? [`${url.protocol.replace(/^ws/u, 'http')}//${url.host}`] : [];
};

function readCalls(calls: readonly Call[], {envOf}: JudgeOptions, memory: Memory): ReadCall[] {
	const addressOf = addressReader(memory, envOf, calls.length);
	return calls.map((call) => ({call, ask: {method: call.method, kind: call.kind}, read: addressOf(call.address)}));
}

function located({call, ask, read}: ReadCall): Located[] {
	if (read.of.kind !== 'address') return [];
	const {address} = read.of;
	const key = `${call.method ?? '?'} ${printPath(address.segments)}`;
	return [{ask, base: address.base, path: address, key, site: `${call.file}:${call.line}:${call.client}`}];
}

/** Origins are judged twice: whether one is ours may depend on whether others are. */
function findOwners(read: readonly ReadCall[], around: Surroundings): Map<string, Ownership> {
	const owners = new Map<string, Ownership>();
	if (read.every((one) => one.read.base === null)) return owners;
	const all = read.filter(({call}) => call.kind !== 'page').flatMap((one) => located(one));
	const groups = Map.groupBy(all, ({base}) => keyOfBase(base));
	const here = groups.get(null) ?? [];
	const reachesHere =
		here.some((call) => isAnswered(call, around.ways, around)) || (here.length > 0 && ownershipOf(here, around).matched > 0);
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

function ownerOf({read}: ReadCall, owners: ReadonlyMap<string, Ownership>, around: Surroundings): Ownership {
	const here: Ownership = {kind: 'ours', ways: around.ways, why: '', leansOurs: true, matched: 0};
	const {base: key, of} = read;
	if (key === null || of.kind === 'no-request') return here;
	const base = of.kind === 'address' ? of.address.base : of.base;
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

/** Null: it is no call that is worth a word. */
function judgeOne(one: ReadCall, owner: Ownership, around: Around, options: JudgeOptions, notes: Notes): JudgedCall | null {
	const {call, read} = one;
	const isPage = call.kind === 'page';
	if (read.of.kind === 'no-request' || owner.kind === 'foreign') return isPage ? null : plainVerdict(one, 'external', null);
	if (read.of.kind === 'unreadable') return isPage ? null : plainVerdict(one, 'undecidable', call.reason ?? whyUnreadable(call));
	const path: CalledPath = read.of.address;
	const outcome = settle(one, path, owner, around, options);
	if (isPage && !isWorthReporting(outcome, path, around)) return null;
	const judged = verdictOf(one, outcome, path, owner, around.known);
	if (outcome.kind === 'missing' && outcome.fallback !== null) notes.fallbacks.set(judged, around.known.now(outcome.fallback));
	if (outcome.kind === 'method-mismatch') {
		const others = outcome.routes.map((route) => around.known.now(route));
		notes.others.set(judged, others);
	}
	return judged;
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
	const outcome = bestOutcome(ask, path, owner, around);
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

function bestOutcome(ask: Ask, path: CalledPath, {ways}: Ownership, around: Surroundings): Outcome {
	const outcomes = ways.flatMap((way) => {
		const followed = follow(way, path);
		return followed === null ? [] : [around.outcomeOf(ask, followed)];
	});
	if (outcomes.length === 1) return outcomes[0]!;
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

function verdictOf(one: ReadCall, outcome: Outcome, path: CalledPath, owner: Ownership, known: KnownBackend): JudgedCall {
	const {call} = one;
	switch (outcome.kind) {
		case 'answered': {
			const judged = plainVerdict(one, outcome.level === 'exact' ? 'matched' : 'weak', null);
			judged.route = known.now(outcome.route);
			if (outcome.isDetoured) judged.defects = [...call.defects, 'hits-shadowing-route'];
			return judged;
		}
		case 'undecidable':
			return plainVerdict(one, 'undecidable', outcome.reason);
		case 'method-mismatch':
		case 'missing':
			return {...plainVerdict(one, outcome.kind, null), suggestions: suggestionsFor(known, call, path, owner.ways, outcome)};
	}
}

function plainVerdict({call, read}: ReadCall, verdict: Verdict, reason: UndecidedReason | null): JudgedCall {
	return {...call, verdict, reason, path: read.printed, origin: read.origin, route: null, suggestions: []};
}

function listOrigins(
	judged: readonly JudgedCall[],
	baseOf: ReadonlyMap<JudgedCall, string>,
	owners: ReadonlyMap<string, Ownership>,
): JudgedOrigin[] {
	const groups = Map.groupBy(
		judged.filter((call) => baseOf.has(call)),
		(call) => baseOf.get(call)!,
	);
	return [...groups]
		.map(([origin, calls]) => {
			const owner = owners.get(origin);
			const matched = calls.filter(({verdict}) => verdict === 'matched' || verdict === 'weak').length;
			const isOurs = owner?.kind === 'ours' || (owner?.kind === 'unsure' && matched > 0);
			return {origin, isOurs, why: owner?.why ?? 'nothing of its paths is known', calls: calls.length, matched};
		})
		.toSorted((a, b) => compareText(a.origin, b.origin));
}
