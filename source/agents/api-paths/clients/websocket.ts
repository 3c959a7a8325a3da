import type {Machine, Model} from '../evaluate/machine.ts';
import {native, nativeFunction} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {argumentAt, send} from './request.ts';

const socketClass: Value = native('WebSocket', {
	construct(call) {
		openSocket(call);
		return undefined;
	},
});

/** The hook of react-use-websocket; no address yet means no connection. */
const useWebSocket: Value = nativeFunction('useWebSocket', (call) => {
	openSocket(call);
	return undefined;
});

function openSocket(call: NativeCall): void {
	send(call, {client: 'websocket', method: 'GET', url: givenUrl(call.machine, argumentAt(call, 0), call), kind: 'socket'});
}

/** Libraries that reconnect also take a function that gives the address. */
function givenUrl(machine: Machine, url: Value, call: NativeCall): Value {
	const forced = machine.force(url);
	return forced.kind === 'closure' ? machine.call(forced, [], call.site) : url;
}

const socketExport = (name: string): Value | undefined =>
	['default', '*', 'WebSocket', 'ReconnectingWebSocket'].includes(name) ? socketClass : undefined;

/** WebSocket connections. Socket.IO is left out: what it is given is a namespace, not a path. */
export const websocketModel: Model = {
	name: 'websocket',
	globals: {WebSocket: () => socketClass},
	modules: {
		'reconnecting-websocket': socketExport,
		'partysocket/ws': socketExport,
		'isomorphic-ws': socketExport,
		'react-use-websocket': (name) => (name === 'default' || name === 'useWebSocket' ? useWebSocket : undefined),
	},
};
