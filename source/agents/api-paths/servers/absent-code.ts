import type {Binding, Expr, Module} from '../code/ir.ts';
import {expressionsOfBody, partsOf, unspread} from '../code/walk.ts';
import type {Machine, Site} from '../evaluate/machine.ts';
import type {Value} from '../evaluate/value.ts';
import type {Dialect, OpaqueMount} from '../routes/route.ts';

/** Is it imported from a file that is not there: of a submodule that is not checked out, a folder that is private or generated? */
export const isAbsentCode = (value: Value): boolean => value.kind === 'unknown' && value.reason === 'unresolved-import';

/** Does an expression of this module name what is imported from a file that is not there, itself or in a variable it names? */
export const namesAbsentCode = (machine: Machine, expr: Expr, module: Module): boolean =>
	absentSources(machine, expr, module, new Set()).length > 0;

/**
 * May a value that is given to a server in the call at a place be code that is not there, or made by such code? What lies in a folder of middleware
 * lets requests through.
 */
export function mayBeAbsentRouter(machine: Machine, value: Value, {module, at}: Site): boolean {
	if (value.kind !== 'unknown' || (value.reason !== 'runtime-value' && !isAbsentCode(value))) return false;
	if (!lacksFiles(machine, module)) return isAbsentCode(value);
	const args = callsIn(module).find((call) => call.at === at)?.args ?? [];
	const sources = args.flatMap((arg) => absentSources(machine, unspread(arg), module, new Set()));
	return sources.length === 0 ? isAbsentCode(value) : sources.some((source) => !/middleware/iu.test(source));
}

/**
 * The calls by which a server is given to code that is not there: `require('./ee/routes')(app)`. A server is known by the places where it is made
 * and where its methods are called.
 */
export function callsOfAbsentCode(machine: Machine, places: readonly Site[]): Site[] {
	return [...Map.groupBy(places, ({module}) => module)].flatMap(([module, sites]) => {
		if (!lacksFiles(machine, module)) return [];
		const calls = callsIn(module);
		const servers = namesOf(calls, new Set(sites.map(({at}) => at)));
		const given = calls.filter(({args}) => args.some((arg) => isServer(servers, unspread(arg))));
		return given.filter(({callee}) => namesAbsentCode(machine, callee, module)).map(({at}) => ({module, at}));
	});
}

/** The same as mounts of an app, which answer anything. */
export function absentMounts(machine: Machine, app: {number: number}, places: readonly (Site | null)[], dialect: Dialect): OpaqueMount[] {
	const known = places.filter((site) => site !== null);
	const mount = {prefix: '', dialect, what: 'absent-code', detail: 'code that is not there', app: app.number};
	return callsOfAbsentCode(machine, known).map((site) => ({...mount, site}));
}

type CallExpr = Extract<Expr, {kind: 'call'}>;

/** What the code calls a server: variables, and fields of `this`. */
interface Names {
	bindings: Set<Binding>;
	made: ReadonlySet<number>;
	fields: Set<string>;
}

function namesOf(calls: readonly CallExpr[], places: ReadonlySet<number>): Names {
	const names: Names = {bindings: new Set(), made: places, fields: new Set()};
	for (const {callee, at} of calls) {
		if (!places.has(at) || callee.kind !== 'member') continue;
		if (callee.object.kind === 'name' && callee.object.binding !== null) names.bindings.add(callee.object.binding);
		const field = fieldOf(callee.object);
		if (field !== null) names.fields.add(field);
	}
	return names;
}

function isServer({bindings, made, fields}: Names, expr: Expr): boolean {
	const field = fieldOf(expr);
	if (field !== null) return fields.has(field);
	if (expr.kind !== 'name' || expr.binding === null) return false;
	return bindings.has(expr.binding) || isMadeAt(expr.binding.declaration?.init, made);
}

const fieldOf = (expr: Expr): string | null =>
	expr.kind === 'member' && expr.object.kind === 'this' && typeof expr.property === 'string' ? expr.property : null;

function isMadeAt(init: Expr | undefined, places: ReadonlySet<number>): boolean {
	if (init?.kind === 'await' || init?.kind === 'typed') return isMadeAt(init.of, places);
	return init?.kind === 'call' && places.has(init.at);
}

function callsIn({funcs}: Module): CallExpr[] {
	return funcs.flatMap(({body}) => expressionsOfBody(body).filter((expr) => expr.kind === 'call'));
}

const lacksFiles = (machine: Machine, module: Module): boolean =>
	[...module.imports, ...module.requires].some((source) => isAbsent(machine, module, source));

function absentSources(machine: Machine, expr: Expr, module: Module, seen: ReadonlySet<Binding>): string[] {
	return partsOf(expr).flatMap((part) => {
		if (part.kind === 'import') return part.source.kind === 'literal' ? ifAbsent(machine, module, String(part.source.value)) : [];
		if (part.kind !== 'name' || part.binding === null || seen.has(part.binding)) return [];
		const {from, declaration} = part.binding;
		if (from !== undefined) return ifAbsent(machine, module, from.source);
		return declaration === undefined ? [] : absentSources(machine, declaration.init, module, new Set([...seen, part.binding]));
	});
}

const ifAbsent = (machine: Machine, module: Module, source: string): string[] => (isAbsent(machine, module, source) ? [source] : []);

const isAbsent = (machine: Machine, {file}: Module, source: string): boolean => machine.project.resolve(file, source).kind === 'unresolved';
