import type {Poll} from '../../source/client/connection.ts';
import type {Event} from '../../source/ui/state/event.ts';
import {initialModel} from '../../source/ui/state/initial.ts';
import type {Command, Model} from '../../source/ui/state/model.ts';
import {update} from '../../source/ui/state/update.ts';
import {noon, reading} from './readings.ts';

/** The screen before the first answer. */
export function startModel(change: Partial<Model> = {}): Model {
	return {
		...initialModel({
			now: noon,
			size: {columns: 80, rows: 24},
			target: {url: 'http://localhost:3000', embedded: false},
			intervalMs: 30_000,
		}),
		...change,
	};
}

export function fresh(change: Parameters<typeof reading>[0] = {}, at = noon): Extract<Poll, {kind: 'fresh'}> {
	return {kind: 'fresh', at, reading: reading(change), roundTripMs: 4};
}

/** The screen after a first good answer. */
export function liveModel(change: Parameters<typeof reading>[0] = {}): Model {
	return after(startModel(), {kind: 'poll-finished', at: noon, poll: fresh(change), nextAt: noon + 30_000});
}

/** The model after some events. */
export function after(model: Model, ...events: readonly Event[]): Model {
	return events.reduce((before, event) => update(before, event).model, model);
}

/** The model after some keys. */
export function press(model: Model, ...keys: readonly string[]): Model {
	return after(model, ...keys.map((key): Event => ({kind: 'key', at: model.now, key})));
}

/** What the last of some keys has done in the world. */
export function commandsOf(model: Model, ...keys: readonly string[]): readonly Command[] {
	const last = keys.at(-1) ?? '';
	return update(press(model, ...keys.slice(0, -1)), {kind: 'key', at: model.now, key: last}).commands;
}
