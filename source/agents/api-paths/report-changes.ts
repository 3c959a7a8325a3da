import type {ApiPathsReport} from './report.ts';

/** What makes one report another. Between two looks at a project little of it changes, and all of it is much to hand from thread to thread. */
export type ReportChanges = {[Name in keyof ApiPathsReport]?: Change<ApiPathsReport[Name]>};

type Change<T> =
	| {kind: 'whole'; value: T}
	/** Of a list: what stands between the first items, which stay, and the last ones. */
	| {kind: 'part'; first: number; last: number; items: T extends readonly (infer Item)[] | undefined ? Item[] : never}
	| {kind: 'gone'};

/** What has to be known of a report by who has the one before: see `applyChanges`. */
export function changesBetween(before: ApiPathsReport, after: ApiPathsReport): ReportChanges {
	const changes: Record<string, Change<unknown>> = {};
	for (const name of new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof ApiPathsReport>) {
		const change = changeOf(before[name], after[name]);
		if (change !== null) changes[name] = change;
	}
	return changes;
}

/** The report that `changesBetween` was told. What has not changed is the same object as before. */
export function applyChanges(before: ApiPathsReport, changes: ReportChanges): ApiPathsReport {
	const after: Record<string, unknown> = {...before};
	for (const [name, change] of Object.entries(changes)) {
		if (change.kind === 'gone') delete after[name];
		else after[name] = change.kind === 'whole' ? change.value : put(before[name as keyof ApiPathsReport] as readonly unknown[], change);
	}
	return after as ApiPathsReport;
}

function put(list: readonly unknown[], {first, last, items}: {first: number; last: number; items: readonly unknown[]}): unknown[] {
	return [...list.slice(0, first), ...items, ...list.slice(list.length - last)];
}

function changeOf(before: unknown, after: unknown): Change<unknown> | null {
	if (after === undefined) return before === undefined ? null : {kind: 'gone'};
	if (!Array.isArray(before) || !Array.isArray(after)) return isSame(before, after) ? null : {kind: 'whole', value: after};
	const shorter = Math.min(before.length, after.length);
	let first = 0;
	while (first < shorter && isSame(before[first], after[first])) first++;
	if (first === before.length && first === after.length) return null;
	let last = 0;
	while (last < shorter - first && isSame(before[before.length - 1 - last], after[after.length - 1 - last])) last++;
	return {kind: 'part', first, last, items: after.slice(first, after.length - last) as never};
}

/** Of what a report is made of: lists, objects, texts and numbers. */
function isSame(a: unknown, b: unknown): boolean {
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
	if (a === b) return true;
	if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]));
	if (Array.isArray(b)) return false;
	const names = Object.keys(a);
	return names.length === Object.keys(b).length && names.every((name) => isSame(a[name as never], b[name as never]));
}
