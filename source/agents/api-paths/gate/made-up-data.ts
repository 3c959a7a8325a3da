import type {Arg, Expr, Func, Module, Prop} from '../code/ir.ts';
import {definitionOf} from './definitions.ts';
import type {Code} from './definitions.ts';
import {returnsOf, unspread} from '../code/walk.ts';

/** Where something stands that is asked whether it is made-up data. */
export interface Context {
	module: Module;
	code: Code;
	/** How many names may still be followed. */
	left: number;
	/** Records count only with an identity: where something is missing, rows without one are the defaults of a form as often as not. */
	wantsIdentity: boolean;
}

/**
 * Is it data that somebody made up: records written down in the code, or anything out of a module whose path says that it holds such data? Empty
 * values, single words and numbers, settings, and objects that tell of an error are none.
 */
export function isMadeUp(expr: Expr, context: Context): boolean {
	if (context.left <= 0) return false;
	const inner = {...context, left: context.left - 1};
	if (expr.kind === 'typed' || expr.kind === 'await') return isMadeUp(expr.of, inner);
	if (expr.kind === 'sequence') return expr.items.length > 0 && isMadeUp(expr.items.at(-1)!, inner);
	if (expr.kind === 'choose') return isMadeUpChoice(expr, inner);
	if (expr.kind === 'logic') {
		if (expr.op === '&&') return isForDevelopment(expr.left, context) !== true && isMadeUp(expr.right, inner);
		return isMadeUp(expr.left, inner) || isMadeUp(expr.right, inner);
	}
	if (expr.kind === 'array') return isMadeUpArray(expr.items, inner);
	if (expr.kind === 'object') return isMadeUpObject(expr.props, inner);
	if (expr.kind === 'function') return isMadeUpResult(expr.func, inner);
	if (expr.kind === 'call') return isMadeUpCall(expr, inner);
	if (expr.kind === 'name' || expr.kind === 'member') return comesFromMocks(expr, context) || isMadeUpDefinition(expr, inner);
	return false;
}

/** Does a condition hold in development only (true), in production only (false), or can it not be told (null)? Any switch of the environment is for developers. */
export function isForDevelopment(test: Expr, context: Context): boolean | null {
	if (context.left <= 0) return null;
	const inner = {...context, left: context.left - 1};
	if (test.kind === 'unary') return test.op === '!' ? negated(isForDevelopment(test.of, inner)) : null;
	if (test.kind === 'binary') return isComparedEnvironment(test, inner);
	if (test.kind === 'member') return readsEnvironment(test, inner);
	if (test.kind === 'logic') {
		const both = [isForDevelopment(test.left, inner), isForDevelopment(test.right, inner)];
		return test.op === '&&' ? (both.find((one) => one !== null) ?? null) : both[0] === both[1] ? both[0]! : null;
	}
	if (test.kind !== 'name') return null;
	if (test.binding === null) return test.name === '__DEV__' ? true : null;
	const found = definitionOf(test, context.module, context.code);
	if (found?.kind !== 'value' || found.expr.kind === 'name') return readsEnvironment(test, inner);
	return isForDevelopment(found.expr, {...inner, module: found.module});
}

const negated = (held: boolean | null): boolean | null => (held === null ? null : !held);

function isComparedEnvironment({op, left, right}: Expr & {kind: 'binary'}, context: Context): boolean | null {
	const isEqual = /^={2,3}$/u.test(op);
	if (!isEqual && !/^!={1,2}$/u.test(op)) return null;
	const [read, other] = readsEnvironment(left, context) === null ? [right, left] : [left, right];
	if (readsEnvironment(read, context) === null || other.kind !== 'literal') return null;
	const isOfProduction = other.value === 'production' || other.value === 'prod';
	return isOfProduction ? !isEqual : isEqual;
}

/** `process.env.X` and `import.meta.env.X`; of `PROD` the contrary holds. */
function readsEnvironment(expr: Expr, context: Context): boolean | null {
	const {module, code, left} = context;
	if (left <= 0) return null;
	if (expr.kind === 'name') {
		const found = expr.binding === null ? null : definitionOf(expr, module, code);
		return found?.kind === 'value' ? readsEnvironment(found.expr, {...context, module: found.module, left: left - 1}) : null;
	}
	if (expr.kind !== 'member' || expr.object.kind !== 'member' || expr.object.property !== 'env') return null;
	const {object} = expr.object;
	const isEnvironment = object.kind === 'import-meta' || (object.kind === 'name' && object.name === 'process');
	return isEnvironment ? expr.property !== 'PROD' : null;
}

function isMadeUpChoice({test, then, otherwise}: Expr & {kind: 'choose'}, context: Context): boolean {
	const held = isForDevelopment(test, context);
	return (held !== true && isMadeUp(then, context)) || (held !== false && isMadeUp(otherwise, context));
}

/** Some records, or a list of values too long for a default. */
function isMadeUpArray(items: readonly (Arg | null)[], context: Context): boolean {
	const given = items.filter((item) => item !== null);
	if (given.some((item) => item.kind === 'spread' && isMadeUp(item.of, context))) return true;
	const values = given.filter((item) => item.kind !== 'spread');
	if (values.length > 0 && values.every((item) => isScalar(item))) return values.length >= fewestScalars && !context.wantsIdentity;
	return values.some((item) => {
		if (item.kind !== 'object') return isMadeUp(item, context);
		return (isRecord(item.props) && (!context.wantsIdentity || hasIdentity(item.props))) || isMadeUpObject(item.props, context);
	});
}
/** Shorter lists of words or numbers are defaults: `['en']`, `[0, 100]`. */
const fewestScalars = 3;

/** A record by itself has to have an identity: `{theme: 'dark', pageSize: 20}` are settings. */
function isMadeUpObject(props: readonly Prop[], context: Context): boolean {
	if (props.some((prop) => prop.kind === 'spread' && isMadeUp(prop.of, context))) return true;
	const own = props.filter((prop) => prop.kind === 'prop');
	const isData = ({key, value}: Prop & {kind: 'prop'}): boolean =>
		typeof key === 'string' && !errorKeys.has(key) && !isListOfScalars(value) && isMadeUp(value, context);
	return own.some((prop) => isData(prop)) || (isRecord(props) && hasIdentity(props));
}

const hasIdentity = (props: readonly Prop[]): boolean =>
	props.some((prop) => prop.kind === 'prop' && typeof prop.key === 'string' && idKeys.has(prop.key) && isContent(prop.value));

/** These names are those of the data itself, not of the code. */
const idKeys = new Set(['id', '_id', 'uuid', 'guid']);
const errorKeys = new Set(['error', 'errors', 'err', 'message', 'messages', 'status', 'statusText', 'code']);

/** At least two values with something in them, and no word of an error. */
function isRecord(props: readonly Prop[]): boolean {
	const own = props.filter((prop) => prop.kind === 'prop');
	const tellsError = own.some(({key, value}) => {
		if (key === 'error' || key === 'errors' || key === 'err' || key === 'message') return true;
		return (key === 'ok' || key === 'success') && value.kind === 'literal' && value.value === false;
	});
	return !tellsError && own.filter(({value}) => isContent(value)).length >= 2;
}

/** `{extensions: ['pdf', 'txt', 'csv']}` are settings. */
const isListOfScalars = (expr: Expr): boolean =>
	expr.kind === 'array' && expr.items.every((item) => item !== null && item.kind !== 'spread' && isScalar(item));

const isScalar = (expr: Expr): boolean =>
	expr.kind === 'literal' && (typeof expr.value === 'number' || (typeof expr.value === 'string' && expr.value !== ''));

/** Something is in it: no `0`, `''`, `false`, `null`. */
function isContent(expr: Expr): boolean {
	if (expr.kind === 'typed') return isContent(expr.of);
	if (expr.kind === 'template') return expr.quasis.some((text) => text.trim() !== '') && expr.holes.length === 0;
	return (
		expr.kind === 'literal' &&
		expr.value !== '' &&
		expr.value !== 0 &&
		expr.value !== false &&
		expr.value !== null &&
		expr.value !== undefined
	);
}

/** What a function of the project gives back where it gives back made-up data. */
const isMadeUpResult = (func: Func, context: Context): boolean =>
	returnsOf(func).some((value) => isMadeUp(value, {...context, module: func.module}));

const sameData = new Set(['map', 'filter', 'slice', 'find', 'sort', 'toSorted', 'reverse', 'concat', 'at', 'flat', 'flatMap']);
const wrappers = new Set(['resolve', 'freeze', 'stringify', 'from', 'json', 'of']);

function isMadeUpCall(expr: Expr & {kind: 'call'}, context: Context): boolean {
	const {callee, args} = expr;
	const [first] = args;
	if (comesFromMocks(callee, context)) return true;
	if (callee.kind === 'member' && typeof callee.property === 'string') {
		if (sameData.has(callee.property) && isMadeUp(callee.object, context)) return true;
		if (wrappers.has(callee.property) && callee.object.kind === 'name' && isOfTheLanguage(callee.object, context)) {
			return first !== undefined && isMadeUp(unspread(first), context);
		}
	}
	if (callee.kind === 'name' && wrapsItsArgument(callee, context)) return first !== undefined && isMadeUp(unspread(first), context);
	const found = definitionOf(callee, context.module, context.code);
	return found?.kind === 'func' && isMadeUpResult(found.func, context);
}

/** `Promise.resolve(x)`, `JSON.stringify(x)`, `Response.json(x)`, `HttpResponse.json(x)` of a package. */
function isOfTheLanguage(object: Expr & {kind: 'name'}, {module, code}: Context): boolean {
	if (object.binding === null) return ['Promise', 'Object', 'JSON', 'Array', 'Response'].includes(object.name);
	return definitionOf(object, module, code)?.kind === 'package';
}

/** `structuredClone(x)`, `new Response(x)`, and `of(x)` of rxjs. */
function wrapsItsArgument(callee: Expr & {kind: 'name'}, {module, code}: Context): boolean {
	if (callee.binding === null) return callee.name === 'structuredClone' || callee.name === 'Response';
	const found = definitionOf(callee, module, code);
	return found?.kind === 'package' && found.name === 'rxjs' && found.path[0] === 'of';
}

function isMadeUpDefinition(expr: Expr, context: Context): boolean {
	const found = definitionOf(expr, context.module, context.code);
	if (found?.kind !== 'value' || found.expr.kind === 'name' || found.expr.kind === 'member') return false;
	// What another module exports as a constant is taken for made up only if that module says so.
	return found.module === context.module && isMadeUp(found.expr, {...context, module: found.module});
}

/**
 * Is it imported from a module whose path says that it holds mocks, fixtures, fakes, samples or dummies? The one place where a name counts: it is
 * what the module is declared to be for.
 */
function comesFromMocks(expr: Expr, {module, code}: Context): boolean {
	let base = expr;
	while (base.kind === 'member') base = base.object;
	const from = base.kind === 'name' ? base.binding?.from : undefined;
	if (base.kind !== 'name' || from === undefined) return false;
	const resolved = code.resolve(base.binding!.owner.module.file, from.source);
	const path = resolved.kind === 'file' || resolved.kind === 'asset' ? resolved.file : from.source;
	if (!saysMock(path)) return false;
	const found = definitionOf(expr, module, code);
	return found?.kind !== 'value' || !isEmptyOrScalar(found.expr);
}

const saysMock = (path: string): boolean => {
	const words = path.split(/[/.\-_]|(?<=[a-z\d])(?=[A-Z])/u);
	return words.some((word) => /^(?:mock|mocks|mocked|fixture|fixtures|fake|fakes|sample|samples|dummy|dummies)$/iu.test(word));
};

function isEmptyOrScalar(expr: Expr): boolean {
	if (expr.kind === 'array') return expr.items.length === 0;
	if (expr.kind === 'object') return expr.props.length === 0;
	return expr.kind === 'literal' || expr.kind === 'template' || expr.kind === 'regexp';
}
