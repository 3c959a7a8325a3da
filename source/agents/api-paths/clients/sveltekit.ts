import type {Machine, Model} from '../evaluate/machine.ts';
import {objectOf, unknown} from '../evaluate/value.ts';
import {fetchFunction} from './fetch.ts';

/** What SvelteKit calls in files of these names, each with an event that has its own `fetch`. */
const eventFiles = /(?:^|\/)\+(?:page|layout|server)(?:\.server)?\.[jt]s$/;
const eventFunctions = ['load', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'fallback'];

function callFileFunctions(machine: Machine): void {
	for (const module of machine.modules()) {
		if (!eventFiles.test(module.file)) continue;
		const event = objectOf({fetch: fetchFunction}, unknown('event'));
		for (const name of eventFunctions) {
			const handler = machine.exportOf(module.file, name);
			if (handler !== null) machine.callInPlace(handler, [event]);
		}
		const actions = machine.exportOf(module.file, 'actions');
		if (actions !== null) for (const name of machine.keysOf(actions).names) machine.callInPlace(machine.get(actions, name), [event]);
	}
}

/** `load({fetch})` and its like: the `fetch` they are given is the real one. */
export const sveltekitModel: Model = {
	name: 'sveltekit',
	start(machine) {
		if (machine.project.dependsOn('@sveltejs/kit')) machine.whenDone(() => callFileFunctions(machine));
	},
};
