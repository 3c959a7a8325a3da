import type {Expr, Func, Module, Pattern, Stmt} from '../code/ir.ts';
import type {Site} from '../evaluate/machine.ts';
import {inOrder} from '../matching/findings.ts';
import type {PathFinding} from '../report.ts';
import {definitionOf} from './definitions.ts';
import type {Code} from './definitions.ts';
import {isForDevelopment, isMadeUp} from './made-up-data.ts';
import type {Context} from './made-up-data.ts';
import {Requests} from './requests.ts';
import {blocksIn, eachPart, expressionsIn, partsOf, statementsOf, unspread} from '../code/walk.ts';

export interface MockFallbacks {
	findings: PathFinding[];
	/** Handlers of failed requests, and defaults for what requests gave, that were looked at. */
	examined: number;
}

/** Finds where a request that fails, or gives nothing, is papered over with made-up data. `sites` are the places of requests. */
export function findMockFallbacks(modules: readonly Module[], sites: readonly Site[], code: Code): MockFallbacks {
	const requests = new Requests(sites, code);
	const found: Fallback[] = [];
	for (const module of near(modules, sites, code)) {
		// Outer functions first: they tell which parameters of inner ones are given answers.
		for (const func of new Set([module.top, ...module.funcs])) found.push(...fallbacksOf(func, requests, code));
	}
	const findings = found.flatMap(({value, scope, why}) =>
		isMadeUp(value, contextOf(scope, code, why)) ? [findingOf(value, scope, why)] : [],
	);
	const unique = new Map(findings.map((finding) => [`${finding.file}:${finding.line}`, finding]));
	return {findings: inOrder([...unique.values()]), examined: found.length};
}

/** Modules that make requests, and those that import such ones: of a hook, and of what the hook is made of. */
function near(modules: readonly Module[], sites: readonly Site[], code: Code): Module[] {
	const files = new Set(sites.map(({module}) => module.file));
	for (let step = 0; step < mostSteps; step++) {
		const importers = modules.filter(
			(module) => !files.has(module.file) && module.imports.some((source) => leadsTo(module, source, files, code)),
		);
		for (const {file} of importers) files.add(file);
	}
	// CommonJS names what it imports only where it runs.
	return modules.filter(({file, imports}) => files.has(file) || imports.length === 0);
}
/** How many modules may lie between a request and the one that falls back. */
const mostSteps = 3;

function leadsTo(module: Module, source: string, files: ReadonlySet<string>, code: Code): boolean {
	const resolved = code.resolve(module.file, source);
	return resolved.kind === 'file' && files.has(resolved.file);
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

function fallbacksOf(func: Func, requests: Requests, code: Code): Fallback[] {
	const found: Fallback[] = [];
	for (const stmt of statementsOf(func.body)) {
		found.push(...ofStatement(stmt, func, requests, code));
		for (const expr of expressionsIn(stmt)) {
			eachPart(expr, (part) => {
				if (part.kind === 'call' || part.kind === 'logic' || part.kind === 'choose')
					found.push(...ofExpression(part, func, requests, code));
			});
		}
	}
	return found;
}

function ofStatement(stmt: Stmt, scope: Func, requests: Requests, code: Code): Fallback[] {
	if (stmt.kind === 'try') {
		if (stmt.handler === null || !requests.isMadeWithin(stmt.body, scope)) return [];
		return valuesOf(stmt.handler, scope, code).map((value) => ({value, scope, why: 'failed'}));
	}
	// `if (!response.ok) return samples;`
	if (stmt.kind === 'if') {
		const returned = returnedIn(stmt.then);
		const isFallback =
			returned.length > 0 && isForDevelopment(stmt.test, contextOf(scope, code)) === null && isOnAbsence(stmt.test, scope, requests);
		return isFallback ? returned.map((value) => ({value, scope, why: 'nothing'})) : [];
	}
	// `const {data = samples} = useQuery(…)`
	if (stmt.kind === 'declare' && stmt.init !== null) {
		const defaults = defaultsOf(stmt.pattern);
		return defaults.length > 0 && requests.isFetched(stmt.init, scope) ? defaults.map((value) => ({value, scope, why: 'nothing'})) : [];
	}
	return [];
}

function ofExpression(expr: Expr, scope: Func, requests: Requests, code: Code): Fallback[] {
	if (expr.kind === 'call') return ofCall(expr, scope, requests, code);
	if (expr.kind === 'logic' && expr.op !== '&&')
		return requests.isFetched(expr.left, scope) ? [{value: expr.right, scope, why: 'nothing'}] : [];
	if (expr.kind !== 'choose' || !isOnPresence(expr.test, scope, requests)) return [];
	const [isThen, isOtherwise] = [requests.isFetched(expr.then, scope), requests.isFetched(expr.otherwise, scope)];
	return isThen === isOtherwise ? [] : [{value: isThen ? expr.otherwise : expr.then, scope, why: 'nothing'}];
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
function ofCall(expr: Expr & {kind: 'call'}, scope: Func, requests: Requests, code: Code): Fallback[] {
	const {callee, args} = expr;
	if (callee.kind !== 'member' || typeof callee.property !== 'string' || !['catch', 'then', 'pipe'].includes(callee.property)) return [];
	if (!requests.isMadeIn(callee.object, scope) && !requests.isFetched(callee.object, scope)) return [];
	const given = args.map((arg) => unspread(arg));
	if (callee.property === 'then') noteAnswer(given[0], requests);
	const handlers =
		callee.property === 'pipe'
			? given.flatMap((operator) => handlerOfCatchError(operator, scope, code))
			: given.slice(callee.property === 'then' ? 1 : 0);
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

function returnedIn(stmts: readonly Stmt[]): Expr[] {
	return stmts.flatMap((stmt) => (stmt.kind === 'return' && stmt.value !== null ? [stmt.value] : []));
}

function defaultsOf(pattern: Pattern): Expr[] {
	if (pattern.kind !== 'object') return [];
	return pattern.props.flatMap((prop) => [...(prop.default === null ? [] : [prop.default]), ...defaultsOf(prop.value)]);
}
