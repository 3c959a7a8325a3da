import {native, nativeFunction, undefinedValue} from '../evaluate/value.ts';
import type {Value} from '../evaluate/value.ts';
import {argumentAt, firstGiven, optionOf} from './request.ts';

/** What an Angular `HttpRequest` says of where it goes. */
export interface RequestState {
	url: Value;
	method: Value;
}

const label = 'HttpRequest';

/** A request as interceptors see it: `clone` makes a changed one. */
export function httpRequest(state: RequestState): Value {
	return native(label, {
		state,
		get(name) {
			if (name === 'url' || name === 'urlWithParams') return state.url;
			if (name === 'method') return state.method;
			return name === 'clone'
				? nativeFunction('HttpRequest.clone', (call) => httpRequest(changed(state, call.machine, argumentAt(call, 0))))
				: undefined;
		},
	});
}

function changed(state: RequestState, machine: Parameters<typeof optionOf>[0], update: Value): RequestState {
	return {
		url: firstGiven(machine, [optionOf(machine, update, 'url'), state.url]),
		method: firstGiven(machine, [optionOf(machine, update, 'method'), state.method]),
	};
}

/** The state of a request value; null for anything else. */
export function stateOfRequest(value: Value): RequestState | null {
	return value.kind === 'native' && value.label === label ? (value.state as RequestState) : null;
}

/** `new HttpRequest(method, url, …)`. */
export const httpRequestClass: Value = native('HttpRequest class', {
	construct: (call) => httpRequest({method: argumentAt(call, 0) ?? undefinedValue, url: argumentAt(call, 1)}),
});
