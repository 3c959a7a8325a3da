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

export type Operation =
	| {kind: 'route'; method: string; path: Value; handlers: Value[]; site: Site}
	| {kind: 'use'; path: Value | null; handlers: Value[]; site: Site};

/** All applications and routers of this analysis, in the order in which they were made. */
export const recordsOf = (machine: Machine): RouterRecord[] => machine.state('express routers', () => []);

/** Calls of a router as a function, by the code of a handler: `(req, res, next) => router(req, res, next)`. */
export const delegationsOf = (machine: Machine): {record: RouterRecord; site: Site}[] => machine.state('express delegations', () => []);

const records = new WeakMap<object, RouterRecord>();

/** Remembers what a native stands for. */
export function bindRecord(record: RouterRecord): void {
	records.set(record.value, record);
}

/** The record behind a value; null when it is neither an application nor a router. */
export const recordOf = (value: Value): RouterRecord | null => (value.kind === 'native' ? (records.get(value) ?? null) : null);
