import type {Module} from '../code/ir.ts';
import type {Site} from '../evaluate/machine.ts';

/** What was worked out, and the files that were looked at for it. */
export interface Finding<T> {
	value: T;
	files: ReadonlySet<string>;
}

/** A state of the code: its modules, the requests in them, and what its names mean (another object when that may have changed). */
export interface CodeState {
	modules: readonly Module[];
	sites: readonly Site[];
	names: unknown;
}

/** Tells what of the code was looked at while something was worked out, and whether that is still as it was. */
export class Watcher {
	#versions = new Map<string, Version>();
	#names: unknown = null;
	#seen = new Set<string>();

	/** Takes note of another state of the code; answers with the files that are not what they were, null when nothing is sure to hold any more. */
	change({modules, sites, names}: CodeState): ReadonlySet<string> | null {
		const before = this.#versions;
		const isOther = this.#names !== names;
		const requests = Map.groupBy(sites, ({module}) => module.file);
		this.#names = names;
		this.#versions = new Map(modules.map((module) => [module.file, versionOf(module, requests.get(module.file) ?? [])]));
		if (isOther || before.size !== this.#versions.size) return null;
		const changed = new Set<string>();
		for (const [file, version] of this.#versions) if (!isSameVersion(before.get(file), version)) changed.add(file);
		return changed;
	}

	/** What is worked out now depends on this file. */
	see(file: string): void {
		this.#seen.add(file);
	}

	seeAll(files: ReadonlySet<string>): void {
		for (const file of files) this.#seen.add(file);
	}

	/** Works something out, and tells what was looked at for it. */
	watch<T>(work: () => T): Finding<T> {
		const outer = this.#seen;
		const files = (this.#seen = new Set());
		const value = work();
		this.#seen = outer;
		this.seeAll(files);
		return {value, files};
	}
}

/** Forgets what was worked out from files that have changed; null: all of it. */
export function forget<K>(known: Map<K, Finding<unknown>>, changed: ReadonlySet<string> | null): void {
	if (changed === null) known.clear();
	else if (changed.size > 0) for (const [key, {files}] of known) if (holdsAny(files, changed)) known.delete(key);
}

function holdsAny(files: ReadonlySet<string>, changed: ReadonlySet<string>): boolean {
	for (const file of changed) if (files.has(file)) return true;
	return false;
}

/** A module that is made what it is after an edit may stay the same object: its list of functions and its lines are others then. */
interface Version {
	module: Module;
	funcs: Module['funcs'];
	lineOf: Module['lineOf'];
	/** Where requests are made in it. */
	requests: string;
}

const versionOf = (module: Module, sites: readonly Site[]): Version => ({
	module,
	funcs: module.funcs,
	lineOf: module.lineOf,
	requests: sites.length === 0 ? '' : [...new Set(sites.map(({at}) => at))].toSorted((a, b) => a - b).join(),
});

const isSameVersion = (a: Version | undefined, b: Version): boolean =>
	a?.module === b.module && a.funcs === b.funcs && a.lineOf === b.lineOf && a.requests === b.requests;
