import type {ArrowFunctionExpression, Expression, Function as FunctionNode} from 'oxc-parser';
import type {Expr, Func} from './ir.ts';
import {newFunc, within, type Lowering} from './lowering.ts';
import {lowerParams} from './lower-patterns.ts';
import {openTypeParameters} from './lower-types.ts';
import {bind, newBinding} from './scopes.ts';

/** A function or arrow with its body. The name is where it was put, when it has none itself. */
export function lowerFunction(
	l: Lowering,
	node: FunctionNode | ArrowFunctionExpression,
	kind: 'function' | 'arrow' | 'method',
	name: string | null,
): Func {
	l.effects++;
	const func = newFunc(l.module, l.func, kind, node.id?.name ?? name, node);
	func.isAsync = node.async;
	func.isGenerator = node.generator;
	within(l, func, () => {
		if (node.type === 'FunctionExpression' && node.id !== null) bindOwnName(l, func, node.id.name);
		openTypeParameters(l, node.typeParameters);
		func.params = lowerParams(l, node.params);
		lowerBody(l, func, node);
	});
	return func;
}

/** `const f = function own() { own(); }`: known inside only, so it is bound in its own frame. */
function bindOwnName(l: Lowering, func: Func, name: string): void {
	const binding = newBinding(func, name, 'function');
	binding.func = func;
	bind(l.scope, name, binding);
	func.hoisted = [binding];
}

function lowerBody(l: Lowering, func: Func, {body}: FunctionNode | ArrowFunctionExpression): void {
	if (body === null) return;
	if (body.type === 'BlockStatement') func.body = l.body(l, body.body);
	else func.body = [{kind: 'return', value: l.expression(l, body), at: body.start}];
}

/** An initial value as a function without parameters that returns it. */
export function lowerInitializer(l: Lowering, node: Expression, name: string | null, lower: () => Expr): Func {
	const func = newFunc(l.module, l.func, 'method', name, node);
	within(l, func, () => {
		func.body = [{kind: 'return', value: lower(), at: node.start}];
	});
	return func;
}
