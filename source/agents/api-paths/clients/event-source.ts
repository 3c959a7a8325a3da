import type {Model} from '../evaluate/machine.ts';
import {native, nativeFunction} from '../evaluate/value.ts';
import type {Value} from '../evaluate/value.ts';
import {sendFetch} from './fetch.ts';
import {argumentAt, send} from './request.ts';

const eventSourceClass: Value = native('EventSource', {
	construct(call) {
		send(call, {client: 'event-source', method: 'GET', url: argumentAt(call, 0)});
		return undefined;
	},
});

const fetchEventSource: Value = nativeFunction('fetchEventSource', (call) => {
	sendFetch(call, 'event-source', argumentAt(call, 0), argumentAt(call, 1));
	return undefined;
});

const names = new Set(['default', '*', 'EventSource', 'EventSourcePolyfill', 'NativeEventSource', 'ReconnectingEventSource']);
const exported = (name: string): Value | undefined => (names.has(name) ? eventSourceClass : undefined);

/** Server-sent events. */
export const eventSourceModel: Model = {
	name: 'event-source',
	globals: {EventSource: () => eventSourceClass},
	modules: {
		eventsource: exported,
		'event-source-polyfill': exported,
		'reconnecting-eventsource': exported,
		'@microsoft/fetch-event-source': (name) => (name === 'fetchEventSource' ? fetchEventSource : undefined),
	},
};
