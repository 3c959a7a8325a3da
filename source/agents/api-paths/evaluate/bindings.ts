import type {Expr, Pattern, Type} from '../code/ir.ts';
import type {Evaluator} from './evaluator.ts';
import {fact} from './facts.ts';
import type {Guards} from './facts.ts';
import {frameOfSlot} from './frame.ts';
import type {Frame} from './frame.ts';
import {getMember, itemsOf, setMember} from './members.ts';
import {derived, unknown} from './value.ts';
import type {Value} from './value.ts';

/** One run of a function's body. */
export interface Activation {
	frame: Frame;
	returns: {guards: Guards; value: Value}[];
	/** What held when it began: a return says what held more. */
	entry: Guards;
}

/** Begins a run of a frame's function. */
export function startActivation(frame: Frame, guards: Guards): Activation {
	return {frame, returns: [], entry: guards};
}

/** Gives a value to all names of a pattern. */
export function bindPattern(e: Evaluator, pattern: Pattern, value: Value, activation: Activation, how: 'declare' | 'assign'): void {
	switch (pattern.kind) {
		case 'bind': {
			const frame = frameOf(activation.frame, pattern.binding.owner.id);
			if (frame !== null) writeSlot(e, frame, pattern.binding.slot, value);
			return;
		}
		case 'object': {
			for (const prop of pattern.props) {
				const name = typeof prop.key === 'string' ? prop.key : e.literalOf(e.evaluateIn(prop.key, activation));
				const found = name === undefined ? unknown('…') : getMember(e, value, String(name), String(name));
				bindPattern(e, prop.value, withDefault(e, found, prop.default, activation), activation, how);
			}
			if (pattern.rest !== null)
				bindPattern(
					e,
					pattern.rest,
					restOf(
						e,
						value,
						pattern.props.map(({key}) => key),
					),
					activation,
					how,
				);
			return;
		}
		case 'array': {
			const known = itemsOf(e, value);
			for (const [index, item] of pattern.items.entries()) {
				if (item === null) continue;
				const found = getMember(e, value, String(index), `${index}`);
				bindPattern(e, item.value, withDefault(e, found, item.default, activation), activation, how);
			}
			if (pattern.rest === null) return;
			const forced = e.force(value);
			const rest: Value =
				known === null
					? forced.kind === 'param'
						? derived(forced, '…', '…')
						: unknown('…')
					: {kind: 'array', items: known.items.slice(pattern.items.length), rest: known.isOpen ? unknown('…') : null, born: e.guards};
			bindPattern(e, pattern.rest, rest, activation, how);
			return;
		}
		case 'target':
			assignTo(e, pattern.target, value, activation);
	}
}

function restOf(e: Evaluator, value: Value, taken: readonly (string | Expr)[]): Value {
	const forced = e.force(value);
	if (forced.kind !== 'object') return forced.kind === 'param' ? forced : unknown('…');
	e.trace?.noteRead(forced);
	const props = new Map([...forced.props].filter(([name]) => !taken.includes(name)));
	return e.own({...forced, props, cls: null});
}

function withDefault(e: Evaluator, value: Value, fallback: Expr | null, activation: Activation): Value {
	if (fallback === null) return value;
	const forced = e.force(value);
	if (forced.kind === 'literal') return forced.value === undefined ? e.evaluateIn(fallback, activation) : forced;
	if (forced.kind === 'param') return orElse(e, forced, e.evaluateIn(fallback, activation), activation.frame);
	if (forced.kind === 'choice') {
		const other = e.evaluateIn(fallback, activation);
		return e.choiceOf(
			e
				.eachOf(forced)
				.map((one) => (one.value.kind === 'literal' && one.value.value === undefined ? {guards: one.guards, value: other} : one)),
		);
	}
	return forced;
}

/** A parameter, or what stands for it when it is not given. */
export function orElse(e: Evaluator, param: Extract<Value, {kind: 'param'}>, fallback: Value, frame: Frame): Value {
	const given = `given ${param.func.id}.${param.name}`;
	return e.choiceOf([
		{guards: fact(given, true, frame.id), value: param},
		{guards: fact(given, false, frame.id), value: fallback},
	]);
}

function assignTo(e: Evaluator, target: Expr, value: Value, activation: Activation): void {
	if (target.kind === 'name') {
		if (target.binding === null) return e.runs.setGlobal(target.name, value);
		const frame = frameOf(activation.frame, target.binding.owner.id);
		if (frame !== null) writeSlot(e, frame, target.binding.slot, value);
		return;
	}
	if (target.kind !== 'member') return;
	const object = e.evaluateIn(target.object, activation);
	const name = typeof target.property === 'string' ? target.property : e.literalOf(e.evaluateIn(target.property, activation));
	setMember(e, object, name === undefined ? null : String(name), value, {module: activation.frame.func.module, at: target.at});
}

/** The frame of a function around (or at) this one. */
export function frameOf(frame: Frame, func: number): Frame | null {
	let around: Frame | null = frame;
	while (around !== null && around.func.id !== func) around = around.parent;
	return around;
}

/** A type says more about a value of which nothing is known. */
export function typedValue(e: Evaluator, value: Value, type: Type): Value {
	if (value.kind !== 'unknown' || value.type !== null) return value;
	return e.valueOfType(type) ?? {...value, type};
}

/** Writes a slot so that a branch can be undone. */
export function writeSlot(e: Evaluator, of: Frame, slot: number, value: Value): void {
	const frame = frameOfSlot(of, slot);
	e.trace?.noteSlot(frame, slot);
	if (e.journal !== null) {
		let slots = e.journal.get(frame);
		if (slots === undefined) e.journal.set(frame, (slots = new Map()));
		if (!slots.has(slot)) slots.set(slot, frame.slots[slot]);
	}
	frame.slots[slot] = value;
}
