import type {Expr, Module} from '../code/ir.ts';
import {returnsOf} from '../code/walk.ts';
import type {Machine, Site} from '../evaluate/machine.ts';
import type {ClosureValue, Value} from '../evaluate/value.ts';
import type {Route} from '../routes/route.ts';
import {handlersByMethod} from './listener/table.ts';
import {anything} from './listener/constraint.ts';
import {roleOf} from './listener/roles.ts';
import type {Role, Scope} from './listener/scope.ts';
import {walkListener} from './listener/walk.ts';

/** What frameworks whose files are the routes have in common. */

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** One method that a file answers. */
export interface FileMethod {
	method: string;
	site: Site;
	handlers: Value[];
}

/** Folders that hold an app: what stands before the first match of `inside` in a path of the project that `isMember` says is one of the framework's. */
export function appFolders(machine: Machine, inside: RegExp, packageName: string): string[] {
	const folders = new Set<string>();
	for (const file of machine.project.files) {
		const found = inside.exec(file);
		if (found !== null) folders.add(file.slice(0, found.index));
	}
	const candidates = [...folders].filter((folder) => machine.project.dependsOn(packageName, `${folder}package.json`));
	const rooted = candidates.filter((folder) => isPackage(machine, folder));
	// A folder of that name below a package's root is an ordinary one.
	return rooted.length > 0
		? rooted
		: candidates.filter((folder) => !candidates.some((other) => other !== folder && folder.startsWith(other)));
}

function isPackage(machine: Machine, folder: string): boolean {
	return machine.project.readText(`${folder}package.json`) !== undefined || machine.project.readText(`${folder}project.json`) !== undefined;
}

/** A module by its file. */
export function moduleOf(machine: Machine, file: string): Module | undefined {
	return machine.state('modules by file', () => new Map(machine.modules().map((module) => [module.file, module]))).get(file);
}

/** The methods whose names a module exports, in any of the ways in which a name is exported. */
export function exportedMethods(machine: Machine, file: string, names: readonly string[]): FileMethod[] {
	const module = moduleOf(machine, file);
	if (module === undefined) return [];
	return names.flatMap((name) => {
		const isNamed = module.exports.has(name);
		const value = isNamed || module.stars.length > 0 ? machine.exportOf(file, name) : null;
		if (!isNamed && (value === null || value.kind === 'external' || value.kind === 'unknown')) return [];
		if (value !== null && isHandedToApp(machine, value)) return [];
		return [{method: name, site: {module, at: exportPlace(module, name)}, handlers: value === null ? [] : [value]}];
	});
}

/** The app of another framework, or a function that only hands the request to one: its routes are told by that framework. */
function isHandedToApp(machine: Machine, exported: Value): boolean {
	return machine.eachOf(exported).some(({value}) => {
		if (value.kind !== 'closure') return isApp(value);
		const scope: Scope = {machine, func: value.func, frame: value.frame, self: null, roles: new Map(), declared: new Map(), depth: 0};
		return returnsOf(value.func).some((returned) => {
			const call = returned.kind === 'await' ? returned.of : returned;
			if (call.kind !== 'call' || call.callee.kind !== 'member') return false;
			const role = roleOf(call.callee.object, scope);
			return role?.kind === 'value' && isApp(role.value);
		});
	});
}

function isApp(value: Value): boolean {
	return value.kind === 'native' && /^(?:hono|express|fastify|koa|elysia)\b/u.test(value.label);
}

/** Where a name is exported. */
export function exportPlace(module: Module, name: string): number {
	const text = module.textOf(0, module.top.end);
	const declared = new RegExp(String.raw`^[ \t]*export\s+(?:async\s+)?(?:function\s*\*?|const|let|var|class)\s+(?=${name}\b)`, 'mu').exec(
		text,
	);
	if (declared !== null) return declared.index + declared[0].length;
	const listed = new RegExp(String.raw`^[ \t]*export\s*(?:(?:const|let|var)\s*)?\{[^}]*?(?<![\w$])(?=${name}\s*[,}])`, 'mu').exec(text);
	if (listed !== null) return listed.index + listed[0].length;
	const binding = module.exports.get(name);
	return binding?.kind === 'local' ? (binding.binding.func?.at ?? binding.binding.declaration?.init.at ?? 0) : 0;
}

/** Where the default export stands. */
export function defaultExportPlace(module: Module): number {
	return /^[ \t]*export\s+default\b|^[ \t]*module\.exports\s*=/mu.exec(module.textOf(0, module.top.end))?.index ?? 0;
}

/** The methods that a default-exported handler asks for; every method where it asks for none. */
export function methodsOfHandler(machine: Machine, file: string, roles: readonly Role[]): FileMethod[] {
	const module = moduleOf(machine, file);
	const handler = machine.exportOf(file, 'default');
	if (module === undefined || handler === null) return [];
	const place: Site = {module, at: defaultExportPlace(module)};
	return machine.eachOf(handler).flatMap(({value}) => {
		if (value.kind === 'literal' || isHandedToApp(machine, value)) return [];
		const own = value.kind === 'closure' ? value : wrappedHandler(machine, module);
		return own === null ? [{method: 'ALL', site: place, handlers: [value]}] : methodsOfClosure(machine, own, roles, place);
	});
}

/** The project's own function in what packages put around it: `export default withSession(handler, options)`. */
function wrappedHandler(machine: Machine, module: Module): ClosureValue | null {
	const exported = module.top.body.find((stmt) => stmt.kind === 'export-default');
	return exported?.kind === 'export-default' ? functionIn(machine, exported.value, module, 0) : null;
}

function functionIn(machine: Machine, expr: Expr, module: Module, depth: number): ClosureValue | null {
	if (depth > 5) return null;
	if (expr.kind === 'name' && expr.binding?.declaration !== undefined)
		return functionIn(machine, expr.binding.declaration.init, module, depth + 1);
	if (expr.kind !== 'call') {
		const value = expr.kind === 'function' || expr.kind === 'name' ? machine.force(machine.evaluate(expr, module)) : null;
		return value?.kind === 'closure' ? value : null;
	}
	// `withA(options)(handler)` has the handler in its last call.
	const found = expr.args.map((arg) => (arg.kind === 'spread' ? null : functionIn(machine, arg, module, depth + 1)));
	return found.find((one) => one !== null) ?? null;
}

function methodsOfClosure(machine: Machine, handler: ClosureValue, roles: readonly Role[], place: Site): FileMethod[] {
	// The path is decided by the file: any will do to have the methods told.
	const findings = walkListener(machine, handler, roles, {...anything, path: '/'});
	const found = findings.answered.flatMap(({methods, site, handler: answers}): FileMethod[] => {
		// The route is this file's, wherever its method is asked for.
		const isHere = methods !== null && site.module === place.module;
		return (methods ?? ['ALL']).map((method) => ({method, site: isHere ? site : place, handlers: [answers]}));
	});
	const dispatched = findings.consulted
		.filter(({byMethod}) => byMethod)
		.flatMap(({value}) => handlersByMethod(machine, value))
		.map(({method, handler: answers}) => ({method, site: siteOfHandler(machine, answers, place), handlers: [answers]}));
	if (dispatched.length > 0) return once([...dispatched, ...found.filter(({method}) => method !== 'ALL')]);
	return once(found);
}

function siteOfHandler(machine: Machine, handler: Value, place: Site): Site {
	const closure = machine.force(handler);
	return closure.kind === 'closure' && closure.func.module === place.module ? {module: closure.func.module, at: closure.func.at} : place;
}

function once(methods: readonly FileMethod[]): FileMethod[] {
	return [...new Map(methods.toReversed().map((one) => [one.method, one])).values()].toReversed();
}

/** One route for each method. A router of files goes by how exact a path is, not by order. */
export function fileRoutes(framework: string, path: string, methods: readonly FileMethod[], app: number): Route[] {
	return methods.map(({method, site, handlers}) => ({
		method,
		path,
		dialect: 'next',
		framework,
		site,
		handlers,
		app,
		order: 0,
		isPartlyKnown: false,
		isFallback: false,
		isCaseSensitive: true,
		isStrict: false,
	}));
}

/**
 * The path of segments in brackets: `[id]` is `:id`, `[...rest]` is `:rest+` or `:rest*` (whether it may be empty differs), `[[...rest]]` is `:rest*`, `[[id]]` is `:id?`; folders in parentheses
 * only group.
 */
export function bracketPath(segments: readonly string[], rest: '+' | '*' = '*'): string {
	const kept = segments.filter((segment) => !/^\([^)]*\)$/u.test(segment)).map((segment) => bracketSegment(segment, rest));
	return `/${kept.filter((segment) => segment !== '').join('/')}`;
}

function bracketSegment(segment: string, rest: '+' | '*'): string {
	return segment
		.replaceAll(/\[\[\.\.\.([^\]=]+)(?:=\w+)?\]\]/gu, (_, name: string) => `:${plainName(name)}*`)
		.replaceAll(/\[\.\.\.([^\]=]*)(?:=\w+)?\]/gu, (_, name: string) => `:${plainName(name)}${rest}`)
		.replaceAll(/\[\[([^\]=]+)(?:=\w+)?\]\]/gu, (_, name: string) => `:${plainName(name)}?`)
		.replaceAll(/\[([^\]=]+)(?:=\w+)?\]/gu, (whole, name: string) => (/^[xu]\+/u.test(name) ? whole : `:${plainName(name)}`));
}

function plainName(name: string): string {
	return name.replaceAll(/\W/gu, '_') || 'path';
}
