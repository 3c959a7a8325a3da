import type {
	Class as ClassNode,
	Directive,
	Expression,
	ForStatementLeft,
	Function as FunctionNode,
	Statement,
	VariableDeclaration,
} from 'oxc-parser';
import type {Binding, Expr, Pattern, Stmt} from './ir.ts';
import {none, packed, type Lowering, type NodeOf} from './lowering.ts';
import {declareLexical, declareVars, hoist} from './declarations.ts';
import {lowerClass, namedExpression} from './lower-classes.ts';
import {lowerEnum} from './lower-enums.ts';
import {lowerExpression} from './lower-expressions.ts';
import {lowerFunction} from './lower-functions.ts';
import {lowerExportAll, lowerExportNames, lowerImportEquals, lowerInterface, lowerTypeAlias, mergeNamespace} from './lower-modules.ts';
import {declareNames, forEachBinding, lowerPattern, markReassigned} from './lower-patterns.ts';
import {newBinding, openScope, resolve} from './scopes.ts';

type Nodes = readonly (Statement | Directive)[];
type Lowerers = {[T in Statement['type']]: (l: Lowering, node: NodeOf<Statement, T>, into: Stmt[]) => void};

/** Statements of a function: its variables are declared first, wherever in it they stand. */
export function lowerBody(l: Lowering, nodes: Nodes): Stmt[] {
	if (l.hasVars) declareVars(l.scope, nodes);
	declareLexical(l, nodes);
	const into: Stmt[] = [];
	for (const node of nodes) lowerStatement(l, into, node);
	return packed(into);
}

/** Statements of a block in a scope of their own. */
export function lowerBlock(l: Lowering, nodes: Nodes): Stmt[] {
	return inScope(l, () => {
		declareLexical(l, nodes);
		const into: Stmt[] = [];
		for (const node of nodes) lowerStatement(l, into, node);
		return packed(into);
	});
}

function inScope<T>(l: Lowering, lower: () => T): T {
	const {scope} = l;
	l.scope = openScope(scope, l.func);
	const result = lower();
	l.scope = scope;
	return result;
}

export function lowerStatement(l: Lowering, into: Stmt[], node: Statement | Directive): void {
	(lowerers[node.type] as (l: Lowering, node: Statement | Directive, into: Stmt[]) => void)(l, node, into);
}

const lowerers: Lowerers = {
	BlockStatement: (l, {body}, into) => void into.push(...lowerBlock(l, body)),
	BreakStatement: (_l, _node, into) => void into.push({kind: 'break'}),
	ContinueStatement: (_l, _node, into) => void into.push({kind: 'continue'}),
	DebuggerStatement: () => {},
	EmptyStatement: () => {},
	ExpressionStatement: (l, {expression}, into) => run(l, into, expression),
	DoWhileStatement: (l, {test, body}, into) => {
		into.push({kind: 'loop', how: 'do', before: none, test: lowerExpression(l, test), body: branch(l, body), after: null});
	},
	WhileStatement: (l, {test, body}, into) => {
		into.push({kind: 'loop', how: 'while', before: none, test: lowerExpression(l, test), body: branch(l, body), after: null});
	},
	ForStatement: (l, node, into) => void into.push(inScope(l, () => forLoop(l, node))),
	ForInStatement: (l, node, into) => void into.push(inScope(l, () => iteration(l, 'in', node))),
	ForOfStatement: (l, node, into) => void into.push(inScope(l, () => iteration(l, 'of', node))),
	IfStatement: (l, {test, consequent, alternate}, into) => {
		const condition = lowerExpression(l, test);
		// oxlint-disable-next-line unicorn/no-thenable -- never awaited: a branch of `if`
		into.push({kind: 'if', test: condition, then: branch(l, consequent), otherwise: alternate === null ? none : branch(l, alternate)});
	},
	LabeledStatement: (l, {label, body}, into) => {
		if (label.name !== '$' || !lowerReactive(l, into, body)) lowerStatement(l, into, body);
	},
	ReturnStatement: (l, {argument, start}, into) => {
		into.push({kind: 'return', value: argument === null ? null : lowerExpression(l, argument), at: start});
	},
	SwitchStatement: (l, {discriminant, cases}, into) => {
		const on = lowerExpression(l, discriminant);
		inScope(l, () => {
			for (const {consequent} of cases) declareLexical(l, consequent);
			into.push({kind: 'switch', on, cases: cases.map((one) => switchCase(l, one))});
		});
	},
	ThrowStatement: (l, {argument}, into) => void into.push({kind: 'throw', value: lowerExpression(l, argument)}),
	TryStatement: (l, node, into) => void into.push(tryStatement(l, node)),
	WithStatement: (l, {object, body}, into) => {
		run(l, into, object);
		lowerStatement(l, into, body);
	},
	VariableDeclaration: (l, node, into) => lowerVariables(l, into, node),
	FunctionDeclaration: (l, node) => lowerFunctionDeclaration(l, node),
	FunctionExpression: () => {},
	TSDeclareFunction: () => {},
	TSEmptyBodyFunctionExpression: () => {},
	ClassDeclaration: (l, node, into) => lowerClassDeclaration(l, into, node),
	ClassExpression: () => {},
	TSTypeAliasDeclaration: (l, node) => lowerTypeAlias(l, node),
	TSInterfaceDeclaration: (l, node) => lowerInterface(l, node),
	TSEnumDeclaration: (l, node, into) => lowerEnum(l, into, node),
	TSModuleDeclaration: (l, node, into) => {
		if (!node.declare && node.body !== null) mergeNamespace(l, into, node, node.body.body);
	},
	TSImportEqualsDeclaration: (l, node, into) => lowerImportEquals(l, into, node),
	ImportDeclaration: () => {},
	ExportAllDeclaration: (l, node) => lowerExportAll(l, node),
	ExportNamedDeclaration: (l, node, into) => {
		if (node.declaration !== null) lowerStatement(l, into, node.declaration);
		lowerExportNames(l, node);
	},
	ExportDefaultDeclaration: (l, {declaration}, into) => exportDefault(l, into, declaration),
	TSExportAssignment: (l, {expression}, into) => {
		l.exports.set('default', {kind: 'default'});
		into.push({kind: 'export-default', value: lowerExpression(l, expression)});
	},
	TSNamespaceExportDeclaration: () => {},
};

/** Only what can do something is kept. */
function run(l: Lowering, into: Stmt[], node: Expression): void {
	const before = l.effects;
	const expr = lowerExpression(l, node);
	if (l.effects > before) into.push({kind: 'run', expr});
}

function branch(l: Lowering, node: Statement): Stmt[] {
	return lowerBlock(l, node.type === 'BlockStatement' ? node.body : [node]);
}

function forLoop(l: Lowering, {init, test, update, body}: Extract<Statement, {type: 'ForStatement'}>): Stmt {
	const before: Stmt[] = [];
	if (init?.type === 'VariableDeclaration') {
		declareLexical(l, [init]);
		lowerVariables(l, before, init);
	} else if (init !== null) run(l, before, init);
	const condition = test === null ? null : lowerExpression(l, test);
	const after = update === null ? null : lowerExpression(l, update);
	return {kind: 'loop', how: 'while', before: packed(before), test: condition, body: branch(l, body), after};
}

function iteration(l: Lowering, how: 'of' | 'in', node: Extract<Statement, {type: 'ForOfStatement' | 'ForInStatement'}>): Stmt {
	const over = lowerExpression(l, node.right);
	const pattern = iterationPattern(l, node.left);
	return {kind: 'loop', how, pattern, over, body: branch(l, node.body)};
}

function iterationPattern(l: Lowering, left: ForStatementLeft): Pattern {
	if (left.type === 'VariableDeclaration') {
		declareLexical(l, [left]);
		const [first] = left.declarations;
		if (first !== undefined) return lowerPattern(l, first.id);
		return {kind: 'array', items: [], rest: null};
	}
	const pattern = lowerPattern(l, left);
	markReassigned(pattern);
	return pattern;
}

function switchCase(
	l: Lowering,
	{test, consequent}: Extract<Statement, {type: 'SwitchStatement'}>['cases'][number],
): {test: Expr | null; body: Stmt[]} {
	const body: Stmt[] = [];
	const value = test === null ? null : lowerExpression(l, test);
	for (const node of consequent) lowerStatement(l, body, node);
	return {test: value, body: packed(body)};
}

function tryStatement(l: Lowering, {block, handler, finalizer}: Extract<Statement, {type: 'TryStatement'}>): Stmt {
	const body = lowerBlock(l, block.body);
	let param: Pattern | null = null;
	let caught: Stmt[] | null = null;
	if (handler !== null) {
		caught = inScope(l, () => {
			if (handler.param !== null) declareNames(l.scope, handler.param, 'catch');
			param = handler.param === null ? null : lowerPattern(l, handler.param);
			return lowerBlock(l, handler.body.body);
		});
	}
	return {kind: 'try', body, param, handler: caught, finalizer: finalizer === null ? none : lowerBlock(l, finalizer.body)};
}

function lowerVariables(l: Lowering, into: Stmt[], node: VariableDeclaration): void {
	if (node.declare === true) return;
	for (const {id, init} of node.declarations) {
		const pattern = lowerPattern(l, id);
		const name = pattern.kind === 'bind' ? pattern.binding.name : null;
		const value = init === null ? null : namedExpression(l, init, name);
		if (value === null && node.kind === 'var') continue;
		const type = pattern.kind === 'bind' ? (pattern.binding.type ?? null) : null;
		const declaration = {kind: 'declare', pattern, init: value, type} as const;
		if (value !== null) noteDeclaration(declaration);
		into.push(declaration);
	}
}

/** A variable declared for the second time is written to. */
function noteDeclaration(declaration: Extract<Stmt, {kind: 'declare'}>): void {
	forEachBinding(declaration.pattern, (binding) => {
		if (binding.declaration !== undefined || binding.kind === 'function' || binding.kind === 'param') binding.isReassigned = true;
		else binding.declaration = declaration as NonNullable<Binding['declaration']>;
	});
}

/** Svelte's `$: name = value` declares `name`. */
function lowerReactive(l: Lowering, into: Stmt[], node: Statement): boolean {
	if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return false;
	const {left, right} = node.expression;
	const binding = left.type === 'Identifier' ? resolve(l.scope, left.name) : null;
	if (binding === null || binding.kind !== 'var' || binding.declaration !== undefined) return false;
	const init = namedExpression(l, right, binding.name);
	const declaration = {kind: 'declare', pattern: {kind: 'bind', binding}, init, type: null} as const;
	noteDeclaration(declaration);
	into.push(declaration);
	return true;
}

function lowerFunctionDeclaration(l: Lowering, node: FunctionNode): void {
	if (node.id === null || node.declare === true) return;
	const binding = resolve(l.scope, node.id.name);
	const func = lowerFunction(l, node, 'function', null);
	if (binding !== null) binding.func = func;
}

function lowerClassDeclaration(l: Lowering, into: Stmt[], node: ClassNode): void {
	if (node.declare === true || node.id === null) return;
	const binding = resolve(l.scope, node.id.name);
	if (binding !== null) into.push({kind: 'class', cls: lowerClass(l, node, binding, null), binding});
}

/** Named functions and classes are declared like any other; those without a name get a binding that no code can mention. */
function exportDefault(l: Lowering, into: Stmt[], node: Extract<Statement, {type: 'ExportDefaultDeclaration'}>['declaration']): void {
	if (node.type === 'TSInterfaceDeclaration') return lowerInterface(l, node);
	if (node.type === 'TSDeclareFunction') return;
	if (node.type === 'FunctionDeclaration') return exportDefaultFunction(l, node);
	if (node.type === 'ClassDeclaration') return exportDefaultClass(l, into, node);
	l.exports.set('default', {kind: 'default'});
	into.push({kind: 'export-default', value: namedExpression(l, node, 'default')});
}

function exportDefaultFunction(l: Lowering, node: FunctionNode): void {
	const named = node.id === null ? null : resolve(l.scope, node.id.name);
	const binding = named ?? newBinding(l.func, 'default', 'function');
	if (named === null) hoist(l.func, binding);
	binding.func = lowerFunction(l, node, 'function', 'default');
	l.exports.set('default', {kind: 'local', binding});
}

function exportDefaultClass(l: Lowering, into: Stmt[], node: ClassNode): void {
	const binding = (node.id === null ? null : resolve(l.scope, node.id.name)) ?? newBinding(l.func, 'default', 'class');
	into.push({kind: 'class', cls: lowerClass(l, node, binding, 'default'), binding});
	l.exports.set('default', {kind: 'local', binding});
}
