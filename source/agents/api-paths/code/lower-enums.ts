import type {TSEnumDeclaration, TSEnumMemberName} from 'oxc-parser';
import type {Expr, Prop, Stmt} from './ir.ts';
import type {Lowering} from './lowering.ts';
import {resolve} from './scopes.ts';

/** An enum is a constant object with its members; merged declarations add to it. */
export function lowerEnum(l: Lowering, into: Stmt[], node: TSEnumDeclaration): void {
	const binding = resolve(l.scope, node.id.name);
	if (binding === null) return;
	const before: Prop[] = binding.declaration === undefined ? [] : [{kind: 'spread', of: binding.declaration.init, at: node.start}];
	const init: Expr = {kind: 'object', props: [...before, ...enumMembers(l, node)], at: node.start};
	const pattern = {kind: 'bind', binding} as const;
	binding.declaration = {pattern, init};
	into.push({kind: 'declare', pattern, init, type: null});
}

function enumMembers(l: Lowering, {id: {name: enumName}, body}: TSEnumDeclaration): Prop[] {
	const values = new Map<string, Expr>();
	let next: number | null = 0;
	for (const {id, initializer, start} of body.members) {
		const value: Expr =
			initializer === null
				? {kind: 'literal', value: next ?? undefined, at: start}
				: inEnum(l.expression(l, initializer), enumName, values);
		values.set(memberName(id), value);
		next = value.kind === 'literal' && typeof value.value === 'number' ? value.value + 1 : null;
	}
	return [...values].map(([key, value]) => ({kind: 'prop', key, value, at: value.at}));
}

function memberName(id: TSEnumMemberName): string {
	if (id.type === 'Identifier') return id.name;
	return id.type === 'Literal' ? id.value : (id.quasis[0]?.value.cooked ?? '');
}

/** Members may be made of earlier ones, with or without the enum's name before them. */
function inEnum(expr: Expr, enumName: string, values: ReadonlyMap<string, Expr>): Expr {
	if (expr.kind === 'name' && expr.binding === null) return values.get(expr.name) ?? expr;
	if (expr.kind === 'member' && typeof expr.property === 'string' && expr.object.kind === 'name' && expr.object.name === enumName) {
		return values.get(expr.property) ?? expr;
	}
	if (expr.kind === 'template') return {...expr, holes: expr.holes.map((hole) => inEnum(hole, enumName, values))};
	if (expr.kind !== 'binary') return expr;
	const left = inEnum(expr.left, enumName, values);
	const right = inEnum(expr.right, enumName, values);
	return folded({...expr, left, right});
}

/** Flags such as `1 << 2` and `A | B` are numbers that others count on from. */
function folded(expr: Extract<Expr, {kind: 'binary'}>): Expr {
	const {left, right, op, at} = expr;
	if (left.kind !== 'literal' || right.kind !== 'literal' || typeof left.value !== 'number' || typeof right.value !== 'number') return expr;
	const value = arithmetic.get(op)?.(left.value, right.value);
	return value === undefined ? expr : {kind: 'literal', value, at};
}

const arithmetic = new Map<string, (left: number, right: number) => number>([
	['<<', (left, right) => left << right],
	['>>', (left, right) => left >> right],
	['|', (left, right) => left | right],
	['&', (left, right) => left & right],
	['+', (left, right) => left + right],
	['-', (left, right) => left - right],
	['*', (left, right) => left * right],
]);
