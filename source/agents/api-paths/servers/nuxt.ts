import type {Machine, Model} from '../evaluate/machine.ts';
import {nativeFunction, type Value} from '../evaluate/value.ts';
import type {OpaqueMount, Route, RouteTable} from '../routes/route.ts';
import {nextAppNumber} from './app-number.ts';
import {appFolders, bracketPath, defaultExportPlace, fileRoutes, methodsOfHandler, moduleOf, type FileMethod} from './file-routes.ts';
import {configValue} from './files/config.ts';

/** `defineEventHandler(handler)` is its handler; the object form names it. */
const defineHandler = (): Value =>
	nativeFunction('h3.defineEventHandler', ({args: [handler], machine}) => {
		if (handler === undefined) return null;
		const named = machine.force(handler).kind === 'object' ? machine.get(handler, 'handler') : handler;
		return named;
	});

const handlerNames = [
	'defineEventHandler',
	'eventHandler',
	'defineHandler',
	'defineCachedEventHandler',
	'cachedEventHandler',
	'lazyEventHandler',
];
const exported = (name: string): Value | undefined => (handlerNames.includes(name) ? defineHandler() : undefined);

/** Nuxt and Nitro: `server/api/**` and `server/routes/**`; the method is part of the file's name. */
export const nuxtModel: Model = {
	name: 'nuxt',
	modules: {h3: exported, nitropack: exported, 'nitropack/*': exported, '#imports': exported},
	// Nuxt imports them by itself.
	globals: Object.fromEntries(handlerNames.map((name) => [name, defineHandler])),
	routes(machine) {
		const nuxt = ['nuxt', 'nuxt3', 'nuxt-nightly'].flatMap((name) => appFolders(machine, /(?<=^|\/)server\/(?:api|routes)\//u, name));
		const nitro = ['nitropack', 'nitro'].flatMap((name) => appFolders(machine, /(?<=^|\/)(?:server\/)?(?:api|routes)\//u, name));
		const tables = [
			...[...new Set(nuxt)].map((folder) => tableOf(machine, folder, `${folder}server/`, 'nuxt')),
			...nitro.filter((folder) => !nuxt.includes(folder)).map((folder) => tableOf(machine, folder, nitroFolder(machine, folder), 'nitro')),
		];
		return {routes: tables.flatMap(({routes}) => routes), opaque: tables.flatMap(({opaque}) => opaque)};
	},
};

function nitroFolder(machine: Machine, folder: string): string {
	return machine.project.files.some((file) => /^server\/(?:api|routes)\//u.test(file.slice(folder.length))) ? `${folder}server/` : folder;
}

function tableOf(machine: Machine, folder: string, server: string, framework: string): RouteTable {
	const app = nextAppNumber(machine);
	const routes = machine.project.files.flatMap((file): Route[] => {
		const rest = file.startsWith(server) ? /^(api|routes)\/(.*)\.[cm]?[jt]sx?$/u.exec(file.slice(server.length)) : null;
		if (rest === null) return [];
		const {path, method} = placeOf(rest[1] === 'api' ? `api/${rest[2] ?? ''}` : (rest[2] ?? ''));
		return fileRoutes(framework, path, methodsOf(machine, file, method), app);
	});
	return {routes, opaque: proxiesOf(machine, folder, app)};
}

/** `users/[id].get` is GET `/users/:id`; an environment may follow. */
function placeOf(name: string): {path: string; method: string | null} {
	const [, plain = name, method] =
		/^(.*?)(?:\.(get|post|put|patch|delete|head|options|connect|trace))?(?:\.(?:dev|prod|prerender))?$/u.exec(name) ?? [];
	const segments = plain.split('/');
	if (segments.at(-1) === 'index') segments.pop();
	return {path: bracketPath(segments), method: method?.toUpperCase() ?? null};
}

function methodsOf(machine: Machine, file: string, method: string | null): FileMethod[] {
	const module = moduleOf(machine, file);
	const handler = machine.exportOf(file, 'default');
	if (module === undefined || handler === null) return [];
	if (method !== null) return [{method, site: {module, at: defaultExportPlace(module)}, handlers: [handler]}];
	return methodsOfHandler(machine, file, [{kind: 'request'}]);
}

/** `routeRules: {'/api/**': {proxy: …}}`. */
function proxiesOf(machine: Machine, folder: string, app: number): OpaqueMount[] {
	const config = configValue(machine, folder, 'nuxt') ?? configValue(machine, folder, 'nitro');
	if (config === null) return [];
	const holders = [config.value, machine.get(config.value, 'nitro')];
	return holders.flatMap((holder) => {
		const rules = machine.get(holder, 'routeRules');
		return machine.keysOf(rules).names.flatMap((pattern): OpaqueMount[] => {
			const proxy = machine.force(machine.get(machine.get(rules, pattern), 'proxy'));
			if (proxy.kind === 'literal' && proxy.value === undefined) return [];
			const prefix = pattern.replace(/\/\*+$/u, '');
			return [{prefix, dialect: 'next', what: 'proxy', detail: 'routeRules', site: {module: config.module, at: 0}, app}];
		});
	});
}
