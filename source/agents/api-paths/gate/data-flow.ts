import type {Expr, Func} from '../code/ir.ts';
import type {Machine, Site} from '../evaluate/machine.ts';
import type {JudgedCall} from '../facts.ts';
import {placeOf} from '../matching/findings.ts';
import type {DataFlow} from '../report.ts';
import type {Route} from '../routes/route.ts';
import type {Code} from './definitions.ts';
import {isDriver, isHttpClient} from './drivers.ts';
import {targetOf} from './targets.ts';
import type {Running, Target} from './targets.ts';
import {childrenOf, expressionsIn, statementsOf} from '../code/walk.ts';

type Link = DataFlow['chain'][number];
/** How far the code of one function leads. */
interface Reach {
	/** From here on; empty where no database and no other service was reached. */
	chain: Link[];
	ends: string;
}

/** How deep functions are followed into each other, and how many of them for one route. */
const deepest = 8;
const mostFunctions = 300;

/** Follows every matched call from its route through the handler to where the data comes from. `sites` are requests to other services. */
export function followData(calls: readonly JudgedCall[], machine: Machine, code: Code, sites: readonly Site[]): DataFlow[] {
	const follower = new Follower(machine, code, sites);
	return calls.flatMap((call): DataFlow[] => {
		if (call.route === null) return [];
		const {route} = call;
		const {chain, ends} = follower.followRoute(route);
		return [{call: {file: call.file, line: call.line}, route: {method: route.method, path: route.path, ...placeOf(route)}, chain, ends}];
	});
}

class Follower {
	readonly #machine: Machine;
	readonly #code: Code;
	readonly #requests = new Set<string>();
	readonly #routes = new Map<Route, Reach>();
	readonly #known = new Map<string, Reach>();
	#left = 0;

	constructor(machine: Machine, code: Code, sites: readonly Site[]) {
		this.#machine = machine;
		this.#code = code;
		for (const {module, at} of sites) this.#requests.add(`${module.file}:${at}`);
	}

	followRoute(route: Route): Reach {
		const known = this.#routes.get(route);
		if (known !== undefined) return known;
		const reach = this.#followHandlers(route);
		this.#routes.set(route, reach);
		return reach;
	}

	/** The last handler answers; where it leads nowhere, those before it may have fetched what it sends. */
	#followHandlers(route: Route): Reach {
		const start: Link = {what: 'route', name: `${route.method} ${route.path}`, ...placeOf(route)};
		const handlers = route.handlers
			.flatMap((value) => this.#machine.eachOf(value))
			.flatMap(({value}) => (value.kind === 'closure' ? [value] : []));
		this.#left = mostFunctions;
		let best: Reach = {chain: [start], ends: 'no-handler'};
		for (const {func, frame, self} of handlers.toReversed()) {
			const handler: Link = {what: 'handler', name: nameOf(func), file: func.module.file, line: func.module.lineOf(func.at)};
			const reach = this.#follow({func, frame, self}, 0);
			const whole = {chain: [start, handler, ...reach.chain], ends: reach.ends};
			if (reach.ends === 'database') return whole;
			if (best.ends === 'no-handler') best = whole;
		}
		return best;
	}

	#follow(running: Running, depth: number): Reach {
		const key = `${running.func.id}:${running.frame?.id ?? 0}`;
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		if (depth > deepest || this.#left-- <= 0) return {chain: [], ends: 'unresolved'};
		this.#known.set(key, nowhere);
		const reach = this.#followCalls(running, depth);
		this.#known.set(key, reach);
		return reach;
	}

	/** Of all that a function calls, what comes nearest to the data. */
	#followCalls(running: Running, depth: number): Reach {
		let best = nowhere;
		for (const call of callsOf(running.func)) {
			const reach = this.#followCall(call, running, depth);
			if (reach.ends === 'database') return reach;
			if (rankOf(reach) < rankOf(best)) best = reach;
		}
		return best;
	}

	#followCall(call: Expr & {kind: 'call'}, running: Running, depth: number): Reach {
		const {module} = running.func;
		const here = {file: module.file, line: module.lineOf(call.at)};
		if (this.#requests.has(`${module.file}:${call.at}`))
			return {chain: [{what: 'request', name: lastNameOf(call.callee), ...here}], ends: 'request'};
		return this.#followTarget(targetOf(call, running, this.#machine, this.#code), call, here, depth);
	}

	#followTarget(target: Target, call: Expr & {kind: 'call'}, here: {file: string; line: number}, depth: number): Reach {
		switch (target.kind) {
			case 'plain':
				return isFetch(call.callee) ? {chain: [{what: 'request', name: 'fetch', ...here}], ends: 'request'} : nowhere;
			case 'unresolved':
				return {chain: [], ends: 'unresolved'};
			case 'package':
				return ofPackage(target, call, here);
			case 'several': {
				const reaches = target.of.map((one) => this.#followTarget(one, call, here, depth));
				return reaches.toSorted((a, b) => rankOf(a) - rankOf(b))[0] ?? nowhere;
			}
			case 'running': {
				const {func} = target.running;
				const reach = this.#follow(target.running, depth + 1);
				if (reach.chain.length === 0) return reach;
				const link: Link = {what: 'function', name: nameOf(func), file: func.module.file, line: func.module.lineOf(func.at)};
				return {...reach, chain: [link, ...reach.chain]};
			}
		}
	}
}

/** A driver ends at the database, a client at another service; other packages are not looked into. */
function ofPackage({name, path}: Target & {kind: 'package'}, call: Expr & {kind: 'call'}, here: {file: string; line: number}): Reach {
	if (isHttpClient(name)) return {chain: [{what: 'request', name: `${name} ${lastNameOf(call.callee)}`, ...here}], ends: 'request'};
	if (!isDriver(name)) return {chain: [], ends: 'external-code'};
	return isAccess(call) ? {chain: [{what: 'database', name: `${name} ${path.slice(-2).join('.')}`, ...here}], ends: 'database'} : nowhere;
}

const nowhere: Reach = {chain: [], ends: 'no-database-access'};
const ends = ['database', 'request', 'unresolved', 'external-code', 'no-database-access'];
const rankOf = (reach: Reach): number => ends.indexOf(reach.ends);

/** Calls in order, those of functions written inside too: callbacks are called where they stand, mostly. */
function* callsOf(func: Func): Generator<Expr & {kind: 'call'}> {
	for (const stmt of statementsOf(func.body)) for (const expr of expressionsIn(stmt)) yield* callsIn(expr);
}

/** Of a chain (`db.select().from(users)`) the first call comes first. */
function* callsIn(expr: Expr): Generator<Expr & {kind: 'call'}> {
	if (expr.kind === 'function') yield* callsOf(expr.func);
	for (const [index, child] of childrenOf(expr).entries()) {
		yield* callsIn(child);
		if (expr.kind === 'call' && index === 0) yield expr;
	}
}

/** What a driver exports itself makes connections and conditions (`new Pool()`, `eq(a, b)`); what is called on those asks for data. */
function isAccess({callee, isNew}: Expr & {kind: 'call'}): boolean {
	if (isNew) return false;
	if (callee.kind === 'name') return callee.binding?.from === undefined;
	return true;
}

const isFetch = (callee: Expr): boolean => callee.kind === 'name' && callee.name === 'fetch' && callee.binding === null;
const nameOf = (func: Func): string => func.name ?? '(anonymous)';
const lastNameOf = (callee: Expr): string => {
	if (callee.kind === 'name') return callee.name;
	return callee.kind === 'member' && typeof callee.property === 'string' ? callee.property : '(call)';
};
