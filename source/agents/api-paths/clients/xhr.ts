import type {Model} from '../evaluate/machine.ts';
import {native, nativeFunction} from '../evaluate/value.ts';
import type {Value} from '../evaluate/value.ts';
import {argumentAt, send} from './request.ts';

const open: Value = nativeFunction('XMLHttpRequest.open', (call) => {
	send(call, {client: 'xhr', method: argumentAt(call, 0), url: argumentAt(call, 1)});
	return undefined;
});

const xhrClass: Value = native('XMLHttpRequest', {
	construct: () => native('XMLHttpRequest instance', {get: (name) => (name === 'open' ? open : undefined)}),
});

const exported = (name: string): Value | undefined => (['default', '*', 'XMLHttpRequest'].includes(name) ? xhrClass : undefined);

/** `new XMLHttpRequest().open(method, url)`. */
export const xhrModel: Model = {
	name: 'xhr',
	globals: {XMLHttpRequest: () => xhrClass},
	modules: {xmlhttprequest: exported, xhr2: exported},
};
