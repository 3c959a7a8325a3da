import type {Binding, Expr, Func, Pattern, Stmt} from '../code/ir.ts';
import {bindingsOf, expressionsIn, expressionsOfBody, someChild, statementsOf} from '../code/walk.ts';
import {definitionOf, memberOfThis} from './definitions.ts';
import type {Code} from './definitions.ts';
import type {Finding, RequestPlaces, Watcher} from './kept.ts';

/** What functions do when they are called, as far as is known. */
export interface KnownFunctions {
	calls: Map<Func, Finding<CallsOf>>;
	makers: Map<Func, Finding<Made>>;
}

/** What the body of a function does: a request, calls of functions of the project, and functions that are written in it. */
interface CallsOf {
	hasRequest: boolean;
	callees: readonly Func[];
	inner: readonly Func[];
}

/** Up to how many steps away no request is, and from how many on there is one. */
interface Made {
	noneWithin: number;
	within: number;
}

/** Tells which code makes requests, and which names hold what they gave. */
export class Requests {
	readonly #code: Code;
	readonly #watcher: Watcher;
	readonly #known: KnownFunctions;
	readonly #sites: RequestPlaces;
	/** Parameters that are given an answer: those of `.then((answer) => …)`. */
	readonly #given = new Set<Binding>();
	readonly #fetched = new Map<Binding, boolean>();

	constructor(sites: RequestPlaces, code: Code, watcher: Watcher, known: KnownFunctions) {
		this.#sites = sites;
		this.#code = code;
		this.#watcher = watcher;
		this.#known = known;
	}

	/** Is a request made when this is evaluated? Functions written in it count: they are called where they stand, mostly. */
	isMadeIn(expr: Expr, scope: Func): boolean {
		if (expr.kind === 'function') return this.#isMadeBy(expr.func, mostSteps);
		if (expr.kind === 'call' && this.#isRequest(expr, scope)) return true;
		return someChild(expr, (child) => this.isMadeIn(child, scope));
	}

	/** Does any of these statements make a request? */
	isMadeWithin(stmts: readonly Stmt[], scope: Func): boolean {
		for (const stmt of statementsOf(stmts)) if (expressionsIn(stmt).some((expr) => this.isMadeIn(expr, scope))) return true;
		return false;
	}

	/** Is the call itself one of the requests, or a call of a function that makes one? */
	#isRequest(expr: Expr & {kind: 'call'}, scope: Func): boolean {
		if (this.#isSite(expr, scope)) return true;
		const callee = this.#calleeOf(expr, scope);
		return callee !== null && this.#isMadeBy(callee, mostSteps - 1);
	}

	#isSite = ({at}: Expr, {module}: Func): boolean => this.#sites.get(module.file)?.has(at) === true;

	/** Does a call of this function lead to a request within so many steps? A call takes two, going into a function that is written there one. */
	#isMadeBy(func: Func, steps: number): boolean {
		if (!func.hasCalls || steps < 0) return false;
		const known = this.#known.makers.get(func);
		if (known !== undefined && (steps <= known.value.noneWithin || steps >= known.value.within)) {
			this.#watcher.seeAll(known.files);
			return steps >= known.value.within;
		}
		const {value: isMade, files} = this.#watcher.watch(() => {
			const {hasRequest, callees, inner} = this.#callsOf(func);
			return (
				hasRequest || inner.some((one) => this.#isMadeBy(one, steps - 1)) || callees.some((callee) => this.#isMadeBy(callee, steps - 2))
			);
		});
		const {noneWithin, within} = known?.value ?? {noneWithin: -1, within: Infinity};
		const value = isMade ? {noneWithin, within: steps} : {noneWithin: steps, within};
		this.#known.makers.set(func, {value, files: known === undefined ? files : new Set([...known.files, ...files])});
		return isMade;
	}

	#callsOf(func: Func): CallsOf {
		const known = this.#known.calls.get(func);
		if (known !== undefined) {
			this.#watcher.seeAll(known.files);
			return known.value;
		}
		const found = this.#watcher.watch(() => this.#readCalls(func));
		this.#known.calls.set(func, found);
		return found.value;
	}

	/** Where a request stands in the function itself, nothing else of it matters. */
	#readCalls(func: Func): CallsOf {
		this.#watcher.see(func.module.file);
		const callees = new Set<Func>();
		const inner: Func[] = [];
		const calls: (Expr & {kind: 'call'})[] = [];
		for (const part of expressionsOfBody(func.body)) {
			if (part.kind === 'function') inner.push(part.func);
			else if (part.kind === 'call') calls.push(part);
		}
		if (calls.some((call) => this.#isSite(call, func))) return {hasRequest: true, callees: [], inner: []};
		for (const call of calls) {
			const callee = this.#calleeOf(call, func);
			if (callee !== null) callees.add(callee);
		}
		return {hasRequest: false, callees: [...callees], inner};
	}

	/** The function of the project that a call calls. */
	#calleeOf({callee}: Expr & {kind: 'call'}, scope: Func): Func | null {
		const isOfThis = callee.kind === 'member' && callee.object.kind === 'this' && typeof callee.property === 'string';
		const found = isOfThis ? memberOfThis(scope, callee.property as string, this.#code) : definitionOf(callee, scope.module, this.#code);
		return found?.kind === 'func' ? found.func : null;
	}

	/** Names that a callback is given an answer under. */
	noteGiven(pattern: Pattern): void {
		for (const binding of bindingsOf(pattern)) this.#given.add(binding);
	}

	/** Does an expression hold what a request gave, or part of it? */
	isFetched(expr: Expr, scope: Func, isSilent = false): boolean {
		if (expr.kind === 'name') return expr.binding !== null && this.#isFetchedName(expr.binding);
		if (expr.kind === 'function') return false;
		// `useQuery({queryFn: () => fetch(…)})`: what is given a function that asks gives what it was told.
		if (expr.kind === 'call' && !isSilent && this.isMadeIn(expr, scope)) return true;
		// What makes no request has no parts that make one: they are not asked again.
		return someChild(expr, (child) => this.isFetched(child, scope, isSilent || expr.kind === 'call'));
	}

	#isFetchedName(binding: Binding): boolean {
		if (this.#given.has(binding)) return true;
		const known = this.#fetched.get(binding);
		if (known !== undefined) return known;
		this.#fetched.set(binding, false);
		const init = binding.declaration?.init;
		const isFetched = init !== undefined && init.kind !== 'function' && this.isFetched(init, binding.owner);
		this.#fetched.set(binding, isFetched);
		return isFetched;
	}
}

/** How far calls are followed to find a request. */
const mostSteps = 6;
