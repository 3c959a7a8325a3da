import {literal, objectOf} from './value.ts';
import type {Value} from './value.ts';

/** JSON as a value. */
export function valueOfJson(json: unknown): Value {
	if (Array.isArray(json)) return {kind: 'array', items: json.slice(0, 500).map(valueOfJson), rest: null, born: null};
	if (typeof json === 'object' && json !== null)
		return objectOf(new Map(Object.entries(json).map(([key, value]) => [key, valueOfJson(value)])));
	return literal(json as string | number | boolean | null);
}
