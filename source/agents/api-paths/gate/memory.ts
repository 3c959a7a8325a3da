import type {Machine} from '../evaluate/machine.ts';
import type {KnownFlows} from './data-flow.ts';
import {forget, Watcher} from './kept.ts';
import type {CodeState, Finding} from './kept.ts';
import type {FallbacksOfModule} from './mock-fallbacks.ts';
import type {KnownFunctions} from './requests.ts';

/** What the gate worked out of the code, kept for the next time: it is used as long as nothing that was looked at has changed, and changes no answer. */
export interface GateMemory {
	watcher: Watcher;
	/** By file. */
	fallbacks: Map<string, Finding<FallbacksOfModule>>;
	functions: KnownFunctions;
	/** Files that a module's list of imports leads to. */
	imports: WeakMap<readonly string[], readonly string[]>;
	flows: KnownFlows;
	/** Whose values the flows are made of. */
	machine: Machine | null;
}

export const newGateMemory = (): GateMemory => ({
	watcher: new Watcher(),
	fallbacks: new Map(),
	functions: {calls: new Map(), makers: new Map()},
	imports: new WeakMap(),
	flows: new Map(),
	machine: null,
});

/** Forgets what may not hold any more in another state of the code. */
export function refresh(memory: GateMemory, state: CodeState, machine: Machine | null): void {
	const changed = memory.watcher.change(state);
	if (changed === null) memory.imports = new WeakMap();
	forget(memory.fallbacks, changed);
	forget(memory.functions.calls, changed);
	forget(memory.functions.makers, changed);
	forget(memory.flows, memory.machine === machine ? changed : null);
	memory.machine = machine;
}
