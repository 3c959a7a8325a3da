import type {Binding, Func, Module, Stmt} from './ir.ts';
import type {Difference} from './same-code.ts';

/** What a module got by a graft. */
export interface Grafted {
	/** Statements of its top level that are new; they name functions and texts. */
	statements: Stmt[];
}

/**
 * Makes a module what it is after an edit and leaves all of it in place that did not change, so that what was made of it stays true. Functions that
 * changed stay the same ones with another inside. Offsets of what is kept stay as they were; `lineOf` knows where that stands now. Uses up `after`.
 */
export function graft(before: Module, after: Module, difference: Difference): Grafted {
	const surgeon = new Surgeon(before, after, difference);
	return surgeon.run();
}

class Surgeon {
	readonly #before: Module;
	readonly #after: Module;
	readonly #difference: Difference;
	/** Added to the offsets of new code, which must not meet those of the old. */
	readonly #base: number;
	readonly #seen = new Set<object>();

	constructor(before: Module, after: Module, difference: Difference) {
		this.#before = before;
		this.#after = after;
		this.#difference = difference;
		this.#base = before.top.end + 1;
	}

	run(): Grafted {
		const {changed, added} = this.#difference;
		const [before, after] = [this.#before, this.#after];
		const {funcs, classes} = after;
		this.#seen.add(after).add(after.top).add(before).add(before.top);
		for (const now of changed.values()) this.#adopt(now);
		for (const func of added) this.#adopt(func);
		const statements = after.top.body.filter((stmt) => !this.#isKept(stmt));
		for (const stmt of statements) this.#adopt(stmt);
		this.#replaceTop();
		for (const [old, now] of changed) this.#replaceInside(old, now);
		before.funcs = funcs.map((func) => (func === after.top ? before.top : this.#keptOr(func)));
		before.classes = classes.map((cls) => this.#keptOr(cls));
		this.#replacePlaces();
		return {statements};
	}

	#isKept(now: object): boolean {
		return this.#difference.kept.has(now);
	}

	#keptOr<T extends object>(now: T): T {
		const old = this.#difference.kept.get(now) as T | undefined;
		if (old === undefined) this.#adopt(now);
		return old ?? now;
	}

	#replaceTop(): void {
		const [old, now] = [this.#before.top, this.#after.top];
		old.body = now.body.map((stmt) => this.#keptOr(stmt));
		old.hoisted = now.hoisted.map((binding) => this.#keptOr(binding));
		old.inner = now.inner.map((func) => this.#keptOr(func));
		old.hasCalls = now.hasCalls;
		this.#before.imports = this.#after.imports;
		this.#before.requires = this.#after.requires;
		this.#before.exports = new Map([...this.#after.exports].map(([name, entry]) => [name, this.#keptOr(entry)]));
		this.#before.types = new Map([...this.#after.types].map(([name, type]) => [name, this.#keptOr(type)]));
	}

	/** Makes new code part of the module as it was: its names mean what they meant there. */
	#adopt(node: unknown): void {
		if (typeof node !== 'object' || node === null || this.#seen.has(node)) return;
		if (this.#isKept(node) && !this.#isChanged(node)) return;
		this.#seen.add(node);
		if (node instanceof Map) for (const value of node.values()) this.#adopt(value);
		else if (isBinding(node)) this.#adoptBinding(node);
		else this.#adoptParts(node as Record<string, unknown>);
	}

	#isChanged(node: object): boolean {
		return this.#difference.changed.get(this.#difference.kept.get(node) as Func) === node;
	}

	#adoptParts(node: Record<string, unknown>): void {
		for (const key of Object.keys(node)) {
			const value = node[key];
			if (key === 'module') node[key] = this.#before;
			else if (key === 'parent' || key === 'owner') node[key] = this.#ownerOf(value as Func | null);
			else if ((key === 'at' || key === 'end') && typeof value === 'number') node[key] = value + this.#base;
			else if (key === 'binding' && this.#keptBinding(value) !== null) node[key] = this.#keptBinding(value);
			else this.#adopt(value);
		}
	}

	#keptBinding(value: unknown): Binding | null {
		return typeof value === 'object' && value !== null ? ((this.#difference.kept.get(value) as Binding | undefined) ?? null) : null;
	}

	#ownerOf(func: Func | null): Func | null {
		if (func === this.#after.top) return this.#before.top;
		return func === null ? null : ((this.#difference.kept.get(func) as Func | undefined) ?? func);
	}

	#adoptBinding(binding: Binding): void {
		if (binding.owner === this.#after.top) binding.slot = this.#before.top.slots++;
		binding.owner = this.#ownerOf(binding.owner)!;
		if (binding.func !== undefined) binding.func = this.#keptOr(binding.func);
		for (const part of [binding.cls, binding.declaration, binding.type]) this.#adopt(part);
	}

	/** Its parameters are as they were. */
	#replaceInside(old: Func, now: Func): void {
		const {body, hoisted, slots, argumentsSlot, hasCalls, at, end} = now;
		Object.assign(old, {body, hoisted, inner: now.inner.map((func) => this.#keptOr(func)), slots, argumentsSlot, hasCalls, at, end});
	}

	/** Offsets of the new code lie behind all others; those of the old code are looked up. */
	#replacePlaces(): void {
		const {lineOf, textOf} = this.#after;
		const known = [...this.#difference.positions].toSorted(([a], [b]) => a - b);
		const base = this.#base;
		const placeOf = (at: number): number => (at >= base ? at - base : nearest(known, at));
		this.#before.lineOf = (at) => lineOf(placeOf(at));
		this.#before.textOf = (start, end) => textOf(placeOf(start), placeOf(end));
		this.#before.top.end = base + this.#after.top.end;
	}
}

const isBinding = (node: object): node is Binding => 'isReassigned' in node;

/** Where an offset is now, by the nearest one before it of which that is known. */
function nearest(known: readonly [number, number][], at: number): number {
	let low = 0;
	let high = known.length;
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if (known[middle]![0] <= at) low = middle;
		else high = middle;
	}
	const found = known[low];
	return found === undefined || found[0] > at ? at : found[1] + at - found[0];
}
