import type {Arg, Expr, Func, Pattern, Stmt} from '../../code/ir.ts';
import {blocksIn, childrenOf, expressionsIn, returnsOf} from '../../code/walk.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import type {ClosureValue, Value} from '../../evaluate/value.ts';
import {saysError, saysNoRoute, saysNothing} from './answers.ts';
import {whenTest, equality} from './conditions.ts';
import {anything, both, isAnything, templateOf, type Constraint} from './constraint.ts';
import {functionOf, memberOf, roleOf, scopeOf, type Called} from './roles.ts';
import {bindParams, selfOf, siteIn, type Role, type Scope} from './scope.ts';
import {alwaysLeaves} from './statements.ts';

/** A place of the listener that answers requests of this kind. */
interface Answered {
	/** Null: every method. */
	methods: readonly string[] | null;
	path: string | null;
	site: Site;
	handler: Value;
}

/** A value that the listener reads where the path is not yet decided: perhaps its table of routes. */
interface Consulted {
	value: Value;
	/** What holds there already. */
	under: Constraint;
	/** It was asked for a name that is the request's method. */
	byMethod: boolean;
}

export interface Findings {
	answered: Answered[];
	consulted: Consulted[];
	/** Functions of packages that were handed the request and its answer. */
	handedOn: {callee: string; under: Constraint; site: Site}[];
}

interface Outcome {
	/** Something narrower was found inside. */
	isNarrowed: boolean;
	/** Besides that, something is answered. */
	answers: boolean;
	/** A package's function was handed request and answer: it answers if nothing follows, else it was there on the way (cookies, cors). */
	handsOn: boolean;
}

const nothing = (): Outcome => ({isNarrowed: false, answers: false, handsOn: false});

/** Follows a listener through its conditions. `roles` are those of its parameters; `under` holds from the start. */
export function walkListener(machine: Machine, listener: ClosureValue, roles: readonly (Role | null)[], under: Constraint): Findings {
	const walk = new ListenerWalk(listener);
	const scope: Scope = {
		machine,
		func: listener.func,
		frame: listener.frame,
		self: selfOf(listener),
		roles: new Map(),
		declared: new Map(),
		depth: 0,
	};
	const bound = listener.bound.map((value): Role => ({kind: 'value', value}));
	bindParams(listener.func, [...bound, ...roles], scope.roles, (role, name) => memberOf(role, name, scope));
	const outcome = walk.block(listener.func.body, [under], scope);
	if (outcome.answers || !outcome.isNarrowed) walk.found(under, scope);
	return {...walk.findings, answered: withoutImpliedHead(walk.findings.answered)};
}

/** Who answers GET and HEAD at one place answers GET, which includes HEAD. */
function withoutImpliedHead(answered: readonly Answered[]): Answered[] {
	const place = ({path, site}: Answered): string => `${path} ${site.module.file}:${site.at}`;
	const withGet = new Set(answered.filter(({methods}) => methods?.includes('GET')).map(place));
	return answered.flatMap((one) => {
		if (one.methods === null || !withGet.has(place(one))) return [one];
		const methods = one.methods.filter((method) => method !== 'HEAD');
		return methods.length > 0 ? [{...one, methods}] : [];
	});
}

class ListenerWalk {
	readonly findings: Findings = {answered: [], consulted: [], handedOn: []};
	readonly #listener: ClosureValue;
	readonly #stack: Func[] = [];
	/** The function of the project that answers in the branch going on. */
	#handler: Value | null = null;
	/** What runs is asked for its result, which something else answers with: only what is done with the response itself counts. */
	#isAside = false;

	constructor(listener: ClosureValue) {
		this.#listener = listener;
	}

	found(under: Constraint, scope: Scope): void {
		const path = templateOf(under);
		if (path === null) return;
		const at = under.at ?? scope.func.at;
		this.findings.answered.push({methods: under.methods, path, site: siteIn(scope, at), handler: this.#handler ?? this.#listener});
	}

	/** Statements in order; after a branch that always leaves, the opposite of its condition holds. */
	block(stmts: readonly Stmt[], under: readonly Constraint[], scope: Scope): Outcome {
		const outcome = nothing();
		const isRefusal = saysNoRoute(stmts, scope);
		let now = under;
		for (const [index, stmt] of stmts.entries()) {
			const one = this.#statement(stmt, now, scope);
			const isLast = stmt.kind === 'return' || stmts.slice(index + 1).every(isLeaving);
			outcome.isNarrowed ||= one.isNarrowed;
			outcome.answers ||= (one.answers || (one.handsOn && isLast)) && !isRefusal;
			if (stmt.kind === 'if' && alwaysLeaves(stmt.then)) now = afterGuard(now, whenTest(stmt.test, false, scope));
			if (now.length === 0) break;
		}
		// What is left after the last narrowing answers under that narrowing: `if (request.method !== 'POST') return refuse(); save();`
		if (now === under || !outcome.answers) return outcome;
		for (const one of now) this.found(one, scope);
		return {...nothing(), isNarrowed: true};
	}

	#statement(stmt: Stmt, under: readonly Constraint[], scope: Scope): Outcome {
		if (stmt.kind === 'if') return this.#branches(stmt, under, scope);
		if (stmt.kind === 'switch') return this.#switch(stmt, under, scope);
		const outcome = nothing();
		const isAside = stmt.kind === 'declare' && !isReturned(stmt.pattern, scope);
		for (const expr of expressionsIn(stmt)) add(outcome, isAside ? this.#aside(expr, under, scope) : this.#expression(expr, under, scope));
		if (!this.#isAside && stmt.kind === 'return' && stmt.value !== null && !outcome.isNarrowed && returnsAnswer(stmt.value, scope))
			outcome.answers = true;
		const blocks = stmt.kind === 'try' ? [stmt.body, stmt.finalizer] : blocksIn(stmt);
		for (const block of blocks) add(outcome, this.block(block, under, scope));
		return outcome;
	}

	#aside(expr: Expr, under: readonly Constraint[], scope: Scope): Outcome {
		const before = this.#isAside;
		this.#isAside = true;
		const outcome = this.#expression(expr, under, scope);
		this.#isAside = before;
		return {...outcome, handsOn: false};
	}

	#branches(stmt: Extract<Stmt, {kind: 'if'}>, under: readonly Constraint[], scope: Scope): Outcome {
		const outcome = this.#aside(stmt.test, under, scope);
		add(outcome, this.#branch(stmt.then, narrowed(under, whenTest(stmt.test, true, scope)), under, scope));
		add(outcome, this.#branch(stmt.otherwise, narrowed(under, whenTest(stmt.test, false, scope)), under, scope));
		return outcome;
	}

	/** A block under narrower constraints answers for them, unless it only says that there is nothing. */
	#branch(block: readonly Stmt[], inner: readonly Constraint[], outer: readonly Constraint[], scope: Scope): Outcome {
		if (block.length === 0 || inner.length === 0) return nothing();
		const before = this.#handler;
		const outcome = this.block(block, inner, scope);
		const own = inner.filter((one) => !outer.includes(one));
		const isEmptyRefusal = saysNothing(block, scope) || saysNoRoute(block, scope);
		const isAnswer = outcome.answers || (!outcome.isNarrowed && !isEmptyRefusal && !this.#isAside && block.some(hasCall));
		if (own.length > 0 && isAnswer) for (const one of own) this.found(one, scope);
		this.#handler = before;
		// A guard that turns somebody away (no session, no right) is no answer to a method of its own.
		if (own.length === 0) return {...outcome, answers: outcome.answers && !saysError(block, scope)};
		return {
			isNarrowed: outcome.isNarrowed || own.some((one) => templateOf(one) !== null),
			answers: own.length < inner.length && outcome.answers,
			handsOn: false,
		};
	}

	#switch(stmt: Extract<Stmt, {kind: 'switch'}>, under: readonly Constraint[], scope: Scope): Outcome {
		const outcome = this.#aside(stmt.on, under, scope);
		let pending: Constraint[] = [];
		for (const {test, body} of stmt.cases) {
			const here = test === null ? [anything] : caseConstraints(stmt.on, test, scope);
			pending.push(...here);
			if (body.length === 0) continue;
			add(outcome, this.#branch(body, narrowed(under, pending), under, scope));
			pending = [];
		}
		return outcome;
	}

	/** Conditions within expressions, calls of functions that are given the request, and values that are read. */
	#expression(expr: Expr, under: readonly Constraint[], scope: Scope): Outcome {
		if (expr.kind === 'choose') return this.#choice(expr, under, scope);
		if (expr.kind === 'logic' && expr.op !== '??') return this.#shortCircuit(expr, under, scope);
		if (expr.kind === 'function') return this.block(expr.func.body, under, scope);
		if (expr.kind === 'call') return this.#call(expr, under, scope);
		if (expr.kind === 'name' || expr.kind === 'this') this.#consult(expr, under, scope);
		if (expr.kind === 'member') this.#consultByMethod(expr, under, scope);
		return this.#parts(expr, under, scope);
	}

	#parts(expr: Expr, under: readonly Constraint[], scope: Scope): Outcome {
		const outcome = nothing();
		for (const part of childrenOf(expr)) add(outcome, this.#expression(part, under, scope));
		return outcome;
	}

	#choice(expr: Extract<Expr, {kind: 'choose'}>, under: readonly Constraint[], scope: Scope): Outcome {
		const outcome = this.#aside(expr.test, under, scope);
		add(outcome, this.#branch(asBlock(expr.then), narrowed(under, whenTest(expr.test, true, scope)), under, scope));
		add(outcome, this.#branch(asBlock(expr.otherwise), narrowed(under, whenTest(expr.test, false, scope)), under, scope));
		return outcome;
	}

	#shortCircuit(expr: Extract<Expr, {kind: 'logic'}>, under: readonly Constraint[], scope: Scope): Outcome {
		const outcome = this.#aside(expr.left, under, scope);
		const inner = narrowed(under, whenTest(expr.left, expr.op === '&&', scope));
		const isNarrower = inner.some((one) => !under.includes(one));
		add(outcome, isNarrower ? this.#branch(asBlock(expr.right), inner, under, scope) : this.#expression(expr.right, under, scope));
		return outcome;
	}

	#call(call: Extract<Expr, {kind: 'call'}>, under: readonly Constraint[], scope: Scope): Outcome {
		const outcome = this.#callParts(call, under, scope);
		const called = functionOf(call.callee, scope);
		const args = call.args.map((arg) => (arg.kind === 'spread' || (called === null && !isHandle(arg)) ? null : roleOf(arg, scope)));
		add(outcome, called === null ? this.#outside(call, args, under, scope) : this.#into(called, args, under, scope));
		return outcome;
	}

	/** Callbacks run as part of what they are given to; calls among the arguments are asked for their result. */
	#callParts(call: Extract<Expr, {kind: 'call'}>, under: readonly Constraint[], scope: Scope): Outcome {
		const outcome = nothing();
		if (call.callee.kind !== 'function') add(outcome, this.#expression(call.callee, under, scope));
		for (const arg of call.args.map(argOf)) {
			add(outcome, arg.kind === 'call' || arg.kind === 'await' ? this.#aside(arg, under, scope) : this.#expression(arg, under, scope));
		}
		return outcome;
	}

	/** A function that is not the project's. */
	#outside(call: Extract<Expr, {kind: 'call'}>, args: readonly (Role | null)[], under: readonly Constraint[], scope: Scope): Outcome {
		const outcome = nothing();
		const isGivenBoth = args.some((role) => role?.kind === 'request') && args.some((role) => role?.kind === 'response');
		if (!isGivenBoth) return {...outcome, answers: answersWith(call, args, scope)};
		if (this.#isAside) return outcome;
		const below = under.filter((one) => templateOf(one)?.endsWith('*') === true);
		for (const one of below) this.findings.handedOn.push({callee: nameOf(call.callee), under: one, site: siteIn(scope, call.at)});
		// What a package does below a prefix is its own: no route of ours.
		return {...outcome, isNarrowed: below.length > 0, handsOn: below.length === 0};
	}

	/** A function of the project that is given something of the request, or sees it anyhow, is as if it stood here. */
	#into(called: Called, args: readonly (Role | null)[], under: readonly Constraint[], scope: Scope): Outcome {
		const isGiven = called.closure === null || args.some(isOfRequest);
		const hasResponse = args.some((role) => role?.kind === 'response');
		const inner = isGiven && !this.#stack.includes(called.func) ? scopeOf(called, args, scope) : null;
		if (inner === null) return {...nothing(), answers: hasResponse};
		if (!this.#isAside && called.closure !== null && under.some((one) => templateOf(one) !== null)) this.#handler ??= called.closure;
		this.#stack.push(called.func);
		const outcome = this.block(called.func.body, under, inner);
		this.#stack.pop();
		// Only part of the request went in: whether it answers is said by what is done with its result.
		const isWhole = called.closure === null || hasResponse || args.some((role) => role?.kind === 'request' || role?.kind === 'record');
		return isWhole ? outcome : {...nothing(), isNarrowed: outcome.isNarrowed};
	}

	#consult(expr: Extract<Expr, {kind: 'name' | 'this'}>, under: readonly Constraint[], scope: Scope): void {
		const role = roleOf(expr, scope);
		if (role?.kind !== 'value') return;
		for (const one of under) this.findings.consulted.push({value: role.value, under: one, byMethod: false});
	}

	/** `handlers[request.method]`. */
	#consultByMethod(expr: Extract<Expr, {kind: 'member'}>, under: readonly Constraint[], scope: Scope): void {
		if (typeof expr.property === 'string' || roleOf(expr.property, scope)?.kind !== 'method') return;
		const on = roleOf(expr.object, scope);
		if (on?.kind === 'value') for (const one of under) this.findings.consulted.push({value: on.value, under: one, byMethod: true});
	}
}

function caseConstraints(on: Expr, test: Expr, scope: Scope): Constraint[] {
	// `switch (true) {case path === '/x': …}`
	if (on.kind === 'literal' && on.value === true) return whenTest(test, true, scope);
	return (equality(on, test, scope) ?? [anything]).map((one) => (isAnything(one) ? one : {...one, at: test.at}));
}

/** Every outer constraint with every inner one; what says nothing new stays the very same. */
function narrowed(outer: readonly Constraint[], inner: readonly Constraint[]): Constraint[] {
	const merged = outer.flatMap((one) => inner.flatMap((other) => both(one, other) ?? []));
	return [...new Set(merged)];
}

/** What still holds when a branch was not taken; an alternative of which nothing is known leaves all as it was. */
function afterGuard(now: readonly Constraint[], inner: readonly Constraint[]): readonly Constraint[] {
	return inner.some(isAnything) ? now : narrowed(now, inner);
}

function add(outcome: Outcome, more: Outcome): void {
	outcome.isNarrowed ||= more.isNarrowed;
	outcome.answers ||= more.answers;
	outcome.handsOn ||= more.handsOn;
}

/** Request and answer go to packages by name; what objects are made of is only asked for the project's own functions. */
const isHandle = ({kind}: Expr): boolean => kind === 'name' || kind === 'member' || kind === 'typed';

/** Something is done there, more than setting variables. */
function hasCall(stmt: Stmt): boolean {
	if (stmt.kind === 'return' && stmt.value !== null) return true;
	return expressionsIn(stmt).some(containsCall) || blocksIn(stmt).some((block) => block.some(hasCall));
}

function containsCall(expr: Expr): boolean {
	return expr.kind === 'call' || childrenOf(expr).some(containsCall);
}

const isLeaving = (stmt: Stmt): boolean =>
	stmt.kind === 'break' || stmt.kind === 'continue' || (stmt.kind === 'return' && stmt.value === null);

/** `const answer = await route(request); …; return answer;` */
function isReturned(pattern: Pattern, {func}: Scope): boolean {
	return pattern.kind === 'bind' && returnsOf(func).some((expr) => expr.kind === 'name' && expr.binding === pattern.binding);
}

function isOfRequest(role: Role | null): boolean {
	return (
		role !== null &&
		role.kind !== 'value' &&
		role.kind !== 'function' &&
		role.kind !== 'response' &&
		(role.kind !== 'record' || [...role.props.values()].some(isOfRequest))
	);
}

function asBlock(expr: Expr): Stmt[] {
	return expr.kind === 'literal' ? [] : [{kind: 'return', value: expr, at: expr.at}];
}

const argOf = (arg: Arg): Expr => (arg.kind === 'spread' ? arg.of : arg);

/** A method of the response, or a function that is given it. */
function answersWith(call: Extract<Expr, {kind: 'call'}>, args: readonly (Role | null)[], scope: Scope): boolean {
	if (args.some((role) => role?.kind === 'response')) return true;
	if (call.callee.kind !== 'member' || typeof call.callee.property !== 'string') return false;
	return isResponse(call.callee.object, scope) && !/^(?:set|remove|get|append|flush|on|once|cork|status|type)/u.test(call.callee.property);
}

/** The response itself, or what its chained methods return. */
function isResponse(expr: Expr, scope: Scope): boolean {
	if (expr.kind === 'call' && expr.callee.kind === 'member') return isResponse(expr.callee.object, scope);
	return roleOf(expr, scope)?.kind === 'response';
}

/** In a handler that returns its answer. */
function returnsAnswer(value: Expr, scope: Scope): boolean {
	const hasResponse = [...scope.roles.values()].some((role) => role.kind === 'response');
	return !hasResponse && value.kind !== 'literal' && returnsOf(scope.func).length > 0;
}

function nameOf(callee: Expr): string {
	if (callee.kind === 'name') return callee.name;
	return callee.kind === 'member' && typeof callee.property === 'string' ? callee.property : 'a function';
}
