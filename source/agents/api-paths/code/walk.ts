import type {Arg, Binding, Expr, Func, Pattern, Prop, Stmt} from './ir.ts';

/** Calls `visit` with each expression directly inside one, and with what it is given; functions and classes are leaves. */
export function eachChild<T>(expr: Expr, visit: (child: Expr, given: T) => void, given: T): void {
	switch (expr.kind) {
		case 'template':
			for (const hole of expr.holes) visit(hole, given);
			return;
		case 'member':
			visit(expr.object, given);
			if (typeof expr.property !== 'string') visit(expr.property, given);
			return;
		case 'call':
			visit(expr.callee, given);
			for (const arg of expr.args) visit(unspread(arg), given);
			return;
		case 'object':
			for (const prop of expr.props) eachOfProp(prop, visit, given);
			return;
		case 'array':
			for (const item of expr.items) if (item !== null) visit(unspread(item), given);
			return;
		case 'choose':
			visit(expr.test, given);
			visit(expr.then, given);
			visit(expr.otherwise, given);
			return;
		case 'logic':
		case 'binary':
			visit(expr.left, given);
			visit(expr.right, given);
			return;
		case 'unary':
		case 'await':
		case 'typed':
			return visit(expr.of, given);
		case 'assign':
			if (expr.target.kind === 'target') visit(expr.target.target, given);
			else for (const part of expressionsOf(expr.target)) visit(part, given);
			return visit(expr.value, given);
		case 'yield':
			if (expr.of !== null) visit(expr.of, given);
			return;
		case 'sequence':
			for (const item of expr.items) visit(item, given);
			return;
		case 'import':
			return visit(expr.source, given);
		case 'element':
			if (typeof expr.tag !== 'string') visit(expr.tag, given);
			for (const attribute of expr.attributes) visit(attribute.value, given);
			for (const child of expr.children) visit(child, given);
			return;
		case 'other':
			for (const part of expr.parts) visit(part, given);
			return;
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

function eachOfProp<T>(prop: Prop, visit: (child: Expr, given: T) => void, given: T): void {
	if (prop.kind === 'spread') return visit(prop.of, given);
	if (typeof prop.key !== 'string') visit(prop.key, given);
	if (prop.kind === 'prop') visit(prop.value, given);
}

/** The same as a list. */
export function childrenOf(expr: Expr): Expr[] {
	const children: Expr[] = [];
	eachChild(expr, add, children);
	return children;
}

function add(child: Expr, children: Expr[]): void {
	children.push(child);
}

/** Does it hold for one of the expressions directly inside? What comes after that one is not asked. */
export function someChild(expr: Expr, holds: (child: Expr) => boolean): boolean {
	let found = false;
	eachChild(
		expr,
		(child) => {
			found ||= holds(child);
		},
		undefined,
	);
	return found;
}

/** Calls `visit` with an expression and all inside it, outer ones first; not with those of functions inside. */
export function eachPart(expr: Expr, visit: (part: Expr) => void): void {
	// Most are leaves.
	if (expr.kind === 'name' || expr.kind === 'literal') return visit(expr);
	if (expr.kind === 'binary') return eachTerm(expr, visit);
	visit(expr);
	eachChild(expr, eachPart, visit);
}

/** Texts of ten thousand pieces are as deep on their left side: that one is walked down without recursion. */
function eachTerm(sum: Expr & {kind: 'binary'}, visit: (part: Expr) => void): void {
	const rights: Expr[] = [];
	let left: Expr = sum;
	for (; left.kind === 'binary'; left = left.left) {
		visit(left);
		rights.push(left.right);
	}
	eachPart(left, visit);
	for (let index = rights.length - 1; index >= 0; index--) eachPart(rights[index]!, visit);
}

/** An expression and all inside it, outer ones first; not of functions inside. */
export function partsOf(expr: Expr): Expr[] {
	const parts: Expr[] = [];
	addParts(expr, parts);
	return parts;
}

function addParts(expr: Expr, parts: Expr[]): void {
	eachPart(expr, (part) => parts.push(part));
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

/** Calls `visit` with each expression directly in a statement, and with what it is given; not with those of the statements inside it. */
export function eachExpressionIn<T>(stmt: Stmt, visit: (expr: Expr, given: T) => void, given: T): void {
	switch (stmt.kind) {
		case 'run':
			return visit(stmt.expr, given);
		case 'declare':
			eachOfPattern(stmt.pattern, visit, given);
			if (stmt.init !== null) visit(stmt.init, given);
			return;
		case 'return':
			if (stmt.value !== null) visit(stmt.value, given);
			return;
		case 'throw':
		case 'export-default':
			return visit(stmt.value, given);
		case 'if':
			return visit(stmt.test, given);
		case 'loop':
			if ('over' in stmt) {
				eachOfPattern(stmt.pattern, visit, given);
				return visit(stmt.over, given);
			}
			if (stmt.test !== null) visit(stmt.test, given);
			if (stmt.after !== null) visit(stmt.after, given);
			return;
		case 'switch':
			visit(stmt.on, given);
			for (const {test} of stmt.cases) if (test !== null) visit(test, given);
			return;
		case 'try':
		case 'class':
		case 'break':
		case 'continue':
			return;
	}
}

/** Most patterns are one name. */
function eachOfPattern<T>(pattern: Pattern, visit: (expr: Expr, given: T) => void, given: T): void {
	if (pattern.kind !== 'bind') for (const expr of expressionsOf(pattern)) visit(expr, given);
}

/** The same as a list. */
export function expressionsIn(stmt: Stmt): Expr[] {
	const expressions: Expr[] = [];
	eachExpressionIn(stmt, add, expressions);
	return expressions;
}

/** The lists of statements inside a statement. */
export function blocksIn(stmt: Stmt): Stmt[][] {
	switch (stmt.kind) {
		case 'if':
			return [stmt.then, stmt.otherwise];
		case 'loop':
			return 'over' in stmt ? [stmt.body] : [stmt.before, stmt.body];
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
export function statementsOf(stmts: readonly Stmt[]): Stmt[] {
	const all: Stmt[] = [];
	eachStatement(stmts, (stmt) => all.push(stmt));
	return all;
}

/** Calls `visit` with each of them. */
export function eachStatement(stmts: readonly Stmt[], visit: (stmt: Stmt) => void): void {
	for (const stmt of stmts) {
		visit(stmt);
		if (stmt.kind === 'run' || stmt.kind === 'declare' || stmt.kind === 'return') continue;
		for (const block of blocksIn(stmt)) eachStatement(block, visit);
	}
}

/** Every expression of a function's own body, in order; functions inside it are left to their own walk. */
export function expressionsOfBody(stmts: readonly Stmt[]): Expr[] {
	const all: Expr[] = [];
	eachStatement(stmts, (stmt) => eachExpressionIn(stmt, addParts, all));
	return all;
}

/** By its body: an edited function stays the same one and has another. */
/** By the body, which is another one after an edit that leaves the function the same. */
const returned = new WeakMap<Func['body'], readonly Expr[]>();

/** What a function gives back, each `return` for itself and in order; functions inside it are their own. */
export function returnsOf(func: Func): readonly Expr[] {
	let known = returned.get(func.body);
	if (known === undefined) returned.set(func.body, (known = readReturns(func)));
	return known;
}

function readReturns(func: Func): Expr[] {
	const [first] = func.body;
	// Most arrows are one `return`.
	if (first?.kind === 'return' && func.body.length === 1) return first.value === null ? [] : [first.value];
	return statementsOf(func.body).flatMap((stmt) => (stmt.kind === 'return' && stmt.value !== null ? [stmt.value] : []));
}
