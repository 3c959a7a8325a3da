import type {Func, Module} from '../code/ir.ts';
import type {Machine} from '../evaluate/machine.ts';

/**
 * Rehearses the functions that set something up, once, before anybody asks what was set up: a provider component may make the query client that
 * components rehearsed earlier use. `packages` are those the thing comes from, `name` is its exported name there.
 */
export function rehearseSetup(machine: Machine, packages: ReadonlySet<string>, name: string): void {
	const state = machine.state(`setup of ${name}`, () => ({isDone: false}));
	if (!machine.hasRunAll() || state.isDone) return;
	state.isDone = true;
	const word = new RegExp(String.raw`\b${name}\b`);
	for (const module of machine.modules()) {
		if (!module.imports.some((source) => packages.has(source)) || !word.test(module.textOf(0, Number.MAX_SAFE_INTEGER))) continue;
		for (const func of functionsNaming(module, word)) machine.rehearse(func);
	}
}

/** Innermost ones are found by the outer ones that are rehearsed around them. An import under another name is looked for everywhere. */
function functionsNaming(module: Module, word: RegExp): Func[] {
	const named = module.funcs.filter((func) => func.kind !== 'module' && word.test(module.textOf(func.at, func.end)));
	return named.length > 0 ? named : module.funcs.filter((func) => func.kind !== 'module' && func.hasCalls);
}
