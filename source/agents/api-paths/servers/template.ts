import type {Machine} from '../evaluate/machine.ts';
import {literal} from '../evaluate/value.ts';
import type {Value} from '../evaluate/value.ts';
import {pathTextsOf} from './path-text.ts';

/** A path as routes are printed; `isPartlyKnown` when a piece of it could not be read and stands as a parameter. */
export interface Template {
	path: string;
	isPartlyKnown: boolean;
}

/** Every path that a value can be, each once, with a slash in front. */
export function templatesOf(machine: Machine, value: Value): Template[] {
	return pathTextsOf(machine, value).map(({text, isPartlyKnown}) => ({path: text.startsWith('/') ? text : `/${text}`, isPartlyKnown}));
}

/**
 * A path or prefix as an option gives it: absent is the empty text. Of a default (`process.env.PREFIX ?? '/api'`) the part that the code
 * names is taken: what the environment may say instead is not known, and clients are written for the default.
 */
export function pathOption(machine: Machine, value: Value): Value {
	const options = machine
		.eachOf(value)
		.map((option) => ({guards: option.guards, value: isAbsent(option.value) ? literal('') : option.value}));
	const named = options.filter((option) => option.value.kind !== 'env');
	const kept = named.length > 0 ? named : options;
	return kept.length === 1 && kept[0] !== undefined ? kept[0].value : {kind: 'choice', of: kept};
}

/** Is it known to be `undefined`, `null` or `false`, as an option left out? */
export function isAbsent(value: Value): boolean {
	return value.kind === 'literal' && (value.value === undefined || value.value === null || value.value === false);
}

/** Paths given as one or as an array of them (nested arrays too); an array that may hold more than is known adds what one of these would be. */
export function listOf(machine: Machine, value: Value): Value[] {
	return machine.eachOf(value).flatMap((option) => {
		const list = option.value.kind === 'array' ? machine.itemsOf(option.value) : null;
		if (list === null) return [option.value];
		const rest = option.value.kind === 'array' && list.isOpen && option.value.rest !== null ? [option.value.rest] : [];
		return [...list.items, ...rest].flatMap((item) => listOf(machine, item));
	});
}

/** Methods in upper case; null when one of them cannot be read. */
export function methodsOf(machine: Machine, value: Value): string[] | null {
	const methods = new Set<string>();
	for (const item of listOf(machine, value)) {
		for (const {parts} of machine.textsOf(item)) {
			const [only] = parts;
			if (parts.length !== 1 || typeof only !== 'string') return null;
			methods.add(only.toUpperCase());
		}
	}
	return [...methods];
}

/** The methods of Node's HTTP parser that frameworks have functions for. */
export const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;
/** The rest of these: WebDAV and others, seldom used. */
export const rareVerbs = [
	'trace',
	'connect',
	'copy',
	'link',
	'lock',
	'mkcol',
	'move',
	'propfind',
	'proppatch',
	'purge',
	'report',
	'search',
	'unlink',
	'unlock',
	'query',
	'mkactivity',
	'checkout',
	'merge',
	'notify',
	'subscribe',
	'unsubscribe',
	'bind',
	'rebind',
	'unbind',
	'acl',
	'mkcalendar',
] as const;
