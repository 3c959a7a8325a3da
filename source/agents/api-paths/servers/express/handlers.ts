import type {Arg, Binding, Expr, Func} from '../../code/ir.ts';
import type {ClosureValue, Value} from '../../evaluate/value.ts';
import {expressionsOfBody, statementsOf} from '../../gate/walk.ts';

/** A middleware that hands every request on, or may: it has a `next`, and speaks of it. */
export function mayPassOn({func}: ClosureValue): boolean {
	if (func.argumentsSlot !== null || func.params.some((param) => param.isRest)) return true;
	const next = nextOf(func);
	return next !== null && mentions(func, next);
}

/** Middleware for errors takes four arguments. */
export const isErrorHandler = ({func}: ClosureValue): boolean => func.params.length === 4;

/** A route's last handler that lets a later route answer: `next()`, `next('route')`. With an error in it the request is over. */
export function letsLaterRoutesAnswer(handlers: readonly Value[]): boolean {
	return handlers.some(
		(handler, index) =>
			handler.kind === 'closure' && callsOfNext(handler.func).some((args) => leavesRoute(args, index === handlers.length - 1)),
	);
}

function leavesRoute(args: readonly Expr[], isLast: boolean): boolean {
	const [first] = args;
	if (first === undefined) return isLast;
	return first.kind === 'literal' && (first.value === 'route' || first.value === 'router');
}

/** Answers that a path is not there, sends a page, or hands over: it stands for no endpoint by itself. */
export function isFallbackHandler({func}: ClosureValue): boolean {
	if (callsOfNext(func).length > 0) return true;
	return functionsWithin(func).some(
		(inner) => [...statementsOf(inner.body)].some((stmt) => stmt.kind === 'throw') || expressionsOf(inner).some(saysNotFoundOrSendsPage),
	);
}

/** Says 404 wherever it answers. */
export function answersNothingButNotFound({func}: ClosureValue): boolean {
	const expressions = functionsWithin(func).flatMap(expressionsOf);
	const notFound = expressions.filter(isNotFound).length;
	const answers = expressions.filter((expr) => expr.kind === 'call' && answerMethods.has(calledName(expr.callee))).length;
	return notFound > 0 && answers <= notFound;
}
const answerMethods = new Set(['json', 'send', 'end', 'sendFile', 'sendfile', 'render', 'pipe', 'redirect', 'download', 'stream', 'jsonp']);

/** Does it say 404? */
export const saysNotFound = ({func}: ClosureValue): boolean => functionsWithin(func).some((inner) => expressionsOf(inner).some(isNotFound));

const saysNotFoundOrSendsPage = (expr: Expr): boolean =>
	isNotFound(expr) || (expr.kind === 'call' && pageMethods.has(calledName(expr.callee)));
const pageMethods = new Set(['sendFile', 'sendfile', 'render', 'redirect', 'createReadStream']);
const statusMethods = new Set(['status', 'sendStatus', 'writeHead', 'code', 'createError']);

function isNotFound(expr: Expr): boolean {
	if (expr.kind === 'call') return statusMethods.has(calledName(expr.callee)) && expr.args.some(isNotFoundStatus);
	if (expr.kind !== 'assign' || expr.target.kind !== 'target') return false;
	const {target} = expr.target;
	return target.kind === 'member' && target.property === 'statusCode' && isNotFoundStatus(expr.value);
}

/** 404, or a constant that is called so: `StatusCodes.NOT_FOUND`. */
function isNotFoundStatus(expr: Arg): boolean {
	if (expr.kind === 'literal') return expr.value === 404;
	return expr.kind === 'member' && typeof expr.property === 'string' && /^NOT_?FOUND$/i.test(expr.property);
}

function calledName(callee: Expr): string {
	if (callee.kind === 'name') return callee.name;
	return callee.kind === 'member' && typeof callee.property === 'string' ? callee.property : '';
}

function nextOf(func: Func): Binding | null {
	const pattern = func.params[2]?.pattern;
	return pattern?.kind === 'bind' ? pattern.binding : null;
}

const mentions = (func: Func, binding: Binding): boolean =>
	functionsWithin(func).some((inner) => expressionsOf(inner).some((expr) => expr.kind === 'name' && expr.binding === binding));

/** The arguments of each call of its third parameter. */
function callsOfNext(func: Func): Expr[][] {
	const next = nextOf(func);
	if (next === null) return [];
	return functionsWithin(func)
		.flatMap(expressionsOf)
		.flatMap((expr) => {
			const isCall = expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.binding === next;
			return isCall ? [expr.args.map((arg) => (arg.kind === 'spread' ? arg.of : arg))] : [];
		});
}

const functionsWithin = (func: Func): Func[] =>
	func.module.funcs.filter((inner) => inner.at >= func.at && inner.end <= func.end && inner.kind !== 'module');
const expressionsOf = (func: Func): Expr[] => [...expressionsOfBody(func.body)];
