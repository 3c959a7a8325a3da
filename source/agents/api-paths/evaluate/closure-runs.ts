import type {Func} from '../code/ir.ts';
import {bindPattern, startActivation} from './bindings.ts';
import type {Activation} from './bindings.ts';
import type {Evaluator} from './evaluator.ts';
import {evaluate} from './expressions.ts';
import {emptySlots} from './frame.ts';
import type {Frame} from './frame.ts';
import {execute} from './statements.ts';
import {undefinedValue, unknown} from './value.ts';
import type {ClosureValue, Value} from './value.ts';

/** Runs the bodies of functions, each in a frame of its own. */
export class ClosureRuns {
	readonly #e: Evaluator;
	#lastFrame = 0;

	constructor(e: Evaluator) {
		this.#e = e;
	}

	/** Room for one run of a function; `args` null: its parameters stand for themselves. */
	newFrame(closure: ClosureValue, args: Value[] | null): Frame {
		const {func} = closure;
		return {
			id: ++this.#lastFrame,
			func,
			parent: closure.frame,
			slots: emptySlots(func),
			self: func.kind === 'arrow' ? closure.frame.self : closure.self,
			args: args ?? [],
			isGeneric: args === null,
			early: null,
			round: null,
			home: func.kind === 'arrow' ? closure.frame.home : closure.home,
		};
	}

	/** Runs a function in a frame made for that, and gives what it returns. */
	run(frame: Frame, closure: ClosureValue): Value {
		const {func} = closure;
		this.#e.trace?.noteRun(func);
		const activation = startActivation(frame, this.#e.guards);
		const before = this.#e.guards;
		this.#bindParams(frame, activation);
		execute(this.#e, func.body, activation);
		this.#e.guards = before;
		return resultOf(this.#e, activation);
	}

	#bindParams(frame: Frame, activation: Activation): void {
		const {func, args} = frame;
		if (func.argumentsSlot !== null)
			frame.slots[func.argumentsSlot] = {
				kind: 'array',
				items: args,
				rest: frame.isGeneric ? {kind: 'param', func, name: 'arguments', text: 'arguments', type: null} : null,
				born: this.#e.guards,
			};
		for (const [index, param] of func.params.entries()) {
			const value = frame.isGeneric ? this.paramOf(func, index) : this.#argument(frame, index, activation);
			bindPattern(this.#e, param.pattern, value, activation, 'declare');
			if (param.isField && frame.self?.kind === 'object' && param.pattern.kind === 'bind')
				frame.self.props.set(param.pattern.binding.name, value);
		}
	}

	#argument(frame: Frame, index: number, activation: Activation): Value {
		const param = frame.func.params[index]!;
		if (param.isRest) return {kind: 'array', items: frame.args.slice(index), rest: null, born: this.#e.guards};
		const given = frame.args[index];
		if (given === undefined) return param.default === null ? undefinedValue : evaluate(this.#e, param.default, activation);
		if (param.default === null) return given;
		const forced = given.kind === 'lazy' ? given : this.#e.force(given);
		if (forced.kind === 'literal' && forced.value === undefined) return evaluate(this.#e, param.default, activation);
		return given;
	}

	/** What stands for a parameter while nobody gives it: what its type says, or the parameter itself. */
	paramOf(func: Func, index: number): Value {
		const param = func.params[index];
		if (param === undefined) return unknown('…');
		const typed = param.type === null ? null : this.#e.valueOfType(param.type);
		if (typed !== null) return typed;
		const name = param.pattern.kind === 'bind' ? param.pattern.binding.name : `argument${index + 1}`;
		const value: Value = {kind: 'param', func, name: `${index}`, text: name, type: param.type};
		if (param.isRest) return {kind: 'array', items: [], rest: value, born: null};
		return value;
	}
}

function resultOf(e: Evaluator, activation: Activation): Value {
	if (activation.returns.length === 0) return undefinedValue;
	return e.choiceOf(activation.returns);
}
