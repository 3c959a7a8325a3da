import type {Hole, TextPart} from '../evaluate/machine.ts';
import type {Value} from '../evaluate/value.ts';
import {joinWithSlash} from './urls.ts';

/** A request as it is written, and what is wrong with the way its arguments stand. */
export interface Written {
	method: TextPart[];
	url: TextPart[];
}
export interface Meant extends Written {
	defects: ('swapped-arguments' | 'wrong-argument-shape')[];
}

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/**
 * What was meant where the arguments of a call stand in the wrong places: the method holds a path, or the address a method or an object.
 * `others` are the remaining arguments of the call, in which a path may have gone astray. Method `[]` is one nobody can tell.
 */
export function meantBy(written: Written, others: readonly TextPart[][] = []): Meant {
	if (isPath(written.method)) return pathAsMethod(written);
	if (isObject(written.method)) return objectAsMethod(written, others);
	if (!isMethodAlone(written.url)) return {...written, defects: []};
	const path = others.find((text) => isPath(text));
	return {
		method: methodAtEnd(written.url)!.method,
		url: path ?? [],
		defects: [path === undefined ? 'wrong-argument-shape' : 'swapped-arguments'],
	};
}

function pathAsMethod({method: path, url}: Written): Meant {
	const end = methodAtEnd(url);
	if (end !== null) return {method: end.method, url: underBase(end.base, path), defects: ['swapped-arguments']};
	const options = url.at(-1);
	if (typeof options !== 'object' || options.type !== 'object') return {method: [], url: path, defects: ['wrong-argument-shape']};
	return {method: methodOfOptions(options.value), url: underBase(url.slice(0, -1), path), defects: ['wrong-argument-shape']};
}

/** A body where the method belongs: `send(url, body, 'POST')`, or options that name the method. */
function objectAsMethod({method, url}: Written, others: readonly TextPart[][]): Meant {
	const given = others.find((text) => isMethodAlone(text));
	if (given !== undefined) return {method: given, url, defects: ['swapped-arguments']};
	return {method: methodOfOptions((method[0] as Hole).value), url, defects: ['wrong-argument-shape']};
}

function isObject(text: readonly TextPart[]): boolean {
	return text.length === 1 && typeof text[0] === 'object' && text[0].type === 'object';
}

/** `request('/users', {method: 'POST'})` of a wrapper that wants method and path. */
function methodOfOptions(options: Value): TextPart[] {
	if (options.kind !== 'object') return [];
	const method = options.props.get('method');
	if (method === undefined) return options.rest === null ? ['GET'] : [];
	return method.kind === 'literal' && typeof method.value === 'string' ? [method.value.toUpperCase()] : [];
}

/** A slash at the start or a scheme: no method has either. */
function isPath(text: readonly TextPart[]): boolean {
	const [first] = text;
	return typeof first === 'string' && (/^\/(?!\/)[^\s]*/.test(first) || /^https?:\/\//i.test(first));
}

/** The address is nothing but a method as it is written in code: `POST`, or `/POST` once it was taken from the page. */
function isMethodAlone(url: readonly TextPart[]): boolean {
	const [first] = url;
	return url.length === 1 && typeof first === 'string' && methods.has(first.replace(/^\//, ''));
}

/** A method in any case at the very end, and what stands before it. */
function methodAtEnd(url: readonly TextPart[]): {method: TextPart[]; base: TextPart[]} | null {
	const last = url.at(-1);
	const found =
		typeof last === 'string'
			? /(?:^|\/|(?<=[a-z\d]))(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$|(?:^|\/)(get|post|put|patch|delete|head|options)$/.exec(last)
			: null;
	if (found === null || typeof last !== 'string') return null;
	const before = last.slice(0, found.index);
	return {method: [(found[1] ?? found[2]!).toUpperCase()], base: before === '' ? url.slice(0, -1) : [...url.slice(0, -1), before]};
}

function underBase(base: readonly TextPart[], path: readonly TextPart[]): TextPart[] {
	return base.length === 0 ? [...path] : joinWithSlash(base, path);
}
