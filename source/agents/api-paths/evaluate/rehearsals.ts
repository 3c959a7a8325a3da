import type {Func, Module} from '../code/ir.ts';
import {deepestRehearsals, fuelOfRehearsal} from './bounds.ts';
import type {Evaluator} from './evaluator.ts';
import type {Frame} from './frame.ts';
import type {Request} from './request.ts';
import {newSummary} from './summary.ts';
import type {Summary} from './summary.ts';
import type {ClosureValue} from './value.ts';

/** Runs each function once with parameters that stand for themselves, and knows what came of it. */
export class Rehearsals {
	readonly #e: Evaluator;
	readonly #summaries = new Map<number, Summary>();
	readonly #rehearsalFrames = new Map<number, Frame>();
	readonly #beingRehearsed: Func[] = [];
	/** Rehearsed too early: what they asked for was not known yet. */
	readonly #tooEarly = new Set<Func>();
	#isComplete = false;
	readonly #picks: ((module: Module) => readonly Func[])[] = [];
	readonly #first = new Set<Func>();

	constructor(e: Evaluator) {
		this.#e = e;
	}

	/** What a function does when its parameters stand for themselves. While its rehearsal goes on, what is known so far. */
	summaryOf(closure: ClosureValue): Summary {
		this.#e.trace?.noteAsked(closure.func);
		// What hangs on something that is asked again is asked again itself.
		if (!this.#isComplete && this.#tooEarly.has(closure.func)) this.hasRunAll();
		return this.#summaries.get(closure.func.id) ?? this.rehearse(closure.func, closure);
	}

	/** What is known of a function; undefined: it was not rehearsed. */
	known(func: Func): Summary | undefined {
		return this.#summaries.get(func.id);
	}

	/** Runs a function nobody was seen to call, once. */
	rehearse(func: Func, seen: ClosureValue | null = null): Summary {
		const known = this.#summaries.get(func.id);
		if (known !== undefined) return known;
		const {trace, bounds, requests} = this.#e;
		const summary = newSummary(func);
		if (bounds.depth >= deepestRehearsals) {
			trace?.hinder('cut short');
			return summary;
		}
		this.#summaries.set(func.id, summary);
		if (!func.hasCalls) return summary;
		this.#beingRehearsed.push(func);
		const {frame, closure} = this.#rehearsalFrame(func, seen);
		const leave = trace?.enter(func, frame.id - 1);
		this.#rehearsalFrames.set(func.id, frame);
		requests.settle(this.#requestsOf(frame, closure, summary), summary);
		this.#rehearseInner(summary);
		this.#beingRehearsed.pop();
		leave?.();
		return summary;
	}

	/** What a run requests in which nothing holds of what goes on around it. */
	#requestsOf(frame: Frame, closure: ClosureValue, summary: Summary): Request[] {
		const e = this.#e;
		const {bounds} = e;
		const {guards, run, rehearsing, journal, fuel} = e;
		const {depth, inlined, followed} = bounds;
		e.fuel = fuelOfRehearsal;
		bounds.inlined = 0;
		bounds.followed = 0;
		e.guards = null;
		e.journal = null;
		e.run = e.newRun();
		e.rehearsing = summary;
		bounds.depth++;
		const {requests} = e.requests.unmuted(() => e.requests.collected(() => e.closures.run(frame, closure)));
		bounds.depth = depth;
		bounds.inlined = inlined;
		bounds.followed = followed;
		e.guards = guards;
		e.run = run;
		e.rehearsing = rehearsing;
		e.journal = journal;
		e.fuel = fuel;
		return requests;
	}

	#rehearsalFrame(func: Func, seen: ClosureValue | null): {frame: Frame; closure: ClosureValue} {
		const parent = func.parent;
		const around = parent === null || parent.kind === 'module' ? this.#e.runs.frameOf(func.module) : this.#frameAround(parent, seen);
		const home = this.#e.instances.homeOf(func);
		const self = home === null ? this.#e.instances.ownerOf(func) : this.#e.instances.instanceOf(home);
		const closure: ClosureValue = {kind: 'closure', func, frame: around, self, props: null, bound: [], home};
		return {frame: this.#e.closures.newFrame(closure, null), closure};
	}

	#frameAround(parent: Func, seen: ClosureValue | null): Frame {
		if (!this.#summaries.has(parent.id)) this.rehearse(parent);
		const frame = this.#rehearsalFrames.get(parent.id);
		if (frame !== undefined) return frame;
		// The function around it has no calls, so that it was not run.
		const made = this.#rehearsalFrame(parent, null);
		this.#rehearsalFrames.set(parent.id, made.frame);
		this.#e.requests.muted(() => this.#e.closures.run(made.frame, made.closure));
		return made.frame ?? seen!.frame;
	}

	/** Requests of functions inside a function that hang on its parameters are its own: they move to its callers. */
	#rehearseInner(summary: Summary): void {
		const {func} = summary;
		for (const inner of func.inner) {
			const of = this.rehearse(inner);
			summary.open.push(...this.#e.requests.inherited(of, func));
			if (of.changes) summary.changes = true;
		}
	}

	/** See `Machine`. */
	rehearseFirst(pick: (module: Module) => readonly Func[]): void {
		this.#picks.push(pick);
		for (const module of this.#e.modules()) {
			for (const func of pick(module)) {
				this.#first.add(func);
				this.rehearse(func);
			}
		}
	}

	/** Are the same functions of an edited module rehearsed first? `kept` has the old one of each that is the same. */
	hasSameFirst(before: Module, after: Module, kept: ReadonlyMap<object, object>): boolean {
		const now = new Set(this.#picks.flatMap((pick) => pick(after)).map((func) => kept.get(func)));
		const then = [...this.#first].filter(({module}) => module === before);
		return then.length === now.size && then.every((func) => now.has(func));
	}

	/** See `Machine`. */
	hasRunAll(): boolean {
		this.#e.trace?.noteHasRunAll();
		if (!this.#isComplete) for (const func of this.#beingRehearsed) this.#tooEarly.add(func);
		return this.#isComplete;
	}

	/** The top level of all modules was run: what asked for that too early is rehearsed again. */
	complete(): void {
		this.#isComplete = true;
		this.#e.trace?.complete();
		for (const func of this.#tooEarly) this.#forget(func);
	}

	/** What stands in a function sees what it was told. */
	#forget(func: Func): void {
		this.#summaries.delete(func.id);
		for (const inner of func.inner) this.#forget(inner);
	}

	/** Forgets rehearsals, as if they had not been. */
	drop(funcs: readonly Func[]): void {
		for (const func of funcs) {
			this.#summaries.delete(func.id);
			this.#rehearsalFrames.delete(func.id);
			this.#e.requests.drop(func);
		}
	}

	/** Does it make requests that wait for what its callers give? */
	isOpen(func: Func): boolean {
		return (this.#summaries.get(func.id)?.open.length ?? 0) > 0;
	}

	/** What a function does as far as its callers can see; nothing where it was not rehearsed. */
	seenOf(func: Func): string {
		const {changes, callsParams, callsParamsWithArgs, open} = this.#summaries.get(func.id) ?? newSummary(func);
		return [changes, callsParams, callsParamsWithArgs, open.length > 0].join();
	}
}
