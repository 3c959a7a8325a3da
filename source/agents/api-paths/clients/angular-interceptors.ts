import type {Hole, Machine, Site, TextPart} from '../evaluate/machine.ts';
import {native, nativeFunction, unknown} from '../evaluate/value.ts';
import type {NativeCall, Value} from '../evaluate/value.ts';
import {httpRequest, stateOfRequest} from './angular-request.ts';

/** What stands between Angular's HttpClient and the network, in order. */
export interface Chain {
	interceptors: Value[];
	/** A request is going through: those that interceptors make themselves are not sent through again. */
	isRunning: boolean;
}

/**
 * Where a request really goes: the interceptors' own code is run on it. Holes are plain words meanwhile, so that conditions such as
 * `url.includes('://')` are decided by what is known of the address.
 */
export function addressAfter(machine: Machine, chain: Chain, url: readonly TextPart[], method: Value, site: Site): TextPart[] {
	if (chain.interceptors.length === 0 || chain.isRunning) return [...url];
	const holes: Hole[] = [];
	const start = httpRequest({url: machine.valueOfText(withMarks(url, holes)), method});
	chain.isRunning = true;
	const arrived = run(machine, chain.interceptors, start, site);
	chain.isRunning = false;
	return chosenAddress(machine, arrived, url, holes);
}

/** The requests that come out at the end. */
function run(machine: Machine, interceptors: readonly Value[], request: Value, site: Site): Value[] {
	const [first, ...others] = interceptors;
	if (first === undefined) return [request];
	const arrived: Value[] = [];
	const pass = (call: NativeCall): Value => {
		for (const given of machine.eachOf(call.args[0] ?? request)) arrived.push(...run(machine, others, given.value, site));
		return unknown('response');
	};
	const next = native('next', {call: pass, get: (name) => (name === 'handle' ? nativeFunction('next.handle', pass) : undefined)});
	const intercept = machine.force(first);
	if (intercept.kind === 'object') machine.call(machine.get(intercept, 'intercept'), [request, next], site, intercept);
	else machine.call(intercept, [request, next], site);
	// One that answers by itself, or hands on in a way that cannot be followed, leaves the request as it is.
	return arrived.length === 0 ? run(machine, others, request, site) : arrived;
}

/** An address that was changed wins over the untouched one: which of them it is hangs on a condition that cannot be read. */
function chosenAddress(machine: Machine, arrived: readonly Value[], before: readonly TextPart[], holes: readonly Hole[]): TextPart[] {
	const untouched = keyOf(before);
	const texts = arrived.flatMap((request) => {
		const state = stateOfRequest(request);
		return state === null ? [] : machine.textsOf(state.url).map((text) => withHoles(text.parts, holes));
	});
	return texts.find((text) => keyOf(text) !== untouched) ?? [...before];
}

function keyOf(parts: readonly TextPart[]): string {
	return parts.map((part) => (typeof part === 'string' ? part : `{${part.text}}`)).join('\n');
}

/** A hole at the start stays one: it may be a whole origin. */
function withMarks(parts: readonly TextPart[], holes: Hole[]): TextPart[] {
	return parts.map((part, index) => (typeof part === 'string' || index === 0 ? part : `\uE000${holes.push(part) - 1}\uE001`));
}

function withHoles(parts: readonly TextPart[], holes: readonly Hole[]): TextPart[] {
	return parts.flatMap((part): TextPart[] => (typeof part === 'string' ? markedText(part, holes) : [part]));
}

function markedText(text: string, holes: readonly Hole[]): TextPart[] {
	return text
		.split(/\uE000(\d+)\uE001/)
		.map((piece, index): TextPart => (index % 2 === 1 ? holes[Number(piece)]! : piece))
		.filter((piece) => piece !== '');
}
