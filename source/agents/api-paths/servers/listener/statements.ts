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
	for (const param of func.params) if (param.default !== null) visitInside(param.default, visit);
	for (const binding of func.hoisted) if (binding.func !== undefined) visitExpressions(binding.func, visit);
	for (const stmt of func.body) visitStatement(stmt, visit);
}

function visitStatement(stmt: Stmt, visit: (expr: Expr) => void): void {
	for (const expr of expressionsIn(stmt)) visitInside(expr, visit);
	for (const block of blocksIn(stmt)) for (const inner of block) visitStatement(inner, visit);
}

function visitInside(expr: Expr, visit: (expr: Expr) => void): void {
	visit(expr);
	if (expr.kind === 'function') visitExpressions(expr.func, visit);
	eachChild(expr, visitInside, visit);
}
