import type {Machine, Model} from '../evaluate/machine.ts';
import {native, nativeFunction, undefinedValue, unknown} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {sendBeacon} from './beacon.ts';
import {createElement} from './markup.ts';
import {sendPage} from './pages.ts';
import {argumentAt} from './request.ts';

/** Parts of this page's own address, taken off again by `fromPage`. */
const ownAddress = new Set(['origin', 'protocol', 'host', 'hostname', 'port', 'href']);

const goTo: Value = nativeFunction('location.assign', (call) => navigate(call, 'location'));
const openWindow: Value = nativeFunction('window.open', (call) => navigate(call, 'window.open'));

function navigate(call: NativeCall, client: string): Value {
	sendPage(call.machine, call.site, client, argumentAt(call, 0));
	return undefinedValue;
}

const location: Value = native('location', {
	get(name) {
		if (ownAddress.has(name)) return {kind: 'env', name: `location.${name}`};
		if (name === 'assign' || name === 'replace') return goTo;
		return unknown(`location.${name}`);
	},
	set(name, value, machine, site) {
		if (name === 'href' || name === 'pathname') sendPage(machine, site, 'location', value);
	},
	text: () => ({kind: 'env', name: 'location.href'}),
});

const navigator: Value = native('navigator', {get: (name) => (name === 'sendBeacon' ? sendBeacon : undefined)});

const document: Value = native('document', {
	get(name) {
		if (name === 'location') return location;
		if (name === 'createElement') return createElement;
		if (name === 'baseURI') return {kind: 'env', name: 'location.href'};
		return name === 'defaultView' ? windowValue : undefined;
	},
	set(name, value, machine, site) {
		if (name === 'location') sendPage(machine, site, 'location', value);
	},
});

const itself = new Set(['window', 'self', 'globalThis', 'global', 'top', 'parent']);
const own: Record<string, Value> = {location, navigator, document, open: openWindow};

const windowValue: Value = native('window', {
	get(name, machine) {
		if (itself.has(name)) return windowValue;
		if (Object.hasOwn(own, name)) return own[name];
		return globalOf(machine, name) ?? machine.lazy(() => assignedOf(machine, name) ?? {kind: 'env', name: `window.${name}`});
	},
	set(name, value, machine, site) {
		if (name === 'location') sendPage(machine, site, 'location', value);
		else assignedTo(machine).set(name, value);
	},
});

/** What code puts on the global object. */
function assignedTo(machine: Machine): Map<string, Value> {
	return machine.state('window', () => new Map<string, Value>());
}

function assignedOf(machine: Machine, name: string): Value | undefined {
	return assignedTo(machine).get(name);
}

/** What the name means without `window.` in front; null when nothing is known of it. */
function globalOf(machine: Machine, name: string): Value | null {
	const [module] = machine.modules();
	if (assignedOf(machine, name) !== undefined || module === undefined) return null;
	const value = machine.force(machine.evaluate({kind: 'name', name, binding: null, at: 0}, module));
	return value.kind === 'unknown' || value.kind === 'external' ? null : value;
}

const windowGlobal = (): Value => windowValue;

/** The browser's own objects. */
export const browserModel: Model = {
	name: 'browser',
	globals: {
		window: windowGlobal,
		self: windowGlobal,
		globalThis: windowGlobal,
		document: () => document,
		location: () => location,
		navigator: () => navigator,
		open: () => openWindow,
	},
};
