import type {Func} from '../code/ir.ts';
import type {Evaluator} from './evaluator.ts';
import type {Hole, TextPart} from './machine.ts';
import type {Request} from './request.ts';
import {joinParts, keyOfText} from './texts.ts';
import type {Site} from './machine.ts';
import type {Value} from './value.ts';

/** `https://example.com/${file}`: whose it is can be told without the parameter. */
export function namesHost({address: [first]}: Request): boolean {
	return typeof first === 'string' && /^(?:[a-z][\w+.-]*:)?\/\/[^/]+\//i.test(first);
}

/**
 * An alternative of an address that is otherwise only known to the callers: each of them says for itself whether it comes to this one. The root
 * alone is what a loop over a parameter begins with.
 */
export function isLeftOver({address, alternatives}: Request): boolean {
	const path = literalPath(address);
	const isRoot = path === '' || path === '/';
	return alternatives.some((other) => other.owner !== null && opennessOf(other) === 'head' && (isRoot || other.instances.length > 0));
}

/** The path where nothing of it is unknown. */
function literalPath(address: readonly TextPart[]): string | null {
	const read = addressToRead(address);
	return read.every((part) => typeof part === 'string') ? read.join('') : null;
}

/** What of its method and path is not known. */
export function holesOf(request: Request): Hole[] {
	return [...request.method, ...addressToRead(request.address)].filter((part) => typeof part !== 'string');
}

/** Equal for addresses that can meet the same routes: what a hole in the middle is called makes no other request. */
function shapeOf(address: readonly TextPart[]): string {
	return addressToRead(address)
		.map((part, index) => (typeof part === 'string' ? part : index === 0 ? `\u0000${part.text}\u0000` : '\u0000'))
		.join('');
}

/** What follows `?` or `#` decides no route. */
function addressToRead(address: readonly TextPart[]): TextPart[] {
	const read: TextPart[] = [];
	for (const part of address) {
		const end = typeof part === 'string' ? part.search(/[?#]/) : -1;
		if (end !== -1) return end === 0 ? read : [...read, (part as string).slice(0, end)];
		read.push(part);
	}
	return read;
}

/** Is it a parameter of this function, or of one around it? */
export function isParamOf(hole: Hole, func: Func): boolean {
	if (hole.value.kind !== 'param') return false;
	for (let around: Func | null = func; around !== null; around = around.parent) if (hole.value.func === around) return true;
	return false;
}

/** The innermost function whose parameter is in the request. */
export function ownerOf(request: Request, func: Func): Func | null {
	let owner: Func | null = null;
	for (const hole of holesOf(request)) {
		if (hole.value.kind !== 'param') continue;
		const {value} = hole;
		if (value.func === func) return func;
		owner ??= value.func;
	}
	return owner;
}

/** A parameter is its method, or part of it; a path that stands there in the wrong place is none. */
export function hasOpenMethod({method}: Request): boolean {
	const [start] = method;
	const isPath = typeof start === 'string' && start.startsWith('/');
	return !isPath && method.some((part) => typeof part !== 'string' && part.value.kind === 'param');
}

/** `head`: nothing can be said of the path without the parameter. */
export function opennessOf(request: Request): 'head' | 'segment' {
	if (hasOpenMethod(request)) return 'head';
	let before = '';
	for (const part of addressToRead(request.address)) {
		if (typeof part === 'string') {
			before += part;
			if (/^(?:[a-z][\w+.-]*:)?\/\/[^/]*\/?$/i.test(before) || before === '/') continue;
			return 'segment';
		}
		if (part.value.kind === 'param') return 'head';
		// A base from the environment, or an unknown one: what follows still is the head.
	}
	return 'segment';
}

/**
 * `bare` instances put nothing but an unknown (or a number) where the parameter stands, so that the request is best told where it is made;
 * `deep` ones put several segments there.
 */
export function sortInstances<T extends {request: Request}>(of: Request, instances: readonly T[]): {bare: T[]; textual: T[]; deep: T[]} {
	const before = literalText(of);
	const sorted = {bare: [] as T[], textual: [] as T[], deep: [] as T[]};
	for (const instance of instances) {
		const text = literalText(instance.request);
		const isLonger = text.replaceAll(/\d/g, '').length > before.replaceAll(/\d/g, '').length;
		const slashes = (path: string): number => path.split('/').length;
		const isSameMethod = keyOfText(instance.request.method) === keyOfText(of.method);
		if (!isLonger && isSameMethod) sorted.bare.push(instance);
		else if (slashes(text) > slashes(before)) sorted.deep.push(instance);
		else sorted.textual.push(instance);
	}
	return sorted;
}

function literalText(request: Request): string {
	return addressToRead(request.address)
		.filter((part) => typeof part === 'string')
		.join('');
}

const isOfLiterals = (e: Evaluator, part: TextPart): boolean =>
	typeof part !== 'string' && part.value.kind === 'param' && e.literalsOfType(part.value.type) !== null;

/** A parameter of a type made of literals is each of them: `type: 'strength' | 'cardio'`. */
export function expandTypes(e: Evaluator, request: Request): Request[] {
	if (![...request.method, ...request.address].some((part) => isOfLiterals(e, part))) return [request];
	let expanded: {method: TextPart[]; address: TextPart[]; chosen: Map<Value, string>}[] = [{method: [], address: [], chosen: new Map()}];
	const step = (where: 'method' | 'address', part: TextPart): void => {
		const values = typeof part === 'string' || part.value.kind !== 'param' ? null : e.literalsOfType(part.value.type);
		expanded = expanded.flatMap((row) => {
			const add = (text: TextPart): typeof row => ({...row, [where]: joinParts(row[where], [text])});
			if (typeof part === 'string' || values === null) return [add(part)];
			const chosen = row.chosen.get(part.value);
			if (chosen !== undefined) return [add(chosen)];
			return values.map((value) => ({...add(String(value)), chosen: new Map(row.chosen).set(part.value, String(value))}));
		});
		if (expanded.length > 16) expanded = [];
	};
	for (const part of request.method) step('method', part);
	for (const part of request.address) step('address', part);
	return expanded.length === 0 ? [request] : expanded.map(({method, address}) => ({...request, method, address}));
}

/** The same for requests that are one and the same to a reader: of one place, method and path. */
export function keyOf({site, client, method, address}: Request): string {
	return `${site.module.file}:${site.at}:${client}:${keyOfText(method)}:${shapeOf(address)}`;
}

/** As `keyOf`, and the same only where the parameters in it are the same, too: these may be expanded by their types. */
export function exactKeyOf(request: Request): string {
	const params = [...request.method, ...request.address].map((part) =>
		typeof part !== 'string' && part.value.kind === 'param' ? `${part.value.func.id}.${part.value.name}` : '',
	);
	return `${keyOf(request)} ${params.join()}`;
}

/** Is it a place in the code of this function (and not of what it calls)? */
export function isInside({module, at}: Site, func: Func): boolean {
	return module === func.module && func.at <= at && at <= func.end;
}

/** Have they come the same way? */
export function isSamePath(a: Request, b: Request): boolean {
	return a.path === b.path && a.client === b.client;
}
