import type {Comparison} from '../statement/conditions.ts';
import type {Key} from './batch.ts';

/** Keys of a statement that writes: its rows, if it returns any, have them under their own names. */
export function writtenKeys(keys: readonly Comparison[]): Key[] {
	return keys.map(({operand, name}) => ({label: operand.map(({text}) => text).join(''), column: name, inRows: name}));
}
