import type {Argument, CallExpression, Expression, MemberExpression, ObjectPropertyKind, TemplateLiteral, TSType} from 'oxc-parser';
import type {Arg, Expr, Pattern, Prop} from './ir.ts';
import {none, noteCall, type Lowering, type NodeOf} from './lowering.ts';
import {lowerClass, namedExpression} from './lower-classes.ts';
import {lowerFunction} from './lower-functions.ts';
import {lowerElement} from './lower-jsx.ts';
import {lowerKey, lowerPattern, markReassigned} from './lower-patterns.ts';
import {isTelling, lowerType, lowerTypeArguments} from './lower-types.ts';
import {resolve} from './scopes.ts';

type Lowerers = {[T in Expression['type']]: (l: Lowering, node: NodeOf<Expression, T>) => Expr};

export function lowerExpression(l: Lowering, node: Expression): Expr {
	return (lowerers[node.type] as (l: Lowering, node: Expression) => Expr)(l, node);
}

const lowerers: Lowerers = {
	Literal: (_l, node) => {
		if ('regex' in node) return {kind: 'regexp', source: node.regex.pattern, flags: node.regex.flags, at: node.start};
		return {kind: 'literal', value: typeof node.value === 'bigint' ? String(node.value) : node.value, at: node.start};
	},
	TemplateLiteral: (l, node) => template(l, node),
	Identifier: (l, {name, start}) => {
		if (name === 'undefined') return {kind: 'literal', value: undefined, at: start};
		const binding = resolve(l.scope, name);
		return {kind: 'name', name, binding, at: start};
	},
	Super: (_l, {start}) => ({kind: 'super', at: start}),
	ThisExpression: (_l, {start}) => ({kind: 'this', at: start}),
	ArrayExpression: (l, {elements, start}) => ({
		kind: 'array',
		items: elements.map((item) => (item === null ? null : lowerArg(l, item))),
		at: start,
	}),
	ObjectExpression: (l, {properties, start}) => ({kind: 'object', props: properties.map((property) => lowerProp(l, property)), at: start}),
	ArrowFunctionExpression: (l, node) => ({kind: 'function', func: lowerFunction(l, node, 'arrow', null), at: node.start}),
	FunctionExpression: (l, node) => ({kind: 'function', func: lowerFunction(l, node, 'function', null), at: node.start}),
	FunctionDeclaration: (l, node) => ({kind: 'function', func: lowerFunction(l, node, 'function', null), at: node.start}),
	TSDeclareFunction: (_l, node) => nothing(node.start),
	TSEmptyBodyFunctionExpression: (_l, node) => nothing(node.start),
	ClassExpression: (l, node) => ({kind: 'class', cls: lowerClass(l, node, null, null), at: node.start}),
	ClassDeclaration: (l, node) => ({kind: 'class', cls: lowerClass(l, node, null, null), at: node.start}),
	AssignmentExpression: (l, node) => {
		const target = lowerPattern(l, node.left);
		const name = target.kind === 'bind' ? target.binding.name : propertyName(target);
		return assign(l, node.operator, target, namedExpression(l, node.right, name), node.start);
	},
	UpdateExpression: (l, {operator, argument, start}) =>
		assign(l, operator === '++' ? '+=' : '-=', lowerPattern(l, argument), {kind: 'literal', value: 1, at: start}, start),
	AwaitExpression: (l, {argument, start}) => ({kind: 'await', of: lowerExpression(l, argument), at: start}),
	YieldExpression: (l, {argument, start}) => {
		l.effects++;
		return {kind: 'yield', of: argument === null ? null : lowerExpression(l, argument), at: start};
	},
	BinaryExpression: (l, node) => leftNested(l, node),
	LogicalExpression: (l, node) => leftNested(l, node),
	UnaryExpression: (l, {operator, argument, start}) => {
		const of = lowerExpression(l, argument);
		if (operator === '-' && of.kind === 'literal' && typeof of.value === 'number') return {kind: 'literal', value: -of.value, at: start};
		return {kind: 'unary', op: operator, of, at: start};
	},
	ConditionalExpression: (l, {test, consequent, alternate, start}) => ({
		kind: 'choose',
		test: lowerExpression(l, test),
		// oxlint-disable-next-line unicorn/no-thenable -- never awaited: a branch of `? :`
		then: lowerExpression(l, consequent),
		otherwise: lowerExpression(l, alternate),
		at: start,
	}),
	SequenceExpression: (l, {expressions, start}) => ({
		kind: 'sequence',
		items: expressions.map((item) => lowerExpression(l, item)),
		at: start,
	}),
	ChainExpression: (l, {expression}) => lowerExpression(l, expression),
	ParenthesizedExpression: (l, {expression}) => lowerExpression(l, expression),
	MemberExpression: (l, node) => (l.links < mostLinks ? linked(l, inner(l, node.object), node) : unrolled(l, node)),
	CallExpression: (l, node) => (l.links < mostLinks ? linked(l, inner(l, node.callee), node) : unrolled(l, node)),
	NewExpression: (l, node) => {
		const callee = lowerExpression(l, node.callee);
		return call(l, callee, lowerArgs(l, node.arguments), {isNew: true, node});
	},
	TaggedTemplateExpression: (l, node) => {
		const callee = lowerExpression(l, node.tag);
		return call(l, callee, [template(l, node.quasi)], {isNew: false, node});
	},
	ImportExpression: (l, {source, start}) => {
		noteCall(l);
		if (source.type === 'Literal' && typeof source.value === 'string') l.module.requires.push(source.value);
		return {kind: 'import', source: lowerExpression(l, source), isRequire: false, at: start};
	},
	MetaProperty: (_l, {meta, start}) =>
		meta.name === 'import' ? {kind: 'import-meta', at: start} : {kind: 'other', what: 'new.target', parts: [], at: start},
	JSXElement: (l, node) => lowerElement(l, node),
	JSXFragment: (l, node) => lowerElement(l, node),
	TSAsExpression: (l, node) => typed(l, node),
	TSTypeAssertion: (l, node) => typed(l, node),
	TSSatisfiesExpression: (l, {expression}) => lowerExpression(l, expression),
	TSNonNullExpression: (l, {expression}) => lowerExpression(l, expression),
	TSInstantiationExpression: (l, {expression}) => lowerExpression(l, expression),
	V8IntrinsicExpression: (_l, {start}) => nothing(start),
};

const nothing = (at: number): Expr => ({kind: 'literal', value: undefined, at});

function template(l: Lowering, {quasis, expressions, start}: TemplateLiteral): Expr {
	if (expressions.length === 0) return {kind: 'literal', value: quasis[0]?.value.cooked ?? '', at: start};
	return {
		kind: 'template',
		quasis: quasis.map(({value}) => value.cooked ?? value.raw),
		holes: expressions.map((hole) => lowerExpression(l, hole)),
		at: start,
	};
}

export function lowerArg(l: Lowering, node: Argument): Arg {
	if (node.type === 'SpreadElement') return {kind: 'spread', of: lowerExpression(l, node.argument), at: node.start};
	return lowerExpression(l, node);
}

const lowerArgs = (l: Lowering, nodes: readonly Argument[]): Arg[] => (nodes.length === 0 ? none : nodes.map((node) => lowerArg(l, node)));

function lowerProp(l: Lowering, node: ObjectPropertyKind): Prop {
	if (node.type === 'SpreadElement') return {kind: 'spread', of: lowerExpression(l, node.argument), at: node.start};
	const key = lowerKey(l, node.key, node.computed);
	const name = typeof key === 'string' ? key : null;
	const {value} = node;
	if (node.kind !== 'init' && value.type === 'FunctionExpression') return accessor(l, node, key, lowerFunction(l, value, 'method', name));
	if (node.method && value.type === 'FunctionExpression') {
		return {kind: 'prop', key, value: {kind: 'function', func: lowerFunction(l, value, 'method', name), at: value.start}, at: node.start};
	}
	return {kind: 'prop', key, value: namedExpression(l, value, name), at: node.start};
}

/** A setter is kept under a name that no code can read, so that it is still a function of the object. */
function accessor(
	_l: Lowering,
	node: Extract<ObjectPropertyKind, {type: 'Property'}>,
	key: string | Expr,
	func: ReturnType<typeof lowerFunction>,
): Prop {
	if (node.kind === 'get') return {kind: 'getter', key, func, at: node.start};
	return {kind: 'prop', key: `set ${typeof key === 'string' ? key : ''}`, value: {kind: 'function', func, at: node.start}, at: node.start};
}

function propertyName(target: Pattern): string | null {
	if (target.kind !== 'target' || target.target.kind !== 'member') return null;
	return typeof target.target.property === 'string' ? target.target.property : null;
}

function assign(l: Lowering, op: string, target: Pattern, value: Expr, at: number): Expr {
	l.effects++;
	if (target.kind === 'target') l.func.hasCalls = true;
	markReassigned(target);
	return {kind: 'assign', op, target, value, at};
}

type Nested = Extract<Expression, {type: 'BinaryExpression' | 'LogicalExpression'}>;

/** `a + b + c + …` leans to the left as deep as it is long, so it is taken apart in a loop. */
function leftNested(l: Lowering, node: Nested): Expr {
	const spine: Nested[] = [node];
	let first: Nested['left'] = node.left;
	while (first.type === 'BinaryExpression' || first.type === 'LogicalExpression') {
		spine.push(first);
		first = first.left;
	}
	let left: Expr =
		first.type === 'PrivateIdentifier' ? {kind: 'literal', value: `#${first.name}`, at: first.start} : lowerExpression(l, first);
	if (spine.length > mostNested) return flattened(l, left, spine);
	for (let index = spine.length - 1; index >= 0; index--) left = joined(l, left, spine[index] as Nested);
	return left;
}

/** What follows an expression calls itself for each level: longer ones would overflow its stack. */
const mostNested = 500;

/** A sum that long puts a text together; of anything else the statement is left out. */
function flattened(l: Lowering, first: Expr, spine: readonly Nested[]): Expr {
	if (spine.some(({operator}) => operator !== '+')) throw new RangeError('nested too deep');
	const quasis = [''];
	const holes: Expr[] = [];
	for (const part of [first, ...spine.toReversed().map(({right}) => lowerExpression(l, right))]) {
		if (part.kind === 'literal') quasis.push(`${quasis.pop() ?? ''}${String(part.value)}`);
		else {
			holes.push(part);
			quasis.push('');
		}
	}
	return {kind: 'template', quasis, holes, at: first.at};
}

function joined(l: Lowering, left: Expr, {type, operator, right, start}: Nested): Expr {
	if (type === 'LogicalExpression') return {kind: 'logic', op: operator as '&&', left, right: lowerExpression(l, right), at: start};
	return {kind: 'binary', op: operator, left, right: lowerExpression(l, right), at: start};
}

type Link = MemberExpression | CallExpression;

/** How many links of `a.b().c().d()` are followed by recursion, which is faster than the loop for longer ones. */
const mostLinks = 100;

function inner(l: Lowering, node: Expression): Expr {
	l.links++;
	const value = lowerExpression(l, node);
	l.links--;
	return value;
}

function unrolled(l: Lowering, node: Link): Expr {
	const links: Link[] = [];
	let at: Expression = node;
	for (;;) {
		if (at.type === 'MemberExpression') {
			links.push(at);
			at = at.object;
		} else if (at.type === 'CallExpression') {
			links.push(at);
			at = at.callee;
		} else if (at.type === 'ChainExpression' || at.type === 'TSNonNullExpression') at = at.expression;
		else break;
	}
	if (links.length > mostLinks * 20) throw new RangeError('nested too deep');
	let value = lowerExpression(l, at);
	for (let index = links.length - 1; index >= 0; index--) value = linked(l, value, links[index] as Link);
	return value;
}

function linked(l: Lowering, value: Expr, node: Link): Expr {
	if (node.type === 'CallExpression')
		return requireOf(l, value, node) ?? call(l, value, lowerArgs(l, node.arguments), {isNew: false, node});
	const property = node.computed ? lowerKey(l, node.property, true) : memberName(node.property);
	return {kind: 'member', object: value, property, isOptional: node.optional, at: node.property.start};
}

function memberName(node: {type: 'Identifier' | 'PrivateIdentifier'; name: string}): string {
	return node.type === 'PrivateIdentifier' ? `#${node.name}` : node.name;
}

function requireOf(l: Lowering, callee: Expr, node: CallExpression): Expr | null {
	if (callee.kind !== 'name' || callee.name !== 'require' || callee.binding !== null) return null;
	const [source] = node.arguments;
	if (source === undefined || source.type === 'SpreadElement') return null;
	noteCall(l);
	if (source.type === 'Literal' && typeof source.value === 'string') l.module.requires.push(source.value);
	return {kind: 'import', source: lowerExpression(l, source), isRequire: true, at: node.start};
}

interface CallShape {
	isNew: boolean;
	node: {end: number; typeArguments?: CallExpression['typeArguments']};
}

function call(l: Lowering, callee: Expr, args: Arg[], {isNew, node}: CallShape): Expr {
	noteCall(l);
	const at = callee.kind === 'typed' ? callee.of.at : callee.at;
	return {kind: 'call', callee, args, isNew, typeArgs: lowerTypeArguments(l, node.typeArguments), at, end: node.end};
}

function typed(l: Lowering, {expression, typeAnnotation, start}: {expression: Expression; typeAnnotation: TSType; start: number}): Expr {
	const of = lowerExpression(l, expression);
	if (saysItself.has(of.kind)) return of;
	const type = lowerType(l, typeAnnotation);
	return isTelling(type) ? {kind: 'typed', of, type, at: start} : of;
}

/** A cast adds nothing to these. */
const saysItself = new Set<Expr['kind']>(['literal', 'template', 'object', 'array', 'function', 'class', 'element']);
