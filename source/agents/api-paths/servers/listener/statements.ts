import type {Arg, Expr, Func, Stmt} from '../../code/ir.ts';

const returned = new WeakMap<Func, Expr[]>();

/** Everything that a function may return, in order; functions inside it are their own. */
export function returnedOf(func: Func): readonly Expr[] {
	let known = returned.get(func);
	if (known === undefined) returned.set(func, (known = func.body.flatMap(returnedIn)));
	return known;
}

function returnedIn(stmt: Stmt): Expr[] {
	if (stmt.kind === 'return') return stmt.value === null ? [] : [stmt.value];
	return blocksOf(stmt).flatMap((block) => block.flatMap(returnedIn));
}

/** The blocks of a statement, in order. */
export function blocksOf(stmt: Stmt): Stmt[][] {
	switch (stmt.kind) {
		case 'if':
			return [stmt.then, stmt.otherwise];
		case 'loop':
			return stmt.how === 'while' ? [stmt.before, stmt.body] : [stmt.body];
		case 'try':
			return [stmt.body, stmt.handler ?? [], stmt.finalizer];
		case 'switch':
			return stmt.cases.map(({body}) => body);
		case 'break':
		case 'class':
		case 'continue':
		case 'declare':
		case 'export-default':
		case 'return':
		case 'run':
		case 'throw':
			return [];
	}
}

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

/** The expressions directly in an expression. */
export function partsOf(expr: Expr): Expr[] {
	switch (expr.kind) {
		case 'template':
			return expr.holes;
		case 'member':
			return [expr.object, ...(typeof expr.property === 'string' ? [] : [expr.property])];
		case 'call':
			return [expr.callee, ...argsOf(expr.args)];
		case 'object':
			return expr.props.flatMap((prop) => {
				if (prop.kind === 'spread') return [prop.of];
				const key = typeof prop.key === 'string' ? [] : [prop.key];
				return prop.kind === 'prop' ? [...key, prop.value] : key;
			});
		case 'array':
			return argsOf(expr.items.filter((item) => item !== null));
		case 'choose':
			return [expr.test, expr.then, expr.otherwise];
		case 'logic':
		case 'binary':
			return [expr.left, expr.right];
		case 'unary':
		case 'await':
		case 'typed':
			return [expr.of];
		case 'yield':
			return expr.of === null ? [] : [expr.of];
		case 'assign':
			return [...(expr.target.kind === 'target' ? [expr.target.target] : []), expr.value];
		case 'sequence':
			return expr.items;
		case 'import':
			return [expr.source];
		case 'element':
			return [...expr.attributes.map(({value}) => value), ...expr.children];
		case 'other':
			return expr.parts;
		case 'class':
		case 'function':
		case 'import-meta':
		case 'literal':
		case 'name':
		case 'regexp':
		case 'super':
		case 'this':
			return [];
	}
}

function argsOf(args: readonly Arg[]): Expr[] {
	return args.map((arg) => (arg.kind === 'spread' ? arg.of : arg));
}

/** The expressions directly in a statement, its blocks not counted. */
export function expressionsOf(stmt: Stmt): Expr[] {
	switch (stmt.kind) {
		case 'run':
			return [stmt.expr];
		case 'declare':
			return stmt.init === null ? [] : [stmt.init];
		case 'return':
			return stmt.value === null ? [] : [stmt.value];
		case 'throw':
		case 'export-default':
			return [stmt.value];
		case 'if':
			return [stmt.test];
		case 'loop':
			if (stmt.how !== 'while') return [stmt.over];
			return [stmt.test, stmt.after].filter((expr) => expr !== null);
		case 'switch':
			return [stmt.on, ...stmt.cases.flatMap(({test}) => (test === null ? [] : [test]))];
		case 'break':
		case 'class':
		case 'continue':
		case 'try':
			return [];
	}
}

/** Visits every expression of a function, those of functions inside it too. */
export function visitExpressions(func: Func, visit: (expr: Expr) => void): void {
	for (const param of func.params) if (param.default !== null) visitInside(param.default, visit);
	for (const binding of func.hoisted) if (binding.func !== undefined) visitExpressions(binding.func, visit);
	for (const stmt of func.body) visitStatement(stmt, visit);
}

function visitStatement(stmt: Stmt, visit: (expr: Expr) => void): void {
	for (const expr of expressionsOf(stmt)) visitInside(expr, visit);
	for (const block of blocksOf(stmt)) for (const inner of block) visitStatement(inner, visit);
}

function visitInside(expr: Expr, visit: (expr: Expr) => void): void {
	visit(expr);
	if (expr.kind === 'function') visitExpressions(expr.func, visit);
	for (const part of partsOf(expr)) visitInside(part, visit);
}
