import type {Machine} from '../../evaluate/machine.ts';
import {literal, native, nativeFunction, type NativeCall, type NativeValue, type Value} from '../../evaluate/value.ts';

/** `registerAs('app', () => ({prefix: …}))`: its namespaces, which `ConfigService.get('app.prefix')` reads. */
function namespacesOf(machine: Machine): Map<string, Value> {
	return machine.state('nest config', () => new Map<string, Value>());
}

/** Factories of `load` without a namespace. */
function loadedOf(machine: Machine): Value[] {
	return machine.state('nest config loaded', () => [] as Value[]);
}

export const registerAs = nativeFunction('nest.registerAs', ({args: [name, factory], machine}) => {
	const namespace = name === undefined ? undefined : machine.literalOf(name);
	if (factory === undefined || typeof namespace !== 'string') return null;
	if (machine.mayChange(machine.run)) namespacesOf(machine).set(namespace, factory);
	return factory;
});

/** `ConfigModule.forRoot({load: […]})`. */
export const configModule: NativeValue = native('nest.ConfigModule', {
	get: (name) =>
		name.startsWith('for')
			? nativeFunction(`nest.ConfigModule.${name}`, ({args: [options], machine}) => {
					if (options !== undefined && machine.mayChange(machine.run))
						loadedOf(machine).push(...(machine.itemsOf(machine.get(options, 'load'))?.items ?? []));
					return native('nest.configModule');
				})
			: undefined,
});

/** `ConfigService`, as class (for `app.get`) and as instance. */
export const configService: NativeValue = native('nest.ConfigService', {
	get: (name) => (name === 'get' || name === 'getOrThrow' ? nativeFunction(`nest.ConfigService.${name}`, read) : undefined),
});

/** Reading waits until it is needed: modules are loaded in any order. */
function read({args: [name, fallback], machine, site}: NativeCall): Value | null {
	const key = name === undefined ? undefined : machine.literalOf(name);
	if (typeof key !== 'string') return null;
	return machine.lazy(() => configured(machine, key, site) ?? environment(machine, key, fallback));
}

function configured(machine: Machine, key: string, site: NativeCall['site']): Value | null {
	const [first = '', ...others] = key.split('.');
	const factory = namespacesOf(machine).get(first);
	const sources =
		factory === undefined ? loadedOf(machine).map((value) => ({value, path: [first, ...others]})) : [{value: factory, path: others}];
	for (const {value, path} of sources) {
		const config = machine.call(value, [], site);
		const found = machine.force(path.reduce((object, part) => machine.get(object, part), config));
		if (found.kind !== 'unknown' && !(found.kind === 'literal' && found.value === undefined)) return found;
	}
	return null;
}

function environment(machine: Machine, key: string, fallback: Value | undefined): Value {
	const set = machine.project.env(key);
	if (set !== undefined) return literal(set);
	const [given] = fallback === undefined ? [] : machine.eachOf(fallback);
	const isOptions = given === undefined || given.value.kind === 'object';
	return isOptions ? {kind: 'env', name: key} : given.value;
}
