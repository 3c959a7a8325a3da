import type {Expr, Func, Stmt} from '../../code/ir.ts';
import {blocksIn, eachChild, expressionsIn} from '../../code/walk.ts';

/** Does running these statements always leave the function? */
export function alwaysLeaves(block: readonly Stmt[]): boolean {
	return block.some((stmt) => {
		if (stmt.kind === 'return' || stmt.kind === 'throw') return true;
		if (stmt.kind === 'if') return stmt.otherwise.length > 0 && alwaysLeaves(stmt.then) && alwaysLeaves(stmt.otherwise);
		return (
			stmt.kind === 'try' &&
			(alwaysLeaves(stmt.finalizer) || (alwaysLeaves(stmt.body) && (stmt.handler === null || alwaysLeaves(stmt.handler))))
		);
	});
}

/** Visits every expression of a function, those of functions inside it too. */
export function visitExpressions(func: Func, visit: (expr: Expr) => void): void {
	visitFunction(func, {visit, seen: new Set()});
}

interface Visit {
	visit: (expr: Expr) => void;
	/** A function expression with a name is hoisted within itself. */
	seen: Set<Func>;
}

function visitFunction(func: Func, given: Visit): void {
	if (given.seen.has(func)) return;
	given.seen.add(func);
	for (const param of func.params) if (param.default !== null) visitInside(param.default, given);
	for (const binding of func.hoisted) if (binding.func !== undefined) visitFunction(binding.func, given);
	for (const stmt of func.body) visitStatement(stmt, given);
}

function visitStatement(stmt: Stmt, given: Visit): void {
	for (const expr of expressionsIn(stmt)) visitInside(expr, given);
	for (const block of blocksIn(stmt)) for (const inner of block) visitStatement(inner, given);
}

function visitInside(expr: Expr, given: Visit): void {
	given.visit(expr);
	if (expr.kind === 'function') visitFunction(expr.func, given);
	eachChild(expr, visitInside, given);
}
