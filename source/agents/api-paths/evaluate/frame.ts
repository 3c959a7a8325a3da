import type {Func, Pattern} from '../code/ir.ts';
import type {ClassValue, Value} from './value.ts';

/** One run of a function: the values of its bindings, and the frame around it. */
export interface Frame {
	/** Unique; conditions are told apart by it. */
	id: number;
	func: Func;
	parent: Frame | null;
	slots: (Value | undefined)[];
	self: Value | null;
	/** `arguments`, rest and spread see them. */
	args: Value[];
	/** Its parameters stand for themselves (kind `param`). */
	isGeneric: boolean;
	/** Declarations that were worked out before their turn came, because somebody read them. */
	early: Set<Pattern> | null;
	/** One round of a loop: its own bindings, everything else is the frame's it is a round of. */
	round: {of: Frame; own: ReadonlySet<number>} | null;
	/** The class whose method this is, for `super`. */
	home: ClassValue | null;
}

/** Room for the values of a function's names, none of them there yet. */
export function emptySlots({slots: count}: Func): Frame['slots'] {
	const slots: Frame['slots'] = [];
	slots.length = count;
	return slots;
}

/** Where a slot of a frame really is: in the round of the loop it belongs to, or in the frame itself. */
export function frameOfSlot(frame: Frame, slot: number): Frame {
	let holder = frame;
	while (holder.round !== null && !holder.round.own.has(slot)) holder = holder.round.of;
	return holder;
}
