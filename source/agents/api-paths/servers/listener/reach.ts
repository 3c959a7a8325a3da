import type {Func} from '../../code/ir.ts';
import type {Machine} from '../../evaluate/machine.ts';
import type {ClosureValue, Value} from '../../evaluate/value.ts';
import {capturedValue, selfOf, type Scope} from './scope.ts';
import {visitExpressions} from './statements.ts';

const mostClosures = 40;
const mostDepth = 4;

/**
 * What a listener can come upon that was made before it: what it and the functions around it captured, and what made it was given. Only asked
 * where following the request through it led nowhere.
 */
export function reachableFrom(machine: Machine, listener: ClosureValue): Value[] {
	const found: Value[] = [];
	const seen = new Set<Func>();
	let front = [listener];
	for (let depth = 0; depth < mostDepth && seen.size < mostClosures; depth++) {
		const values = front
			.filter((closure) => !seen.has(closure.func))
			.flatMap((closure) => (seen.add(closure.func), capturesOf(machine, closure)));
		found.push(...values);
		front = values.flatMap((value) => closuresIn(machine, value, 0));
	}
	return found;
}

function capturesOf(machine: Machine, closure: ClosureValue): Value[] {
	const scope: Scope = {
		machine,
		func: closure.func,
		frame: closure.frame,
		self: selfOf(closure),
		roles: new Map(),
		declared: new Map(),
		depth: 0,
	};
	const values = [...(scope.self === null ? [] : [scope.self]), ...closure.bound];
	visitExpressions(closure.func, (expr) => {
		if (expr.kind !== 'name' || expr.binding === null || expr.binding.owner === closure.func) return;
		const value = capturedValue(scope, expr);
		if (value !== null) values.push(value);
	});
	return [...values, ...argumentsAround(machine, closure)];
}

/** What the functions that made the listener were given. */
export function argumentsAround(machine: Machine, closure: ClosureValue): Value[] {
	const values: Value[] = [];
	for (let frame = closure.frame; frame.parent !== null; frame = frame.parent) {
		if (frame.func.kind !== 'module') values.push(...frame.args.map((value) => machine.force(value)));
	}
	return values;
}

function closuresIn(machine: Machine, value: Value, depth: number): ClosureValue[] {
	if (depth > 2) return [];
	return machine.eachOf(value).flatMap(({value: one}) => {
		if (one.kind === 'closure') return [one];
		if (one.kind === 'array') return one.items.slice(0, 100).flatMap((item) => closuresIn(machine, item, depth + 1));
		if (one.kind !== 'object') return [];
		const methods =
			one.cls === null
				? []
				: one.cls.cls.members.flatMap(({key, kind}) => (kind === 'method' && typeof key === 'string' ? [machine.get(one, key)] : []));
		return [...one.props.values(), ...methods].flatMap((part) => closuresIn(machine, part, depth + 1));
	});
}
