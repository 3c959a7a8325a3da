import type {Func} from '../code/ir.ts';
import {fingerprintOf} from './fingerprint.ts';
import type {Frame} from './frame.ts';
import {addOrigins, newOrigins} from './parts.ts';
import type {Origins, Part, Thunk} from './parts.ts';
import type {Request} from './request.ts';
import type {LazyValue, Value} from './value.ts';

/** Thrown where a part that is done again meets what makes that impossible. */
export class NotAlone extends Error {}

/** Values of an evaluation that is followed know which part made them; null: the program. */
interface Made {
	maker?: Part | null;
}

/** The outermost function around one. */
export function rootOf(func: Func): Func {
	let root = func;
	while (root.parent !== null && root.parent.kind !== 'module') root = root.parent;
	return root;
}

/**
 * Follows an evaluation, so that after an edit only the functions are rehearsed again that it concerns. A *part* is the rehearsal of an outermost
 * function; all else (the top level of modules, what they call, what models do) is the program, which is never done again in part.
 */
export class Trace {
	readonly parts = new Map<Func, Part>();
	/** Outermost functions whose code the program ran, or that it asked what they do. */
	readonly program = newOrigins();
	/** Names of exports and types that were looked for in a file; `*`: all. */
	readonly #lookups = new Map<string, Set<string>>();
	readonly #escapes = new Map<number, number>();
	readonly #changes = new WeakMap<object, number>();
	readonly #slotTimes = new WeakMap<Frame, number[]>();
	readonly #states = new Map<string, {state: unknown; atFirst: string; now: string}>();
	readonly #givenTwice = new Set<string>();
	/** Values that were worked out where they were not made, and stay. */
	readonly #foreign: Origins[] = [];
	readonly thunks = new Set<Thunk>();
	#clock = 0;
	/** When something was changed last that others may read. */
	#lastChange = 0;
	#current: Part | null = null;
	#collecting: Origins | null = null;
	/** Parts as they were before they are done again; null: the first time. */
	#before: ReadonlyMap<Func, Part> | null = null;
	#isOver = false;
	#isComplete = false;

	// Where the evaluation stands

	/** Begins a rehearsal of a function; call what it gives when it is over. */
	enter(func: Func, lastFrame: number): () => void {
		const root = rootOf(func);
		let part = this.parts.get(root);
		if (part === undefined) this.parts.set(root, (part = this.#newPart(root, lastFrame)));
		else if (func === root) this.#hinder('rehearsed twice', part);
		const [current, collecting] = [this.#current, this.#collecting];
		this.#current = part;
		if (part !== current) this.#collecting = null;
		part.active++;
		return () => {
			part.active--;
			this.#current = current;
			this.#collecting = collecting;
			if (part.active === 0) this.#noteStates(part);
		};
	}

	#newPart(root: Func, firstFrame: number): Part {
		const before = this.#before?.get(root);
		// What needs it may come before the place that it has by itself.
		const asker = this.isAgain ? this.#current : null;
		return {
			...newOrigins(),
			root,
			began: Math.min(before?.began ?? ++this.#clock, asker?.began ?? Infinity),
			isEarly: (before?.isEarly ?? !this.#isComplete) || asker?.isEarly === true,
			firstFrame,
			active: 0,
			lifted: [],
			owned: new Set(),
			thunks: new Set(),
			states: new Map(),
			obstacle: null,
		};
	}

	/** A part that was not there, as if it had begun at that time. */
	placeAt(root: Func, began: number): Part {
		return {...this.#newPart(root, 0), began, isEarly: false};
	}

	/** Something that is no part of a rehearsal, even if one needs it now. */
	asProgram<T>(compute: () => T): T {
		const [current, collecting] = [this.#current, this.#collecting];
		this.#current = null;
		this.#collecting = null;
		const result = compute();
		this.#current = current;
		this.#collecting = collecting;
		return result;
	}

	get isAgain(): boolean {
		return this.#before !== null;
	}

	/** All modules were run. */
	complete(): void {
		this.#isComplete = true;
		this.completedAt = ++this.#clock;
		for (const [key, {state}] of this.#states) this.#states.set(key, entryOf(state));
	}

	/** All was evaluated: what is asked from now on changes nothing. */
	finish(): void {
		this.#isOver = true;
	}

	/** Does parts again; `before` has them as they were. Throws `NotAlone` where that gives something else than doing all again. */
	again<T>(before: ReadonlyMap<Func, Part>, compute: () => T): T {
		for (const thunk of this.#late) this.dropThunk(thunk);
		this.#late.clear();
		this.#before = before;
		this.#isOver = false;
		try {
			return compute();
		} finally {
			this.#before = null;
			this.#isOver = true;
		}
	}

	// Who depends on whom

	/** The code of a function runs. */
	noteRun(func: Func): void {
		const root = rootOf(func);
		if (this.#current?.root !== root) this.#origins()?.ran.add(root);
		this.#collecting?.ran.add(root);
	}

	/** Somebody asks what a function does. */
	noteAsked(func: Func): void {
		const root = rootOf(func);
		this.#collecting?.asked.add(root);
		if (this.#current?.root === root) return;
		this.#origins()?.asked.add(root);
		const part = this.parts.get(root);
		if (part === undefined) return;
		if (this.isAgain) this.#checkOrder(part);
		if (part.active === 0) return;
		// They go round in a circle, and each sees of the other what was known by then.
		this.#hinder('circle', part);
		this.hinder('circle');
	}

	/** In order it would have been rehearsed now, when something may have been different. */
	#checkOrder(part: Part): void {
		const asker = this.#current;
		if (asker === null || part.began <= asker.began) return;
		if (asker.isEarly || this.#lastChange > asker.began) throw new NotAlone('asked for earlier than before');
	}

	#origins(): Origins | null {
		return this.#current ?? (this.#isOver ? null : this.program);
	}

	noteEscape(func: number): void {
		this.#collecting?.escaped.add(func);
		const origins = this.#origins();
		if (origins === null || origins.escaped.has(func)) return;
		origins.escaped.add(func);
		this.#escapes.set(func, (this.#escapes.get(func) ?? 0) + 1);
	}

	hasEscaped(func: number): boolean {
		return (this.#escapes.get(func) ?? 0) > 0;
	}

	noteLifted(of: Request, request: Request): void {
		this.#current?.lifted.push({of, request});
	}

	noteOwned(func: number): void {
		this.#current?.owned.add(func);
	}

	/** Something happened that cannot be done again alone. */
	hinder(why: string): void {
		if (this.#current !== null) this.#hinder(why, this.#current);
		else if (this.isAgain) throw new NotAlone(why);
	}

	#hinder(why: string, part: Part): void {
		if (this.isAgain) throw new NotAlone(why);
		part.obstacle ??= why;
	}

	/** A model asks whether more code may come that decides. */
	noteHasRunAll(): void {
		if (this.#current?.isEarly === true) this.hinder('asked before all had run');
	}

	noteLookup(file: string, name: string): void {
		let names = this.#lookups.get(file);
		if (names === undefined) this.#lookups.set(file, (names = new Set()));
		names.add(name);
	}

	wasLookedFor(file: string, name: string): boolean {
		const names = this.#lookups.get(file);
		return names !== undefined && (names.has(name) || names.has('*'));
	}

	noteGiven(key: string, before: boolean | undefined, now: boolean): void {
		if (before === undefined || before === now) return;
		this.#givenTwice.add(key);
		this.hinder('given in two ways');
	}

	readGiven(key: string): void {
		if (this.isAgain && this.#givenTwice.has(key)) throw new NotAlone('given in two ways');
	}

	// What changes

	/** A thing that the part made: it may change it. */
	own(value: object): void {
		(value as Made).maker = this.#current;
	}

	/** A thing is changed. */
	noteChange(value: object): void {
		if (this.#current !== null && (value as Made).maker === this.#current) return;
		this.#changes.set(value, (this.#lastChange = ++this.#clock));
		if (this.#current !== null) this.hinder('changes what is not its own');
	}

	/** A thing is read: as it was at that time? */
	noteRead(value: object): void {
		if (this.isAgain && this.#current !== null && (this.#changes.get(value) ?? 0) > this.#current.began)
			throw new NotAlone('changed since');
	}

	noteSlot(frame: Frame, slot: number): void {
		const part = this.#current;
		if (part !== null && frame.id > part.firstFrame) return;
		let times = this.#slotTimes.get(frame);
		if (times === undefined) this.#slotTimes.set(frame, (times = []));
		times[slot] = this.#lastChange = ++this.#clock;
		if (part !== null) this.hinder('writes what is not its own');
	}

	noteSlotRead(frame: Frame, slot: number): void {
		if (this.#current === null || frame.id > this.#current.firstFrame) return;
		if ((this.#slotTimes.get(frame)?.[slot] ?? 0) > this.#current.began) throw new NotAlone('written since');
	}

	/** A declaration that was not reached yet is read. */
	noteEarly(frame: Frame): void {
		if (this.#current !== null && frame.id <= this.#current.firstFrame) this.hinder('reads what was not reached');
	}

	// What models know

	useState(key: string, state: unknown): void {
		if (this.#isOver) return;
		let known = this.#states.get(key);
		if (known === undefined) this.#states.set(key, (known = entryOf(state)));
		const part = this.#current;
		if (part === null || part.states.has(key)) return;
		const now = fingerprintOf(state);
		part.states.set(key, now);
		if (this.isAgain && now !== (this.#before?.get(part.root)?.states.get(key) ?? (part.isEarly ? undefined : known.atFirst)))
			throw new NotAlone(`other state: ${key}`);
		known.now = now;
	}

	#noteStates(part: Part): void {
		for (const [key, before] of part.states) {
			const known = this.#states.get(key)!;
			const now = fingerprintOf(known.state);
			if (now === before) continue;
			this.#lastChange = ++this.#clock;
			this.#hinder(`changes state: ${key}`, part);
		}
	}

	/** States that came up when all was over are of one report alone. */
	hasState(key: string): boolean {
		return this.#states.has(key);
	}

	/** When the top level of all modules had been run. */
	completedAt = 0;

	// Values that are worked out once

	/** Works a value out and says what it was made with. */
	collect<T>(compute: () => T): {result: T; origins: Origins} {
		const outer = this.#collecting;
		const origins = newOrigins();
		this.#collecting = origins;
		const result = compute();
		this.#collecting = outer;
		if (outer !== null) addOrigins(outer, origins);
		return {result, origins};
	}

	newThunk(value: Value, origins: Origins, cost: Thunk['cost'], forget: () => void): Thunk {
		const by = this.#current;
		const thunk: Thunk = {value, by, cost, origins, takers: new Set(by === null ? [] : [by]), forget};
		by?.thunks.add(thunk);
		this.thunks.add(thunk);
		if (this.#isOver) this.#late.add(thunk);
		return thunk;
	}

	/** Worked out when all was over, for one report. */
	readonly #late = new Set<Thunk>();

	/** Takes a value that was worked out before; true: who takes it must pay what it took, since in order it would have come first. */
	takeThunk(thunk: Thunk): boolean {
		const part = this.#current;
		this.#take(thunk.origins);
		if (part === null || part.thunks.has(thunk)) return false;
		part.thunks.add(thunk);
		thunk.takers.add(part);
		if (!this.isAgain || thunk.by === null) return false;
		const isLater = thunk.by.began > part.began || thunk.by.root === part.root;
		if (!isLater) return false;
		if (thunk.by.obstacle !== null) throw new NotAlone('taken from one that was cut short');
		thunk.by = part;
		return true;
	}

	#take(origins: Origins): void {
		if (this.#collecting !== null) addOrigins(this.#collecting, origins);
		const into = this.#origins();
		if (into === null) return;
		for (const root of origins.ran) if (root !== this.#current?.root) into.ran.add(root);
		for (const root of origins.asked) if (root !== this.#current?.root) into.asked.add(root);
		for (const func of origins.escaped) this.noteEscape(func);
	}

	computeLazy(lazy: LazyValue, compute: () => Value): Value {
		if ((lazy as Made).maker === this.#current && !this.#isOver) return compute();
		const {result, origins} = this.collect(compute);
		if (origins.ran.size > 0 || origins.asked.size > 0) {
			this.#foreign.push(origins);
			this.#foreignOf.set(lazy, origins);
			if (!this.#isOver) this.#changes.set(lazy, (this.#lastChange = ++this.#clock));
			else this.#changes.set(lazy, Infinity);
			if (this.#current !== null) this.hinder('works out what others read');
		}
		return result;
	}

	readonly #foreignOf = new WeakMap<LazyValue, Origins>();

	takeLazy(lazy: LazyValue): void {
		const origins = this.#foreignOf.get(lazy);
		if (origins === undefined) return;
		this.noteRead(lazy);
		this.#take(origins);
	}

	/** Was a value that stays worked out with one of these? */
	isHeld(roots: ReadonlySet<Func>): boolean {
		return this.#foreign.some(({ran, asked}) => [...roots].some((root) => ran.has(root) || asked.has(root)));
	}

	/** Takes a part out, as if it had not been done. */
	drop(part: Part): void {
		this.parts.delete(part.root);
		for (const func of part.escaped) this.#escapes.set(func, (this.#escapes.get(func) ?? 1) - 1);
		for (const {of, request} of part.lifted) {
			const place = of.instances.indexOf(request);
			if (place !== -1) of.instances.splice(place, 1);
		}
	}

	dropThunk(thunk: Thunk): void {
		this.thunks.delete(thunk);
		thunk.forget();
		for (const taker of thunk.takers) taker.thunks.delete(thunk);
	}
}

const entryOf = (state: unknown): {state: unknown; atFirst: string; now: string} => {
	const now = fingerprintOf(state);
	return {state, atFirst: now, now};
};
