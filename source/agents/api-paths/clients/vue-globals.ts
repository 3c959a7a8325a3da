import type {Machine} from '../evaluate/machine.ts';
import {objectOf, unknown, type ObjectValue} from '../evaluate/value.ts';

/** What every component has: `app.config.globalProperties`, Vue 2's `Vue.prototype`, what Nuxt injects. */
export function appGlobals(machine: Machine): ObjectValue {
	return machine.state('vue.globals', () => objectOf({}, unknown('global')));
}
