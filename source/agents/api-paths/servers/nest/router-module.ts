import type {Class} from '../../code/ir.ts';
import type {Machine} from '../../evaluate/machine.ts';
import {native, nativeFunction, type NativeValue, type Value} from '../../evaluate/value.ts';
import {pathTextsOf, type PathText} from '../path-text.ts';
import {joined} from './route-paths.ts';

export const moduleRouteLabel = 'nest.routerModule';

/** `RouterModule.register([{path, module, children}])`, and `forRoutes` of the package it grew out of. */
export const routerModule: NativeValue = native('nest.RouterModule', {
	get: (name) =>
		name === 'register' || name === 'forRoutes'
			? nativeFunction(`nest.RouterModule.${name}`, ({args: [routes]}) => native(moduleRouteLabel, {state: routes}))
			: undefined,
});

/** The prefix of each module that one of these tables names. */
export function modulePrefixesOf(machine: Machine, tables: readonly Value[]): Map<Class, PathText[]> {
	const prefixes = new Map<Class, PathText[]>();
	for (const table of tables) readRoutes(machine, table, [{text: '', isPartlyKnown: false}], prefixes);
	return prefixes;
}

function readRoutes(machine: Machine, table: Value, above: PathText[], prefixes: Map<Class, PathText[]>): void {
	for (const {value} of machine.eachOf(table)) {
		if (value.kind === 'class') prefixes.set(value.cls, above);
		if (value.kind === 'object') readRoute(machine, value, above, prefixes);
		for (const item of machine.itemsOf(value)?.items ?? []) readRoutes(machine, item, above, prefixes);
	}
}

function readRoute(machine: Machine, route: Value, above: PathText[], prefixes: Map<Class, PathText[]>): void {
	const own = pathTextsOf(machine, machine.get(route, 'path'));
	const here = own.length === 0 ? above : joined(above, own);
	readRoutes(machine, machine.get(route, 'module'), here, prefixes);
	readRoutes(machine, machine.get(route, 'children'), here, prefixes);
}
