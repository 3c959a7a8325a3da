import type {Machine} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import {isEmpty, isRoot, withoutLastSlash} from '../parts.ts';
import type {Parts} from '../parts.ts';
import {pathOption} from '../template.ts';

/** `router.prefix()` takes a slash off the end; the option of the constructor is used as it is. */
export function trimmedPrefix(machine: Machine, prefix: Value): Value {
	return machine.combine([pathOption(machine, prefix)], (parts) => withoutLastSlash(parts));
}

/** Prefix and path one after the other; the path `/` adds nothing unless the router is strict. */
export function prefixed(machine: Machine, prefix: Value, path: Value, isStrict = false): Value {
	return machine.combine([prefix, path], (outer, inner) => joined(outer, inner, isStrict));
}

function joined(outer: Parts, inner: Parts, isStrict: boolean): Parts {
	if (isEmpty(outer)) return inner;
	return isRoot(inner) && !isStrict ? outer : [...outer, ...inner];
}

/** What an app sees behind `koa-mount`: the rest of the path, from the slash on. */
export function mounted(machine: Machine, prefix: Value, path: Value): Value {
	return machine.combine([pathOption(machine, prefix), path], (outer, inner) => {
		const base = withoutLastSlash(outer);
		return isRoot(inner) && !isEmpty(base) ? base : [...base, ...inner];
	});
}
