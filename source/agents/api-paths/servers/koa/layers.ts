import type {Machine} from '../../evaluate/machine.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {listOf} from '../template.ts';
import type {KoaRouter} from './record.ts';

/** `router.get(path, …handlers)`, `router.get(name, path, …handlers)`, several paths in an array. */
export function addRoutes(
	router: KoaRouter,
	methods: string[] | null,
	args: readonly Value[],
	{machine, site, hasOpenArgs}: NativeCall,
): void {
	const {paths, handlers} = withoutName(machine, args);
	if (paths !== undefined && (handlers.length > 0 || hasOpenArgs)) addRoute(router, methods, paths, handlers, {machine, site});
}

/** One route for each of the paths. */
export function addRoute(
	router: KoaRouter,
	methods: string[] | null,
	paths: Value,
	handlers: readonly Value[],
	{machine, site}: Pick<NativeCall, 'machine' | 'site'>,
): void {
	if (!machine.mayChange(router.madeIn)) return;
	for (const path of listOf(machine, paths)) {
		const regExp = path.kind === 'regexp' ? {source: path.source, flags: path.flags} : null;
		router.layers.push({kind: 'route', methods, path, regExp, handlers: handlers.flatMap((handler) => listOf(machine, handler)), site});
	}
}

/** The first of two texts is the name of the route. */
function withoutName(machine: Machine, args: readonly Value[]): {paths: Value | undefined; handlers: Value[]} {
	const [first, second] = args;
	const isNamed = second !== undefined && isPath(machine, second);
	return isNamed ? {paths: second, handlers: args.slice(2)} : {paths: first, handlers: args.slice(1)};
}

function isPath(machine: Machine, value: Value): boolean {
	return machine.eachOf(value).every(({value: one}) => {
		return one.kind === 'regexp' || one.kind === 'concat' || (one.kind === 'literal' && typeof one.value === 'string');
	});
}
