import type {ClientCall, Machine, TextPart} from '../evaluate/machine.ts';
import {literal, undefinedValue, unknown} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {fromPage, isPageItself} from './urls.ts';
import type {Join} from './urls.ts';

/** What a model knows of a request; where it happens is in the call. */
export interface Request {
	client: string;
	/** A name in any case, or a value of which `undefined` means `GET`. */
	method: string | Value;
	url: Value;
	/** What the library puts in front, and how; `undefined` as a value is none. */
	base?: {value: Value; join: Join};
	kind?: ClientCall['kind'];
}

/**
 * Says that this call makes a request; a relative address is taken from the page's root. Without an address there is none, and one that asks for
 * the page that is open (to see whether the server is there) is no call of an API.
 */
export function send({machine, site}: Pick<NativeCall, 'machine' | 'site'>, {client, method, url, base, kind = 'http'}: Request): void {
	const hasBase = base !== undefined && presentOnly(machine, base.value) !== null;
	const given = presentOnly(machine, url) ?? (hasBase ? literal('') : null);
	if (given === null) return;
	const whole = hasBase ? machine.combine([base.value, given], base.join) : given;
	machine.emit({
		client,
		method: typeof method === 'string' ? method.toUpperCase() : methodOf(machine, method),
		url: machine.combine([whole], fromPage),
		site,
		kind: kind === 'http' && machine.textsOf(whole).every(({parts}) => isPageItself(parts)) ? 'page' : kind,
	});
}

/** The alternatives that are there at all; null when none is. */
function presentOnly(machine: Machine, value: Value): Value | null {
	const all = machine.eachOf(value);
	const given = all.filter((option) => !isMissing(option.value));
	// `let url = ''`, then one branch for each kind: nothing is asked at the address that none of them has set.
	const filled = given.filter((option) => option.value.kind !== 'literal' || option.value.value !== '');
	const present = filled.length === 0 ? given : filled;
	if (present.length === all.length) return value;
	if (present.length < 2) return present[0]?.value ?? null;
	return {kind: 'choice', of: present};
}

/** The argument at a place; unknown when it may come out of a spread, `undefined` when it was not given. */
export function argumentAt(call: NativeCall, index: number): Value {
	return call.args[index] ?? (call.hasOpenArgs ? unknown('…args') : undefinedValue);
}

/** A method as it is sent: upper case, `GET` where none was given. */
export function methodOf(machine: Machine, method: Value, fallback = 'GET'): Value {
	return machine.combine([method], (text) => (isAbsent(text) ? [fallback] : text.map(upperCase)));
}

/** Only a name: a path that stands in the wrong place must stay readable. */
function upperCase(part: TextPart): TextPart {
	return typeof part === 'string' && /^[a-z]+$/i.test(part) ? part.toUpperCase() : part;
}

function isAbsent(text: readonly TextPart[]): boolean {
	return text.length === 0 || (text.length === 1 && (text[0] === 'undefined' || text[0] === 'null'));
}

/**
 * An option where it can be seen to be given, else `undefined`. What an object that is not known may hold besides is left alone: a base
 * that nobody sees would leave every call behind it undecided.
 */
export function optionOf(machine: Machine, options: Value, name: string): Value {
	const given = machine.eachOf(options).map((option) => ({guards: option.guards, value: seenOption(machine, option.value, name)}));
	return given.length === 1 ? given[0]!.value : {kind: 'choice', of: given};
}

function seenOption(machine: Machine, options: Value, name: string): Value {
	return machine.keysOf(options).names.includes(name) ? machine.get(options, name) : undefinedValue;
}

/** The first that is not `undefined` or `null`. */
export function firstGiven(machine: Machine, values: readonly Value[]): Value {
	const [first = undefinedValue, ...others] = values;
	if (others.length === 0) return first;
	return machine.lazy(() => {
		const chosen = machine
			.eachOf(first)
			.map((option) => ({guards: option.guards, value: isMissing(option.value) ? firstGiven(machine, others) : option.value}));
		return chosen.length === 1 ? chosen[0]!.value : {kind: 'choice', of: chosen};
	});
}

function isMissing(value: Value): boolean {
	return value.kind === 'literal' && (value.value === undefined || value.value === null);
}

/** Is it an options object rather than an address? What is not known counts as an address. */
export function isOptions(machine: Machine, value: Value): boolean {
	return machine.eachOf(value).some((option) => option.value.kind === 'object');
}

/** The HTTP methods that client libraries have functions for, lower case. */
export const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

/** The method that a function of a client sends: `GET` for `get`, `DELETE` for `del` as well; null for what is no verb. */
export function verbNamed(name: string): string | null {
	if (name === 'del') return 'DELETE';
	return (verbs as readonly string[]).includes(name) ? name.toUpperCase() : null;
}
