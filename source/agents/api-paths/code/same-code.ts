import type {Binding, Func, Module, Stmt} from './ir.ts';

/** How a module differs from itself before an edit, where the difference is within functions or adds nothing that runs by itself. */
export interface Difference {
	/** Outermost functions whose code differs: as it was, and as it is. */
	changed: Map<Func, Func>;
	/** Outermost functions that are new, as they are. */
	added: Func[];
	/** Outermost functions that are gone, as they were. */
	removed: Func[];
	/** What stays the same, from the new to the old: functions, bindings, classes, statements, exports. */
	kept: ReadonlyMap<object, object>;
	/** Where it stands now, by where it stood before. */
	positions: ReadonlyMap<number, number>;
	/** Those with `require()` and `import()` count too. */
	hasSameImports: boolean;
	/** Names of exports and of types (these with `type ` in front) that are new or gone. */
	names: string[];
}

/** What an edit has changed in a module; null when more differs than the inside of functions and the presence of some of them. */
export function differenceOf(before: Module, after: Module): Difference | null {
	if (before.errors.length > 0 || after.errors.length > 0) return null;
	try {
		return new Comparison(before, after).run();
	} catch (error) {
		// Code nested deeper than can be gone through is not compared.
		if (error instanceof RangeError) return null;
		throw error;
	}
}

class Comparison {
	readonly #before: Module;
	readonly #after: Module;
	/** From old to new; what was found in vain is taken off again. */
	readonly #pairs = new Map<object, object>();
	readonly #trail: object[] = [];
	readonly #positions: [number, number][] = [];
	readonly #changed = new Map<Func, Func>();

	constructor(before: Module, after: Module) {
		this.#before = before;
		this.#after = after;
	}

	run(): Difference | null {
		const [a, b] = [this.#before, this.#after];
		this.#pair(a.top, b.top);
		const isSameFrame = a.isTypeScript === b.isTypeScript && isSameList(a.directives, b.directives) && isSameList(a.stars, b.stars);
		if (!isSameFrame || !this.#sameHoisted() || !this.#sameStatements()) return null;
		const names = [...this.#differentNames(a.exports, b.exports), ...this.#differentNames(a.types, b.types).map((name) => `type ${name}`)];
		return names.includes('') || names.includes('type ') || this.#replaced.some((binding) => this.#isKnown(binding))
			? null
			: this.#result(names);
	}

	#result(names: string[]): Difference {
		const kept = new Map([...this.#pairs].map(([old, now]) => [now, old]));
		for (const [old, now] of this.#changed) kept.set(now, old);
		const isRoot = (func: Func): boolean => func.parent?.kind === 'module';
		const old = new Set<object>(kept.values());
		return {
			changed: this.#changed,
			added: this.#after.funcs.filter((func) => isRoot(func) && !kept.has(func)),
			removed: this.#before.funcs.filter((func) => isRoot(func) && !old.has(func)),
			kept,
			positions: new Map(this.#positions),
			hasSameImports: isSameList(this.#before.imports, this.#after.imports) && isSameList(this.#before.requires, this.#after.requires),
			names,
		};
	}

	/** Names that only one of two tables has; with an empty one when they differ in what both have. */
	#differentNames(a: ReadonlyMap<string, object>, b: ReadonlyMap<string, object>): string[] {
		const names: string[] = [];
		for (const [name, one] of a) {
			const other = b.get(name);
			if (other === undefined) names.push(name);
			else if (!this.#attempt(() => this.#same(one, other))) return [''];
		}
		for (const name of b.keys()) if (!a.has(name)) names.push(name);
		return names;
	}

	/** Function declarations may come and go: by themselves they do nothing. */
	#sameHoisted(): boolean {
		const now = new Map(this.#after.top.hoisted.map((binding) => [binding.name, binding]));
		return this.#before.top.hoisted.every((binding) => {
			const other = now.get(binding.name);
			return other === undefined || (this.#same(binding, other) && this.#attempt(() => this.#same(binding.func, other.func)));
		});
	}

	/** The same statements from the start and from the end; between them only such as do nothing but name something. */
	#sameStatements(): boolean {
		const [a, b] = [this.#before.top.body, this.#after.top.body];
		let first = 0;
		while (first < a.length && first < b.length && this.#attempt(() => this.#same(a[first], b[first]))) first++;
		let [lastA, lastB] = [a.length, b.length];
		while (lastA > first && lastB > first && this.#attempt(() => this.#same(a[lastA - 1], b[lastB - 1]))) {
			lastA--;
			lastB--;
		}
		const others = [...a.slice(first, lastA), ...b.slice(first, lastB)];
		this.#replaced = others.flatMap((stmt) => namedBy(stmt) ?? []);
		return this.#replaced.length === others.length;
	}

	/** What statements name that only one of the two has. */
	#replaced: Binding[] = [];

	/** Is it a name that something means that is in both? */
	#isKnown(binding: Binding): boolean {
		return this.#pairs.has(binding) || [...this.#pairs.values()].includes(binding);
	}

	#pair(a: object, b: object): void {
		this.#pairs.set(a, b);
		this.#trail.push(a);
	}

	/** Compares, and forgets all about it when it fails. */
	#attempt(compare: () => boolean): boolean {
		const [trail, positions] = [this.#trail.length, this.#positions.length];
		const changed = [...this.#changed];
		if (compare()) return true;
		for (const one of this.#trail.splice(trail)) this.#pairs.delete(one);
		this.#positions.length = positions;
		this.#changed.clear();
		for (const [old, now] of changed) this.#changed.set(old, now);
		return false;
	}

	#same(a: unknown, b: unknown): boolean {
		if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
		if (this.#pairs.has(a) && this.#pairs.get(a) === b) return true;
		if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => this.#same(item, b[index]));
		if (a instanceof Map) return b instanceof Map && this.#sameEntries(a, b);
		if (isBinding(a)) return isBinding(b) && this.#sameBinding(a, b);
		if (isFunc(a)) return isFunc(b) && this.#sameFunc(a, b);
		this.#pair(a, b);
		return this.#sameKeys(a as Record<string, unknown>, b as Record<string, unknown>);
	}

	#sameEntries(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
		if (a.size !== b.size) return false;
		this.#pair(a, b);
		return [...a].every(([key, value]) => b.has(key) && this.#same(value, b.get(key)));
	}

	#sameKeys(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
		const keys = Object.keys(a);
		if (keys.length !== Object.keys(b).length) return false;
		return keys.every((key) => {
			if (key === 'module') return true;
			if (key !== 'at' && key !== 'end') return key in b && this.#same(a[key], b[key]);
			this.#positions.push([a[key] as number, b[key] as number]);
			return true;
		});
	}

	#sameBinding(a: Binding, b: Binding): boolean {
		// A name has one meaning in both: seen with another one, it is another.
		if (this.#pairs.has(a)) return false;
		const isSame = a.name === b.name && a.kind === b.kind && a.isReassigned === b.isReassigned && this.#pairs.get(a.owner) === b.owner;
		if (!isSame || (a.owner.kind !== 'module' && a.slot !== b.slot)) return false;
		this.#pair(a, b);
		return this.#same(a.from, b.from) && this.#same(a.type, b.type);
	}

	#sameFunc(a: Func, b: Func): boolean {
		if (this.#pairs.has(a)) return false;
		const isSame = a.kind === b.kind && a.name === b.name && a.isAsync === b.isAsync && a.isGenerator === b.isGenerator;
		if (!isSame || this.#pairs.get(a.parent!) !== b.parent) return false;
		this.#pair(a, b);
		this.#positions.push([a.at, b.at], [a.end, b.end]);
		if (!this.#same(a.params, b.params)) return false;
		const isSameInside = this.#attempt(() => this.#sameInside(a, b));
		if (!isSameInside && a.parent?.kind === 'module') this.#changed.set(a, b);
		return isSameInside || a.parent?.kind === 'module';
	}

	#sameInside(a: Func, b: Func): boolean {
		return (
			a.slots === b.slots &&
			a.argumentsSlot === b.argumentsSlot &&
			this.#same(a.hoisted, b.hoisted) &&
			this.#same(a.body, b.body) &&
			this.#sameInner(a, b)
		);
	}

	/** Functions declared in a body stand in no statement of it. */
	#sameInner(a: Func, b: Func): boolean {
		return a.inner.length === b.inner.length && a.inner.every((func, index) => this.#same(func, b.inner[index]));
	}
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
	a.length === b.length && a.every((one, index) => one === b[index]);
const isBinding = (node: object): node is Binding => 'isReassigned' in node;
const isFunc = (node: object): node is Func => 'argumentsSlot' in node;

/** What a statement names that does nothing but name a function or a text. */
function namedBy(stmt: Stmt): Binding | null {
	if (stmt.kind !== 'declare' || stmt.pattern.kind !== 'bind' || stmt.init === null) return null;
	return stmt.init.kind === 'function' || stmt.init.kind === 'literal' ? stmt.pattern.binding : null;
}
