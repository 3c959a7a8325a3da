import type {Module} from '../code/ir.ts';
import type {Machine} from '../evaluate/machine.ts';
import type {KnownFlows, RouteFlow} from './data-flow.ts';
import {forget, Watcher} from './kept.ts';
import type {CodeState, Finding} from './kept.ts';
import type {FallbacksOfModule} from './mock-fallbacks.ts';
import type {KnownFunctions} from './requests.ts';
import type {Route} from '../routes/route.ts';

/** What the gate worked out of the code, kept for the next time: it is used as long as nothing that was looked at has changed, and changes no answer. */
export interface GateMemory {
	watcher: Watcher;
	/** By file. */
	fallbacks: Map<string, Finding<FallbacksOfModule>>;
	functions: KnownFunctions;
	/** Files that a module's list of imports leads to. */
	imports: WeakMap<readonly string[], readonly string[]>;
	near: {asking: readonly string[]; modules: readonly Module[]; near: readonly Module[]} | null;
	flows: KnownFlows;
	/** Of the routes that were asked for last. */
	routes: Map<Route, Finding<RouteFlow>>;
	/** Whose values the flows are made of. */
	machine: Machine | null;
}

export const newGateMemory = (): GateMemory => ({
	watcher: new Watcher(),
	fallbacks: new Map(),
	functions: {calls: new Map(), makers: new Map()},
	imports: new WeakMap(),
	near: null,
	flows: new Map(),
	routes: new Map(),
	machine: null,
});

/** Forgets what may not hold any more in another state of the code. */
export function refresh(memory: GateMemory, state: CodeState, machine: Machine | null): void {
	const changed = memory.watcher.change(state);
	if (changed === null) [memory.imports, memory.near] = [new WeakMap(), null];
	forget(memory.fallbacks, changed);
	forget(memory.functions.calls, changed);
	forget(memory.functions.makers, changed);
	forget(memory.flows, memory.machine === machine ? changed : null);
	forget(memory.routes, memory.machine === machine ? changed : null);
	memory.machine = machine;
}
