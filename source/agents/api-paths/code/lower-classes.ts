import type {AccessorProperty, Class as ClassNode, ClassElement, MethodDefinition, PropertyDefinition, StaticBlock} from 'oxc-parser';
import type {Binding, Class, Expr, Member} from './ir.ts';
import {newFunc, none, packed, within, type Lowering} from './lowering.ts';
import {lowerFunction, lowerInitializer} from './lower-functions.ts';
import {lowerDecorators, lowerKey} from './lower-patterns.ts';
import {lowerAnnotation, openTypeParameters} from './lower-types.ts';
import {declare, openScope} from './scopes.ts';

/** A class with its members; `binding` is where a declaration puts it. */
export function lowerClass(l: Lowering, node: ClassNode, binding: Binding | null, name: string | null): Class {
	l.effects++;
	const {scope, typeParameters} = l;
	const cls: Class = {
		name: node.id?.name ?? name,
		module: l.module,
		binding: binding ?? ownBinding(l, node),
		superClass: null,
		decorators: lowerDecorators(l, node.decorators),
		members: none,
		at: node.start,
	};
	if (cls.binding !== null) cls.binding.cls = cls;
	l.module.classes.push(cls);
	openTypeParameters(l, node.typeParameters);
	cls.superClass = node.superClass === null ? null : l.expression(l, node.superClass);
	const members: Member[] = [];
	for (const element of node.body.body) addMember(l, members, element);
	cls.members = packed(members);
	l.scope = scope;
	l.typeParameters = typeParameters;
	return cls;
}

/** The name of a class expression is known inside it only. */
function ownBinding(l: Lowering, node: ClassNode): Binding | null {
	if (node.id === null) return null;
	l.scope = openScope(l.scope, l.func);
	return declare(l.scope, node.id.name, 'class');
}

function addMember(l: Lowering, members: Member[], element: ClassElement): void {
	if (element.type === 'StaticBlock') members.push(staticBlock(l, element));
	else if (element.type === 'MethodDefinition') addMethod(l, members, element);
	else if (element.type === 'PropertyDefinition' || element.type === 'AccessorProperty') members.push(field(l, element));
}

const memberKinds = {method: 'method', get: 'getter', set: 'setter', constructor: 'constructor'} as const;

function addMethod(l: Lowering, members: Member[], node: MethodDefinition): void {
	if (node.value.body === null) return;
	const key = lowerKey(l, node.key, node.computed);
	members.push({
		kind: memberKinds[node.kind],
		key,
		isStatic: node.static,
		decorators: lowerDecorators(l, node.decorators),
		func: lowerFunction(l, node.value, 'method', typeof key === 'string' ? key : null),
		init: null,
		type: null,
		at: node.key.start,
	});
}

function field(l: Lowering, node: PropertyDefinition | AccessorProperty): Member {
	const key = lowerKey(l, node.key, node.computed);
	const name = typeof key === 'string' ? key : null;
	const {value} = node;
	return {
		kind: 'field',
		key,
		isStatic: node.static,
		func: null,
		decorators: lowerDecorators(l, node.decorators),
		init: value === null ? null : lowerInitializer(l, value, name, () => namedExpression(l, value, name)),
		type: lowerAnnotation(l, node.typeAnnotation),
		at: node.key.start,
	};
}

/** An expression that gives its name to a function or class that has none. */
export function namedExpression(l: Lowering, node: Parameters<Lowering['expression']>[1], name: string | null): Expr {
	const {type, start} = node;
	if (type === 'ArrowFunctionExpression') return {kind: 'function', func: lowerFunction(l, node, 'arrow', name), at: start};
	if (type === 'FunctionExpression') return {kind: 'function', func: lowerFunction(l, node, 'function', name), at: start};
	if (type === 'ClassExpression') return {kind: 'class', cls: lowerClass(l, node, null, name), at: start};
	return l.expression(l, node);
}

function staticBlock(l: Lowering, node: StaticBlock): Member {
	const func = newFunc(l.module, l.func, 'method', null, node);
	within(l, func, () => {
		func.body = l.body(l, node.body);
	});
	return {kind: 'static-block', key: '', isStatic: true, func, init: null, type: null, decorators: none, at: node.start};
}
