import {mostCallsFollowed} from './bounds.ts';
import type {Evaluator} from './evaluator.ts';
import type {Frame} from './frame.ts';
import type {Thunk} from './parts.ts';
import type {ClosureValue, Value} from './value.ts';

/** What functions return, for calls of which nothing else is seen; of those without arguments it is kept. */
export class Thunks {
	readonly #e: Evaluator;
	readonly #known = new WeakMap<Frame, Map<number, Value | Thunk>>();

	constructor(e: Evaluator) {
		this.#e = e;
	}

	/**
	 * A function without arguments gives the same to all who call it: hooks and getters are called in hundreds of places. So it is worked out under
	 * no conditions of the first who calls it.
	 */
	valueOfThunk(closure: ClosureValue): Value {
		const e = this.#e;
		const {bounds} = e;
		let thunks = this.#known.get(closure.frame);
		if (thunks === undefined) this.#known.set(closure.frame, (thunks = new Map()));
		const known = thunks.get(closure.func.id);
		if (known !== undefined) return this.#take(known);
		const {guards, trace} = e;
		const {inlined} = bounds;
		e.guards = null;
		bounds.inlined = 1;
		const compute = (): Value => this.valueOnly(closure, []);
		const [fuel, followed] = [e.fuel, bounds.followed];
		const {result: value, origins} = trace === null ? {result: compute(), origins: null} : trace.collect(compute);
		e.guards = guards;
		bounds.inlined = inlined;
		// Not what was cut off because too much was going on.
		if (value.kind === 'unknown' && value.reason === 'too-deep') return value;
		const {id} = closure.func;
		const cost = {fuel: fuel - e.fuel, followed: bounds.followed - followed};
		thunks.set(id, trace === null || origins === null ? value : trace.newThunk(value, origins, cost, () => thunks.delete(id)));
		return value;
	}

	#take(thunk: Value | Thunk): Value {
		if ('kind' in thunk) return thunk;
		const {trace, bounds} = this.#e;
		if (trace?.takeThunk(thunk) === true) {
			this.#e.fuel -= thunk.cost.fuel;
			bounds.followed += thunk.cost.followed;
			if (this.#e.fuel < 0 || bounds.followed > mostCallsFollowed) trace.hinder('cut short');
		}
		return thunk.value;
	}

	/** What a function returns, and nothing of what it does. */
	valueOnly(closure: ClosureValue, args: Value[]): Value {
		const e = this.#e;
		if (!e.bounds.enter(closure.func)) return e.cut(closure.func.name ?? '…');
		const {run, rehearsing, journal} = e;
		e.run = -1;
		e.rehearsing = null;
		e.journal = null;
		const value = e.requests.muted(() => e.closures.run(e.closures.newFrame(closure, args), closure));
		e.run = run;
		e.rehearsing = rehearsing;
		e.journal = journal;
		e.bounds.leave(closure.func);
		return value;
	}
}
