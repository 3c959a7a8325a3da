import type {
	Directive,
	ExportAllDeclaration,
	ExportNamedDeclaration,
	Statement,
	TSGlobalDeclaration,
	TSImportEqualsDeclaration,
	TSInterfaceDeclaration,
	TSModuleDeclaration,
	TSTypeAliasDeclaration,
} from 'oxc-parser';
import type {Binding, ExportEntry, Expr, Prop, Stmt} from './ir.ts';
import {exportName} from './declarations.ts';
import type {Lowering} from './lowering.ts';
import {forEachBinding, lowerPattern} from './lower-patterns.ts';
import {dottedName, lowerHeritage, lowerMembers, lowerType, nameExpression, openTypeParameters} from './lower-types.ts';
import {openScope, resolve} from './scopes.ts';

export function lowerExportAll(l: Lowering, {exported, source}: ExportAllDeclaration): void {
	if (exported === null) l.module.stars.push(source.value);
	else l.exports.set(exportName(exported), {kind: 'from', source: source.value, name: '*'});
}

/** `export {a as b}`, `export {a} from`, and the names of an exported declaration. */
export function lowerExportNames(l: Lowering, {declaration, specifiers, source}: ExportNamedDeclaration): void {
	for (const {local, exported} of specifiers) {
		const entry = exportEntry(l, exportName(local), source?.value ?? null);
		if (entry !== null) l.exports.set(exportName(exported), entry);
	}
	if (declaration !== null) for (const binding of declaredBindings(l, declaration)) l.exports.set(binding.name, {kind: 'local', binding});
}

function exportEntry(l: Lowering, name: string, source: string | null): ExportEntry | null {
	if (source !== null) return {kind: 'from', source, name};
	const binding = resolve(l.scope, name);
	return binding === null ? null : {kind: 'local', binding};
}

function declaredBindings(l: Lowering, node: NonNullable<ExportNamedDeclaration['declaration']>): Binding[] {
	const bindings: Binding[] = [];
	if (node.type === 'VariableDeclaration') {
		for (const {id} of node.declarations)
			if (node.declare !== true) forEachBinding(lowerPattern(l, id), (binding) => bindings.push(binding));
	} else if ('id' in node && node.id?.type === 'Identifier' && isValue(node)) {
		const binding = resolve(l.scope, node.id.name);
		if (binding !== null) bindings.push(binding);
	}
	return bindings;
}

function isValue(node: NonNullable<ExportNamedDeclaration['declaration']>): boolean {
	return node.type !== 'TSInterfaceDeclaration' && node.type !== 'TSTypeAliasDeclaration' && node.type !== 'TSDeclareFunction';
}

/** `import x = require('x')`, and `import Short = A.B.C`. */
export function lowerImportEquals(l: Lowering, into: Stmt[], {id, moduleReference}: TSImportEqualsDeclaration): void {
	const binding = resolve(l.scope, id.name);
	if (binding === null) return;
	if (moduleReference.type === 'TSExternalModuleReference') l.module.requires.push(moduleReference.expression.value);
	const pattern = {kind: 'bind', binding} as const;
	const init: Expr =
		moduleReference.type === 'TSExternalModuleReference'
			? {
					kind: 'import',
					source: {kind: 'literal', value: moduleReference.expression.value, at: moduleReference.start},
					isRequire: true,
					at: moduleReference.start,
				}
			: nameExpression(l, moduleReference);
	binding.declaration = {pattern, init};
	into.push({kind: 'declare', pattern, init, type: null});
}

export function lowerTypeAlias(l: Lowering, {id, typeParameters, typeAnnotation}: TSTypeAliasDeclaration): void {
	const outer = l.typeParameters;
	openTypeParameters(l, typeParameters);
	setType(l, id.name, () => lowerType(l, typeAnnotation));
	l.typeParameters = outer;
}

/** Declarations of one interface add up. */
export function lowerInterface(l: Lowering, {id, typeParameters, extends: heritage, body}: TSInterfaceDeclaration): void {
	const outer = l.typeParameters;
	openTypeParameters(l, typeParameters);
	const props = lowerMembers(l, body.body);
	const known = l.module.types.get(l.typePrefix + id.name);
	const bases = lowerHeritage(l, heritage);
	if (known?.kind === 'object') {
		for (const [name, type] of props) known.props.set(name, type);
		if (bases.length > 0) known.bases = [...(known.bases ?? []), ...bases];
	} else setType(l, id.name, () => (bases.length === 0 ? {kind: 'object', props} : {kind: 'object', props, bases}));
	l.typeParameters = outer;
}

/** Of two types of one name (in different functions) the first stays. */
function setType(l: Lowering, name: string, lower: () => ReturnType<typeof lowerType>): void {
	const {types} = l.module;
	if (!types.has(l.typePrefix + name)) types.set(l.typePrefix + name, lower());
}

/** A namespace runs in place, its names in a scope of their own; what it exports becomes an object, or is added to the function or class of its name. */
export function mergeNamespace(
	l: Lowering,
	into: Stmt[],
	node: TSModuleDeclaration | TSGlobalDeclaration,
	nodes: readonly (Statement | Directive)[],
): void {
	if (node.id.type === 'Literal') return;
	const {scope, exports, typePrefix} = l;
	const [root = '', ...path] = dottedName(node.id).split('.');
	const binding = resolve(scope, root);
	l.scope = openScope(scope, l.func);
	l.exports = new Map();
	l.typePrefix = `${typePrefix}${root}.`;
	into.push(...l.body(l, nodes));
	const members = membersOf(l.exports, path, node.start);
	Object.assign(l, {scope, exports, typePrefix});
	if (binding !== null && nodes.length > 0) bindNamespace(into, binding, members, node.start);
}

/** Exported names with their values; those of `namespace A.B` are one object `B`. */
function membersOf(exported: ReadonlyMap<string, ExportEntry>, path: readonly string[], at: number): Prop[] {
	const props: Prop[] = [...exported].flatMap(([key, entry]) =>
		entry.kind === 'local' ? [{kind: 'prop', key, value: nameOf(entry.binding, at), at}] : [],
	);
	return path.reduceRight<Prop[]>((inner, key) => [{kind: 'prop', key, value: {kind: 'object', props: inner, at}, at}], props);
}

function bindNamespace(into: Stmt[], binding: Binding, members: Prop[], at: number): void {
	if (binding.kind === 'const' && binding.declaration === undefined) {
		const pattern = {kind: 'bind', binding} as const;
		const init: Expr = {kind: 'object', props: members, at};
		binding.declaration = {pattern, init};
		into.push({kind: 'declare', pattern, init, type: null});
	} else {
		for (const member of members) if (member.kind === 'prop') into.push({kind: 'run', expr: addedTo(binding, member)});
	}
}

function addedTo(binding: Binding, {key, value, at}: Extract<Prop, {kind: 'prop'}>): Expr {
	const target: Expr = {kind: 'member', object: nameOf(binding, at), property: key, isOptional: false, at};
	return {kind: 'assign', op: '=', target: {kind: 'target', target}, value, at};
}

const nameOf = (binding: Binding, at: number): Expr => ({kind: 'name', name: binding.name, binding, at});
