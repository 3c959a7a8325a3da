import type {Func, Module} from '../code/ir.ts';
import {graft} from '../code/graft.ts';
import type {Difference} from '../code/same-code.ts';
import {startActivation} from './bindings.ts';
import type {Evaluator} from './evaluator.ts';
import type {Request} from './request.ts';
import {execute} from './statements.ts';
import {NotAlone} from './trace.ts';
import type {Part} from './parts.ts';
import type {Trace} from './trace.ts';

/** An edit of a module that was evaluated, and the module as it is read now. */
export interface Edit {
	before: Module;
	after: Module;
	difference: Difference;
}

/** How often more functions may turn out to be concerned. */
const mostRounds = 4;

/**
 * What is requested after edits, by rehearsing the functions that they concern. Null when that could differ from evaluating all anew: a function ran at the
 * top level of a module, changes what others read, was cut short, adds routes, and the like. The evaluator is of no use then. `before` becomes `after`.
 */
export function evaluateAgain(e: Evaluator, edits: readonly Edit[]): Request[] | null {
	const {trace} = e;
	if (trace === null || !edits.every((edit) => isWithinReach(e, trace, edit))) return null;
	try {
		e.forgetReport();
		return new Repeat(e, trace, edits).run() ? e.requested() : null;
	} catch (error) {
		if (error instanceof NotAlone || error instanceof RangeError) return null;
		throw error;
	}
}

/** Nobody has looked for the names that came or went, and no code ran that is not rehearsed. */
function isWithinReach(e: Evaluator, trace: Trace, {before, after, difference}: Edit): boolean {
	const {changed, removed, names} = difference;
	if (e.runs.usesCommonJs(before) && (before.exports.size === 0) !== (after.exports.size === 0)) return false;
	if (names.some((name) => trace.wasLookedFor(before.file, name))) return false;
	if (!difference.hasSameImports && !e.runs.wouldRunAlike(before.file, after.imports)) return false;
	if (!e.rehearsals.hasSameFirst(before, after, difference.kept)) return false;
	const gone = [...changed.keys(), ...removed];
	if (gone.some((root) => trace.program.ran.has(root)) || removed.some((root) => trace.program.asked.has(root))) return false;
	return !trace.isHeld(new Set(gone));
}

class Repeat {
	readonly #e: Evaluator;
	readonly #trace: Trace;
	readonly #edits: readonly Edit[];
	/** Outermost functions whose code is another one, or is gone. */
	readonly #edited: ReadonlySet<Func>;
	readonly #gone: ReadonlySet<Func>;
	readonly #concerned: Set<Func>;
	/** Parts as they were before the edits. */
	readonly #before = new Map<Func, Part>();
	readonly #seen = new Map<Func, string[]>();
	/** What values must not have been made with any more. */
	#stale: ReadonlySet<Func>;
	#isGrafted = false;

	constructor(e: Evaluator, trace: Trace, edits: readonly Edit[]) {
		this.#e = e;
		this.#trace = trace;
		this.#edits = edits;
		this.#gone = new Set(edits.flatMap(({difference}) => difference.removed));
		this.#edited = new Set([...edits.flatMap(({difference}) => [...difference.changed.keys()]), ...this.#gone]);
		this.#concerned = new Set(this.#edited);
		this.#stale = this.#edited;
	}

	run(): boolean {
		this.#addUsers(this.#edited, (part) => part.ran);
		this.#addUsers(this.#gone, (part) => part.asked);
		for (let round = 0; round < mostRounds; round++) {
			this.#addCallersOfOpen();
			if ([...this.#concerned].some((root) => this.#hindered(root))) return false;
			this.#repeat();
			const visibly = this.#changedVisibly();
			if (visibly === null) return false;
			const known = this.#concerned.size;
			this.#addUsers(visibly, (part) => part.ran);
			this.#addUsers(visibly, (part) => part.asked);
			if (this.#concerned.size === known) return this.#settleThunks() && !this.#goesRound();
			this.#stale = new Set([...this.#stale, ...visibly]);
		}
		return false;
	}

	#addUsers(of: ReadonlySet<Func>, used: (part: Part) => ReadonlySet<Func>): void {
		if (of.size === 0) return;
		for (const part of this.#trace.parts.values()) if (meets(used(part), of)) this.#concerned.add(part.root);
	}

	/** Requests that wait for callers are made anew: so are those of their callers. */
	#addCallersOfOpen(): void {
		for (;;) {
			const known = this.#concerned.size;
			this.#addUsers(new Set([...this.#concerned].filter((root) => this.#isOpen(root))), (part) => part.ran);
			if (this.#concerned.size === known) return;
		}
	}

	#isOpen(root: Func): boolean {
		return withInner(root).some((func) => this.#e.rehearsals.isOpen(func));
	}

	#hindered(root: Func): boolean {
		const part = this.#trace.parts.get(root);
		return (part !== undefined && part.obstacle !== null) || (this.#isOpen(root) && this.#trace.program.ran.has(root));
	}

	#repeat(): void {
		const roots = [...this.#concerned];
		const parts = roots.flatMap((root) => this.#trace.parts.get(root) ?? []);
		for (const part of parts) if (!this.#before.has(part.root)) this.#before.set(part.root, part);
		for (const root of roots) if (!this.#seen.has(root)) this.#seen.set(root, this.#seenOf(root));
		const dropped = roots.flatMap((root) => withInner(root));
		const owned = parts.flatMap((part) => [...part.owned]);
		for (const part of parts) this.#trace.drop(part);
		for (const thunk of this.#trace.thunks)
			if (meets(thunk.origins.ran, this.#stale) || meets(thunk.origins.asked, this.#stale)) this.#trace.dropThunk(thunk);
		if (!this.#isGrafted) this.#graft();
		const again = [...this.#concerned].filter((root) => !this.#gone.has(root)).toSorted((a, b) => this.#began(a) - this.#began(b));
		this.#trace.again(this.#before, () => this.#e.runAgain(dropped, owned, again));
	}

	#seenOf(root: Func): string[] {
		// Of what is in an edited function, nobody knows who does not run it.
		return (this.#edited.has(root) ? [root] : withInner(root)).map((func) => this.#e.rehearsals.seenOf(func));
	}

	#graft(): void {
		this.#isGrafted = true;
		for (const {before, after, difference} of this.#edits) {
			const {statements} = graft(before, after, difference);
			// Names what the edit has added to the top level.
			execute(this.#e, statements, startActivation(this.#e.runs.frameOf(before), null));
			for (const func of difference.added) this.#concerned.add(func);
		}
		this.#placeNew();
	}

	/** What was not rehearsed before is rehearsed in its place among the others. */
	#placeNew(): void {
		for (const func of this.#concerned) {
			if (this.#before.has(func) || this.#gone.has(func)) continue;
			this.#before.set(func, this.#trace.placeAt(func, this.#partBefore(func)?.began ?? this.#trace.completedAt));
		}
	}

	#partBefore(func: Func): Part | null {
		const modules = this.#e.runs.finished();
		for (let index = modules.indexOf(func.module); index >= 0; index--) {
			const {funcs} = modules[index]!;
			const until = funcs === func.module.funcs ? funcs.indexOf(func) : funcs.length;
			const before = funcs.slice(0, until).findLast((other) => this.#partOf(other)?.isEarly === false);
			if (before !== undefined) return this.#partOf(before) ?? null;
		}
		return null;
	}

	#partOf(func: Func): Part | undefined {
		return this.#before.get(func) ?? this.#trace.parts.get(func);
	}

	#began(root: Func): number {
		return this.#before.get(root)?.began ?? 0;
	}

	/** What others see that was different before; null when the program has seen it. */
	#changedVisibly(): Set<Func> | null {
		const changed = new Set<Func>();
		for (const [root, before] of this.#seen) {
			if (this.#gone.has(root)) continue;
			const now = this.#seenOf(root);
			if (now.length === before.length && now.every((one, index) => one === before[index])) continue;
			if (this.#trace.program.asked.has(root) || this.#trace.program.ran.has(root)) return null;
			changed.add(root);
		}
		return changed;
	}

	/** Values that were worked out for a part and that it does not take any more are worked out by nobody, unless others take them. */
	#settleThunks(): boolean {
		for (const old of this.#before.values()) {
			const now = this.#trace.parts.get(old.root);
			for (const thunk of old.thunks) {
				thunk.takers.delete(old);
				if (thunk.by !== old || !this.#trace.thunks.has(thunk) || now?.thunks.has(thunk) === true) continue;
				if (thunk.takers.size > 0) return false;
				this.#trace.dropThunk(thunk);
			}
		}
		return true;
	}

	/** Do functions that were not rehearsed again ask for some that were, which ask for them? Then each would have been asked in the midst of the other. */
	#goesRound(): boolean {
		const {parts} = this.#trace;
		const usesOf = (root: Func): Func[] => {
			const part = parts.get(root);
			return part === undefined ? [] : [...part.ran, ...part.asked];
		};
		const open = [...this.#concerned].flatMap((root) => usesOf(root)).filter((root) => !this.#concerned.has(root));
		const seen = new Set(open);
		for (let root = open.pop(); root !== undefined; root = open.pop()) {
			for (const used of usesOf(root)) {
				if (this.#concerned.has(used)) return true;
				if (seen.has(used)) continue;
				seen.add(used);
				open.push(used);
			}
		}
		return false;
	}
}

function meets(a: ReadonlySet<Func>, b: ReadonlySet<Func>): boolean {
	const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
	for (const one of fewer) if (more.has(one)) return true;
	return false;
}

function withInner(func: Func): Func[] {
	return [func, ...func.inner.flatMap((inner) => withInner(inner))];
}
