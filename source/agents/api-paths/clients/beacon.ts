import {nativeFunction} from '../evaluate/value.ts';
import type {Value} from '../evaluate/value.ts';
import {argumentAt, send} from './request.ts';

/** `navigator.sendBeacon(url, data)`: always a POST. */
export const sendBeacon: Value = nativeFunction('navigator.sendBeacon', (call) => {
	send(call, {client: 'beacon', method: 'POST', url: argumentAt(call, 0)});
	return undefined;
});
