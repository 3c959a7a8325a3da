import type {Machine, TextPart} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import {isEmpty, isRoot} from '../parts.ts';
import type {Parts} from '../parts.ts';
import {pathOption} from '../template.ts';

/** Prefix and path one after the other; the path `/` adds nothing to a prefix. */
export function prefixedPath(machine: Machine, prefix: Value, path: Value): Value {
	return machine.combine([pathOption(machine, prefix), pathOption(machine, path)], (outer, inner) => joined(outer, inner));
}

const joined = (outer: Parts, inner: Parts): Parts => (isRoot(inner) && !isEmpty(outer) ? outer : [...outer, ...inner]);

/** `/users/{id?}` and `/files/{path*2}` in the words in which routes are printed: `/users/:id?`, `/files/:path*`. */
export function colonTemplate(parts: readonly TextPart[]): readonly TextPart[] {
	return parts.map((part) => {
		if (typeof part !== 'string') return part;
		return part.replace(/\{(\w+)(\?|\*)?\d*\}/gu, ':$1$2');
	});
}
