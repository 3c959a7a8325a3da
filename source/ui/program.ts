import type {Clock} from '../basics/clock.ts';
import type {Event} from './state/event.ts';
import type {Command, Model} from './state/model.ts';
import {update} from './state/update.ts';

/** An event before it has its time. */
export type Happening = Event extends infer One ? (One extends Event ? Omit<One, 'at'> : never) : never;
export type Dispatch = (happening: Happening) => void;

/** The one holder of the model: everything that happens goes through `dispatch`, and what is drawn is `shown`. */
export interface Program {
	dispatch: Dispatch;
	/** The model now. */
	model: () => Model;
	/** The model to draw: behind `model` only while the terminal cannot take more. */
	shown: () => Model;
	/** Calls back whenever `shown` changes; returns how to stop that. */
	subscribe: (listener: () => void) => () => void;
	/** Shows the newest model, now that the terminal takes more. */
	catchUp: () => void;
}

export interface ProgramOptions {
	initial: Model;
	clock: Clock;
	/** Carries out what `update` asks for. */
	perform: (command: Command) => void;
	/** Can the terminal take another frame? A slow line otherwise gets frames that are old before they arrive. */
	canDraw?: () => boolean;
}

export function createProgram({initial, clock, perform, canDraw = () => true}: ProgramOptions): Program {
	let model = initial;
	let shown = initial;
	const listeners = new Set<() => void>();

	function catchUp(): void {
		if (shown === model || !canDraw()) return;
		shown = model;
		for (const listener of listeners) listener();
	}

	return {
		dispatch(happening) {
			const step = update(model, {...happening, at: clock.now()});
			model = step.model;
			catchUp();
			for (const command of step.commands) perform(command);
		},
		model: () => model,
		shown: () => shown,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		catchUp,
	};
}
