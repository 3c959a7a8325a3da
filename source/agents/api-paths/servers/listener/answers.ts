import type {Expr, Stmt} from '../../code/ir.ts';
import {functionOf, roleOf, textOf} from './roles.ts';
import type {Scope} from './scope.ts';
import {childrenOf, expressionsIn} from '../../code/walk.ts';

/** What a router answers where it has no route: not found, method not allowed, not implemented. */
const refusals = new Set(['404', '405', '501']);
/** Their names where packages give them names: `StatusCodes.METHOD_NOT_ALLOWED`. */
const refusalNames = /^(?:not_?found|method_?not_?allowed|not_?implemented)/iu;
const errorNames = /^(?:bad_?request|unauthori[sz]ed|forbidden|not_?found|method_?not_?allowed|conflict|internal_?server_?error)/iu;

/** Do these statements, branches inside them not counted, only say that there is no such route? */
export function saysNoRoute(block: readonly Stmt[], scope: Scope): boolean {
	return says(block, scope, isRefusal);
}

/** Do they say that something is wrong with the request or with the server? */
export function saysError(block: readonly Stmt[], scope: Scope): boolean {
	return says(block, scope, isError);
}

type Meaning = (status: string) => boolean;
const isRefusal: Meaning = (status) => refusals.has(status) || refusalNames.test(status);
const isError: Meaning = (status) => /^[45]\d\d$/u.test(status) || errorNames.test(status);

function says(block: readonly Stmt[], scope: Scope, means: Meaning): boolean {
	return block.some((stmt) => {
		if (stmt.kind === 'if' || stmt.kind === 'loop' || stmt.kind === 'switch' || stmt.kind === 'try') return false;
		return expressionsIn(stmt).some((expr) => refuses(expr, scope, means, 0));
	});
}

/** Do these statements do nothing but leave: `return`, `return undefined`, `return next()`, `throw …`? Somebody else answers then. */
export function saysNothing(block: readonly Stmt[], scope: Scope): boolean {
	// Where the answer is what is returned, null is one: an empty body.
	const isAnsweredByReturn = ![...scope.roles.values()].some((role) => role.kind === 'response');
	return block.every((stmt) => {
		if (stmt.kind === 'throw' || stmt.kind === 'break' || stmt.kind === 'continue') return true;
		if (stmt.kind === 'return') return stmt.value === null || (isNothing(stmt.value) && !(isAnsweredByReturn && isNull(stmt.value)));
		return stmt.kind === 'run' && isPassingOn(stmt.expr);
	});
}

function isNothing(expr: Expr): boolean {
	return (
		(expr.kind === 'literal' && (expr.value === undefined || expr.value === null || expr.value === false)) ||
		(expr.kind === 'unary' && expr.op === 'void') ||
		(expr.kind === 'name' && expr.name === 'undefined') ||
		isPassingOn(expr)
	);
}

const isNull = (expr: Expr): boolean => expr.kind === 'literal' && expr.value === null;

/** A parameter that is called without anything. */
function isPassingOn(expr: Expr): boolean {
	return expr.kind === 'call' && expr.args.length === 0 && expr.callee.kind === 'name' && expr.callee.binding?.kind === 'param';
}

/** Values of object literals and arguments count; functions that are only handed over do not. */
function refuses(expr: Expr, scope: Scope, means: Meaning, depth: number): boolean {
	if (expr.kind === 'function' || expr.kind === 'choose' || expr.kind === 'logic') return false;
	if (expr.kind === 'literal') return typeof expr.value === 'number' && means(String(expr.value));
	if (expr.kind === 'member' && typeof expr.property === 'string' && means(expr.property)) return true;
	// A constant such as NOT_FOUND.
	if (expr.kind === 'name' && expr.binding?.owner.kind === 'module' && means(textOf(roleOf(expr, scope), scope) ?? '')) return true;
	// `{status: 404}`; what is deeper is data.
	const parts =
		expr.kind === 'object'
			? childrenOf(expr).filter(({kind}) => kind === 'literal' || kind === 'name' || kind === 'member')
			: childrenOf(expr);
	if (parts.some((part) => refuses(part, scope, means, depth))) return true;
	if (expr.kind !== 'call' || depth > 1) return false;
	const called = functionOf(expr.callee, scope);
	if (called === null || called.func.body.length > 4) return false;
	const own = called.func.body.filter((stmt) => stmt.kind !== 'if').flatMap(expressionsIn);
	return own.some((inner) => refuses(inner, scope, means, depth + 1));
}
