import type {Binding, Expr, Module} from '../code/ir.ts';
import {partsOf} from '../code/walk.ts';
import type {Machine} from '../evaluate/machine.ts';
import type {Value} from '../evaluate/value.ts';

/** Is it imported from a file that is not there: of a submodule that is not checked out, a folder that is private or generated? */
export const isAbsentCode = (value: Value): boolean => value.kind === 'unknown' && value.reason === 'unresolved-import';

/** Does an expression of this module name what is imported from a file that is not there, itself or in a variable it names? */
export function namesAbsentCode(machine: Machine, expr: Expr, module: Module, seen: ReadonlySet<Binding> = new Set()): boolean {
	return partsOf(expr).some((part) => {
		if (part.kind === 'import') return part.source.kind === 'literal' && isAbsent(machine, module, String(part.source.value));
		if (part.kind !== 'name' || part.binding === null || seen.has(part.binding)) return false;
		const {from, declaration} = part.binding;
		if (from !== undefined) return isAbsent(machine, module, from.source);
		return declaration !== undefined && namesAbsentCode(machine, declaration.init, module, new Set([...seen, part.binding]));
	});
}

const isAbsent = (machine: Machine, {file}: Module, source: string): boolean => machine.project.resolve(file, source).kind === 'unresolved';
