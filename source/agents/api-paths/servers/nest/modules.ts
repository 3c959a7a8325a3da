import type {Class} from '../../code/ir.ts';
import type {Machine} from '../../evaluate/machine.ts';
import {native, nativeFunction, type ClassValue, type NativeValue, type Value} from '../../evaluate/value.ts';
import {isAbsentCode, namesAbsentCode} from '../absent-code.ts';
import {chainOf, classDecorations} from './controllers.ts';
import {moduleRouteLabel} from './router-module.ts';

/** A module of the graph with the controllers it lists, in the order in which Nest would come upon it. */
export interface ReachedModule {
	cls: ClassValue;
	controllers: ClassValue[];
}

export interface ModuleGraph {
	modules: ReachedModule[];
	/** What `RouterModule.register` was given. */
	routerConfigs: Value[];
	/** Modules of packages that answer by themselves. */
	mounts: NativeValue[];
	/** Something imported could not be read: more modules may be reached than these. */
	isIncomplete: boolean;
	/** Modules that list modules or controllers whose files are not there: these may answer anything. */
	lacking: Set<Class>;
}

/** A module of a package that answers under a path of its own; its state is an `OwnMount`. */
export const mountLabel = 'nest.mount';

/** Follows imports from a root, depth first as Nest scans them. */
export function moduleGraphOf(machine: Machine, roots: readonly Value[]): ModuleGraph {
	const graph: ModuleGraph = {modules: [], routerConfigs: [], mounts: [], isIncomplete: false, lacking: new Set()};
	const walk = new GraphWalk(machine, graph);
	for (const root of roots) walk.visit(root);
	return graph;
}

/** Is this class decorated as a module? */
export function moduleOptionsOf(machine: Machine, cls: ClassValue): Value | null {
	const said = chainOf(machine, cls).flatMap((one) => classDecorations(machine, one));
	const found = said.find((one) => one.said.kind === 'module')?.said;
	return found?.kind === 'module' ? found.options : null;
}

/** A list of a module that is being gone through. */
interface Listing {
	cls: Class;
	options: Value;
	name: 'imports' | 'controllers';
}

class GraphWalk {
	readonly #machine: Machine;
	readonly #graph: ModuleGraph;
	readonly #seen = new Set<Value>();
	#around: Listing | null = null;

	constructor(machine: Machine, graph: ModuleGraph) {
		this.#machine = machine;
		this.#graph = graph;
	}

	visit(value: Value): void {
		for (const {value: one} of this.#machine.eachOf(value)) {
			if (this.#seen.has(one)) continue;
			if (one.kind !== 'literal' && one.kind !== 'unknown') this.#seen.add(one);
			this.#visitOne(one);
		}
	}

	#visitOne(value: Value): void {
		if (value.kind === 'class') this.#visitClass(value);
		else if (value.kind === 'object') this.#visitDynamic(value);
		else if (value.kind === 'array') this.#visitAll(value);
		else if (value.kind === 'native') this.#visitNative(value);
		else if (isUnread(value)) this.#noteUnread(value);
	}

	#visitClass(cls: ClassValue): void {
		const options = moduleOptionsOf(this.#machine, cls);
		this.#add(cls, options);
	}

	/** `{module: X, imports, controllers}` adds to what X says of itself. */
	#visitDynamic(value: Value): void {
		const module = this.#machine.force(this.#machine.get(value, 'module'));
		if (module.kind !== 'class') return;
		this.visit(module);
		this.#add(module, value);
	}

	#visitNative(value: NativeValue): void {
		if (value.label === mountLabel) this.#graph.mounts.push(value);
		if (value.label === moduleRouteLabel) this.#graph.routerConfigs.push(value.state as Value);
	}

	#add(cls: ClassValue, options: Value | null): void {
		if (options === null) return;
		const listing = (name: Listing['name']): Listing => ({cls: cls.cls, options, name});
		const controllers = this.#within(listing('controllers'), (list) => this.#classesIn(list));
		this.#graph.modules.push({cls, controllers});
		this.#within(listing('imports'), (list) => this.#visitAll(list));
	}

	#within<T>(listing: Listing, walk: (list: Value) => T): T {
		const outer = this.#around;
		this.#around = listing;
		const result = walk(this.#machine.get(listing.options, listing.name));
		this.#around = outer;
		return result;
	}

	#visitAll(list: Value): void {
		for (const {value} of this.#machine.eachOf(list)) {
			const items = this.#machine.itemsOf(value);
			if (items === null) {
				if (value.kind === 'unknown' || value.kind === 'param') this.#noteUnread(value);
				continue;
			}
			if (items.isOpen) this.#noteUnread(value);
			for (const item of items.items) this.visit(item);
		}
	}

	#classesIn(list: Value): ClassValue[] {
		return this.#machine.eachOf(list).flatMap(({value}) => {
			if (value.kind === 'class') return [value];
			const items = this.#machine.itemsOf(value);
			if (items === null && isAbsentCode(value)) this.#noteAbsent();
			if (items?.isOpen === true) this.#noteUnread(value);
			return items === null ? [] : items.items.flatMap((item) => this.#classesIn(item));
		});
	}

	/** What a call of absent code gives (`EeModule.forRoot()`) tells so only by how it is written. */
	#noteUnread(value: Value): void {
		this.#graph.isIncomplete = true;
		if (isAbsentCode(value) || (this.#around !== null && isWrittenWithAbsentCode(this.#machine, this.#around))) this.#noteAbsent();
	}

	#noteAbsent(): void {
		if (this.#around !== null) this.#graph.lacking.add(this.#around.cls);
	}
}

const isUnread = (value: Value): boolean => value.kind === 'param' || (value.kind === 'unknown' && value.reason !== 'external-code');

function isWrittenWithAbsentCode(machine: Machine, {options, name}: Listing): boolean {
	const written = options.kind === 'object' ? options.from : undefined;
	const list = written?.props.find((prop) => prop.kind === 'prop' && prop.key === name);
	return written !== undefined && list?.kind === 'prop' && namesAbsentCode(machine, list.value, written.module);
}

/** `forwardRef(() => X)` is X, asked for only when all modules exist. */
export const forwardRef = nativeFunction('nest.forwardRef', ({args: [make], machine, site}) =>
	make === undefined ? null : machine.lazy(() => machine.call(make, [], site)),
);

/** `new ConfigurableModuleBuilder().build()`: a base class whose static methods return the subclass as a dynamic module. */
export const configurableModuleBuilder: NativeValue = native('nest.ConfigurableModuleBuilder', {
	construct: () => builder,
});

const configurableModuleClass: NativeValue = native('nest.ConfigurableModuleClass', {
	get: () => nativeFunction('nest.register', ({self}) => self),
});

const builder: NativeValue = native('nest.moduleBuilder', {
	get: (name) =>
		name === 'build'
			? nativeFunction('nest.build', () =>
					native('nest.builtModule', {get: (part) => (part === 'ConfigurableModuleClass' ? configurableModuleClass : undefined)}),
				)
			: nativeFunction(`nest.${name}`, () => builder),
});
