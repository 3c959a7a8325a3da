import type {Machine, Site} from '../../evaluate/machine.ts';
import type {NativeValue, Value} from '../../evaluate/value.ts';
import {nextAppNumber} from '../app-number.ts';
import {runOfMaking} from '../instances.ts';

/** A route as a server or one of its plugins declared it. */
export interface HapiRoute {
	kind: 'route';
	/** Null: cannot be known. */
	methods: string[] | null;
	path: Value;
	handlers: Value[];
	site: Site;
}

/** Something that answers below a path and cannot be read. */
export interface HapiOpaque {
	kind: 'opaque';
	path: Value;
	what: string;
	detail: string;
	site: Site;
}

/** `Hapi.server()`. */
export interface HapiApp {
	/** False for what only a type annotation tells of. */
	isMade: boolean;
	madeIn: number;
	site: Site | null;
	number: number;
	isCaseSensitive: boolean;
	isStrict: boolean;
	routes: (HapiRoute | HapiOpaque)[];
}

/** A server as a plugin sees it: its routes get the prefix of the plugin. */
export interface Realm {
	app: HapiApp;
	prefix: Value;
	/** The value that plays it. */
	server: NativeValue;
	nested(prefix: Value): Realm;
}

export function newHapiApp(machine: Machine, isMade: boolean, site: Site | null): HapiApp {
	const app: HapiApp = {
		isMade,
		madeIn: runOfMaking(machine),
		site,
		number: nextAppNumber(machine),
		isCaseSensitive: true,
		isStrict: true,
		routes: [],
	};
	hapiApps(machine).push(app);
	return app;
}

/** All servers of an analysis, in the order in which they were made. */
export const hapiApps = (machine: Machine): HapiApp[] => machine.state<HapiApp[]>('hapi.apps', () => []);

/** The realm of a server; null for any other value. */
export function realmOf(value: Value | undefined): Realm | null {
	return value?.kind === 'native' && value.label === 'hapi' ? (value.state as Realm) : null;
}
