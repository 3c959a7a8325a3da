import type {Func} from '../code/ir.ts';
import type {Evaluator} from './evaluator.ts';
import {mustRun} from './summary.ts';
import type {ClosureValue, Value} from './value.ts';

/** How many statements the rehearsal of one function may take, with all that it calls. */
export const fuelOfRehearsal = 6_000;
/** Below this many calls, what is called is not rehearsed any more: code is rehearsed from the leaves of the import graph up, so that few go deep. */
export const deepestRehearsals = 40;
/** How many calls are followed in the rehearsal of one function. */
export const mostCallsFollowed = 600;
/** How deep calls are followed into each other. */
const deepestCalls = 60;
/** How often one function may be on the stack of calls. */
const deepestRecursion = 2;
/** And one that adds routes in code that surely runs: tables of routes have children. */
const deepestRoutingRecursion = 8;
/** In code that surely runs: how deep a call is that may be one of very many, such as a logger's that logs. */
const deepInProgram = 6;
/** How often one function is run that deep, unless it adds routes or makes requests. */
const mostDeepRuns = 60;
/** And how often one that does. */
const mostRoutingRuns = 4000;

/** How deep in calls an evaluation stands, and how far it may still go. */
export class Bounds {
	readonly #e: Evaluator;
	/** How many calls and rehearsals go on, each in the one before. */
	depth = 0;
	/** How many calls deep the evaluation stands below the function that is rehearsed or the module that is run. */
	inlined = 0;
	/** How many calls the rehearsal that goes on has followed. */
	followed = 0;
	readonly #onStack = new Map<number, number>();
	readonly #deepRuns = new Map<number, number>();

	constructor(e: Evaluator) {
		this.#e = e;
	}

	/** Begins a call; false: it goes too far, and must not be made. */
	enter(func: Func): boolean {
		const times = this.#onStack.get(func.id) ?? 0;
		if (this.depth >= deepestCalls || times >= this.#deepestOf(func, times)) return false;
		if (this.#e.run !== 0 && ++this.followed > mostCallsFollowed) return false;
		this.depth++;
		this.#onStack.set(func.id, times + 1);
		return true;
	}

	#deepestOf(func: Func, times: number): number {
		if (times < deepestRecursion || this.#e.run !== 0) return deepestRecursion;
		return this.#e.rehearsals.known(func)?.changes === true ? deepestRoutingRecursion : deepestRecursion;
	}

	/** Ends a call that was begun. */
	leave(func: Func): void {
		this.depth--;
		this.#onStack.set(func.id, (this.#onStack.get(func.id) ?? 1) - 1);
	}

	/** What runs most is seldom what a program is about: loggers, caches, parsers that call themselves in several ways. */
	mayRunDeep({func, self}: ClosureValue, args: Value[]): boolean {
		if (this.#e.run !== 0 || this.depth < deepInProgram) return true;
		const times = (this.#deepRuns.get(func.id) ?? 0) + 1;
		this.#deepRuns.set(func.id, times);
		if (times <= mostDeepRuns) return true;
		const summary = this.#e.rehearsals.known(func);
		return summary !== undefined && mustRun(summary, args, self) && times <= (this.#e.isTired ? mostDeepRuns * 2 : mostRoutingRuns);
	}
}
