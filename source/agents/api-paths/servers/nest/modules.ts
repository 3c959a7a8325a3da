import type {Machine} from '../../evaluate/machine.ts';
import {native, nativeFunction, type ClassValue, type NativeValue, type Value} from '../../evaluate/value.ts';
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
}

/** A module of a package that answers under a path of its own; its state is an `OwnMount`. */
export const mountLabel = 'nest.mount';

/** Follows imports from a root, depth first as Nest scans them. */
export function moduleGraphOf(machine: Machine, roots: readonly Value[]): ModuleGraph {
	const graph: ModuleGraph = {modules: [], routerConfigs: [], mounts: [], isIncomplete: false};
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

class GraphWalk {
	readonly #machine: Machine;
	readonly #graph: ModuleGraph;
	readonly #seen = new Set<Value>();

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
		else if (value.kind === 'param' || (value.kind === 'unknown' && value.reason !== 'external-code')) this.#graph.isIncomplete = true;
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
		this.#graph.modules.push({cls, controllers: this.#classesIn(this.#machine.get(options, 'controllers'))});
		this.#visitAll(this.#machine.get(options, 'imports'));
	}

	#visitAll(list: Value): void {
		for (const {value} of this.#machine.eachOf(list)) {
			const items = this.#machine.itemsOf(value);
			if (items === null) {
				if (value.kind === 'unknown' || value.kind === 'param') this.#graph.isIncomplete = true;
				continue;
			}
			if (items.isOpen) this.#graph.isIncomplete = true;
			for (const item of items.items) this.visit(item);
		}
	}

	#classesIn(list: Value): ClassValue[] {
		return this.#machine.eachOf(list).flatMap(({value}) => {
			if (value.kind === 'class') return [value];
			const items = this.#machine.itemsOf(value);
			if (items?.isOpen === true) this.#graph.isIncomplete = true;
			return items === null ? [] : items.items.flatMap((item) => this.#classesIn(item));
		});
	}
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
