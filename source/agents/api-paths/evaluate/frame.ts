import type {Func} from '../code/ir.ts';
import type {Value} from './value.ts';

/** One run of a function: the values of its bindings, and the frame around it. */
export interface Frame {
	func: Func;
	parent: Frame | null;
	slots: (Value | undefined)[];
	self: Value | null;
	/** `generic`: its parameters stand for themselves (kind `param`). */
	isGeneric: boolean;
}
