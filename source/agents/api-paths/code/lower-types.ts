import type {
	TSGlobalDeclaration,
	TSInterfaceHeritage,
	TSModuleDeclaration,
	TSSignature,
	TSType,
	TSTypeAnnotation,
	TSTypeName,
	TSTypeParameterDeclaration,
	TSTypeParameterInstantiation,
	TSTypeQueryExprName,
} from 'oxc-parser';
import type {Expr, Type} from './ir.ts';
import {none, type Lowering} from './lowering.ts';
import {newBinding, resolve} from './scopes.ts';

type Primitive = Extract<Type, {kind: 'primitive'}>['name'];
type LowerType = {[T in TSType['type']]?: (l: Lowering, node: Extract<TSType, {type: T}>) => Type};

const primitive = (name: Primitive): Type => ({kind: 'primitive', name});
const primitives = new Map<string, Type>([
	['TSAnyKeyword', primitive('any')],
	['TSUnknownKeyword', primitive('unknown')],
	['TSStringKeyword', primitive('string')],
	['TSNumberKeyword', primitive('number')],
	['TSBooleanKeyword', primitive('boolean')],
	['TSBigIntKeyword', primitive('bigint')],
	['TSNullKeyword', primitive('null')],
	['TSUndefinedKeyword', primitive('undefined')],
	['TSVoidKeyword', primitive('undefined')],
]);
const other = primitive('other');

/** A type, as far as it can decide a path. */
export function lowerType(l: Lowering, node: TSType): Type {
	const known = primitives.get(node.type);
	if (known !== undefined) return known;
	const lower = lowerers[node.type] as ((l: Lowering, node: TSType) => Type) | undefined;
	return lower === undefined ? other : lower(l, node);
}

export function lowerAnnotation(l: Lowering, annotation: TSTypeAnnotation | null | undefined): Type | null {
	return annotation === null || annotation === undefined ? null : lowerType(l, annotation.typeAnnotation);
}

export function lowerTypeArguments(l: Lowering, args: TSTypeParameterInstantiation | null | undefined): Type[] {
	return args === null || args === undefined ? none : args.params.map((type) => lowerType(l, type));
}

/** Puts the type parameters of a function, class or alias in sight: each stands for its constraint. */
export function openTypeParameters(l: Lowering, declaration: TSTypeParameterDeclaration | null | undefined): void {
	if (declaration === null || declaration === undefined) return;
	l.typeParameters = new Map(l.typeParameters);
	for (const {name, constraint} of declaration.params) {
		l.typeParameters.set(name.name, constraint === null ? primitive('unknown') : lowerType(l, constraint));
	}
}

const lowerers: LowerType = {
	TSLiteralType: (_l, {literal}) => {
		if (literal.type === 'TemplateLiteral') return {kind: 'literal', value: literal.quasis[0]?.value.cooked ?? ''};
		if (literal.type === 'UnaryExpression') return primitive('number');
		const {value} = literal;
		return value === null || typeof value === 'bigint' || typeof value === 'object' ? other : {kind: 'literal', value};
	},
	TSUnionType: (l, {types}) => ({kind: 'union', of: types.map((type) => lowerType(l, type))}),
	TSIntersectionType: (l, {types}) => intersection(types.map((type) => lowerType(l, type))),
	TSParenthesizedType: (l, {typeAnnotation}) => lowerType(l, typeAnnotation),
	TSArrayType: (l, {elementType}) => ({kind: 'array', of: lowerType(l, elementType)}),
	TSTupleType: (l, {elementTypes}) => ({kind: 'tuple', of: elementTypes.map((type) => tupleElement(l, type))}),
	TSNamedTupleMember: (l, {elementType}) => tupleElement(l, elementType),
	TSTypeLiteral: (l, {members}) => ({kind: 'object', props: lowerMembers(l, members)}),
	TSTypeOperator: (l, {operator, typeAnnotation}) => {
		const of = lowerType(l, typeAnnotation);
		return operator === 'keyof' ? {kind: 'keyof', of} : of;
	},
	TSIndexedAccessType: (l, {objectType, indexType}) => ({kind: 'indexed', of: lowerType(l, objectType), index: lowerType(l, indexType)}),
	TSTypeQuery: (l, {exprName}) => typeQuery(l, exprName),
	TSTemplateLiteralType: (l, {quasis, types}) => ({
		kind: 'template',
		quasis: quasis.map(({value}) => value.cooked ?? value.raw),
		holes: types.map((type) => lowerType(l, type)),
	}),
	TSTypeReference: (l, {typeName, typeArguments}) => reference(l, typeName, lowerTypeArguments(l, typeArguments)),
	TSImportType: (l, {source, qualifier, typeArguments}) => {
		if (qualifier === null || qualifier.type !== 'Identifier') return other;
		const binding = newBinding(l.module.top, qualifier.name, 'import');
		binding.from = {source: source.value, name: qualifier.name};
		return {kind: 'ref', name: qualifier.name, binding, args: lowerTypeArguments(l, typeArguments)};
	},
};

/** What an interface extends. */
export function lowerHeritage(l: Lowering, heritage: readonly TSInterfaceHeritage[]): Type[] {
	return heritage.flatMap(({expression, typeArguments}) =>
		expression.type === 'Identifier' ? [reference(l, expression, lowerTypeArguments(l, typeArguments))] : [],
	);
}

function reference(l: Lowering, typeName: TSTypeName, args: Type[]): Type {
	const name = dottedName(typeName);
	const constraint = l.typeParameters?.get(name);
	if (constraint !== undefined) return constraint;
	if (name === 'Array' || name === 'ReadonlyArray') return {kind: 'array', of: args[0] ?? other};
	const dot = name.indexOf('.');
	const binding = resolve(l.scope, dot < 0 ? name : name.slice(0, dot));
	return binding === null ? {kind: 'ref', name, binding, among: l.module.types, args} : {kind: 'ref', name, binding, args};
}

/** `A.B.C` as one string. */
export function dottedName(name: TSTypeName | TSModuleDeclaration['id'] | TSGlobalDeclaration['id']): string {
	if (name.type === 'Identifier') return name.name;
	if (name.type === 'Literal') return name.value;
	return name.type === 'TSQualifiedName' ? `${dottedName(name.left)}.${name.right.name}` : 'this';
}

function tupleElement(l: Lowering, node: Extract<TSType, {type: 'TSTupleType'}>['elementTypes'][number]): Type {
	if (node.type === 'TSOptionalType') return lowerType(l, node.typeAnnotation);
	if (node.type === 'TSRestType') return lowerType(l, node.typeAnnotation);
	return lowerType(l, node);
}

function typeQuery(l: Lowering, name: TSTypeQueryExprName): Type {
	const of = name.type === 'TSImportType' ? null : nameExpression(l, name);
	return of === null ? other : {kind: 'typeof', of};
}

/** A name of the language of types as the value of that name. */
export function nameExpression(l: Lowering, name: TSTypeName): Expr {
	if (name.type === 'Identifier') return {kind: 'name', name: name.name, binding: resolve(l.scope, name.name), at: name.start};
	if (name.type === 'ThisExpression') return {kind: 'this', at: name.start};
	return {kind: 'member', object: nameExpression(l, name.left), property: name.right.name, isOptional: false, at: name.right.start};
}

/** Properties of an interface or an object type; methods are not kept. */
export function lowerMembers(l: Lowering, members: readonly TSSignature[]): Map<string, Type> {
	const props = new Map<string, Type>();
	for (const member of members) {
		if (member.type !== 'TSPropertySignature' || member.computed) continue;
		const {key} = member;
		const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : null;
		if (name === null) continue;
		const type = lowerAnnotation(l, member.typeAnnotation) ?? primitive('any');
		props.set(name, member.optional ? orUndefined(type) : type);
	}
	return props;
}

/** `x?: T` */
export function orUndefined(type: Type): Type {
	return {kind: 'union', of: [...(type.kind === 'union' ? type.of : [type]), primitive('undefined')]};
}

/** There is no kind of type for "both": the part that tells most stands for it. */
function intersection(types: Type[]): Type {
	const telling = types.find(({kind}) => kind === 'primitive' || kind === 'literal' || kind === 'union');
	if (telling !== undefined) return telling;
	const props = new Map<string, Type>();
	for (const type of types) {
		if (type.kind === 'object') for (const [name, of] of type.props) props.set(name, of);
	}
	const bases = types.filter(({kind}) => kind === 'ref');
	const [named] = bases;
	if (props.size === 0 && named !== undefined && bases.length === 1) return named;
	return bases.length === 0 ? {kind: 'object', props} : {kind: 'object', props, bases};
}

/** Can a cast to this type say more about a value than the value itself? */
export function isTelling(type: Type): boolean {
	if (type.kind === 'primitive') return type.name === 'string' || type.name === 'number';
	if (type.kind === 'union') return type.of.some(isTelling);
	return type.kind !== 'ref' || type.name !== 'const';
}
