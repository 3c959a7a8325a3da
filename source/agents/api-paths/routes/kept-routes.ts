import type {Module} from '../code/ir.ts';
import {areSameGuards} from '../evaluate/facts.ts';
import type {Machine, Model} from '../evaluate/machine.ts';
import type {OpaqueMount, Route, RouteTable} from './route.ts';
import {gatherTables, withShadows} from './table.ts';
import type {GatheredRoutes} from './table.ts';

/** The routes of an evaluation, and what has to change for them to be others. */
export interface RouteMemory {
	machine: Machine | null;
	gathered: GatheredRoutes | null;
	/** What they were gathered from. */
	tables: Required<RouteTable> | null;
	modules: Map<Module, Pick<Module, 'funcs' | 'lineOf'>>;
	/** Files that clients make requests in. */
	clients: ReadonlySet<string>;
	/** Files whose code models may read for their routes; null: not worked out yet. */
	served: ReadonlySet<string> | null;
}

export const newRouteMemory = (): RouteMemory => ({
	machine: null,
	gathered: null,
	tables: null,
	modules: new Map(),
	clients: new Set(),
	served: null,
});

/**
 * As `gatherRoutes`. An evaluation that goes on after an edit (the same machine) has the same mounts and registrations, or else it would not go on: then
 * models are asked again only where code was edited that they may have read, such as that of handlers.
 */
export function recallRoutes(memory: RouteMemory, models: readonly Model[], machine: Machine): GatheredRoutes {
	const edited = editedSince(memory, machine.modules());
	const isKnown = memory.machine === machine && edited !== null && !edited.some((file) => servedBy(memory, machine).has(file));
	memory.machine = machine;
	if (memory.gathered !== null && isKnown) return memory.gathered;
	const tables = gatherTables(models, machine);
	if (memory.gathered !== null && edited !== null && areSameTables(memory.tables!, tables)) return memory.gathered;
	memory.served = null;
	memory.tables = tables;
	return (memory.gathered = withShadows(tables));
}

/** Files that are not what they were; null when there are others. */
function editedSince(memory: RouteMemory, modules: readonly Module[]): string[] | null {
	const before = memory.modules;
	memory.modules = new Map(modules.map((module) => [module, {funcs: module.funcs, lineOf: module.lineOf}]));
	if (before.size !== memory.modules.size) return null;
	const edited: string[] = [];
	for (const [module, {funcs, lineOf}] of memory.modules) {
		const known = before.get(module);
		if (known === undefined) return null;
		if (known.funcs !== funcs || known.lineOf !== lineOf) edited.push(module.file);
	}
	return edited;
}

/** All that modules with routes and handlers reach, and programs without any request: a loader may have found them by their folder. */
function servedBy(memory: RouteMemory, machine: Machine): ReadonlySet<string> {
	if (memory.served !== null) return memory.served;
	const graph = new Map(machine.modules().map((module) => [module.file, targetsOf(module, machine)]));
	const importers = reversed(graph);
	const asking = closureOf(memory.clients, importers);
	const programs = [...graph.keys()].filter((file) => !importers.has(file) && !asking.has(file));
	const {routes, opaque} = memory.gathered!;
	const serving = [...routes, ...opaque].flatMap((one) => filesOf(one, machine));
	return (memory.served = closureOf(new Set([...serving, ...programs]), graph));
}

function reversed(graph: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
	const importers = new Map<string, string[]>();
	for (const [file, targets] of graph) {
		for (const target of targets) {
			const known = importers.get(target);
			if (known === undefined) importers.set(target, [file]);
			else known.push(file);
		}
	}
	return importers;
}

function targetsOf(module: Module, {project}: Machine): string[] {
	return [...module.imports, ...module.requires].flatMap((source) => {
		const resolved = project.resolve(module.file, source);
		return resolved.kind === 'file' ? [resolved.file] : [];
	});
}

function filesOf(one: Route | OpaqueMount, machine: Machine): string[] {
	const handlers = 'handlers' in one ? one.handlers.flatMap((value) => machine.eachOf(value)) : [];
	return [one.site.module.file, ...handlers.flatMap(({value}) => (value.kind === 'closure' ? [value.func.module.file] : []))];
}

function closureOf(starts: ReadonlySet<string>, graph: ReadonlyMap<string, readonly string[]>): Set<string> {
	const reached = new Set(starts);
	// What is added on the way is gone through too.
	for (const file of reached) for (const target of graph.get(file) ?? []) reached.add(target);
	return reached;
}

/** The same from the same values: whoever knows one knows the other. Applications may have got other numbers, as they do whenever they are asked. */
function areSameTables(a: Required<RouteTable>, b: Required<RouteTable>): boolean {
	const isSameApp = renaming();
	return (
		areSame(a.routes, b.routes, (one, other) => isSameApp(one.app, other.app) && isSameRoute(one, other)) &&
		areSame(a.opaque, b.opaque, (one, other) => isSameApp(one.app, other.app) && areSameFields({...one, app: other.app}, other)) &&
		areSame(a.faults, b.faults, areSameFields) &&
		areSame(a.rewrites, b.rewrites, areSameFields)
	);
}

/** Does each number stand for one number of the other side, both ways? */
function renaming(): (one: number, other: number) => boolean {
	const there = new Map<number, number>();
	const back = new Map<number, number>();
	return (one, other) => {
		if (!there.has(one) && !back.has(other)) {
			there.set(one, other);
			back.set(other, one);
		}
		return there.get(one) === other && back.get(other) === one;
	};
}

const areSame = <T>(a: readonly T[], b: readonly T[], isSame: (one: T, other: T) => boolean): boolean =>
	a.length === b.length && a.every((one, index) => isSame(one, b[index]!));

function isSameRoute(a: Route, b: Route): boolean {
	const {handlers: ours, guards, regExp, ...rest} = a;
	const {handlers: theirs, guards: otherGuards, regExp: otherExp, ...others} = b;
	return (
		areSame(ours, theirs, (one, other) => one === other) &&
		areSameGuards(guards ?? null, otherGuards ?? null) &&
		areSameFields(regExp ?? {}, otherExp ?? {}) &&
		areSameFields({...rest, app: b.app}, others)
	);
}

/** Places are the same when their parts are. */
function areSameFields(a: object, b: object): boolean {
	const [ours, theirs] = [Object.entries(a), new Map(Object.entries(b))];
	return (
		ours.length === theirs.size &&
		ours.every(([name, value]) => (name === 'site' ? areSameFields(value, theirs.get(name)) : value === theirs.get(name)))
	);
}
