import type {Clock} from '../basics/clock.ts';
import type {Program} from './program.ts';
import {nextTickAt} from './state/clock.ts';

/** `setTimeout` takes no more. */
const longestMs = 2 ** 31 - 1;

/** Sends a tick at the moments at which a shown age changes, and at no other; stops with the signal. */
export function startClock(program: Program, clock: Clock, signal: AbortSignal): void {
	let timer: NodeJS.Timeout | undefined;
	const plan = (): void => {
		clearTimeout(timer);
		const at = signal.aborted ? null : nextTickAt(program.model());
		if (at === null) return;
		timer = setTimeout(() => program.dispatch({kind: 'tick'}), Math.min(longestMs, Math.max(1, at - clock.now())));
	};
	const stop = program.subscribe(plan);
	signal.addEventListener('abort', () => {
		stop();
		clearTimeout(timer);
	});
	plan();
}
