import type {z} from 'zod';

export interface Field {
	/** `lastRun.id`, `points[].labels`: objects without a name of their own are written out. */
	path: string;
	/** `string`, `number or null`, `Signal[]`, … with `, optional` where it may be absent. */
	type: string;
}

type Names = ReadonlyMap<z.core.$ZodType, string>;

/** The fields of an object schema as docs/protocol.md lists them; schemas in `names` are called by their name. */
export function fieldsOf(schema: z.core.$ZodType, names: Names): Field[] {
	const def = defOf(schema);
	if (def.type !== 'object') throw new Error(`not an object: ${def.type}`);
	return Object.entries(def.shape).flatMap(([key, field]) => fieldsAt(key, field, names));
}

function fieldsAt(path: string, schema: z.core.$ZodType, names: Names): Field[] {
	const {inner, suffix} = inside(schema, names);
	const here = {path, type: typeOf(schema, names)};
	return inner === undefined
		? [here]
		: [here, ...fieldsOf(inner, names).map((field) => ({...field, path: `${path}${suffix}.${field.path}`}))];
}

/** The nameless object within a field, and what leads to it. */
function inside(schema: z.core.$ZodType, names: Names): {inner?: z.core.$ZodType; suffix: string} {
	const def = defOf(schema);
	if (names.has(schema)) return {suffix: ''};
	if (def.type === 'object') return {inner: schema, suffix: ''};
	if (def.type === 'optional' || def.type === 'nullable') return inside(def.innerType, names);
	if (def.type === 'array') {
		const {suffix, ...rest} = inside(def.element, names);
		return {...rest, suffix: `[]${suffix}`};
	}
	return {suffix: ''};
}

/** A type in words. A kind of schema that this does not know is an error: the page must not go vague. */
export function typeOf(schema: z.core.$ZodType, names: Names): string {
	const name = names.get(schema);
	if (name !== undefined) return name;
	const def = defOf(schema);
	if (def.type === 'optional') return `${typeOf(def.innerType, names)}, optional`;
	if (def.type === 'nullable') return `${typeOf(def.innerType, names)} or null`;
	if (def.type === 'array') return `${typeOf(def.element, names)}[]`;
	if (def.type === 'record') return `object of ${typeOf(def.valueType, names)}`;
	if (def.type === 'literal') return quoted(def.values);
	if (def.type === 'enum') return quoted(Object.values(def.entries));
	if (def.type === 'number')
		return 'format' in def || def.checks?.some((check) => 'format' in check._zod.def) === true ? 'integer' : 'number';
	if (def.type === 'object' || def.type === 'string' || def.type === 'boolean') return def.type;
	throw new Error(`no words for a ${def.type}`);
}

function quoted(values: readonly unknown[]): string {
	return values.map((value) => JSON.stringify(value)).join(', ');
}

function defOf(schema: z.core.$ZodType): z.core.$ZodTypes['_zod']['def'] {
	// The union of all kinds is what narrows by `type`; the base class does not.
	return (schema as z.core.$ZodTypes)._zod.def;
}
