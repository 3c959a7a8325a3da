import type {Func, Module} from '../code/ir.ts';
import type {Machine} from '../evaluate/machine.ts';

/**
 * Rehearses the functions that set something up before all others: a provider component may make the query client that the components
 * around it need. `packages` are those the thing comes from, `name` is its exported name there.
 */
export function rehearseSetup(machine: Machine, packages: ReadonlySet<string>, name: string): void {
	for (const module of machine.modules()) {
		if (!module.imports.some((source) => packages.has(source))) continue;
		for (const func of functionsNaming(module, name)) machine.rehearse(func);
	}
}

/** By its name, or by the one it was imported as. */
function functionsNaming(module: Module, name: string): Func[] {
	const text = module.textOf(0, Number.MAX_SAFE_INTEGER);
	if (!text.includes(name)) return [];
	const alias = new RegExp(String.raw`\b${name}\s+as\s+(\w+)`).exec(text)?.[1];
	const word = new RegExp(String.raw`\b(?:${[name, alias].filter(Boolean).join('|')})\b`);
	return module.funcs.filter((func) => func.kind !== 'module' && word.test(text.slice(func.at, func.end)));
}
