import type {Expr, Module} from '../../code/ir.ts';
import type {Machine} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';

const endings = ['ts', 'mts', 'js', 'mjs', 'cjs'] as const;

/** The configuration of a framework: what its file exports, also where functions of packages were put around it: `withPlugin({…})(config)`. Null when there is none that can be read. */
export function configValue(machine: Machine, folder: string, name: string): {value: Value; module: Module} | null {
	for (const ending of endings) {
		const file = `${folder}${name}.config.${ending}`;
		if (machine.project.readText(file) === undefined) continue;
		const exported = machine.exportOf(file, 'default');
		const module = machine.modules().find((one) => one.file === file);
		if (exported === null || module === undefined) continue;
		const value = readable(machine, exported, module) ?? insideWrappers(machine, module);
		if (value !== null) return {value, module};
	}
	return null;
}

/** An object, or what a function of the build phase returns. */
function readable(machine: Machine, exported: Value, module: Module): Value | null {
	const [first] = machine.eachOf(exported);
	if (first === undefined) return null;
	if (first.value.kind === 'object') return first.value;
	if (first.value.kind !== 'closure') return null;
	const made = machine.force(machine.call(first.value, [], {module, at: first.value.func.at}));
	return made.kind === 'object' ? made : null;
}

function insideWrappers(machine: Machine, module: Module): Value | null {
	for (const stmt of module.top.body) {
		const expr = stmt.kind === 'export-default' ? stmt.value : stmt.kind === 'run' && isModuleExports(stmt.expr) ? stmt.expr.value : null;
		const found = expr === null ? null : wrapped(machine, expr, module, 0);
		if (found !== null) return found;
	}
	return null;
}

function isModuleExports(expr: Expr): expr is Extract<Expr, {kind: 'assign'}> {
	return (
		expr.kind === 'assign' &&
		expr.target.kind === 'target' &&
		expr.target.target.kind === 'member' &&
		expr.target.target.property === 'exports'
	);
}

/** The first thing that is a configuration among what a call is given, from the outermost call inwards. */
function wrapped(machine: Machine, expr: Expr, module: Module, depth: number): Value | null {
	if (depth > 6) return null;
	const own = readable(machine, machine.evaluate(expr, module), module);
	if (own !== null) return own;
	if (expr.kind === 'name' && expr.binding?.declaration !== undefined)
		return wrapped(machine, expr.binding.declaration.init, module, depth + 1);
	if (expr.kind !== 'call') return null;
	for (const arg of expr.args) {
		const found = arg.kind === 'spread' ? null : wrapped(machine, arg, module, depth + 1);
		if (found !== null) return found;
	}
	return null;
}
