import type {Class} from '../../code/ir.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import {literal, type ClassValue, type Value} from '../../evaluate/value.ts';
import type {OpaqueMount, Route, RouteTable} from '../../routes/route.ts';
import {callsOfAbsentCode} from '../absent-code.ts';
import {nextAppNumber} from '../app-number.ts';
import {emptyPath, pathTextsOf, type PathText} from '../path-text.ts';
import {appsOf, type NestApp, type OwnMount} from './app.ts';
import {controllerOf, type Controller, type Endpoint} from './controllers.ts';
import {requestMethods} from './decorations.ts';
import {moduleGraphOf, moduleOptionsOf, type ModuleGraph, type ReachedModule} from './modules.ts';
import {isExcludedBy, joined, pathsOfEndpoint} from './route-paths.ts';
import {modulePrefixesOf} from './router-module.ts';
import {versionPathsOf} from './versioning.ts';

/** The routes of every Nest app; where none is created (part of a library), those of every module. */
export function nestRoutes(machine: Machine): RouteTable {
	// Angular decorates its classes too, many more of them.
	if (!machine.modules().some(({imports}) => imports.some((source) => source.startsWith('@nestjs/')))) return {routes: [], opaque: []};
	const apps = distinctApps(machine);
	if (apps.length === 0) return tableOf(machine, null, moduleGraphOf(machine, everyModule(machine)));
	const tables = apps.map((app) => {
		const graph = moduleGraphOf(machine, [app.root]);
		return tableOf(machine, app, graph.isIncomplete ? moduleGraphOf(machine, [app.root, ...everyModule(machine)]) : graph);
	});
	return {routes: tables.flatMap(({routes}) => routes), opaque: tables.flatMap(({opaque}) => opaque)};
}

function everyModule(machine: Machine): ClassValue[] {
	return machine.classes().filter((cls) => cls.cls.decorators.length > 0 && moduleOptionsOf(machine, cls) !== null);
}

/** One app for one place that creates it: of a place that was run several times, the surest run whose module is known. */
function distinctApps(machine: Machine): NestApp[] {
	const apps = new Map<string, NestApp>();
	for (const app of appsOf(machine)) {
		const root = machine.force(app.root);
		const place = `${app.site.module.file}:${app.site.at}:${root.kind === 'class' ? root.cls.at + root.cls.module.file : ''}`;
		const known = apps.get(place);
		if (known === undefined || (known.run !== 0 && app.run === 0)) apps.set(place, app);
	}
	const all = [...apps.values()];
	const known = all.filter((app) => machine.force(app.root).kind !== 'param');
	const started = known.filter(({isStarted}) => isStarted);
	if (started.length > 0) return started;
	return known.length > 0 ? known : all;
}

function tableOf(machine: Machine, app: NestApp | null, graph: ModuleGraph): RouteTable {
	return new AppTable(machine, app, graph).table();
}

/** Puts the routes of one app together in the order in which Nest registers them. */
class AppTable {
	readonly #machine: Machine;
	readonly #app: NestApp | null;
	readonly #graph: ModuleGraph;
	readonly #number: number;
	readonly #prefix: PathText[];
	readonly #routes = new Map<string, Route>();
	readonly #opaque: OpaqueMount[] = [];

	constructor(machine: Machine, app: NestApp | null, graph: ModuleGraph) {
		this.#machine = machine;
		this.#app = app;
		this.#graph = graph;
		this.#number = nextAppNumber(machine);
		const prefix = app?.globalPrefix ?? null;
		this.#prefix = prefix === null ? [emptyPath] : orEmpty(pathTextsOf(machine, prefix));
	}

	table(): RouteTable {
		this.#addDirect();
		const prefixes = modulePrefixesOf(this.#machine, this.#graph.routerConfigs);
		for (const module of this.#graph.modules) this.#addModule(module, prefixes.get(module.cls.cls) ?? [emptyPath]);
		for (const mount of [...this.#graph.mounts.map(({state}) => state as OwnMount), ...(this.#app?.mounts ?? [])]) this.#addMount(mount);
		for (const cls of this.#graph.lacking) this.#addMount(absentModule(cls));
		this.#addGiven();
		return {routes: [...this.#routes.values()], opaque: this.#opaque};
	}

	/** Code that is not there and is given the app. */
	#addGiven(): void {
		if (this.#app === null) return;
		const places = [this.#app.site, ...this.#app.mounts.map(({site}) => site), ...this.#app.direct.map(({site}) => site)];
		for (const site of callsOfAbsentCode(this.#machine, places)) this.#addMount(absentMount(site, false));
	}

	/** What was put on the framework below stands before Nest's own routes, without their prefix. */
	#addDirect(): void {
		for (const {method, path, handlers, site} of this.#app?.direct ?? []) {
			for (const text of joined(pathTextsOf(this.#machine, path))) {
				this.#addRoute({method, paths: [], versions: null, site, handler: handlers}, text);
			}
		}
	}

	#addModule({controllers}: ReachedModule, modulePrefix: PathText[]): void {
		for (const cls of controllers) {
			const controller = controllerOf(this.#machine, cls);
			if (controller === null) continue;
			for (const endpoint of controller.endpoints) this.#addEndpoint(controller, endpoint, modulePrefix);
			for (const {by, site} of controller.generated) {
				for (const path of this.#pathsOf(controller, null, modulePrefix)) {
					this.#opaque.push({prefix: path.text, dialect: 'nest', what: 'package', detail: by, site, app: this.#number});
				}
			}
		}
	}

	#addEndpoint(controller: Controller, endpoint: Endpoint, modulePrefix: PathText[]): void {
		for (const path of this.#pathsOf(controller, endpoint, modulePrefix)) {
			this.#addRoute(endpoint, path);
		}
	}

	/** A controller that two modules list is there once. */
	#addRoute(endpoint: Endpoint, path: PathText): void {
		const key = `${endpoint.method} ${path.text} ${endpoint.site.module.file}:${endpoint.site.at}`;
		if (!this.#routes.has(key)) this.#routes.set(key, this.#routeOf(endpoint, path));
	}

	#pathsOf(controller: Controller, endpoint: Endpoint | null, modulePrefix: PathText[]): PathText[] {
		return pathsOfEndpoint({
			globalPrefix: this.#prefix,
			versions: versionPathsOf(this.#machine, this.#app?.versioning ?? null, endpoint?.versions ?? controller.versions),
			modulePrefix,
			controller: controller.paths,
			method: endpoint?.paths ?? [emptyPath],
			isExcluded: (path) => this.#isExcluded(path, endpoint?.method ?? 'ALL'),
		});
	}

	#routeOf({method, site, handler}: Endpoint, path: PathText): Route {
		const isFastify = this.#app?.isFastify ?? false;
		return {
			method,
			path: path.text,
			dialect: 'nest',
			framework: 'nest',
			site,
			handlers: handler,
			app: this.#number,
			order: isFastify ? 0 : this.#routes.size,
			isPartlyKnown: path.isPartlyKnown,
			isFallback: false,
			isCaseSensitive: isFastify,
			isStrict: isFastify,
		};
	}

	#isExcluded(path: string, method: string): boolean {
		const machine = this.#machine;
		const exclude = this.#app?.exclude ?? null;
		if (exclude === null) return false;
		return machine
			.eachOf(exclude)
			.some(({value}) => (machine.itemsOf(value)?.items ?? []).some((item) => isExcludedByItem(machine, item, path, method)));
	}

	#addMount({paths, usesGlobalPrefix, what, detail, site}: OwnMount): void {
		const own = orEmpty(pathTextsOf(this.#machine, paths));
		for (const {text} of usesGlobalPrefix ? joined(this.#prefix, own) : joined(own)) {
			this.#opaque.push({what, detail, site, prefix: text === '/' ? '' : text, dialect: 'nest', app: this.#number});
		}
	}
}

/** Controllers whose files are not there may have any path below the prefix of all. */
const absentModule = ({module, at}: Class): OwnMount => absentMount({module, at}, true);

const absentMount = (site: Site, usesGlobalPrefix: boolean): OwnMount => ({
	paths: literal(''),
	usesGlobalPrefix,
	what: 'absent-code',
	detail: 'code that is not there',
	site,
});

function orEmpty(paths: PathText[]): PathText[] {
	return paths.length > 0 ? paths : [emptyPath];
}

function isExcludedByItem(machine: Machine, item: Value, path: string, method: string): boolean {
	const isObject = machine.force(item).kind === 'object';
	const pattern = machine.literalOf(isObject ? machine.get(item, 'path') : item);
	if (typeof pattern !== 'string' || !isExcludedBy(pattern, path)) return false;
	const wanted = isObject ? requestMethods[Number(machine.literalOf(machine.get(item, 'method')) ?? 5)] : 'ALL';
	return wanted === 'ALL' || wanted === undefined || wanted === method;
}
