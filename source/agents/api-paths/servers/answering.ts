import type {Arg, Binding, Expr, Func, Stmt} from '../code/ir.ts';
import type {ClosureValue, Value} from '../evaluate/value.ts';
import {expressionsIn, expressionsOfBody, statementsOf, partsOf} from '../code/walk.ts';

/** Handlers of frameworks that hand requests on by calling a parameter: `async (ctx, next) => {…}`. `nextAt` is its place among the parameters. */

/** May a later route answer? What is not known is taken to answer. */
export function handsOn(handlers: readonly Value[], nextAt: number): boolean {
	const last = handlers.at(-1);
	return last?.kind === 'closure' && callsNext(last, nextAt);
}

/**
 * Is a route with a wildcard no endpoint? One that refuses requests or hands them on and never answers, or that sends the page of a
 * single-page app whatever the path is.
 */
export function isFallback(route: {method: string; handlers: readonly Value[]}, takesEverything: boolean, nextAt: number): boolean {
	const last = route.handlers.at(-1);
	if (last?.kind !== 'closure') return takesEverything && route.method === 'GET';
	if (neverAnswers(last, nextAt)) return true;
	return takesEverything && (route.method === 'GET' || [...expressionsWithin(last.func)].some(sendsPage));
}

function callsNext({func}: ClosureValue, nextAt: number): boolean {
	const next = nextOf(func, nextAt);
	return next !== null && [...expressionsWithin(func)].some((expr) => isCallOf(expr, next));
}

function nextOf(func: Func, nextAt: number): Binding | null {
	const pattern = func.params[nextAt]?.pattern;
	return pattern?.kind === 'bind' ? pattern.binding : null;
}

const isCallOf = (expr: Expr, binding: Binding): boolean =>
	expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.binding === binding;

/** Each statement that ends the handler or answers, by what it does; what is set before (`ctx.status = 404`) refuses what is sent after. */
function neverAnswers({func}: ClosureValue, nextAt: number): boolean {
	const next = nextOf(func, nextAt);
	const deeds = statementsOf(func.body).map((stmt) => deedOf(stmt, next));
	const count = (deed: Deed): number => deeds.filter((one) => one === deed).length;
	const refusals = count('status');
	return count('answer') <= refusals && refusals + count('refusal') + count('pass') > 0;
}

type Deed = 'answer' | 'refusal' | 'pass' | 'status' | null;

function deedOf(stmt: Stmt, next: Binding | null): Deed {
	if (stmt.kind === 'throw') return 'refusal';
	const expressions = expressionsIn(stmt).flatMap((expr) => partsOf(expr));
	if (next !== null && expressions.some((expr) => isCallOf(expr, next))) return 'pass';
	const isRefused = expressions.some(refuses);
	if (stmt.kind === 'return') return expressions.length === 0 || isUndefined(stmt.value) ? null : isRefused ? 'refusal' : 'answer';
	if (stmt.kind !== 'run') return null;
	if (isRefused) return expressions.some(answers) ? 'refusal' : 'status';
	return expressions.some(answers) ? 'answer' : null;
}

const isUndefined = (expr: Expr | null): boolean => expr === null || (expr.kind === 'literal' && expr.value === undefined);

const answerNames = new Set([
	'json',
	'text',
	'html',
	'body',
	'send',
	'sendFile',
	'stream',
	'redirect',
	'render',
	'view',
	'from',
	'respond',
	'throw',
]);

/** `reply.send(x)`, `ctx.body = x`. */
function answers(expr: Expr): boolean {
	if (expr.kind === 'call') return answerNames.has(nameOf(expr.callee));
	return expr.kind === 'assign' && expr.target.kind === 'target' && nameOf(expr.target.target) === 'body';
}

const refusingNames = new Set([
	...answerNames,
	'status',
	'code',
	'newResponse',
	'HTTPException',
	'createError',
	'Response',
	'sendStatus',
	'setStatus',
]);

/** `c.json(x, 404)`, `reply.code(401)`, `ctx.status = 404`, `ctx.throw(403)`, `c.notFound()`. */
function refuses(expr: Expr): boolean {
	if (expr.kind === 'call') {
		const name = nameOf(expr.callee);
		return name === 'notFound' || name === 'callNotFound' || (refusingNames.has(name) && expr.args.some(isErrorStatus));
	}
	if (expr.kind !== 'assign' || expr.target.kind !== 'target') return false;
	return ['status', 'statusCode'].includes(nameOf(expr.target.target)) && isErrorStatus(expr.value);
}

/** 400 and above, a constant that is called so, or `{status: 404}`. */
function isErrorStatus(arg: Arg): boolean {
	if (arg.kind === 'literal') return typeof arg.value === 'number' && arg.value >= 400 && arg.value < 600;
	if (arg.kind === 'object') return arg.props.some((prop) => prop.kind === 'prop' && prop.key === 'status' && isErrorStatus(prop.value));
	return arg.kind === 'member' && /^(?:NOT_?FOUND|UNAUTHORIZED|FORBIDDEN|BAD_?REQUEST)$/iu.test(nameOf(arg));
}

const pageNames = new Set(['sendFile', 'html', 'render', 'view', 'createReadStream', 'readFile', 'readFileSync']);
const sendsPage = (expr: Expr): boolean => expr.kind === 'call' && (pageNames.has(nameOf(expr.callee)) || isKoaSend(expr.callee));
/** `send(ctx, 'index.html')`; `reply.send()` may send anything. */
const isKoaSend = (callee: Expr): boolean => callee.kind === 'name' && callee.binding?.from?.source === 'koa-send';

function nameOf(expr: Expr): string {
	if (expr.kind === 'name') return expr.name;
	return expr.kind === 'member' && typeof expr.property === 'string' ? expr.property : '';
}

function* expressionsWithin(func: Func): Generator<Expr> {
	for (const inner of func.module.funcs) {
		if (inner.kind !== 'module' && inner.at >= func.at && inner.end <= func.end) yield* expressionsOfBody(inner.body);
	}
}
