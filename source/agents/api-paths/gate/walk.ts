import type {Arg, Binding, Expr, Func, Pattern, Prop, Stmt} from '../code/ir.ts';

/** Calls `visit` with each expression directly inside one; functions and classes are leaves. */
export function eachChild(expr: Expr, visit: (child: Expr) => void): void {
	switch (expr.kind) {
		case 'template':
			return expr.holes.forEach(visit);
		case 'member':
			visit(expr.object);
			if (typeof expr.property !== 'string') visit(expr.property);
			return;
		case 'call':
			visit(expr.callee);
			for (const arg of expr.args) visit(unspread(arg));
			return;
		case 'object':
			return expr.props.forEach((prop) => eachOfProp(prop, visit));
		case 'array':
			for (const item of expr.items) if (item !== null) visit(unspread(item));
			return;
		case 'choose':
			visit(expr.test);
			visit(expr.then);
			visit(expr.otherwise);
			return;
		case 'logic':
		case 'binary':
			visit(expr.left);
			visit(expr.right);
			return;
		case 'unary':
		case 'await':
		case 'typed':
			return visit(expr.of);
		case 'assign':
			expressionsOf(expr.target).forEach(visit);
			return visit(expr.value);
		case 'yield':
			if (expr.of !== null) visit(expr.of);
			return;
		case 'sequence':
			return expr.items.forEach(visit);
		case 'import':
			return visit(expr.source);
		case 'element':
			if (typeof expr.tag !== 'string') visit(expr.tag);
			for (const attribute of expr.attributes) visit(attribute.value);
			return expr.children.forEach(visit);
		case 'other':
			return expr.parts.forEach(visit);
		case 'literal':
		case 'regexp':
		case 'name':
		case 'function':
		case 'class':
		case 'this':
		case 'super':
		case 'import-meta':
			return;
	}
}

function eachOfProp(prop: Prop, visit: (child: Expr) => void): void {
	if (prop.kind === 'spread') return visit(prop.of);
	if (typeof prop.key !== 'string') visit(prop.key);
	if (prop.kind === 'prop') visit(prop.value);
}

/** The same as a list. */
export function childrenOf(expr: Expr): Expr[] {
	const children: Expr[] = [];
	eachChild(expr, (child) => children.push(child));
	return children;
}

/** Calls `visit` with an expression and all inside it; not with those of functions inside. */
export function eachPart(expr: Expr, visit: (part: Expr) => void): void {
	visit(expr);
	eachChild(expr, (child) => eachPart(child, visit));
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
	const [first] = func.body;
	// Most arrows are one `return`.
	if (first?.kind === 'return' && func.body.length === 1) return first.value === null ? [] : [first.value];
	return [...statementsOf(func.body)].flatMap((stmt) => (stmt.kind === 'return' && stmt.value !== null ? [stmt.value] : []));
}
