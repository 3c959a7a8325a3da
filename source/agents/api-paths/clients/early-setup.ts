import type {Func, Module} from '../code/ir.ts';
import type {Machine} from '../evaluate/machine.ts';

/**
 * Rehearses the functions that set something up before all others: a provider component may make the query client that the components
 * around it need. `packages` are those the thing comes from, `name` is its exported name there.
 */
export function rehearseSetup(machine: Machine, packages: ReadonlySet<string>, name: string): void {
	machine.rehearseFirst((module) => (module.imports.some((source) => packages.has(source)) ? functionsNaming(module, name) : []));
}

/** By its name, or by the one it was imported as. */
function functionsNaming(module: Module, name: string): Func[] {
	if (!module.textOf(0, Number.MAX_SAFE_INTEGER).includes(name)) return [];
	const alias = new RegExp(String.raw`\b${name}\s+as\s+(\w+)`).exec(module.textOf(0, Number.MAX_SAFE_INTEGER))?.[1];
	const word = new RegExp(String.raw`\b(?:${[name, alias].filter(Boolean).join('|')})\b`);
	return module.funcs.filter((func) => func.kind !== 'module' && word.test(module.textOf(func.at, func.end)));
}
