import type {Machine, Site} from '../../evaluate/machine.ts';
import {literal} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {listOf} from '../template.ts';
import {mergePath} from './merge-path.ts';
import {knownMiddlewareOf} from './middleware.ts';
import {addToApp} from './record.ts';
import type {HonoInstance} from './record.ts';

/** `app.get(path, …handlers)` or `app.get(…handlers)`, which takes the path given last. */
export function declare(instance: HonoInstance, methods: string[] | null, {args, machine, site, hasOpenArgs}: NativeCall): void {
	const [first] = args;
	const hasPath = first !== undefined && isPathText(machine, first);
	const handlers = hasPath ? args.slice(1) : args;
	if (hasPath) instance.lastPath = first;
	if (handlers.length > 0 || hasOpenArgs) addRoute(instance, methods, instance.lastPath, handlers, {machine, site});
}

export function addRoute(
	instance: HonoInstance,
	methods: string[] | null,
	path: Value,
	handlers: readonly Value[],
	{machine, site}: {machine: Machine; site: Site},
): void {
	instance.lastPath = path;
	const all = handlers.flatMap((handler) => listOf(machine, handler));
	const known = all.at(-1) === undefined ? null : knownMiddlewareOf(all.at(-1) ?? literal(null));
	const full = mergePath(machine, instance.basePath, path);
	if (known === null) addToApp(machine, instance.app, {kind: 'route', methods, path: full, handlers: all, site});
	else addToApp(machine, instance.app, {kind: 'opaque', path: full, ...known, site});
}

/** Handlers are functions; a path is text, even where nothing of it is known. */
export function isPathText(machine: Machine, value: Value): boolean {
	return machine.eachOf(value).every(({value: one}) => {
		if (one.kind === 'literal') return typeof one.value === 'string';
		if (one.kind === 'unknown' || one.kind === 'param') return one.type?.kind === 'primitive' && one.type.name === 'string';
		return one.kind === 'concat' || one.kind === 'env';
	});
}
