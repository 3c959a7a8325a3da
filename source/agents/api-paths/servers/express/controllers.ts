import {posix} from 'node:path';
import type {Machine, Model, TextPart} from '../../evaluate/machine.ts';
import {literal, native, nativeFunction, unknown} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import {capitalised, chosenControllers, controllerDecorator, methodDecorator, operationsOf, routeDecorators} from './decorators.ts';
import {recordOf, recordsOf} from './record.ts';
import {newRouter} from './router.ts';

type Exports = NonNullable<Model['modules']>[string];
const exportsOf =
	(values: Record<string, Value>): Exports =>
	(name) =>
		values[name];

/** `createExpressServer({routePrefix, controllers})`, `useExpressServer(app, options)`. */
const routingControllers: Record<string, Value> = {
	Controller: controllerDecorator('routing-controllers'),
	JsonController: controllerDecorator('routing-controllers'),
	Method: methodDecorator('routing-controllers'),
	...routeDecorators('routing-controllers', capitalised),
	createExpressServer: nativeFunction('createExpressServer', (call) => {
		const app = newRouter(call, 'app', 'express');
		return useControllers(call, app, call.args[0], 'routing-controllers');
	}),
	useExpressServer: nativeFunction('useExpressServer', (call) => useControllers(call, call.args[0], call.args[1], 'routing-controllers')),
};

const inversify: Record<string, Value> = {
	controller: controllerDecorator('inversify'),
	httpMethod: methodDecorator('inversify'),
	...routeDecorators('inversify', (method) => (method === 'all' ? 'all' : `http${capitalised(method)}`)),
	InversifyExpressServer: native('InversifyExpressServer', {construct: inversifyServer}),
};

/** `attachControllers(app, [UserController])`. */
const decoratorsExpress: Record<string, Value> = {
	Controller: controllerDecorator('@decorators/express'),
	...routeDecorators('@decorators/express', capitalised),
	attachControllers: nativeFunction('attachControllers', (call) => {
		mountControllers(call, call.args[0], null, call.args[1] ?? null, '@decorators/express');
		return unknown('attachControllers()', 'external-code');
	}),
};

const tsoa: Record<string, Value> = {Route: controllerDecorator('tsoa'), ...routeDecorators('tsoa', capitalised)};

/** Packages whose controllers are classes with decorators, served by Express. */
export const controllerModules: Record<string, Exports> = {
	'routing-controllers': exportsOf(routingControllers),
	'inversify-express-utils': exportsOf(inversify),
	'@decorators/express': exportsOf(decoratorsExpress),
	tsoa: exportsOf(tsoa),
	'@tsoa/runtime': exportsOf(tsoa),
};

function useControllers(call: NativeCall, app: Value | undefined, options: Value | undefined, family: string): Value {
	const of = (name: string): Value | null => {
		const value = options === undefined ? undefined : call.machine.force(call.machine.get(options, name));
		return value === undefined || (value.kind === 'literal' && value.value === undefined) ? null : value;
	};
	mountControllers(call, app, of('routePrefix'), of('controllers'), family);
	return app ?? unknown('app');
}

/** Mounts a router that is filled once all classes are known. */
function mountControllers(call: NativeCall, app: Value | undefined, prefix: Value | null, chosen: Value | null, family: string): void {
	const {machine, site} = call;
	const record = app === undefined ? null : recordOf(machine.force(app));
	if (record === null || !machine.mayChange(record.madeIn)) return;
	const router = newRouter({machine, site, args: []}, 'router', 'express');
	const path = prefix === null ? null : machine.combine([prefix], rooted);
	record.operations.push({kind: 'use', path, handlers: [router], site});
	machine.whenDone(() => {
		const controllers = chosenControllers(machine, chosen, family, site.module.file);
		// Each class is put in front of those before it.
		for (const cls of family === 'inversify' ? controllers.toReversed() : controllers)
			recordOf(router)?.operations.push(...operationsOf(machine, cls, family));
	});
}

const rooted = (parts: TextPart[]): TextPart[] => (typeof parts[0] === 'string' && !parts[0].startsWith('/') ? ['/', ...parts] : parts);

/** `new InversifyExpressServer(container, router, {rootPath}, app).setConfig(app => …).build()`. */
function inversifyServer(call: NativeCall): Value {
	const {args, machine} = call;
	const given = args[3] === undefined ? null : recordOf(machine.force(args[3]));
	const app = given?.value ?? newRouter({...call, args: []}, 'app', 'express');
	const rootPath = args[2] === undefined ? null : machine.force(machine.get(args[2], 'rootPath'));
	const configure = (configuration: Value | undefined): void => {
		if (configuration !== undefined) machine.call(configuration, [app], call.site);
	};
	let lastConfiguration: Value | undefined;
	const server: NativeValue = native('inversify server', {
		get: (name) => {
			if (name === 'setConfig') return nativeFunction(name, (set) => (configure(set.args[0]), server));
			if (name === 'setErrorConfig') return nativeFunction(name, (set) => ((lastConfiguration = set.args[0]), server));
			if (name !== 'build') return undefined;
			return nativeFunction(name, (build) => {
				mountControllers(
					{...build, args: []},
					app,
					rootPath?.kind === 'literal' && rootPath.value === undefined ? null : rootPath,
					null,
					'inversify',
				);
				configure(lastConfiguration);
				return app;
			});
		},
	});
	return server;
}

/** tsoa writes the code that registers its controllers; where that is not kept, the decorators tell the same. */
export function startTsoa(machine: Machine): void {
	if (!machine.project.dependsOn('tsoa') && !machine.project.dependsOn('@tsoa/runtime')) return;
	machine.whenDone(() => {
		const isGenerated = recordsOf(machine).some(({operations}) =>
			operations.some(({site}) => site.module.imports.includes('@tsoa/runtime')),
		);
		if (!isGenerated) registerTsoa(machine);
	});
}

function registerTsoa(machine: Machine): void {
	for (const cls of chosenControllers(machine, null, 'tsoa', '')) {
		const site = {module: cls.cls.module, at: cls.cls.at};
		const app = recordOf(newRouter({machine, site, args: []}, 'app', 'express'));
		const base = literal(tsoaBase(machine, cls.cls.module.file));
		const router = newRouter({machine, site, args: []}, 'router', 'express');
		// Parameters are written as OpenAPI does.
		recordOf(router)?.operations.push(...operationsOf(machine, cls, 'tsoa', (path) => path.replaceAll(/\{(\w+)\}/g, ':$1')));
		app?.operations.push({kind: 'use', path: base, handlers: [router], site});
	}
}

/** `basePath` of the nearest tsoa.json. */
function tsoaBase(machine: Machine, file: string): string {
	for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
		const text = machine.project.readText(posix.join(folder, 'tsoa.json'));
		if (text !== undefined) return basePathIn(text);
		if (folder === '.' || folder === '/') return '/';
	}
}

function basePathIn(text: string): string {
	const found = /"basePath"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '';
	return `/${found.replace(/^\/+/, '')}`;
}
