import type {Arg, Binding, Expr, Func, Pattern, Stmt} from '../code/ir.ts';

const none: never[] = [];

/** The expressions directly inside one; functions and classes are leaves. */
export function childrenOf(expr: Expr): Expr[] {
	switch (expr.kind) {
		case 'template':
			return expr.holes;
		case 'member':
			return typeof expr.property === 'string' ? [expr.object] : [expr.object, expr.property];
		case 'call':
			return [expr.callee, ...expr.args.map((arg) => unspread(arg))];
		case 'object':
			return expr.props.flatMap((prop) => {
				if (prop.kind === 'spread') return [prop.of];
				const key = typeof prop.key === 'string' ? [] : [prop.key];
				return prop.kind === 'prop' ? [...key, prop.value] : key;
			});
		case 'array':
			return expr.items.flatMap((item) => (item === null ? [] : [unspread(item)]));
		case 'choose':
			return [expr.test, expr.then, expr.otherwise];
		case 'logic':
		case 'binary':
			return [expr.left, expr.right];
		case 'unary':
		case 'await':
		case 'typed':
			return [expr.of];
		case 'assign':
			return [...expressionsOf(expr.target), expr.value];
		case 'yield':
			return expr.of === null ? [] : [expr.of];
		case 'sequence':
			return expr.items;
		case 'import':
			return [expr.source];
		case 'element':
			return [
				...(typeof expr.tag === 'string' ? [] : [expr.tag]),
				...expr.attributes.map((attribute) => attribute.value),
				...expr.children,
			];
		case 'other':
			return expr.parts;
		case 'literal':
		case 'regexp':
		case 'name':
		case 'function':
		case 'class':
		case 'this':
		case 'super':
		case 'import-meta':
			return none;
	}
}

/** The expression of an argument, spread or not. */
export const unspread = (arg: Arg): Expr => (arg.kind === 'spread' ? arg.of : arg);

/** Computed keys, defaults and assignment targets of a pattern. */
export function expressionsOf(pattern: Pattern): Expr[] {
	switch (pattern.kind) {
		case 'bind':
			return [];
		case 'target':
			return [pattern.target];
		case 'object':
			return [
				...pattern.props.flatMap((prop) => [
					...(typeof prop.key === 'string' ? [] : [prop.key]),
					...(prop.default === null ? [] : [prop.default]),
					...expressionsOf(prop.value),
				]),
				...(pattern.rest === null ? [] : expressionsOf(pattern.rest)),
			];
		case 'array':
			return [
				...pattern.items.flatMap((item) =>
					item === null ? [] : [...(item.default === null ? [] : [item.default]), ...expressionsOf(item.value)],
				),
				...(pattern.rest === null ? [] : expressionsOf(pattern.rest)),
			];
	}
}

/** Every name that a pattern declares. */
export function bindingsOf(pattern: Pattern): Binding[] {
	switch (pattern.kind) {
		case 'bind':
			return [pattern.binding];
		case 'target':
			return [];
		case 'object':
			return [...pattern.props.flatMap((prop) => bindingsOf(prop.value)), ...(pattern.rest === null ? [] : bindingsOf(pattern.rest))];
		case 'array':
			return [
				...pattern.items.flatMap((item) => (item === null ? [] : bindingsOf(item.value))),
				...(pattern.rest === null ? [] : bindingsOf(pattern.rest)),
			];
	}
}

/** The expressions directly in a statement, without those of the statements inside it. */
export function expressionsIn(stmt: Stmt): Expr[] {
	switch (stmt.kind) {
		case 'run':
			return [stmt.expr];
		case 'declare':
			return [...expressionsOf(stmt.pattern), ...(stmt.init === null ? [] : [stmt.init])];
		case 'return':
			return stmt.value === null ? [] : [stmt.value];
		case 'throw':
		case 'export-default':
			return [stmt.value];
		case 'if':
			return [stmt.test];
		case 'loop':
			if (stmt.how !== 'while') return [...expressionsOf(stmt.pattern), stmt.over];
			return [...(stmt.test === null ? [] : [stmt.test]), ...(stmt.after === null ? [] : [stmt.after])];
		case 'switch':
			return [stmt.on, ...stmt.cases.flatMap((one) => (one.test === null ? [] : [one.test]))];
		case 'try':
		case 'class':
		case 'break':
		case 'continue':
			return [];
	}
}

/** The lists of statements inside a statement. */
export function blocksIn(stmt: Stmt): Stmt[][] {
	switch (stmt.kind) {
		case 'if':
			return [stmt.then, stmt.otherwise];
		case 'loop':
			return stmt.how === 'while' ? [stmt.before, stmt.body] : [stmt.body];
		case 'try':
			return [stmt.body, ...(stmt.handler === null ? [] : [stmt.handler]), stmt.finalizer];
		case 'switch':
			return stmt.cases.map((one) => one.body);
		case 'run':
		case 'declare':
		case 'class':
		case 'return':
		case 'throw':
		case 'break':
		case 'continue':
		case 'export-default':
			return [];
	}
}

/** Every statement of a list and of the statements inside; not of functions inside. */
export function statementsOf(stmts: readonly Stmt[], into: Stmt[] = []): Stmt[] {
	for (const stmt of stmts) {
		into.push(stmt);
		for (const block of blocksIn(stmt)) statementsOf(block, into);
	}
	return into;
}

/** An expression and all inside it; not of functions inside. */
export function partsOf(expr: Expr): Expr[] {
	const parts: Expr[] = [];
	// Not by recursion: texts of ten thousand pieces are as deep.
	const open = [expr];
	for (let part = open.pop(); part !== undefined; part = open.pop()) {
		parts.push(part);
		const children = childrenOf(part);
		for (let index = children.length - 1; index >= 0; index--) open.push(children[index]!);
	}
	return parts;
}

/** Every expression of a function's own body, in order; functions inside it are left to their own walk. */
export function* expressionsOfBody(stmts: readonly Stmt[]): Generator<Expr> {
	for (const stmt of statementsOf(stmts)) for (const expr of expressionsIn(stmt)) yield* partsOf(expr);
}

/** What a function gives back, each `return` for itself. */
export function returnsOf(func: Func): Expr[] {
	return [...statementsOf(func.body)].flatMap((stmt) => (stmt.kind === 'return' && stmt.value !== null ? [stmt.value] : []));
}
