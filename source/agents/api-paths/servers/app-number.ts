import type {Machine} from '../evaluate/machine.ts';

/** A number that no other app of this analysis has: routes of different apps never shadow each other. */
export function nextAppNumber(machine: Machine): number {
	const numbers = machine.state('app numbers', () => ({next: 1}));
	return numbers.next++;
}
