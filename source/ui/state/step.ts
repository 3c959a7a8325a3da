import type {Step} from './event.ts';
import type {Command, Model, Toast} from './model.ts';

/** A change of the model, with the commands that go with it. */
export function step(model: Model, ...commands: readonly Command[]): Step {
	return {model, commands};
}

/** Shows a sentence for a moment. */
export function toast(model: Model, severity: Toast['severity'], message: string): Model {
	return {...model, toast: {severity, message, at: model.now}};
}

/** How long a toast stays, ms; a new key that does something takes it away earlier. */
export const toastMs = 8000;
