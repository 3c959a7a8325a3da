import type {Machine} from '../../evaluate/machine.ts';
import {literal} from '../../evaluate/value.ts';
import type {Value} from '../../evaluate/value.ts';
import {endsWithSlash, isEmpty, isRoot, startsWithSlash, withoutFirstSlash} from '../parts.ts';
import type {Parts} from '../parts.ts';
import {pathOption} from '../template.ts';

/** The prefix of a plugin within an instance: a slash stands between them, and only one. */
export function nestedPrefix(machine: Machine, outer: Value, given: Value): Value {
	const inner = pathOption(machine, given);
	if (machine.literalOf(inner) === '') return outer;
	return machine.combine([outer, inner], joinPrefixes);
}

export function joinPrefixes(outer: Parts, inner: Parts): Parts {
	if (isEmpty(inner)) return outer;
	if (endsWithSlash(outer)) return [...outer, ...withoutFirstSlash(inner)];
	return startsWithSlash(inner) ? [...outer, ...inner] : [...outer, '/', ...inner];
}

/** The path of a route; Fastify puts no slash between prefix and path (autoload does, between folders). */
export function routePath(machine: Machine, prefix: Value, path: Value, keepsRootSlash: boolean): Value {
	return machine.combine([prefix, path], (outer, inner) => {
		if (isRoot(inner) && !isEmpty(outer)) return keepsRootSlash && !endsWithSlash(outer) ? [...outer, '/'] : outer;
		return endsWithSlash(outer) ? [...outer, ...withoutFirstSlash(inner)] : [...outer, ...inner];
	});
}

export const noPrefix: Value = literal('');
