import type {Expr, Func, Module, Stmt} from '../code/ir.ts';
import {blocksIn, partsOf, unspread} from '../code/walk.ts';
import {inOrder} from '../matching/findings.ts';
import type {PathFinding} from '../report.ts';
import {definitionOf} from './definitions.ts';
import type {Code} from './definitions.ts';
import type {RequestPlaces} from './kept.ts';
import {isForDevelopment, isMadeUp} from './made-up-data.ts';
import type {Context} from './made-up-data.ts';
import type {GateMemory} from './memory.ts';
import {Requests} from './requests.ts';
import {spotsOf} from './spots.ts';
import type {Spot} from './spots.ts';

export interface MockFallbacks {
	findings: PathFinding[];
	/** Handlers of failed requests, and defaults for what requests gave, that were looked at. */
	examined: number;
}

/** What one module has of them. */
export interface FallbacksOfModule {
	findings: PathFinding[];
	examined: number;
}

/**
 * Finds where a request that fails, or gives nothing, is papered over with made-up data. `sites` are the places of requests. Modules of which
 * `memory` knows, and for which nothing has changed, are not gone through again.
 */
export function findMockFallbacks(modules: readonly Module[], sites: RequestPlaces, code: Code, memory: GateMemory): MockFallbacks {
	const requests = new Requests(sites, code, memory.watcher, memory.functions);
	const all = near(modules, sites, code, memory).map((module) => {
		const known = memory.fallbacks.get(module.file);
		if (known !== undefined) return known.value;
		const found = memory.watcher.watch(() => fallbacksIn(module, requests, code, memory));
		memory.fallbacks.set(module.file, found);
		return found.value;
	});
	const findings = all.flatMap((one) => one.findings);
	const unique = new Map(findings.map((finding) => [`${finding.file}:${finding.line}`, finding]));
	return {findings: inOrder([...unique.values()]), examined: all.reduce((sum, {examined}) => sum + examined, 0)};
}

/** Outer functions come first: they tell which parameters of inner ones are given answers. */
function fallbacksIn(module: Module, requests: Requests, code: Code, {watcher}: GateMemory): FallbacksOfModule {
	watcher.see(module.file);
	const found = spotsOf(module).flatMap((spot) => fallbacksAt(spot, requests, code));
	const findings = found.flatMap(({value, scope, why}) =>
		isMadeUp(value, contextOf(scope, code, why)) ? [findingOf(value, scope, why)] : [],
	);
	return {findings, examined: found.length};
}

/** Modules that make requests, and those that import such ones: of a hook, and of what the hook is made of. Known as long as these are the same. */
function near(modules: readonly Module[], sites: RequestPlaces, code: Code, memory: GateMemory): readonly Module[] {
	const asking = [...sites.keys()].toSorted();
	const before = memory.near;
	if (before !== null && isSameList(before.asking, asking) && isSameList(before.modules, modules)) return before.near;
	memory.near = {asking, modules: [...modules], near: findNear(modules, new Set(asking), code, memory)};
	return memory.near.near;
}

const isSameList = <T>(a: readonly T[], b: readonly T[]): boolean => a.length === b.length && a.every((one, index) => one === b[index]);

function findNear(modules: readonly Module[], files: Set<string>, code: Code, memory: GateMemory): Module[] {
	// CommonJS names what it imports only where it runs.
	let others = modules.filter(({file, imports}) => imports.length > 0 && !files.has(file));
	for (let step = 0; step < mostSteps; step++) {
		const importers = others.filter((module) => importsOf(module, code, memory).some((target) => files.has(target)));
		for (const {file} of importers) files.add(file);
		others = others.filter(({file}) => !files.has(file));
	}
	return modules.filter(({file, imports}) => files.has(file) || imports.length === 0);
}
/** How many modules may lie between a request and the one that falls back. */
const mostSteps = 3;

function importsOf(module: Module, code: Code, {imports}: GateMemory): readonly string[] {
	let targets = imports.get(module.imports);
	if (targets === undefined) {
		const resolved = module.imports.map((source) => code.resolve(module.file, source));
		imports.set(module.imports, (targets = resolved.flatMap((one) => (one.kind === 'file' ? [one.file] : []))));
	}
	return targets;
}

/** A value that takes the place of what was asked for. */
interface Fallback {
	value: Expr;
	scope: Func;
	why: 'failed' | 'nothing';
}

/** How many names are followed to see what a value is. */
const deepest = 8;
const contextOf = (scope: Func, code: Code, why: Fallback['why'] = 'failed'): Context => ({
	module: scope.module,
	code,
	left: deepest,
	wantsIdentity: why === 'nothing',
});

function findingOf(value: Expr, scope: Func, why: Fallback['why']): PathFinding {
	const when = why === 'failed' ? 'When its request fails' : 'Where its request gives nothing';
	const name = nameAround(scope);
	return {
		rule: 'mock-fallback',
		severity: 'warning',
		message: `${when}, ${name ?? 'this code'} goes on with made-up data, and nobody sees that something is wrong.`,
		file: scope.module.file,
		line: scope.module.lineOf(value.at),
		related: [],
	};
}

function nameAround(scope: Func): string | null {
	for (let func: Func | null = scope; func !== null; func = func.parent) if (func.name !== null && func.kind !== 'module') return func.name;
	return null;
}

function fallbacksAt(spot: Spot, requests: Requests, code: Code): Fallback[] {
	const {scope} = spot;
	const inPlace = (value: Expr): Fallback => ({value, scope, why: 'nothing'});
	switch (spot.kind) {
		case 'try':
			return requests.isMadeWithin(spot.stmt.body, scope)
				? valuesOf(spot.handler, scope, code).map((value) => ({value, scope, why: 'failed'}))
				: [];
		case 'return': {
			const isFallback = isForDevelopment(spot.test, contextOf(scope, code)) === null && isOnAbsence(spot.test, scope, requests);
			return isFallback ? spot.values.map(inPlace) : [];
		}
		case 'default':
			return requests.isFetched(spot.init, scope) ? spot.values.map(inPlace) : [];
		case 'chain':
			return ofChain(spot, requests, code);
		case 'otherwise':
			return requests.isFetched(spot.expr.left, scope) ? [inPlace(spot.expr.right)] : [];
		case 'choice':
			return ofChoice(spot.expr, scope, requests).map(inPlace);
	}
}

function ofChoice({test, then, otherwise}: Expr & {kind: 'choose'}, scope: Func, requests: Requests): Expr[] {
	if (!isOnPresence(test, scope, requests)) return [];
	const [isThen, isOtherwise] = [requests.isFetched(then, scope), requests.isFetched(otherwise, scope)];
	return isThen === isOtherwise ? [] : [isThen ? otherwise : then];
}

/** Does a condition ask whether a request gave anything? `user.isAdmin` asks something else, but `!response.ok` and `users.length > 0` do. */
function isOnPresence(test: Expr, scope: Func, requests: Requests): boolean {
	if (test.kind === 'logic') return isOnPresence(test.left, scope, requests) || isOnPresence(test.right, scope, requests);
	if (test.kind === 'binary') {
		const isEmpty = [test.left, test.right].some(
			(side) => side.kind === 'literal' && (side.value === null || side.value === undefined || side.value === 0),
		);
		return isEmpty && requests.isFetched(test, scope);
	}
	return requests.isFetched(test, scope);
}

/** An early return has to be for the case that nothing came. */
const isOnAbsence = (test: Expr, scope: Func, requests: Requests): boolean =>
	(test.kind === 'unary' || test.kind === 'binary' || (test.kind === 'logic' && test.op === '||')) && isOnPresence(test, scope, requests);

/** `.catch(handler)`, `.then(use, handler)`, and `catchError(handler)` in a pipe. */
function ofChain({call, object, name, scope}: Spot & {kind: 'chain'}, requests: Requests, code: Code): Fallback[] {
	if (!requests.isMadeIn(object, scope) && !requests.isFetched(object, scope)) return [];
	const given = call.args.map((arg) => unspread(arg));
	if (name === 'then') noteAnswer(given[0], requests);
	const handlers =
		name === 'pipe' ? given.flatMap((operator) => handlerOfCatchError(operator, scope, code)) : given.slice(name === 'then' ? 1 : 0);
	return handlers.flatMap((handler) => ofHandler(handler, scope, code));
}

function noteAnswer(use: Expr | undefined, requests: Requests): void {
	const [param] = use?.kind === 'function' ? use.func.params : [];
	if (param !== undefined) requests.noteGiven(param.pattern);
}

function handlerOfCatchError(operator: Expr, scope: Func, code: Code): Expr[] {
	if (operator.kind !== 'call') return [];
	const callee = definitionOf(operator.callee, scope.module, code);
	const [handler] = operator.args;
	const isCatch = callee?.kind === 'package' && callee.name === 'rxjs' && callee.path[0] === 'catchError';
	return isCatch && handler !== undefined ? [unspread(handler)] : [];
}

function ofHandler(handler: Expr, scope: Func, code: Code): Fallback[] {
	const found = definitionOf(handler, scope.module, code);
	if (found?.kind !== 'func') return [];
	return valuesOf(found.func.body, found.func, code).map((value) => ({value, scope: found.func, why: 'failed'}));
}

/** What a handler of a failure goes on with: what it returns, assigns, or hands to somebody; not what is for development only. */
function valuesOf(stmts: readonly Stmt[], scope: Func, code: Code): Expr[] {
	const values: Expr[] = [];
	for (const stmt of stmts) {
		if (stmt.kind === 'return') values.push(...(stmt.value === null ? [] : givenBack(stmt.value, scope, code)));
		else if (stmt.kind === 'run') values.push(...handedOver(stmt.expr, scope, code));
		else if (stmt.kind === 'if') {
			const held = isForDevelopment(stmt.test, contextOf(scope, code));
			if (held !== true) values.push(...valuesOf(stmt.then, scope, code));
			if (held !== false) values.push(...valuesOf(stmt.otherwise, scope, code));
			// What follows is for development, once production has left.
			if (held === false && stmt.then.some(({kind}) => kind === 'return' || kind === 'throw')) break;
		} else for (const block of blocksIn(stmt)) values.push(...valuesOf(block, scope, code));
	}
	return values;
}

/** `.catch(() => setUsers(samples))` gives back what the setter does. */
const givenBack = (value: Expr, scope: Func, code: Code): Expr[] =>
	isMadeUp(value, contextOf(scope, code)) ? [value] : [value, ...handedOver(value, scope, code)];

/** `users.value = samples`, `setUsers(samples)`, `dispatch(loaded(samples))`; what is logged goes nowhere. */
function handedOver(expr: Expr, scope: Func, code: Code): Expr[] {
	return partsOf(expr).flatMap((part) => {
		if (part.kind === 'assign') return [part.value];
		if (part.kind !== 'call' || isConsole(part.callee)) return [];
		return part.args.map((arg) => unspread(arg)).filter((arg) => isList(arg, scope, code));
	});
}

const isConsole = (callee: Expr): boolean =>
	callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === 'console' && callee.object.binding === null;

/** A lone object given to a function may be anything: a message, an event. Lists, and what comes from elsewhere, are data. */
function isList(arg: Expr, {module}: Func, code: Code): boolean {
	if (arg.kind === 'array') return !arg.items.some((item) => item?.kind === 'spread');
	if (arg.kind !== 'name' && arg.kind !== 'member' && arg.kind !== 'call') return false;
	const found = arg.kind === 'call' ? null : definitionOf(arg, module, code);
	return found?.kind !== 'value' || found.module !== module || found.expr.kind === 'array';
}
