import type {JudgedCall} from '../facts.ts';
import type {ApiPathsReport, DataFlow, GateCheck, PathFinding, ReportedCall} from '../report.ts';
import type {Route} from '../routes/route.ts';
import {inOrder, placeKeyOf, placeOf} from './findings.ts';
import type {JudgedOrigin} from './judge-calls.ts';
import {compareText} from './judge-path.ts';

export interface ReportParts {
	/** Absolute. */
	root: string;
	filesAnalysed: number;
	unanalysed: readonly {file: string; reason: string}[];
	routes: readonly Route[];
	shadows: ReadonlyMap<Route, Route>;
	calls: readonly JudgedCall[];
	origins: readonly JudgedOrigin[];
	findings: readonly PathFinding[];
	checks: readonly GateCheck[];
	minimumDecidedRate: number;
	dataFlows: readonly DataFlow[];
	/** By the site of each, none where there are none. */
	typedClients?: NonNullable<ApiPathsReport['typedClients']>;
}

/** Puts a report together, in an order that depends on nothing but what is in it. `pass` is that of the gate's checks. */
export function toReport(parts: ReportParts): ApiPathsReport {
	const routes = oncePerPlace(parts.routes, parts.shadows).filter((route) => !route.isFallback);
	const {typedClients = []} = parts;
	const refOf = referrer();
	return {
		schemaVersion: 1,
		root: parts.root,
		summary: summarise(parts, routes),
		routes: routes.map((route) => reportRoute(route, parts.shadows, refOf)).toSorted(byPlace),
		calls: parts.calls.map((call) => reportCall(call, refOf)).toSorted(byPlace),
		findings: inOrder(parts.findings),
		unanalysed: parts.unanalysed.toSorted((a, b) => compareText(a.file, b.file)),
		gate: {version: '2.5', minimumDecidedRate: parts.minimumDecidedRate, checks: [...parts.checks]},
		dataFlows: parts.dataFlows.toSorted((a, b) => byPlaceOnly(a.call, b.call) || compareText(a.route.path, b.route.path)),
		...(typedClients.length > 0 && {typedClients: typedClients.toSorted(byPlaceOnly)}),
		origins: [...parts.origins],
	};
}

/** By the route that is reported as never answering: the one that answers in its place. */
export function reportedShadows(routes: readonly Route[], shadows: ReadonlyMap<Route, Route>): Map<Route, Route> {
	if (shadows.size === 0) return new Map();
	return new Map(
		oncePerPlace(routes, shadows).flatMap((route): [Route, Route][] => {
			const first = shadows.get(route);
			return first === undefined ? [] : [[route, first]];
		}),
	);
}

/** A line of code that several programs share makes one route; it is shadowed when it is in all of them. */
function oncePerPlace(routes: readonly Route[], shadows: ReadonlyMap<Route, Route>): Route[] {
	const byCode = new Map<string, Route>();
	for (const route of routes) {
		const key = `${placeKeyOf(route)} ${route.isFallback}`;
		const known = byCode.get(key);
		if (known === undefined || (shadows.has(known) && !shadows.has(route))) byCode.set(key, route);
	}
	return [...byCode.values()];
}

/** How many calls there are of each kind. */
export interface CallCounts {
	calls: number;
	/** Every call that is not external and whose verdict is not `undecidable`. */
	decided: number;
	/** Weak matches are matches. */
	matched: number;
	missing: number;
	methodMismatch: number;
	undecidable: number;
	external: number;
	/** Matched of the decided ones; null where none was. */
	matchRate: number | null;
	/** Decided of all that are not external; null where all are. */
	decidedRate: number | null;
}

/** Counts verdicts; the same figures stand in the summary and in the gate. */
export function countCalls(calls: readonly JudgedCall[]): CallCounts {
	const counts = {matched: 0, weak: 0, missing: 0, 'method-mismatch': 0, undecidable: 0, external: 0};
	for (const {verdict} of calls) counts[verdict]++;
	const {missing, 'method-mismatch': methodMismatch, undecidable, external} = counts;
	const matched = counts.matched + counts.weak;
	const decided = matched + missing + methodMismatch;
	return {
		calls: calls.length,
		decided,
		matched,
		missing,
		methodMismatch,
		undecidable,
		external,
		matchRate: decided === 0 ? null : matched / decided,
		decidedRate: decided + undecidable === 0 ? null : decided / (decided + undecidable),
	};
}

function summarise(parts: ReportParts, routes: readonly Route[]): ApiPathsReport['summary'] {
	return {
		filesAnalysed: parts.filesAnalysed,
		filesUnanalysed: parts.unanalysed.length,
		routes: routes.length,
		shadowedRoutes: routes.filter((route) => parts.shadows.has(route)).length,
		...countCalls(parts.calls),
		pass: parts.checks.length > 0 && parts.checks.every(({passed}) => passed),
	};
}

type RefOf = (route: Route) => {method: string; path: string; file: string; line: number};

/** Most routes are named by several calls. */
function referrer(): RefOf {
	const refs = new Map<Route, ReturnType<RefOf>>();
	return (route) => {
		let ref = refs.get(route);
		if (ref === undefined) refs.set(route, (ref = {method: route.method, path: route.path, ...placeOf(route)}));
		return ref;
	};
}

function reportRoute(route: Route, shadows: ReadonlyMap<Route, Route>, refOf: RefOf): ApiPathsReport['routes'][number] {
	const first = shadows.get(route);
	return {...refOf(route), framework: route.framework, shadowedBy: first === undefined ? null : refOf(first)};
}

function reportCall(
	{method, path, origin, file, line, client, verdict, route, reason, suggestions, defects}: JudgedCall,
	refOf: RefOf,
): ReportedCall {
	return {
		method,
		path,
		origin,
		file,
		line,
		client,
		verdict,
		route: route === null ? null : refOf(route),
		reason,
		suggestions: suggestions.map((suggestion) => ({...suggestion})),
		defects: [...defects],
	};
}

interface Placed {
	file: string;
	line: number;
	method: string | null;
	path: string;
}

const byPlaceOnly = (a: {file: string; line: number}, b: {file: string; line: number}): number =>
	compareText(a.file, b.file) || a.line - b.line;
const byPlace = (a: Placed, b: Placed): number =>
	byPlaceOnly(a, b) || compareText(a.path, b.path) || compareText(a.method ?? '', b.method ?? '');
