import type {Guards} from '../../evaluate/facts.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import type {NativeValue, Value} from '../../evaluate/value.ts';

/** What the code did with an application or a router, in order. */
export interface RouterRecord {
	kind: 'app' | 'router';
	/** The thing itself, as the code sees it. */
	value: NativeValue;
	operations: Operation[];
	/** Where it was made (null for one that only a type speaks of), and in which run of the machine. */
	site: Site | null;
	madeIn: number;
	/** `app.set`, `app.enable`: values by name; options of a router under the same names. */
	settings: Map<string, Value>;
	/** The package it comes from decides how its templates are read. */
	packageName: string;
	/** It answers without being mounted: applications, and the routers of the package `router`, which servers call themselves. */
	isRoot: boolean;
}

export type Operation = {
	site: Site;
	/** What held when it was done. */
	guards?: Guards;
} & (
	| {kind: 'route'; method: string; path: Value; handlers: Value[]; isOfAnyMethod?: boolean}
	| {kind: 'use'; path: Value | null; handlers: Value[]}
);

/** All applications and routers of this analysis, in the order in which they were made. */
export const recordsOf = (machine: Machine): RouterRecord[] => machine.state('express routers', () => []);

/** Calls of a router as a function, by the code of a handler: `(req, res, next) => router(req, res, next)`. */
export const delegationsOf = (machine: Machine): {record: RouterRecord; site: Site}[] => machine.state('express delegations', () => []);

const records = new WeakSet<object>();

/** Remembers that a native's state is a record. */
export const noteRecord = (record: RouterRecord): void => void records.add(record);

/** The record behind a value; null when it is neither an application nor a router. */
export function recordOf(value: Value): RouterRecord | null {
	const state = value.kind === 'native' ? value.state : undefined;
	return typeof state === 'object' && state !== null && records.has(state) ? (state as RouterRecord) : null;
}
