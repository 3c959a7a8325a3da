import type {TextPart} from '../evaluate/machine.ts';
import type {Call, JudgedCall} from '../facts.ts';
import type {OpaqueMount, Route} from '../routes/route.ts';
import {printOrigin, printPath, readAddress} from './address.ts';
import type {ReadAddress, Segment} from './address.ts';
import {readBackend} from './backend.ts';
import type {Ask, Backend, KnownRoutes} from './backend.ts';
import {judgePath} from './judge-path.ts';
import type {Outcome} from './judge-path.ts';
import {namespacesOf} from './namespaces.ts';
import {keyOfBase} from './origins.ts';
import type {CalledPath} from './route-index.ts';
import {suggest} from './suggest.ts';
import type {Way} from './ways.ts';

/** What judging calls worked out, kept for the next time: it is used where the same is asked again, by content, and changes no verdict. */
export interface Memory {
	backend: KnownBackend | null;
	/** By content, and those in which no variable of the environment stands by the very address too. */
	addresses: Map<string, KnownAddress>;
	same: WeakMap<readonly TextPart[], KnownAddress>;
}

export const newMemory = (): Memory => ({backend: null, addresses: new Map(), same: new WeakMap()});

/** Routes, sorted for being looked up, and what became of the paths that were. */
export interface KnownBackend {
	table: KnownRoutes;
	backend: Backend;
	namespaces: string[][];
	/** The route of the table that is asked about now, for the equal one of the table that was sorted. */
	now: (route: Route) => Route;
	outcomes: Map<string, Outcome>;
	/** The same by the very path. */
	outcomesOf: WeakMap<CalledPath, {ask: Ask; outcome: Outcome}[]>;
	suggestions: Map<string, JudgedCall['suggestions']>;
}

/** An address taken apart, and as it is printed. */
export interface KnownAddress {
	of: ReadAddress;
	printed: string;
	origin: string | null;
	/** As in `keyOfBase`. */
	base: string | null;
}

/** More is not kept: an editor that is open for days asks for many paths. */
const mostOutcomes = 100_000;

/** Sorts a table, unless it says the same as the one before. */
export function recall(memory: Memory, table: KnownRoutes): KnownBackend {
	const before = memory.backend;
	const known = before !== null && saysTheSame(before.table, table) ? before : know(table);
	known.now = known.table === table ? (route) => route : successorIn(known.table, table);
	if (known.outcomes.size > mostOutcomes) known.outcomes.clear();
	return (memory.backend = known);
}

function know(table: KnownRoutes): KnownBackend {
	const backend = readBackend(table);
	return {
		table,
		backend,
		namespaces: namespacesOf(backend.index),
		now: (route) => route,
		outcomes: new Map(),
		outcomesOf: new WeakMap(),
		suggestions: new Map(),
	};
}

function successorIn(before: KnownRoutes, table: KnownRoutes): (route: Route) => Route {
	if (before.routes.every((route, index) => route === table.routes[index])) return (route) => route;
	const now = new Map(before.routes.map((route, index) => [route, table.routes[index]!]));
	return (route) => now.get(route)!;
}

/** Do two tables give every call the same verdict? Lines may have moved, as long as their order is the same. */
function saysTheSame(a: KnownRoutes, b: KnownRoutes): boolean {
	if (a.routes.length !== b.routes.length || a.opaque.length !== b.opaque.length || a.shadows.size !== b.shadows.size) return false;
	return (
		a.routes.every((route, index) => isSameRoute(route, b.routes[index]!)) &&
		areSameApps(a.routes, b.routes) &&
		a.routes.every(
			(route, index) => index === 0 || isSamePlace(route, a.routes[index - 1]!) === isSamePlace(b.routes[index]!, b.routes[index - 1]!),
		) &&
		a.opaque.every((mount, index) => isSameMount(mount, b.opaque[index]!)) &&
		areSameShadows(a, b)
	);
}

const isSameRoute = (a: Route, b: Route): boolean =>
	a === b ||
	(a.method === b.method &&
		a.path === b.path &&
		a.dialect === b.dialect &&
		a.order === b.order &&
		a.isPartlyKnown === b.isPartlyKnown &&
		a.isFallback === b.isFallback &&
		a.isCaseSensitive === b.isCaseSensitive &&
		a.isStrict === b.isStrict &&
		a.site.module.file === b.site.module.file &&
		a.regExp?.prefix === b.regExp?.prefix &&
		a.regExp?.source === b.regExp?.source &&
		a.regExp?.flags === b.regExp?.flags);

/** Applications may have got other numbers. */
function areSameApps(a: readonly Route[], b: readonly Route[]): boolean {
	const there = new Map<number, number>();
	const back = new Map<number, number>();
	return a.every(({app}, index) => {
		const other = b[index]!.app;
		if (!there.has(app)) there.set(app, other);
		if (!back.has(other)) back.set(other, app);
		return there.get(app) === other && back.get(other) === app;
	});
}

const isSamePlace = (a: Route, b: Route): boolean => a.site.at === b.site.at && a.site.module.file === b.site.module.file;

const isSameMount = (a: OpaqueMount, b: OpaqueMount): boolean =>
	a === b || (a.prefix === b.prefix && a.dialect === b.dialect && a.what === b.what);

function areSameShadows(a: KnownRoutes, b: KnownRoutes): boolean {
	if (a.shadows.size === 0) return true;
	const now = successorIn(a, b);
	return [...a.shadows].every(([route, first]) => b.shadows.get(now(route)) === now(first));
}

/** As `judgePath`, each question once. */
export function outcomeOf(known: KnownBackend, ask: Ask, path: CalledPath): Outcome {
	const asked = known.outcomesOf.get(path) ?? [];
	const before = asked.find((one) => one.ask.method === ask.method && one.ask.kind === ask.kind);
	if (before !== undefined) return before.outcome;
	const outcome = outcomeByContent(known, ask, path);
	known.outcomesOf.set(path, [...asked, {ask, outcome}]);
	return outcome;
}

function outcomeByContent({backend, outcomes}: KnownBackend, ask: Ask, path: CalledPath): Outcome {
	const key = keyOf(ask, path);
	let outcome = outcomes.get(key);
	if (outcome === undefined) outcomes.set(key, (outcome = judgePath(backend, ask, path)));
	return outcome;
}

/** As `suggest`, each question once. */
export function suggestionsFor(
	{backend, suggestions}: KnownBackend,
	call: Call,
	path: CalledPath,
	ways: readonly Way[],
	outcome: Outcome,
): JudgedCall['suggestions'] {
	const key = `${outcome.kind} ${keyOf(call, path)} ${JSON.stringify(ways)}`;
	let found = suggestions.get(key);
	if (found === undefined) suggestions.set(key, (found = suggest(backend, call, path, ways, outcome)));
	return found;
}

const keyOf = ({method, kind}: Ask, path: CalledPath): string => `${kind} ${method ?? '?'} ${keyOfPath(path)}`;
const keys = new WeakMap<CalledPath, string>();

function keyOfPath(path: CalledPath): string {
	let key = keys.get(path);
	if (key === undefined)
		keys.set(path, (key = path.segments.map((segment) => `/${keyOfSegment(segment)}`).join('') + (path.hasTrailingSlash ? '\0/' : '')));
	return key;
}

const keyOfSegment = (segment: Segment): string =>
	segment.length === 1 && typeof segment[0] === 'string' ? plain(segment[0]) : segment.map((part) => keyOfPart(part)).join('');

/** Parts of a path by all that decides what they meet. */
const keyOfPart = (part: TextPart): string => (typeof part === 'string' ? plain(part) : `\0${part.type}\0${plain(part.text)}\0`);

/** No text of the code can look like a hole. */
const plain = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\0\0\0\0') : text);

/** As `readAddress`, each address once. Of `count` addresses that are asked for now, many more than are asked for are not kept. */
export function addressReader(
	memory: Memory,
	envOf: (name: string) => string | undefined,
	count: number,
): (address: readonly TextPart[]) => KnownAddress {
	if (memory.addresses.size > mostTimes * count + fewest) memory.addresses.clear();
	return (address) => {
		const same = memory.same.get(address);
		if (same !== undefined) return same;
		const key = keyOfAddress(address, envOf);
		let known = memory.addresses.get(key);
		if (known === undefined) memory.addresses.set(key, (known = knowAddress(address, envOf)));
		if (!address.some((part) => typeof part !== 'string' && part.value.kind === 'env')) memory.same.set(address, known);
		return known;
	};
}
const mostTimes = 4;
const fewest = 1000;

function knowAddress(address: readonly TextPart[], envOf: (name: string) => string | undefined): KnownAddress {
	const of = readAddress(address, envOf);
	const base = of.kind === 'no-request' ? null : of.kind === 'address' ? of.address.base : of.base;
	return {
		of,
		printed: of.kind === 'address' ? printPath(of.address.segments, of.address.hasTrailingSlash) : printAddress(address),
		origin: base === null ? null : printOrigin(base),
		base: base === null ? null : keyOfBase(base),
	};
}

/** An address of which nothing is known, as it is written. */
const printAddress = (address: readonly TextPart[]): string =>
	address.map((part) => (typeof part === 'string' ? part : `{${part.text}}`)).join('');

/** An address by all that reading it looks at. */
function keyOfAddress(address: readonly TextPart[], envOf: (name: string) => string | undefined): string {
	const [only] = address;
	if (address.length === 1 && typeof only === 'string') return plain(only);
	return address.map((part) => `${keyOfPart(part)}${typeof part === 'string' ? '' : keyOfValue(part.value, envOf)}`).join('');
}

function keyOfValue(value: Exclude<TextPart, string>['value'], envOf: (name: string) => string | undefined): string {
	if (value.kind === 'env') return `env ${plain(value.name)} ${plain(envOf(value.name) ?? '\0')}\0`;
	if (value.kind === 'external') return `external ${plain(value.module)} ${plain(value.path.join('.'))}\0`;
	return value.kind === 'unknown' ? `unknown ${plain(value.text)}\0` : `${value.kind}\0`;
}
