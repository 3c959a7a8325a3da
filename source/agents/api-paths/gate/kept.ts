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
	requests: RequestPlaces;
	names: unknown;
}

/** Offsets of requests by file. */
export type RequestPlaces = ReadonlyMap<string, ReadonlySet<number>>;

export function placesOf(sites: readonly Site[]): RequestPlaces {
	const places = new Map<string, Set<number>>();
	for (const {module, at} of sites) {
		const known = places.get(module.file);
		if (known === undefined) places.set(module.file, new Set([at]));
		else known.add(at);
	}
	return places;
}

/** Tells what of the code was looked at while something was worked out, and whether that is still as it was. */
export class Watcher {
	#versions = new Map<string, Version>();
	#requests: RequestPlaces = new Map();
	#names: unknown = null;
	#seen = new Set<string>();

	/** Takes note of another state of the code; answers with the files that are not what they were, null when nothing is sure to hold any more. */
	change({modules, requests, names}: CodeState): ReadonlySet<string> | null {
		const before = {requests: this.#requests, names: this.#names, size: this.#versions.size};
		[this.#requests, this.#names] = [requests, names];
		const changed = new Set(modules.filter((module) => this.#isOther(module)).map(({file}) => file));
		for (const file of new Set([...before.requests.keys(), ...requests.keys()]))
			if (!isSameSet(before.requests.get(file), requests.get(file))) changed.add(file);
		if (before.names === names && before.size === this.#versions.size && before.size === modules.length) return changed;
		this.#versions = new Map(modules.map((module) => [module.file, {module, funcs: module.funcs, lineOf: module.lineOf}]));
		return null;
	}

	/** Is a module not what it was? It is known as it is from now on. */
	#isOther(module: Module): boolean {
		const {file, funcs, lineOf} = module;
		const known = this.#versions.get(file);
		if (known?.module === module && known.funcs === funcs && known.lineOf === lineOf) return false;
		this.#versions.set(file, {module, funcs, lineOf});
		return true;
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
type Version = Pick<Module, 'funcs' | 'lineOf'> & {module: Module};

function isSameSet(a: ReadonlySet<number> = new Set(), b: ReadonlySet<number> = new Set()): boolean {
	if (a.size !== b.size) return false;
	for (const one of a) if (!b.has(one)) return false;
	return true;
}
