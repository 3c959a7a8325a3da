import type {Machine, Site} from '../evaluate/machine.ts';
import {literal, objectOf, type NativeCall, type Value} from '../evaluate/value.ts';
import {isCallable} from './callables.ts';

/** The options object of `(options)`, `(key, options)` and `(key, queryFn, options)`; null when there is none. */
export function optionsOf(call: NativeCall): Value | null {
	const {machine, args} = call;
	const first = args[0] && machine.force(unwrapped(args[0], call));
	if (first === undefined) return null;
	if (!isKey(first, call)) return first;
	const second = args[1] && machine.force(args[1]);
	const isFunctionSecond = second !== undefined && (isCallable(second) || args.length > 2);
	const rest = isFunctionSecond ? args[2] : second;
	const queryFn = isFunctionSecond ? second : rest && machine.get(rest, 'queryFn');
	return objectOf({queryKey: first, queryFn: queryFn ?? literal(undefined)});
}

/** Svelte, Solid and Angular take a function that gives the options, Vue also a ref of them. */
export function unwrapped(value: Value, {machine, site}: NativeCall): Value {
	const forced = machine.force(value);
	if (forced.kind === 'closure') return machine.call(forced, [], site);
	return unref(forced, machine);
}

/** What a ref of Vue holds; other values as they are. */
export function unref(value: Value, machine: Machine): Value {
	const forced = machine.force(value);
	return forced.kind === 'native' && forced.label === 'vue.ref' ? machine.force(machine.get(forced, 'value')) : forced;
}

/** Until version 4 the key could come first. */
function isKey(first: Value, {machine, site, args}: NativeCall): boolean {
	if (first.kind === 'choice') return machine.eachOf(first).every(({value}) => isWrittenKey(value));
	if (isWrittenKey(first)) return true;
	if (first.kind === 'object' || majorOf(site, machine) >= 5) return false;
	if (first.kind === 'param' || first.kind === 'unknown') {
		if (first.type?.kind === 'primitive') return first.type.name === 'string';
		if (first.type !== null) return ['array', 'tuple', 'literal', 'template'].includes(first.type.kind);
	}
	return args.length > 1;
}

function isWrittenKey({kind}: Value): boolean {
	return kind === 'array' || kind === 'literal' || kind === 'concat';
}

const versioned = [
	'@tanstack/react-query',
	'@tanstack/vue-query',
	'@tanstack/svelte-query',
	'@tanstack/solid-query',
	'react-query',
	'vue-query',
];

function majorOf({module}: Site, {project}: Machine): number {
	const majors = versioned.map((name) => project.majorOf(module.file, name));
	return majors.find((major) => major !== null) ?? 5;
}
