import type {Binding, Expr, Func, Module, Pattern, Stmt} from '../code/ir.ts';
import type {Site} from '../evaluate/machine.ts';
import {definitionOf, memberOfThis} from './definitions.ts';
import type {Code} from './definitions.ts';
import {bindingsOf, expressionsIn, someChild, statementsOf} from '../code/walk.ts';

/** Tells which code makes requests, and which names hold what they gave. */
export class Requests {
	readonly #code: Code;
	readonly #sites = new Map<Module, Set<number>>();
	readonly #funcs = new Map<Func, boolean>();
	/** Parameters that are given an answer: those of `.then((answer) => …)`. */
	readonly #given = new Set<Binding>();
	readonly #fetched = new Map<Binding, boolean>();

	constructor(sites: readonly Site[], code: Code) {
		this.#code = code;
		for (const {module, at} of sites) {
			const known = this.#sites.get(module) ?? new Set();
			this.#sites.set(module, known.add(at));
		}
	}

	/** Is a request made when this is evaluated? Functions written in it count: they are called where they stand, mostly. */
	isMadeIn(expr: Expr, scope: Func, depth = 0): boolean {
		if (expr.kind === 'function') return this.isMadeBy(expr.func, depth);
		if (expr.kind === 'call' && this.isRequest(expr, scope, depth)) return true;
		return someChild(expr, (child) => this.isMadeIn(child, scope, depth));
	}

	/** Does any of these statements make a request? */
	isMadeWithin(stmts: readonly Stmt[], scope: Func, depth = 0): boolean {
		for (const stmt of statementsOf(stmts)) if (expressionsIn(stmt).some((expr) => this.isMadeIn(expr, scope, depth))) return true;
		return false;
	}

	/** Does a call of this function make a request? */
	isMadeBy(func: Func, depth = 0): boolean {
		const known = this.#funcs.get(func);
		if (known !== undefined || depth > mostCalls) return known ?? false;
		if (!func.hasCalls) return false;
		this.#funcs.set(func, false);
		const makes = this.isMadeWithin(func.body, func, depth + 1);
		this.#funcs.set(func, makes);
		return makes;
	}

	/** Is the call itself one of the requests, or a call of a function that makes one? */
	isRequest(expr: Expr & {kind: 'call'}, scope: Func, depth = 0): boolean {
		if (this.#sites.get(scope.module)?.has(expr.at) === true) return true;
		const callee = this.calleeOf(expr, scope);
		return callee !== null && this.isMadeBy(callee, depth + 1);
	}

	/** The function of the project that a call calls. */
	calleeOf({callee}: Expr & {kind: 'call'}, scope: Func): Func | null {
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

/** How deep calls are followed to find a request. */
const mostCalls = 6;
