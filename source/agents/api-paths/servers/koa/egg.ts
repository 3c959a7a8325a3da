import type {Machine, Site} from '../../evaluate/machine.ts';
import {literal, native, unknown} from '../../evaluate/value.ts';
import type {NativeCall, Value} from '../../evaluate/value.ts';
import {addRoute} from './layers.ts';
import {prefixed} from './prefix.ts';
import {koaState, newKoaApp} from './record.ts';
import type {KoaApp, KoaRouter} from './record.ts';
import {makeRouter, routerOf} from './router.ts';

/** Egg calls the default export of `app/router` of a package with the application, whose router it fills. */
export function startEgg(machine: Machine): void {
	const {project} = machine;
	if (!project.dependsOn('egg')) return;
	for (const manifest of project.filesUnder('').filter((file) => /(?:^|\/)package\.json$/u.test(file))) {
		const folder = manifest.slice(0, -'package.json'.length);
		const file = ['js', 'ts'].map((ending) => `${folder}app/router.${ending}`).find((one) => project.files.includes(one));
		if (file !== undefined && project.dependsOn('egg', file)) startPackage(machine, file);
	}
}

function startPackage(machine: Machine, file: string): void {
	const declare = machine.exportOf(file, 'default');
	const module = machine.modules().find((one) => one.file === file);
	if (declare === null || module === undefined) return;
	const site = {module, at: 0};
	const app = newKoaApp(machine, true, site);
	koaState(machine).apps.push(app);
	const router = usedRouter(app, literal(''), site, machine);
	machine.call(declare, [native('egg', {get: (name) => memberOf(router, name, machine)})], site);
}

/** Applications have the verbs of their router too; controllers are found by the names of files. */
function memberOf(router: Value, name: string, machine: Machine): Value | undefined {
	if (name === 'router') return router;
	if (name === 'controller' || name === 'middleware' || name === 'middlewares') return unknown(name, 'external-code');
	const own = router.kind === 'native' ? router.get?.(name, machine) : undefined;
	return own ?? unknown(name, 'external-code');
}

function usedRouter(app: KoaApp, prefix: Value, site: Site, machine: Machine): Value {
	const value = makeRouter(
		{args: [], machine},
		{
			resources: declareResources,
			resource: declareResources,
			namespace: (router, {args: [path]}) => usedRouter(app, prefixed(machine, router.prefix, path ?? literal('')), site, machine),
		},
	);
	const router = routerOf(value);
	if (router === null) return value;
	router.prefix = prefix;
	app.uses.push({middleware: native('router.routes()', {state: {kind: 'koa.routes', router}}), site});
	return value;
}

const actions = [
	{methods: ['GET'], path: ''},
	{methods: ['GET'], path: '/new'},
	{methods: ['GET'], path: '/:id'},
	{methods: ['GET'], path: '/:id/edit'},
	{methods: ['POST'], path: ''},
	{methods: ['PUT', 'PATCH'], path: '/:id'},
	{methods: ['DELETE'], path: '/:id'},
];

/** `router.resources('posts', '/api/posts', controller.posts)`, the name may be left out; the seven routes of a resource. */
function declareResources(router: KoaRouter, call: NativeCall): Value {
	const texts = call.args.filter((arg) => typeof call.machine.literalOf(arg) === 'string');
	const base = texts.at(-1);
	const handler = call.args.at(-1);
	if (base === undefined || handler === undefined) return router.value;
	for (const {methods, path} of actions) {
		addRoute(
			router,
			methods,
			call.machine.combine([base], (parts) => [...parts, path]),
			[handler],
			call,
		);
	}
	return router.value;
}
