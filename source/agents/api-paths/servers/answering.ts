import type {Arg, Expr, Func} from '../code/ir.ts';
import type {ClosureValue, Value} from '../evaluate/value.ts';
import {expressionsOfBody} from '../gate/walk.ts';

/** Handlers of frameworks that hand requests on by calling a parameter: `async (ctx, next) => {…}`. `nextAt` is its place among the parameters. */

/** May a later route answer? What is not known is taken to answer. */
export function handsOn(handlers: readonly Value[], nextAt: number): boolean {
	const last = handlers.at(-1);
	return last?.kind === 'closure' && callsNext(last, nextAt);
}

function callsNext({func}: ClosureValue, nextAt: number): boolean {
	const pattern = func.params[nextAt]?.pattern;
	if (pattern?.kind !== 'bind') return false;
	return expressionsWithin(func).some(
		(expr) => expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.binding === pattern.binding,
	);
}

/**
 * Is a route with a wildcard no endpoint? One that hands requests on, that only says that nothing is there, or that sends the page of a
 * single-page app whatever the path is.
 */
export function isFallback(route: {method: string; handlers: readonly Value[]}, takesEverything: boolean, nextAt: number): boolean {
	const last = route.handlers.at(-1);
	if (last?.kind !== 'closure') return takesEverything && route.method === 'GET';
	if (callsNext(last, nextAt) || saysNothingButNotFound(last)) return true;
	return takesEverything && (route.method === 'GET' || expressionsWithin(last.func).some((expr) => sendsPage(expr) || saysNotFound(expr)));
}

function saysNothingButNotFound({func}: ClosureValue): boolean {
	const expressions = expressionsWithin(func);
	const notFound = expressions.filter(saysNotFound).length;
	const answers = expressions.filter((expr) => isAnswer(expr) && !saysNotFound(expr)).length;
	return notFound > 0 && answers <= notFound;
}

const answerNames = new Set(['json', 'text', 'html', 'body', 'send', 'sendFile', 'stream', 'redirect', 'render', 'view', 'status', 'code']);
const isAnswer = (expr: Expr): boolean => expr.kind === 'call' && answerNames.has(nameOf(expr.callee)) && !isStatusCall(expr);
const isStatusCall = (expr: Expr & {kind: 'call'}): boolean => ['status', 'code'].includes(nameOf(expr.callee));

const notFoundNames = new Set([...answerNames, 'throw', 'newResponse', 'HTTPException', 'createError', 'Response']);

/** `c.json(x, 404)`, `reply.code(404)`, `ctx.status = 404`, `ctx.throw(404)`, `c.notFound()`. */
function saysNotFound(expr: Expr): boolean {
	if (expr.kind === 'call') {
		const name = nameOf(expr.callee);
		return name === 'notFound' || name === 'callNotFound' || (notFoundNames.has(name) && expr.args.some(isNotFoundStatus));
	}
	if (expr.kind !== 'assign' || expr.target.kind !== 'target') return false;
	const {target} = expr.target;
	return target.kind === 'member' && (target.property === 'status' || target.property === 'statusCode') && isNotFoundStatus(expr.value);
}

/** 404, a constant that is called so, or `{status: 404}`. */
function isNotFoundStatus(arg: Arg): boolean {
	if (arg.kind === 'literal') return arg.value === 404;
	if (arg.kind === 'object') return arg.props.some((prop) => prop.kind === 'prop' && prop.key === 'status' && isNotFoundStatus(prop.value));
	return arg.kind === 'member' && typeof arg.property === 'string' && /^NOT_?FOUND$/i.test(arg.property);
}

const pageNames = new Set(['sendFile', 'html', 'render', 'view', 'createReadStream', 'redirect', 'send', 'readFile', 'readFileSync']);
const sendsPage = (expr: Expr): boolean => expr.kind === 'call' && pageNames.has(nameOf(expr.callee));

function nameOf(callee: Expr): string {
	if (callee.kind === 'name') return callee.name;
	return callee.kind === 'member' && typeof callee.property === 'string' ? callee.property : '';
}

function expressionsWithin(func: Func): Expr[] {
	const inside = func.module.funcs.filter((inner) => inner.kind !== 'module' && inner.at >= func.at && inner.end <= func.end);
	return inside.flatMap((inner) => [...expressionsOfBody(inner.body)]);
}
