import type {Expr, Func} from '../code/ir.ts';
import type {Machine} from '../evaluate/machine.ts';
import type {JudgedCall} from '../facts.ts';
import {placeOf} from '../matching/findings.ts';
import type {DataFlow} from '../report.ts';
import type {Route} from '../routes/route.ts';
import type {Code} from './definitions.ts';
import {isDriver, isHttpClient} from './drivers.ts';
import type {Finding, RequestPlaces, Watcher} from './kept.ts';
import type {GateMemory} from './memory.ts';
import {targetOf} from './targets.ts';
import type {Running, Target} from './targets.ts';
import {eachChild, eachExpressionIn, eachStatement, unspread} from '../code/walk.ts';

type Link = DataFlow['chain'][number];
type Call = Expr & {kind: 'call'};
/** How far the code of one function leads. */
interface Reach {
	/** From here on; empty where no database and no other service was reached. */
	chain: Link[];
	ends: string;
}

/** How deep functions are followed into each other, and how many of them for one route. */
const deepest = 8;
const mostFunctions = 1000;

/** Where a function led to, and what it took: how deep below it was looked, and into how many functions. */
interface Followed extends Reach {
	height: number;
	count: number;
}

/** By function and frame. */
export type KnownFlows = Map<string, Finding<Followed>>;

/** A route, and how far it leads. */
export type RouteFlow = Omit<DataFlow, 'call'>;

type FlowMemory = Pick<GateMemory, 'watcher' | 'flows' | 'routes'>;

/** Follows every matched call from its route through the handler to where the data comes from. `sites` are requests to other services. */
export function followData(
	calls: readonly JudgedCall[],
	machine: Machine,
	code: Code,
	sites: RequestPlaces,
	memory: FlowMemory,
): DataFlow[] {
	const follower = new Follower(machine, code, sites, memory);
	const before = memory.routes;
	memory.routes = new Map();
	return calls.flatMap(({route, file, line}): DataFlow[] => {
		if (route === null) return [];
		const found = memory.routes.get(route) ?? before.get(route) ?? memory.watcher.watch(() => follower.followRoute(route));
		memory.routes.set(route, found);
		const {value} = found;
		return [{call: {file, line}, route: value.route, chain: value.chain, ends: value.ends}];
	});
}

class Follower {
	readonly #machine: Machine;
	readonly #code: Code;
	readonly #requests: RequestPlaces;
	readonly #watcher: Watcher;
	readonly #known: KnownFlows;
	/** Functions that are being followed, outer ones first, with their places. */
	readonly #open = new Map<string, number>();
	/** How many functions may still be followed for this route. */
	#left = 0;
	/** Of the function that is being followed: how deep was looked below it, and the outermost open function that was met again; -1 when it was cut off. */
	#height = 0;
	#lowest = Infinity;

	constructor(machine: Machine, code: Code, requests: RequestPlaces, {watcher, flows}: FlowMemory) {
		this.#machine = machine;
		this.#code = code;
		this.#watcher = watcher;
		this.#known = flows;
		this.#requests = requests;
	}

	followRoute(route: Route): RouteFlow {
		const ref = {method: route.method, path: route.path, ...placeOf(route)};
		this.#watcher.see(ref.file);
		return {route: ref, ...this.#followHandlers(route)};
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
			this.#watcher.see(handler.file);
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
		// Only where following it again would not be cut off.
		if (known !== undefined && depth + known.value.height <= deepest && known.value.count <= this.#left) {
			this.#left -= known.value.count;
			this.#height = Math.max(this.#height, known.value.height + 1);
			this.#watcher.seeAll(known.files);
			return known.value;
		}
		const place = this.#open.get(key);
		if (place !== undefined) {
			this.#lowest = Math.min(this.#lowest, place);
			return nowhere;
		}
		if (depth > deepest || this.#left-- <= 0) {
			this.#lowest = -1;
			return {chain: [], ends: 'unresolved'};
		}
		return this.#followInside(running, key, depth);
	}

	/** What ends at a function that is still being followed, or is cut off, is known for this once only. */
	#followInside(running: Running, key: string, depth: number): Reach {
		const [height, lowest, left, place] = [this.#height, this.#lowest, this.#left, this.#open.size];
		[this.#height, this.#lowest] = [0, Infinity];
		this.#open.set(key, place);
		const {value: reach, files} = this.#watcher.watch(() => {
			this.#watcher.see(running.func.module.file);
			return this.#followCalls(running, depth);
		});
		this.#open.delete(key);
		const isWhole = this.#lowest >= place;
		if (isWhole) this.#known.set(key, {value: {...reach, height: this.#height, count: left + 1 - this.#left}, files});
		this.#height = Math.max(height, this.#height + 1);
		this.#lowest = isWhole ? lowest : Math.min(lowest, this.#lowest);
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

	#followCall(call: Call, running: Running, depth: number): Reach {
		const {module} = running.func;
		const here = {file: module.file, line: module.lineOf(call.at)};
		if (this.#requests.get(module.file)?.has(call.at) === true)
			return {chain: [{what: 'request', name: lastNameOf(call.callee), ...here}], ends: 'request'};
		return this.#followTarget(targetOf(call, running, this.#machine, this.#code), call, here, depth);
	}

	#followTarget(target: Target, call: Call, here: {file: string; line: number}, depth: number): Reach {
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
function ofPackage({name, path}: Target & {kind: 'package'}, call: Call, here: {file: string; line: number}): Reach {
	if (isHttpClient(name)) return {chain: [{what: 'request', name: `${name} ${lastNameOf(call.callee)}`, ...here}], ends: 'request'};
	if (!isDriver(name)) return {chain: [], ends: 'external-code'};
	return isAccess(call) ? {chain: [{what: 'database', name: `${name} ${path.slice(-2).join('.')}`, ...here}], ends: 'database'} : nowhere;
}

const nowhere: Reach = {chain: [], ends: 'no-database-access'};
const ends = ['database', 'request', 'unresolved', 'external-code', 'no-database-access'];
const rankOf = (reach: Reach): number => ends.indexOf(reach.ends);

const calls = new WeakMap<Func['body'], readonly Call[]>();

/** Calls in order, those of functions written inside too: callbacks are called where they stand, mostly. */
function callsOf(func: Func): readonly Call[] {
	let known = calls.get(func.body);
	if (known === undefined) calls.set(func.body, (known = readCalls(func)));
	return known;
}

function readCalls(func: Func): Call[] {
	const found: Call[] = [];
	eachStatement(func.body, (stmt) => eachExpressionIn(stmt, addCalls, found));
	return found;
}

/** Of a chain (`db.select().from(users)`) the first call comes first. */
function addCalls(expr: Expr, found: Call[]): void {
	if (expr.kind === 'name' || expr.kind === 'literal') return;
	if (expr.kind === 'function') found.push(...callsOf(expr.func));
	else if (expr.kind === 'call') {
		addCalls(expr.callee, found);
		found.push(expr);
		for (const arg of expr.args) addCalls(unspread(arg), found);
	} else eachChild(expr, addCalls, found);
}

/** What a driver exports itself makes connections and conditions (`new Pool()`, `eq(a, b)`); what is called on those asks for data. */
function isAccess({callee, isNew}: Call): boolean {
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
