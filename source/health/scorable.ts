import type {Scorable} from './score.ts';
import type {JudgedSignal} from './signals.ts';

/** A judged signal as the score takes it, with its exact or its shown points. */
export function toScorable({id, category, weight, required, stale, component}: JudgedSignal, score: number | null): Scorable {
	return {
		id,
		category,
		weight,
		required,
		score,
		stale,
		down: component !== null && score !== null && component.required && component.status === 'down',
	};
}
