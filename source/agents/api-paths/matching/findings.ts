import type {JudgedCall} from '../facts.ts';
import type {PathFinding} from '../report.ts';
import type {Route, RouteFault} from '../routes/route.ts';
import {compareText} from './judge-path.ts';
import type {Judged} from './judge-calls.ts';
import {severityOf} from './severity.ts';

type Place = PathFinding['related'][number];

/** Where the method's name of a route stands. */
export const placeOf = ({site}: Pick<Route, 'site'>): Place => ({file: site.module.file, line: site.module.lineOf(site.at)});

/** The same for the routes that several programs make of one line of code. */
export const placeKeyOf = ({method, path, site}: Route): string => `${method} ${path} ${site.module.file} ${site.at}`;

/** What is wrong with calls: each fault once, at its call. */
export function findingsOfCalls({calls, fallbacks, others}: Judged, routes: readonly Route[]): PathFinding[] {
	return calls.flatMap((call) => {
		const finding = findingOfCall(call, {fallback: fallbacks.get(call), others: others.get(call) ?? []}, routes);
		return finding === null ? [] : [finding];
	});
}

/** Routes that never answer, because an earlier one takes all their requests; with the calls that meant them and get the other one. */
export function findingsOfShadows(shadows: ReadonlyMap<Route, Route>, calls: readonly JudgedCall[]): PathFinding[] {
	const detoured = calls.filter(({defects}) => defects.includes('hits-shadowing-route'));
	return [...shadows].map(([route, first]) => {
		const meant = detoured
			.filter((call) => isOfPlace(call.route, first) && isWrittenFor(call, route))
			.map(({file, line}) => ({file, line}));
		return {
			rule: 'shadowed-route',
			severity: 'warning',
			message: `${messageOfShadow(route, first)}${meant.length === 0 ? '' : ` ${wantedBy(meant)}`}`,
			...placeOf(route),
			method: route.method,
			path: route.path,
			related: [placeOf(first), ...meant],
		};
	});
}

const isOfPlace = (route: Route | null, other: Route): boolean => route !== null && placeKeyOf(route) === placeKeyOf(other);

function messageOfShadow(route: Route, first: Route): string {
	const [own, other, where] = [nameOf(route), nameOf(first), `in ${atPlace(placeOf(first))}`];
	if (own === other) return `${own} is registered a second time and never answers: the first one ${where} takes every request.`;
	return `${own} never answers: ${other} ${where} comes first and takes all its requests.`;
}

const wantedBy = (calls: readonly Place[]): string =>
	calls.length === 1
		? `The call in ${atPlace(calls[0]!)} means this one and gets the other.`
		: `${calls.length} calls mean this one and get the other.`;

const isWrittenFor = (call: JudgedCall, route: Route): boolean => {
	const shapeOf = (path: string): string =>
		path
			.replaceAll(/\{[^}]*\}|:[^/]+/gu, ':')
			.replace(/\/$/u, '')
			.toLowerCase();
	return shapeOf(call.path) === shapeOf(route.path);
};

/** Templates that their framework refuses, or that can never match. */
export function findingsOfFaults(faults: readonly RouteFault[]): PathFinding[] {
	return faults.map(({rule, message, site}) => ({rule, severity: 'warning', message, ...placeOf({site}), related: []}));
}

/** Files in order, lines in order; of one line the worst first. */
export function inOrder(findings: readonly PathFinding[]): PathFinding[] {
	const rank = {critical: 0, warning: 1, info: 2};
	return findings.toSorted(
		(a, b) =>
			compareText(a.file, b.file) ||
			a.line - b.line ||
			rank[a.severity] - rank[b.severity] ||
			compareText(a.rule, b.rule) ||
			compareText(a.message, b.message),
	);
}

const nameOf = ({method, path}: {method: string | null; path: string}): string => `${method ?? 'A request of'} ${path}`;
const atPlace = ({file, line}: Place): string => `${file}:${line}`;

/** Routes that have to do with a fault. */
interface Nearby {
	fallback: Route | undefined;
	/** Of the same path, with other methods. */
	others: readonly Route[];
}

function findingOfCall(call: JudgedCall, nearby: Nearby, routes: readonly Route[]): PathFinding | null {
	const rule = ruleOf(call);
	if (rule === null) return null;
	const meant = rule === 'method-mismatch' ? nearby.others.slice(0, 1).map((route) => placeOf(route)) : placesOfMeant(call, routes);
	const about = {method: call.method, path: call.path};
	return {
		rule,
		severity: severityOf(call.path),
		message: messageOf(rule, call, nearby, meant[0]),
		file: call.file,
		line: call.line,
		...about,
		related: meant,
	};
}

type CallRule = 'missing' | 'method-mismatch' | 'swapped-arguments' | 'wrong-argument-shape';

/** A call with its arguments in the wrong places is that, whatever its path would meet. One that gets a shadowing route is told with that. */
function ruleOf({defects, verdict}: JudgedCall): CallRule | null {
	for (const rule of ['swapped-arguments', 'wrong-argument-shape'] as const) {
		if (defects.includes(rule)) return rule;
	}
	return verdict === 'missing' || verdict === 'method-mismatch' ? verdict : null;
}

/** Where the route stands that the call meets, or most likely meant. */
function placesOfMeant({route, suggestions}: JudgedCall, routes: readonly Route[]): Place[] {
	if (route !== null) return [placeOf(route)];
	const [best] = suggestions;
	const found = best === undefined ? undefined : routes.find(({method, path}) => method === best.method && path === best.path);
	return found === undefined ? [] : [placeOf(found)];
}

function messageOf(rule: CallRule, call: JudgedCall, {fallback, others}: Nearby, meant: Place | undefined): string {
	const called = `${nameOf(call)}${call.origin === null ? '' : ` of ${call.origin}`}`;
	switch (rule) {
		case 'swapped-arguments':
			return `${called} is what this call means, but its arguments stand in each other's places, so it asks for something else.`;
		case 'wrong-argument-shape':
			return `${called} is what this call means, but its arguments have not the shape that the called function wants.`;
		case 'method-mismatch':
			return `${called} is not answered: this path only takes ${methodsOf(others)}${meant === undefined ? '' : ` (${atPlace(meant)})`}.`;
		case 'missing':
			return `No route answers ${called}${nearestOf(call, meant)}${hiddenBy(fallback)}.`;
	}
}

/** `GET, PATCH and POST` */
const sentenceList = new Intl.ListFormat('en-GB');
const methodsOf = (routes: readonly Route[]): string => sentenceList.format([...new Set(routes.map(({method}) => method))].toSorted());

function nearestOf({suggestions}: JudgedCall, meant: Place | undefined): string {
	const [best] = suggestions;
	if (best === undefined) return '';
	return `; the nearest is ${nameOf(best)}${meant === undefined ? '' : ` (${atPlace(meant)})`}`;
}

/** Without this hint a person who tries it in a browser sees a page, and no fault. */
function hiddenBy(fallback: Route | undefined): string {
	if (fallback === undefined) return '';
	return `; only ${nameOf(fallback)} in ${atPlace(placeOf(fallback))}, which takes what no route does, would answer`;
}
