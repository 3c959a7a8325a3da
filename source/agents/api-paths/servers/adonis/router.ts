import {literal, native, nativeFunction} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import type {Machine} from '../../evaluate/machine.ts';
import {methodsOf, verbs} from '../template.ts';
import {addRoutes, adonisRouter, joined} from './record.ts';
import type {AdonisRoute} from './record.ts';
import {resourceRoutes} from './resources.ts';

const verb = (methods: string[] | null): NativeValue =>
	nativeFunction('router.verb', ({args: [path, handler], machine, site}) => {
		if (path === undefined) return undefined;
		return chain(addRoutes(machine, [{methods, path, handlers: handler === undefined ? [] : [handler], site, action: null}]));
	});

const members: Record<string, NativeValue> = {
	...Object.fromEntries(verbs.map((name) => [name, verb([name.toUpperCase()])])),
	any: verb(['ALL']),
	route: nativeFunction('router.route', ({args: [path, methods, handler], machine, site}) => {
		if (path === undefined || methods === undefined) return undefined;
		return chain(
			addRoutes(machine, [
				{methods: methodsOf(machine, methods), path, handlers: handler === undefined ? [] : [handler], site, action: null},
			]),
		);
	}),
	// `router.on('/about').render('about')` answers GET.
	on: nativeFunction('router.on', ({args: [path], machine, site}) => {
		return path === undefined ? undefined : chain(addRoutes(machine, [{methods: ['GET'], path, handlers: [], site, action: null}]));
	}),
	resource: nativeFunction('router.resource', (call) => chain(resourceRoutes(call, false))),
	shallowResource: nativeFunction('router.shallowResource', (call) => chain(resourceRoutes(call, true))),
	group: nativeFunction('router.group', group),
};

/** The router of an application: `import router from '@adonisjs/core/services/router'`. */
export const router: NativeValue = native('adonis.router', {get: (name) => (name === 'default' ? router : members[name])});

/** Runs the callback, which may have a name in front (version 4); what it declared can be prefixed afterwards. */
function group({args, machine, site}: NativeCall): Value {
	const callback = args.find((arg) => machine.force(arg).kind === 'closure');
	const own: AdonisRoute[] = [];
	if (callback === undefined) return chain(own);
	const {open} = adonisRouter(machine);
	open.push(own);
	machine.call(callback, [router], site);
	open.pop();
	return chain(own);
}

/** What `get`, `resource` and `group` give: names and middleware change no path, a prefix and the choice of actions do. */
function chain(routes: AdonisRoute[]): NativeValue {
	const value: NativeValue = native('adonis.route', {
		get: (name) =>
			nativeFunction(`route.${name}`, ({args: [given], machine}) => {
				if (given !== undefined && name === 'prefix')
					for (const route of routes) route.prefix = joined(machine, withSlash(machine, given), route.prefix);
				if (name === 'apiOnly') leaveOut(routes, (action) => action === 'create' || action === 'edit');
				const named = given === undefined ? null : namesIn(machine, given);
				if (named !== null && name === 'only') leaveOut(routes, (action) => !named.includes(action));
				if (named !== null && name === 'except') leaveOut(routes, (action) => named.includes(action));
				return value;
			}),
	});
	return value;
}

const withSlash = (machine: Machine, prefix: Value): Value => joined(machine, literal(''), prefix);

function leaveOut(routes: AdonisRoute[], isOut: (action: string) => boolean): void {
	for (const route of routes) route.isLeftOut ||= route.action !== null && isOut(route.action);
}

function namesIn(machine: Machine, list: Value): string[] | null {
	const names = machine.itemsOf(list)?.items.map((item) => machine.literalOf(item));
	return names === undefined ? null : names.filter((name) => typeof name === 'string');
}
