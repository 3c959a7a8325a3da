import type {
	AssignmentTarget,
	AssignmentTargetMaybeDefault,
	AssignmentTargetRest,
	BindingPattern,
	BindingRestElement,
	Decorator,
	Expression,
	ParamPattern,
	PropertyKey,
} from 'oxc-parser';
import type {Binding, Expr, Param, Pattern} from './ir.ts';
import {none, packed, type Lowering} from './lowering.ts';
import {lowerAnnotation, orUndefined} from './lower-types.ts';
import {declare, resolve, type Scope} from './scopes.ts';

type Declared = BindingPattern | BindingRestElement | ParamPattern;
type ObjectTarget = Extract<Target, {type: 'ObjectPattern'}>;
type PatternProp = Extract<Pattern, {kind: 'object'}>['props'][number];
type Target = Declared | AssignmentTarget | AssignmentTargetMaybeDefault | AssignmentTargetRest;

/** Declares every name that a pattern binds. */
export function declareNames(scope: Scope, node: Declared, kind: Binding['kind']): void {
	if (node.type === 'Identifier') {
		declare(scope, node.name, kind);
	} else if (node.type === 'ObjectPattern') {
		for (const property of node.properties) declareNames(scope, property.type === 'RestElement' ? property.argument : property.value, kind);
	} else if (node.type === 'ArrayPattern') {
		for (const element of node.elements) if (element !== null) declareNames(scope, element, kind);
	} else if (node.type === 'TSParameterProperty') {
		declareNames(scope, node.parameter, kind);
	} else {
		declareNames(scope, node.type === 'RestElement' ? node.argument : node.left, kind);
	}
}

/** A pattern whose names are declared already. */
export function lowerPattern(l: Lowering, node: Target): Pattern {
	if (node.type === 'Identifier') return nameTarget(l, node);
	if (node.type === 'ObjectPattern') return objectPattern(l, node.properties);
	if (node.type === 'ArrayPattern') return arrayPattern(l, node.elements);
	if (node.type === 'AssignmentPattern') return lowerPattern(l, node.left);
	if (node.type === 'RestElement') return lowerPattern(l, node.argument);
	if (node.type === 'TSParameterProperty') return lowerPattern(l, node.parameter);
	return expressionTarget(l, node);
}

function nameTarget(
	l: Lowering,
	node: {name: string; start: number; optional?: boolean; typeAnnotation?: Extract<BindingPattern, {type: 'Identifier'}>['typeAnnotation']},
): Pattern {
	const binding = resolve(l.scope, node.name);
	if (binding === null) return {kind: 'target', target: {kind: 'name', name: node.name, binding, at: node.start}};
	const written = lowerAnnotation(l, node.typeAnnotation);
	const type = written !== null && node.optional === true ? orUndefined(written) : written;
	if (type !== null) binding.type = type;
	return {kind: 'bind', binding};
}

function objectPattern(l: Lowering, properties: readonly Extract<Target, {type: 'ObjectPattern'}>['properties'][number][]): Pattern {
	const props: PatternProp[] = [];
	let rest: Pattern | null = null;
	for (const property of properties) {
		if (property.type === 'RestElement') rest = lowerPattern(l, property.argument);
		else props.push(patternProp(l, property));
	}
	return {kind: 'object', props: packed(props), rest};
}

function patternProp(l: Lowering, {key, computed, value}: Exclude<ObjectTarget['properties'][number], {type: 'RestElement'}>): PatternProp {
	const name = lowerKey(l, key, computed);
	if (value.type !== 'AssignmentPattern') return {key: name, value: lowerPattern(l, value), default: null};
	return {key: name, value: lowerPattern(l, value.left), default: l.expression(l, value.right)};
}

function arrayPattern(l: Lowering, elements: readonly (Target | null)[]): Pattern {
	const items: Extract<Pattern, {kind: 'array'}>['items'] = [];
	let rest: Pattern | null = null;
	for (const element of elements) {
		if (element === null) items.push(null);
		else if (element.type === 'RestElement') rest = lowerPattern(l, element.argument);
		else items.push(withDefault(l, element));
	}
	return {kind: 'array', items: packed(items), rest};
}

function withDefault(l: Lowering, node: Target): {value: Pattern; default: Expr | null} {
	if (node.type !== 'AssignmentPattern') return {value: lowerPattern(l, node), default: null};
	return {value: lowerPattern(l, node.left), default: l.expression(l, node.right)};
}

function expressionTarget(l: Lowering, node: Expression): Pattern {
	const target = l.expression(l, node);
	if (target.kind === 'typed' && target.of.kind === 'name' && target.of.binding !== null) return {kind: 'bind', binding: target.of.binding};
	if (target.kind === 'name' && target.binding !== null) return {kind: 'bind', binding: target.binding};
	return {kind: 'target', target: target.kind === 'typed' ? target.of : target};
}

/** The name of a property, or the expression that computes it. */
export function lowerKey(l: Lowering, key: PropertyKey, isComputed: boolean): string | Expr {
	if (key.type === 'PrivateIdentifier') return `#${key.name}`;
	if (key.type === 'Literal') return String(key.value);
	if (!isComputed && key.type === 'Identifier') return key.name;
	return l.expression(l, key);
}

/** Notes that the names a pattern binds get written to after their declaration. */
export function markReassigned(pattern: Pattern): void {
	if (pattern.kind === 'bind') pattern.binding.isReassigned = true;
	else forEachPart(pattern, markReassigned);
}

/** Calls back for every name that a declaration binds. */
export function forEachBinding(pattern: Pattern, act: (binding: Binding) => void): void {
	if (pattern.kind === 'bind') act(pattern.binding);
	else forEachPart(pattern, (part) => forEachBinding(part, act));
}

function forEachPart(pattern: Pattern, act: (part: Pattern) => void): void {
	if (pattern.kind === 'object') for (const prop of pattern.props) act(prop.value);
	if (pattern.kind === 'array') for (const item of pattern.items) if (item !== null) act(item.value);
	if ((pattern.kind === 'object' || pattern.kind === 'array') && pattern.rest !== null) act(pattern.rest);
}

/** Parameters: all names first, so that a default may mention an earlier one. */
export function lowerParams(l: Lowering, nodes: readonly ParamPattern[]): Param[] {
	if (nodes.length === 0) return none;
	const params = nodes.filter((node) => node.type !== 'Identifier' || node.name !== 'this');
	for (const node of params) declareNames(l.scope, node, 'param');
	return params.map((node) => lowerParam(l, node));
}

function lowerParam(l: Lowering, node: ParamPattern): Param {
	const isField = node.type === 'TSParameterProperty';
	const target = node.type === 'TSParameterProperty' ? node.parameter : node;
	const pattern = lowerPattern(l, target);
	const annotated = target.type === 'AssignmentPattern' ? target.left : target;
	const type =
		pattern.kind === 'bind'
			? (pattern.binding.type ?? null)
			: lowerAnnotation(l, 'typeAnnotation' in annotated ? annotated.typeAnnotation : null);
	return {
		pattern,
		default: target.type === 'AssignmentPattern' ? l.expression(l, target.right) : null,
		isRest: target.type === 'RestElement',
		type,
		isField,
		decorators: lowerDecorators(l, node.decorators),
	};
}

export function lowerDecorators(l: Lowering, decorators: readonly Decorator[] | undefined): Expr[] {
	if (decorators === undefined || decorators.length === 0) return none;
	return decorators.map(({expression}) => l.expression(l, expression));
}
