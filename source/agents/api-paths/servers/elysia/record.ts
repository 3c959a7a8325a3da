import type {Machine, Site} from '../../evaluate/machine.ts';
import type {NativeValue, Value} from '../../evaluate/value.ts';
import {nextAppNumber} from '../app-number.ts';
import {runOfMaking} from '../instances.ts';
import {isEmpty, isRoot, startsWithSlash, withoutLastSlash} from '../parts.ts';

export interface ElysiaRoute {
	/** Null: something answers below the path that cannot be read. */
	kind: 'route' | 'opaque';
	/** Null: cannot be known. */
	methods: string[] | null;
	path: Value;
	handlers: Value[];
	site: Site;
}

/** `new Elysia()`; groups are instances that share its routes. */
export interface ElysiaApp {
	isMade: boolean;
	madeIn: number;
	site: Site | null;
	number: number;
	isStrict: boolean;
	routes: ElysiaRoute[];
	isListening: boolean;
	isUsed: boolean;
}

export interface ElysiaInstance {
	app: ElysiaApp;
	prefix: Value;
	value: NativeValue;
}

export function newElysiaApp(machine: Machine, made: {isMade: boolean; site: Site | null; isStrict: boolean}): ElysiaApp {
	const app: ElysiaApp = {
		...made,
		madeIn: runOfMaking(machine),
		number: nextAppNumber(machine),
		routes: [],
		isListening: false,
		isUsed: false,
	};
	elysiaApps(machine).push(app);
	return app;
}

/** All apps of an analysis, in the order in which they were made. */
export const elysiaApps = (machine: Machine): ElysiaApp[] => machine.state<ElysiaApp[]>('elysia.apps', () => []);

export function elysiaInstanceOf(value: Value | undefined): ElysiaInstance | null {
	return value?.kind === 'native' && value.label === 'elysia' ? ((value.state as ElysiaInstance | undefined) ?? null) : null;
}

/** A slash stands between prefix and path; `/` adds nothing, as both forms answer. */
export function joined(machine: Machine, prefix: Value, path: Value): Value {
	return machine.combine([prefix, path], (outer, inner) => {
		if (isEmpty(inner) || isRoot(inner)) return isEmpty(outer) ? inner : outer;
		return [...withoutLastSlash(outer), ...(startsWithSlash(inner) ? [] : ['/']), ...inner];
	});
}
