import type {Machine, Model} from '../evaluate/machine.ts';
import {literal, native, nativeFunction, objectOf, type NativeCall, type NativeValue, type Value} from '../evaluate/value.ts';
import {isCallable, isKnownAbsent} from './callables.ts';

/** jQuery (and its builds and stand-ins with the same `$.ajax`), imported or as the page's global. */
export const jquery: Model = {
	name: 'jquery',
	modules: Object.fromEntries(
		['jquery', 'jquery/*', 'zepto', 'jquery-browserify', 'jquery-ajax', 'zepto-webpack'].map((name) => [
			name,
			(exported: string) => (mainExports.has(exported) ? dollar : members[exported]),
		]),
	),
	globals: {$: () => dollar, jQuery: () => dollar},
};

const mainExports = new Set(['default', '*', '$', 'jQuery']);

const members: Record<string, Value> = {
	ajax: nativeFunction('$.ajax', ajax),
	get: nativeFunction('$.get', (call) => shorthand('GET', call)),
	getJSON: nativeFunction('$.getJSON', (call) => shorthand('GET', call)),
	getScript: nativeFunction('$.getScript', (call) => shorthand('GET', call)),
	post: nativeFunction('$.post', (call) => shorthand('POST', call)),
	ajaxSetup: nativeFunction('$.ajaxSetup', setUp),
	extend: nativeFunction('$.extend', extend),
};

const dollar: NativeValue = native('jQuery', {
	get: (name) => (name === 'noConflict' ? nativeFunction(name, () => dollar) : members[name]),
	call: () => collection,
});

/** What these give is data of the page; all other methods of a selection give the selection. */
const readers = new Set([
	'val',
	'attr',
	'data',
	'text',
	'html',
	'prop',
	'serialize',
	'serializeArray',
	'css',
	'width',
	'height',
	'length',
	'index',
	'is',
	'hasClass',
	'offset',
	'position',
	'toArray',
	'map',
	'ready',
	'then',
]);
const collection: NativeValue = native('jQuery.selection', {
	get(name) {
		if (name === 'load') return loadInto;
		return readers.has(name) || /^\d+$/.test(name) ? undefined : chain;
	},
});
const chain = nativeFunction('jQuery.chain', () => collection);

/** `.load(url selector, data)`; with a function first it listens to the load event. */
const loadInto = nativeFunction('load', ({machine, args, site}) => {
	const address = args[0] && machine.force(args[0]);
	if (address === undefined || isCallable(address) || address.kind === 'object' || address.kind === 'unknown') return collection;
	const data = args[1] && machine.force(args[1]);
	const url = machine.combine([address], (parts) => partsBeforeSpace(parts));
	machine.emit({client: 'jquery', method: data?.kind === 'object' ? 'POST' : 'GET', url, site, kind: 'http'});
	return collection;
});

function partsBeforeSpace<Part>(parts: readonly Part[]): Part[] {
	const end = parts.findIndex((part) => typeof part === 'string' && part.includes(' '));
	const last = parts[end];
	return typeof last === 'string' ? [...parts.slice(0, end), last.slice(0, last.indexOf(' ')) as Part & string] : [...parts];
}

interface Defaults {
	url: Value;
	method: Value;
}
const defaultsOf = (machine: Machine): Defaults => machine.state('jquery', () => ({url: literal(undefined), method: literal(undefined)}));

function setUp({args, machine}: NativeCall): undefined {
	const settings = args[0] ?? literal(undefined);
	const defaults = defaultsOf(machine);
	defaults.url = given(machine.get(settings, 'url'), machine) ?? defaults.url;
	defaults.method = methodIn(settings, machine) ?? defaults.method;
}

/** `(settings)` or `(url, settings)`. */
function ajax(call: NativeCall): undefined {
	const {machine, args} = call;
	const [first, second] = args;
	if (first === undefined) return;
	for (const {value} of machine.eachOf(first)) {
		if (isSettings(value, second)) send(machine.get(value, 'url'), methodIn(value, machine), call);
		else send(value, second && methodIn(second, machine), call);
	}
}

/** A lone argument of which nothing is known holds the settings more often than the address. */
function isSettings(value: Value, second: Value | undefined): boolean {
	if (value.kind === 'object') return true;
	const isOpaque = value.kind === 'param' || value.kind === 'unknown';
	return isOpaque && second === undefined && !(value.type?.kind === 'primitive' && value.type.name === 'string');
}

function shorthand(method: string, call: NativeCall): undefined {
	const {machine, args} = call;
	for (const {value} of machine.eachOf(args[0] ?? literal(undefined))) {
		if (value.kind === 'object') send(machine.get(value, 'url'), literal(method), call);
		else send(value, literal(method), call);
	}
}

/** Without an address jQuery asks for the page itself, which is no call of the API. */
function send(url: Value, method: Value | null | undefined, {machine, site}: NativeCall): void {
	const defaults = defaultsOf(machine);
	const address = given(url, machine) ?? given(defaults.url, machine);
	if (address === null) return;
	const how = method ?? given(defaults.method, machine);
	machine.emit({client: 'jquery', method: how ?? 'GET', url: address, site, kind: 'http'});
}

function methodIn(settings: Value, machine: Machine): Value | null {
	return given(machine.get(settings, 'method'), machine) ?? given(machine.get(settings, 'type'), machine);
}

function given(value: Value, machine: Machine): Value | null {
	const forced = machine.force(value);
	return isKnownAbsent(forced) ? null : forced;
}

function extend({args, machine}: NativeCall): Value {
	const parts = args.map((argument) => machine.force(argument)).filter((part) => part.kind !== 'literal');
	const merged = objectOf({});
	for (const part of parts) {
		for (const name of machine.keysOf(part).names) merged.props.set(name, machine.get(part, name));
		if (machine.keysOf(part).isOpen) merged.rest = part;
	}
	return merged;
}
