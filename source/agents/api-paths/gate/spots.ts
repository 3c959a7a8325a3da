import type {Expr, Func, Module, Pattern, Stmt} from '../code/ir.ts';
import {eachChild, eachExpressionIn, eachPart, eachStatement} from '../code/walk.ts';

/** Where one value may take the place of another, or of a failure. */
export type Spot = (
	| {kind: 'try'; stmt: Stmt & {kind: 'try'}; handler: Stmt[]}
	/** `if (!response.ok) return samples;` */
	| {kind: 'return'; test: Expr; values: Expr[]}
	/** `const {data = samples} = useQuery(…)` */
	| {kind: 'default'; init: Expr; values: Expr[]}
	/** `.catch()`, `.then()`, `.pipe()` */
	| {kind: 'chain'; call: Expr & {kind: 'call'}; object: Expr; name: string}
	| {kind: 'otherwise'; expr: Expr & {kind: 'logic'}}
	| {kind: 'choice'; expr: Expr & {kind: 'choose'}}
) & {scope: Func};

const known = new WeakMap<Module['funcs'], readonly Spot[]>();

/** All such places of a module, in order; outer functions first. Each module is gone through once, and again when its functions are others. */
export function spotsOf(module: Module): readonly Spot[] {
	let spots = known.get(module.funcs);
	if (spots === undefined) known.set(module.funcs, (spots = readSpots(module)));
	return spots;
}

function readSpots(module: Module): Spot[] {
	const spots = module.funcs.includes(module.top) ? [] : spotsIn(module.top);
	for (const func of module.funcs) spots.push(...spotsIn(func));
	return spots;
}

function spotsIn(scope: Func): Spot[] {
	const spots: Spot[] = [];
	const found = {scope, spots};
	eachStatement(scope.body, (stmt) => {
		const spot = spotOfStatement(stmt, scope);
		if (spot !== null) spots.push(spot);
		eachExpressionIn(stmt, addSpots, found);
	});
	return spots;
}

/** Outer ones first. The terms of a sum may be many thousand, and are walked without recursion. */
function addSpots(expr: Expr, found: {scope: Func; spots: Spot[]}): void {
	if (expr.kind === 'name' || expr.kind === 'literal') return;
	if (expr.kind === 'binary') return eachPart(expr, (part) => addSpot(part, found));
	addSpot(expr, found);
	eachChild(expr, addSpots, found);
}

function addSpot(expr: Expr, {scope, spots}: {scope: Func; spots: Spot[]}): void {
	const spot = spotOfExpression(expr, scope);
	if (spot !== null) spots.push(spot);
}

function spotOfStatement(stmt: Stmt, scope: Func): Spot | null {
	if (stmt.kind === 'try') return stmt.handler === null ? null : {kind: 'try', stmt, handler: stmt.handler, scope};
	if (stmt.kind === 'if') {
		const values = returnedIn(stmt.then);
		return values.length === 0 ? null : {kind: 'return', test: stmt.test, values, scope};
	}
	if (stmt.kind !== 'declare' || stmt.init === null || stmt.pattern.kind !== 'object') return null;
	const values = defaultsOf(stmt.pattern);
	return values.length === 0 ? null : {kind: 'default', init: stmt.init, values, scope};
}

function spotOfExpression(expr: Expr, scope: Func): Spot | null {
	if (expr.kind === 'logic') return expr.op === '&&' ? null : {kind: 'otherwise', expr, scope};
	if (expr.kind === 'choose') return {kind: 'choice', expr, scope};
	if (expr.kind !== 'call' || expr.callee.kind !== 'member') return null;
	const {object, property} = expr.callee;
	return property === 'catch' || property === 'then' || property === 'pipe'
		? {kind: 'chain', call: expr, object, name: property, scope}
		: null;
}

function returnedIn(stmts: readonly Stmt[]): Expr[] {
	const values: Expr[] = [];
	for (const stmt of stmts) if (stmt.kind === 'return' && stmt.value !== null) values.push(stmt.value);
	return values;
}

function defaultsOf(pattern: Pattern): Expr[] {
	if (pattern.kind !== 'object') return [];
	return pattern.props.flatMap((prop) => [...(prop.default === null ? [] : [prop.default]), ...defaultsOf(prop.value)]);
}
