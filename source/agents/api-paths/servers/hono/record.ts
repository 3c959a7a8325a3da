import type {Machine, Site} from '../../evaluate/machine.ts';
import type {NativeValue, Value} from '../../evaluate/value.ts';
import {nextAppNumber} from '../app-number.ts';
import {runOfMaking} from '../instances.ts';

/** One route of an app; `path` has the base paths of the instances that it went through. */
export interface HonoRoute {
	kind: 'route';
	/** Null: cannot be known. */
	methods: string[] | null;
	path: Value;
	handlers: Value[];
	site: Site;
}

/** Something that answers below a path and cannot be read. */
export interface HonoOpaque {
	kind: 'opaque';
	path: Value;
	what: string;
	detail: string;
	site: Site;
}

/** What `new Hono()` makes; instances with another base path share it. */
export interface HonoApp {
	/** False for what only a type annotation tells of. */
	isMade: boolean;
	madeIn: number;
	number: number;
	isStrict: boolean;
	routes: (HonoRoute | HonoOpaque)[];
	/** How often it is handed to something that serves requests. */
	served: number;
	/** How often another app takes its routes. */
	routed: number;
	/** It takes routes of others. */
	routesOthers: boolean;
	site: Site | null;
}

/** An app as code holds it. */
export interface HonoInstance {
	app: HonoApp;
	basePath: Value;
	/** The path that methods without a path take: the last one given. */
	lastPath: Value;
	value: NativeValue;
}

export function newHonoApp(machine: Machine, made: {isMade: boolean; site: Site | null; isStrict: boolean}): HonoApp {
	const app = {
		...made,
		madeIn: runOfMaking(machine),
		number: nextAppNumber(machine),
		routes: [],
		served: 0,
		routed: 0,
		routesOthers: false,
	};
	honoApps(machine).push(app);
	return app;
}

/** All apps of an analysis, in the order in which they were made. */
export const honoApps = (machine: Machine): HonoApp[] => machine.state<HonoApp[]>('hono.apps', () => []);

/** The instance that a value is; null for others. */
export function honoInstanceOf(value: Value | undefined): HonoInstance | null {
	// An instance of a class that extends Hono.
	if (value?.kind === 'object' && value.rest !== null) return honoInstanceOf(value.rest);
	return value?.kind === 'native' && value.label === 'hono' ? ((value.state as HonoInstance | undefined) ?? null) : null;
}

export function addToApp(machine: Machine, app: HonoApp, route: HonoRoute | HonoOpaque): void {
	if (machine.mayChange(app.madeIn)) app.routes.push(route);
}
