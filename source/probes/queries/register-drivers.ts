import {createRequire, type LoadFnOutput, registerHooks} from 'node:module';
import {type Driver, driverOf, drivers} from './driver-files.ts';
import type {ObservedDatabase} from './observe-database.ts';
import {packageOf} from './site-path.ts';
import {queryFeed} from './query-feed.ts';
import {instrumentSqlite} from './sqlite.ts';

/** Where a driver's module hands over what it exports. Shared by copies of this package, each of which wants to know. */
const handOver = Symbol.for('esa-health.driver-loaded');

type Loaded = (name: string, exported: unknown) => void;

/**
 * Sees the queries of every driver that the service loads from here on, or has loaded by `require`: its own copies, through `import` as through
 * `require`. Loads nothing itself. What a bundler put into the service's own file is not found. `tell` hears of each driver once, when it is loaded.
 * Returns the names of the drivers it knows. Needs node 22.15.
 */
export function instrumentDrivers(tell: (driver: ObservedDatabase) => void = () => undefined): string[] {
	const told = new Set<string>();
	const seen = (driver: ObservedDatabase): void => {
		if (told.has(driver.name)) return;
		told.add(driver.name);
		tell(driver);
	};
	const loaded: Loaded = (name, exported) => {
		const driver = drivers.find((each) => each.name === name);
		if (driver !== undefined) safely(() => instrument(driver, exported, seen));
	};
	receive(loaded);
	for (const [file, module] of Object.entries(createRequire(import.meta.url).cache)) {
		const driver = driverOf(file);
		if (driver !== undefined && module !== undefined) loaded(driver.name, module.exports);
	}
	hook(seen);
	return [...drivers.map(({name}) => name), 'node:sqlite'].filter((name, at, all) => all.indexOf(name) === at);
}

function instrument({name, system, instrument: follow}: Driver, exported: unknown, seen: (driver: ObservedDatabase) => void): void {
	const outcome = follow(exported);
	if (outcome === 'seen') seen({name, system});
	else if (outcome !== 'none') seen({name, system, unseen: outcome});
}

/** Another copy of this package may be there as well. */
function receive(loaded: Loaded): void {
	const before = (globalThis as {[handOver]?: Loaded})[handOver];
	const both: Loaded = (name, exported) => {
		before?.(name, exported);
		loaded(name, exported);
	};
	Object.defineProperty(globalThis, handOver, {value: both, configurable: true, enumerable: false});
}

function hook(seen: (driver: ObservedDatabase) => void): void {
	registerHooks({
		resolve(specifier, context, next) {
			if (specifier === 'node:sqlite' && !isOurs(context.parentURL)) safely(() => followSqlite(seen));
			return next(specifier, context);
		},
		load(url, context, next) {
			const found = next(url, context);
			const driver = driverOf(url);
			return driver === undefined ? found : handingOver(found, driver);
		},
	});
}

/** Our own store is no driver of the service. */
function isOurs(parent: string | undefined): boolean {
	if (parent === undefined) return false;
	return packageOf(parent) === 'esa-health' || parent.startsWith(ownFolder);
}

/** From source, all of it; built, the folder of the chunks. */
const ownFolder = new URL(import.meta.url.includes('/source/probes/') ? '../../' : './', import.meta.url).href;

function followSqlite(seen: (driver: ObservedDatabase) => void): void {
	if (instrumentSqlite(process.getBuiltinModule('node:sqlite'))) seen({name: 'node:sqlite', system: 'sqlite'});
}

/** The module as it is, with one more line at its end. */
function handingOver(found: LoadFnOutput, {name, variable}: Driver): LoadFnOutput {
	const {source, format} = found;
	if (source === undefined || source === null) return found;
	const text = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');
	// In a module of ECMAScript what it exports is known under its own name only.
	const exported = format === 'module' ? `typeof ${variable} === 'undefined' ? undefined : ${variable}` : 'module.exports';
	return {...found, source: `${text}\n;globalThis[Symbol.for('esa-health.driver-loaded')]?.(${JSON.stringify(name)}, ${exported});\n`};
}

function safely(work: () => void): void {
	try {
		work();
	} catch (error) {
		queryFeed.failed(error);
	}
}
