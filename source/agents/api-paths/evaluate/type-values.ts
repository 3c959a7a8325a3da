import type {Type} from '../code/ir.ts';
import {isInherited} from './inherited-names.ts';
import type {Model} from './machine.ts';
import type {Evaluator} from './evaluator.ts';
import type {Value} from './value.ts';

/** How many aliases are followed. */
const deepest = 8;
/** How many literals a union may have to be told apart. */
const mostLiterals = 16;

/** See `Evaluator.resolveType`. */
export function resolveType(e: Evaluator, type: Type, depth = 0): Type {
	if (type.kind !== 'ref' || depth > deepest) return type;
	const [first] = type.args;
	if (first !== undefined && transparent.has(type.name)) return resolveType(e, first, depth + 1);
	if (first !== undefined && lists.has(type.name)) return {kind: 'array', of: first};
	const alias = aliasOf(e, type);
	return alias === null ? type : resolveType(e, alias, depth + 1);
}

const transparent = new Set(['Readonly', 'Partial', 'Required', 'NonNullable', 'Promise', 'Awaited', 'Ref', 'MaybeRef']);
const lists = new Set(['Array', 'ReadonlyArray', 'Set']);

type Ref = Extract<Type, {kind: 'ref'}>;

function aliasOf(e: Evaluator, type: Ref): Type | null {
	const {binding} = type;
	if (binding === null) return type.among?.get(type.name) ?? null;
	if (binding.kind !== 'import') e.trace?.noteLookup(binding.owner.module.file, `type ${type.name}`);
	if (binding.kind !== 'import') return binding.owner.module.types.get(type.name) ?? null;
	const {source, name} = binding.from!;
	const wanted = name === '*' ? (type.name.split('.').at(-1) ?? name) : name;
	return typeExport(e, binding.owner.module.file, source, wanted, 0);
}

/** An alias or interface exported by another module, through barrels. */
function typeExport(e: Evaluator, from: string, source: string, name: string, depth: number): Type | null {
	if (depth > deepest) return null;
	const resolved = e.project.resolve(from, source);
	if (resolved.kind !== 'file') return null;
	const module = e.runs.moduleOf(resolved.file);
	if (module === null) return null;
	e.trace?.noteLookup(module.file, `type ${name}`);
	e.trace?.noteLookup(module.file, name);
	const own = module.types.get(name);
	if (own !== undefined) return own;
	const entry = module.exports.get(name);
	if (entry?.kind === 'from') return typeExport(e, module.file, entry.source, entry.name, depth + 1);
	for (const star of module.stars) {
		const found = typeExport(e, module.file, star, name, depth + 1);
		if (found !== null) return found;
	}
	return null;
}

/** See `Machine.literalsOfType`. */
export function literalsOfType(e: Evaluator, type: Type, depth = 0): (string | number | boolean)[] | null {
	if (depth > deepest) return null;
	const resolved = resolveType(e, type);
	switch (resolved.kind) {
		case 'literal':
			return [resolved.value];
		case 'union': {
			const all = resolved.of.filter((one) => !isAbsence(one)).map((one) => literalsOfType(e, one, depth + 1));
			const literals = all.includes(null) ? null : [...new Set(all.flatMap((one) => one ?? []))];
			return literals === null || literals.length === 0 || literals.length > mostLiterals ? null : literals;
		}
		case 'indexed':
			return literalsOfIndexed(e, resolved);
		case 'keyof': {
			const of = resolveType(e, resolved.of);
			if (of.kind === 'object') return of.bases === undefined ? capped([...of.props.keys()]) : null;
			return of.kind === 'typeof' ? capped(e.keysOf(valueOfTypeof(e, of)).names) : null;
		}
		case 'ref':
			return literalsOfEnum(e, resolved);
		case 'array':
		case 'object':
		case 'primitive':
		case 'template':
		case 'tuple':
		case 'typeof':
			return null;
	}
}

const capped = (values: string[]): string[] | null => (values.length === 0 || values.length > mostLiterals ? null : values);
const isAbsence = (type: Type): boolean => type.kind === 'primitive' && (type.name === 'undefined' || type.name === 'null');

function valueOfTypeof(e: Evaluator, type: Extract<Type, {kind: 'typeof'}>): Value {
	const root = rootBinding(type.of);
	return root === null ? {kind: 'literal', value: undefined} : e.force(e.evaluate(type.of, root.owner.module));
}

function rootBinding(expr: Extract<Type, {kind: 'typeof'}>['of']): Extract<typeof expr, {kind: 'name'}>['binding'] {
	let inner = expr;
	while (inner.kind === 'member') inner = inner.object;
	return inner.kind === 'name' && inner.binding?.owner.kind === 'module' ? inner.binding : null;
}

/** `(typeof kinds)[number]`, `(typeof table)[keyof typeof table]`. */
function literalsOfIndexed(e: Evaluator, type: Extract<Type, {kind: 'indexed'}>): (string | number | boolean)[] | null {
	const of = resolveType(e, type.of);
	if (of.kind !== 'typeof') return null;
	const value = valueOfTypeof(e, of);
	const values = value.kind === 'array' ? value.items : value.kind === 'object' ? [...value.props.values()] : [];
	const literals = values.map((one) => e.literalOf(one)).filter((one) => one !== undefined && one !== null);
	return literals.length === 0 || literals.length !== values.length || literals.length > mostLiterals ? null : [...new Set(literals)];
}

/** An enum is an object of literals. */
function literalsOfEnum(e: Evaluator, type: Ref): (string | number | boolean)[] | null {
	const value = bindingValueOf(e, type);
	if (value?.kind !== 'object' || value.cls !== null || value.props.size > mostLiterals || !isEnum(type)) return null;
	const literals = [...value.props.values()].map((one) => e.literalOf(one));
	return literals.length === 0 || literals.includes(undefined) ? null : (literals as (string | number)[]);
}

/** A name used as a type that is bound to a value is an enum or a class. */
const isEnum = (type: Ref): boolean => type.binding !== null && type.binding.cls === undefined;

function bindingValueOf(e: Evaluator, type: Ref): Value | null {
	const {binding} = type;
	if (binding === null || binding.owner.kind !== 'module') return null;
	const value = e.force(e.evaluate({kind: 'name', name: binding.name, binding, at: 0}, binding.owner.module));
	const [, ...members] = type.name.split('.');
	return members.reduce((inner, name) => e.force(e.get(inner, name)), value);
}

/** See `Machine.valueOfType`. */
export function instanceOfType(e: Evaluator, type: Type): Value | null {
	const resolved = resolveType(e, type);
	if (resolved.kind === 'union') {
		const inner = resolved.of.filter((one) => !isAbsence(one));
		return inner.length === 1 ? instanceOfType(e, inner[0]!) : null;
	}
	if (resolved.kind !== 'ref' || resolved.binding === null) return resolved.kind === 'ref' ? globalType(e, resolved.name) : null;
	const {binding} = resolved;
	if (binding.kind === 'import') {
		const from = e.project.resolve(binding.owner.module.file, binding.from!.source);
		if (from.kind === 'package')
			return modelledType(
				e,
				from.name,
				from.subpath,
				binding.from!.name === '*' ? (resolved.name.split('.').at(-1) ?? '') : binding.from!.name,
			);
	}
	if (binding.kind !== 'import' && binding.kind !== 'class') return null;
	const value = bindingValueOf(e, resolved);
	if (value?.kind === 'class') return e.instanceOf(value);
	return value?.kind === 'native' ? nativeInstance(e, value) : null;
}

/** A class of a package that was exported on by a module of the project. */
function nativeInstance(e: Evaluator, value: Extract<Value, {kind: 'native'}>): Value | null {
	return globalType(e, value.label);
}

function modelledType(e: Evaluator, packageName: string, subpath: string, name: string): Value | null {
	const specifier = subpath === '' ? packageName : `${packageName}/${subpath}`;
	return globalType(e, `${specifier}#${name}`);
}

function globalType(e: Evaluator, name: string): Value | null {
	if (isInherited(name)) return null;
	return typesOf(e.models).get(name)?.(e) ?? null;
}

type Make = NonNullable<Model['types']>[string];
const modelled = new WeakMap<readonly Model[], ReadonlyMap<string, Make>>();

/** Types that models play; the first model that knows one speaks. */
function typesOf(models: readonly Model[]): ReadonlyMap<string, Make> {
	let known = modelled.get(models);
	if (known === undefined) modelled.set(models, (known = new Map(models.toReversed().flatMap(({types}) => Object.entries(types ?? {})))));
	return known;
}

/** See `Evaluator.primitiveOf`. */
export function primitiveOf(e: Evaluator, type: Type): 'string' | 'number' | 'boolean' | 'object' | null {
	const resolved = resolveType(e, type);
	switch (resolved.kind) {
		case 'primitive':
			return resolved.name === 'string' || resolved.name === 'number' || resolved.name === 'boolean'
				? resolved.name
				: resolved.name === 'bigint'
					? 'number'
					: null;
		case 'literal':
			return typeof resolved.value as 'string' | 'number' | 'boolean';
		case 'template':
			return 'string';
		case 'object':
		case 'array':
		case 'tuple':
			return 'object';
		case 'union': {
			const kinds = new Set(resolved.of.filter((one) => !isAbsence(one)).map((one) => primitiveOf(e, one)));
			return kinds.size === 1 ? [...kinds][0]! : null;
		}
		case 'indexed':
		case 'keyof':
		case 'ref':
		case 'typeof':
			return null;
	}
}
