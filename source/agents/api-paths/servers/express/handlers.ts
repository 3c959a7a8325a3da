import type {Arg, Binding, Expr, Func} from '../../code/ir.ts';
import {frameOfSlot} from '../../evaluate/frame.ts';
import type {Frame} from '../../evaluate/frame.ts';
import type {ClosureValue, Value} from '../../evaluate/value.ts';
import {expressionsOfBody, statementsOf} from '../../code/walk.ts';
import {outsideName} from '../outside-name.ts';

/** A middleware that hands requests on, or may: it has a `next`, and speaks of it otherwise than to tell an error. */
export function mayPassOn({func}: ClosureValue): boolean {
	if (func.argumentsSlot !== null || func.params.some((param) => param.isRest)) return true;
	const next = nextOf(func);
	return next !== null && mentions(func, next) > errorsTold(func, next);
}

/** Middleware for errors takes four arguments. */
export const isErrorHandler = ({func}: ClosureValue): boolean => func.params.length === 4;

/**
 * A route's last handler that lets a later route answer: `next()`, `next('route')`, or by handing `next` to something that may call it. With an
 * error in it the request is over.
 */
export function letsLaterRoutesAnswer(handlers: readonly Value[]): boolean {
	return handlers.some((handler, index) => {
		if (handler.kind !== 'closure') return false;
		const isLast = index === handlers.length - 1;
		return callsOfNext(handler.func).some((args) => leavesRoute(args, isLast)) || (isLast && handsNextOver(handler, 0));
	});
}

/** `(req, res, next) => Promise.resolve(fn(req, res, next)).catch(next)` lets through what `fn` does. */
function handsNextOver(handler: ClosureValue, depth: number): boolean {
	const next = nextOf(handler.func);
	if (next === null) return false;
	return allExpressions(handler.func).some((expr) => {
		if (expr.kind !== 'call' || isNameOf(expr.callee, next) || !plainArguments(expr).some((arg) => isNameOf(arg, next))) return false;
		if (outsideName(expr.callee) === 'catch') return false;
		const called = valueOfName(expr.callee, handler.frame);
		if (called?.kind !== 'closure' || depth > mostWrappers) return true;
		return callsOfNext(called.func).some((args) => leavesRoute(args, true)) || handsNextOver(called, depth + 1);
	});
}
const mostWrappers = 4;

/** What a name of a function around stands for, where that is known by now. */
function valueOfName(expr: Expr, from: Frame): Value | undefined {
	if (expr.kind !== 'name' || expr.binding === null) return undefined;
	const {owner, slot, func} = expr.binding;
	let around: Frame | null = from;
	while (around !== null && around.func.id !== owner.id) around = around.parent;
	if (around === null) return undefined;
	const value = frameOfSlot(around, slot).slots[slot];
	if (value === undefined && func !== undefined)
		return {kind: 'closure', func, frame: around, self: null, props: null, bound: [], home: null};
	return value?.kind === 'lazy' ? (value.value ?? undefined) : value;
}

function leavesRoute(args: readonly Expr[], isLast: boolean): boolean {
	const [first] = args;
	if (first === undefined) return isLast;
	return first.kind === 'literal' && (first.value === 'route' || first.value === 'router');
}

/** Answers that a path is not there, sends a page, or hands over: it stands for no endpoint by itself. */
export function isFallbackHandler({func}: ClosureValue): boolean {
	return callsOfNext(func).length > 0 || throws(func) || allExpressions(func).some(saysNotFoundOrSendsPage);
}

/** Says 404 wherever it answers, or throws without an answer. */
export function answersNothingButNotFound({func}: ClosureValue): boolean {
	const expressions = allExpressions(func);
	const notFound = expressions.filter(isNotFound).length;
	const answers = expressions.filter(isAnswer).length;
	return answers <= notFound && (notFound > 0 || throws(func));
}

/** Says nothing but that it is not there or not allowed, or tells an error. */
export const refuses = (handler: ClosureValue): boolean =>
	answersNothingButNotFound(handler) || (callsOfNext(handler.func).length > 0 && !allExpressions(handler.func).some(isAnswer));

const isAnswer = (expr: Expr): boolean => expr.kind === 'call' && answerMethods.has(outsideName(expr.callee));
const answerMethods = new Set([
	'json',
	'send',
	'sendStatus',
	'end',
	'sendFile',
	'sendfile',
	'render',
	'pipe',
	'redirect',
	'download',
	'stream',
	'jsonp',
]);

const throws = (func: Func): boolean =>
	functionsWithin(func).some((inner) => statementsOf(inner.body).some((stmt) => stmt.kind === 'throw'));

const saysNotFoundOrSendsPage = (expr: Expr): boolean =>
	isNotFound(expr) || (expr.kind === 'call' && pageMethods.has(outsideName(expr.callee)));
const pageMethods = new Set(['sendFile', 'sendfile', 'render', 'redirect', 'createReadStream']);
const statusMethods = new Set(['status', 'sendStatus', 'writeHead', 'code', 'createError']);

function isNotFound(expr: Expr): boolean {
	if (expr.kind === 'call') return statusMethods.has(outsideName(expr.callee)) && expr.args.some(isNotFoundStatus);
	if (expr.kind !== 'assign' || expr.target.kind !== 'target') return false;
	const {target} = expr.target;
	return target.kind === 'member' && target.property === 'statusCode' && isNotFoundStatus(expr.value);
}

/** 404 or that a method is not there (405, 501), or a constant that is called so: `StatusCodes.NOT_FOUND`. */
function isNotFoundStatus(expr: Arg): boolean {
	if (expr.kind === 'literal') return expr.value === 404 || expr.value === 405 || expr.value === 501;
	return (
		expr.kind === 'member' &&
		typeof expr.property === 'string' &&
		/^(?:NOT_?FOUND|METHOD_?NOT_?ALLOWED|NOT_?IMPLEMENTED)$/i.test(expr.property)
	);
}

function nextOf(func: Func): Binding | null {
	const pattern = func.params[2]?.pattern;
	return pattern?.kind === 'bind' ? pattern.binding : null;
}

const mentions = (func: Func, binding: Binding): number => allExpressions(func).filter((expr) => isNameOf(expr, binding)).length;

/** `next(error)` and `.catch(next)`. */
function errorsTold(func: Func, next: Binding): number {
	return allExpressions(func).filter((expr) => {
		if (expr.kind !== 'call') return false;
		if (isNameOf(expr.callee, next)) return !leavesRoute(plainArguments(expr), true);
		return outsideName(expr.callee) === 'catch' && plainArguments(expr).some((arg) => isNameOf(arg, next));
	}).length;
}

const isNameOf = (expr: Expr, binding: Binding): boolean => expr.kind === 'name' && expr.binding === binding;
const plainArguments = (call: Expr & {kind: 'call'}): Expr[] => call.args.map((arg) => (arg.kind === 'spread' ? arg.of : arg));

/** The arguments of each call of its third parameter. */
function callsOfNext(func: Func): Expr[][] {
	const next = nextOf(func);
	if (next === null) return [];
	return allExpressions(func).flatMap((expr) => (expr.kind === 'call' && isNameOf(expr.callee, next) ? [plainArguments(expr)] : []));
}

/** By the list of functions of a module, which is another one after an edit. */
const known = new WeakMap<readonly Func[], Map<Func, Expr[]>>();

/** All expressions of a function and of those inside it; asked for many times where handlers come out of one wrapper. */
function allExpressions(func: Func): Expr[] {
	const {funcs} = func.module;
	let ofModule = known.get(funcs);
	if (ofModule === undefined) known.set(funcs, (ofModule = new Map()));
	let all = ofModule.get(func);
	if (all === undefined) ofModule.set(func, (all = functionsWithin(func).flatMap((inner) => expressionsOfBody(inner.body))));
	return all;
}

const functionsWithin = (func: Func): Func[] =>
	func.module.funcs.filter((inner) => inner.at >= func.at && inner.end <= func.end && inner.kind !== 'module');
