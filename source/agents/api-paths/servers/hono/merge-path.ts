import type {Machine} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import {endsWithSlash, isEmpty, isRoot, startsWithSlash, withoutFirstSlash} from '../parts.ts';
import type {Parts} from '../parts.ts';

/** Base and path with one slash between them; the path `/` adds nothing. */
export function mergePath(machine: Machine, base: Value, path: Value): Value {
	return machine.combine([base, path], mergeParts);
}

export function mergeParts(base: Parts, path: Parts): Parts {
	const start: Parts = startsWithSlash(base) ? base : ['/', ...base];
	if (isRoot(path)) return start;
	if (isEmpty(path)) return endsWithSlash(start) ? start : [...start, '/'];
	return endsWithSlash(start) ? [...start, ...withoutFirstSlash(path)] : [...start, '/', ...withoutFirstSlash(path)];
}
