import type {Directive, Expression, ImportDeclaration, ModuleExportName, Statement, TSModuleDeclaration} from 'oxc-parser';
import type {Binding, Func} from './ir.ts';
import {added, type Lowering, type NodeOf} from './lowering.ts';
import {declareNames} from './lower-patterns.ts';
import {dottedName} from './lower-types.ts';
import {declare, resolve, type Scope} from './scopes.ts';

type Node = Statement | Directive;

/** Declares what the statements of one block declare in that block, before any of them is lowered. */
export function declareLexical(l: Lowering, nodes: readonly Node[]): void {
	for (const node of nodes) declareOne(l, node);
}

function declareOne(l: Lowering, node: Node): void {
	(declarers[node.type] as ((l: Lowering, node: Node) => void) | undefined)?.(l, node);
}

const declarers: {[T in Statement['type']]?: (l: Lowering, node: NodeOf<Statement, T>) => void} = {
	VariableDeclaration: (l, {kind, declarations, declare: isAmbient}) => {
		if (kind === 'var' || isAmbient === true) return;
		for (const {id} of declarations) declareNames(l.scope, id, kind === 'let' ? 'let' : 'const');
	},
	FunctionDeclaration: (l, {id, declare: isAmbient}) => {
		if (id !== null && isAmbient !== true) declareFunction(l, id.name);
	},
	ClassDeclaration: (l, {id, declare: isAmbient}) => {
		if (id !== null && isAmbient !== true) declare(l.scope, id.name, 'class');
	},
	TSEnumDeclaration: (l, {id}) => void declare(l.scope, id.name, 'const'),
	TSModuleDeclaration: (l, {id, declare: isAmbient}) => {
		if (!isAmbient && id.type !== 'Literal') declare(l.scope, rootName(id), 'const');
	},
	TSImportEqualsDeclaration: (l, {id}) => void declare(l.scope, id.name, 'const'),
	ImportDeclaration: (l, node) => declareImports(l, node),
	ExportNamedDeclaration: (l, {declaration, source, exportKind}) => {
		if (declaration !== null) declareOne(l, declaration);
		if (source !== null && exportKind !== 'type') noteSource(l, source.value);
	},
	ExportAllDeclaration: (l, {source, exportKind}) => {
		if (exportKind !== 'type') noteSource(l, source.value);
	},
	ExportDefaultDeclaration: (l, {declaration}) => declareDefault(l, declaration),
	LabeledStatement: (l, {label, body}) => {
		if (label.name === '$' && body.type === 'ExpressionStatement') declareReactive(l, body.expression);
	},
};

function declareFunction(l: Lowering, name: string): void {
	const isHoisted = l.scope.names?.get(name)?.kind === 'function';
	const binding = declare(l.scope, name, 'function');
	if (!isHoisted) hoist(l.func, binding);
}

/** Has a function bound before the body of another runs. */
export function hoist(into: Func, binding: Binding): void {
	into.hoisted = added(into.hoisted, binding);
}

/** Svelte's `$: name = value`, unless `name` is declared elsewhere. */
function declareReactive(l: Lowering, node: Expression): void {
	if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier') return;
	if (resolve(l.scope, node.left.name) === null) declare(l.scope, node.left.name, 'var');
}

/** `A` of `namespace A.B.C`. */
function rootName(id: TSModuleDeclaration['id']): string {
	return dottedName(id).split('.', 1)[0] ?? '';
}

function declareDefault(l: Lowering, node: Extract<Statement, {type: 'ExportDefaultDeclaration'}>['declaration']): void {
	if (node.type === 'FunctionDeclaration' && node.id !== null) declareFunction(l, node.id.name);
	if (node.type === 'ClassDeclaration' && node.id !== null) declare(l.scope, node.id.name, 'class');
}

function noteSource(l: Lowering, source: string): void {
	if (!l.module.imports.includes(source)) l.module.imports.push(source);
}

/** Types are bound too, so that an annotation finds them; only their source is not run for them. */
function declareImports(l: Lowering, {specifiers, source, importKind}: ImportDeclaration): void {
	for (const specifier of specifiers) {
		const binding = declare(l.scope, specifier.local.name, 'import');
		binding.from = {source: source.value, name: importedName(specifier)};
	}
	const isRun =
		specifiers.length === 0 || specifiers.some((specifier) => specifier.type !== 'ImportSpecifier' || specifier.importKind !== 'type');
	if (importKind !== 'type' && isRun) noteSource(l, source.value);
}

function importedName(specifier: ImportDeclaration['specifiers'][number]): string {
	if (specifier.type === 'ImportNamespaceSpecifier') return '*';
	return specifier.type === 'ImportDefaultSpecifier' ? 'default' : exportName(specifier.imported);
}

export function exportName(name: ModuleExportName): string {
	return name.type === 'Literal' ? name.value : name.name;
}

/** Declares every `var` below these statements, those of inner functions excepted. */
export function declareVars(scope: Scope, nodes: readonly Node[]): void {
	for (const node of nodes) declareVarsOf(scope, node);
}

function declareVarsOf(scope: Scope, node: Node | null): void {
	if (node !== null) (varDeclarers[node.type] as ((scope: Scope, node: Node) => void) | undefined)?.(scope, node);
}

const declareVarsOfBody = (scope: Scope, {body}: {body: Statement}): void => declareVarsOf(scope, body);

const varDeclarers: {[T in Statement['type']]?: (scope: Scope, node: NodeOf<Statement, T>) => void} = {
	VariableDeclaration: (scope, {kind, declarations, declare: isAmbient}) => {
		if (kind === 'var' && isAmbient !== true) for (const {id} of declarations) declareNames(scope, id, 'var');
	},
	BlockStatement: (scope, {body}) => declareVars(scope, body),
	IfStatement: (scope, {consequent, alternate}) => {
		declareVarsOf(scope, consequent);
		declareVarsOf(scope, alternate);
	},
	ForStatement: (scope, {init, body}) => {
		if (init?.type === 'VariableDeclaration') declareVarsOf(scope, init);
		declareVarsOf(scope, body);
	},
	ForInStatement: (scope, node) => declareVarsOfIteration(scope, node),
	ForOfStatement: (scope, node) => declareVarsOfIteration(scope, node),
	WhileStatement: declareVarsOfBody,
	DoWhileStatement: declareVarsOfBody,
	LabeledStatement: declareVarsOfBody,
	WithStatement: declareVarsOfBody,
	SwitchStatement: (scope, {cases}) => {
		for (const {consequent} of cases) declareVars(scope, consequent);
	},
	TryStatement: (scope, {block, handler, finalizer}) => {
		declareVars(scope, block.body);
		if (handler !== null) declareVars(scope, handler.body.body);
		if (finalizer !== null) declareVars(scope, finalizer.body);
	},
	ExportNamedDeclaration: (scope, {declaration}) => declareVarsOf(scope, declaration),
};

function declareVarsOfIteration(scope: Scope, {left, body}: NodeOf<Statement, 'ForInStatement' | 'ForOfStatement'>): void {
	if (left.type === 'VariableDeclaration') declareVarsOf(scope, left);
	declareVarsOf(scope, body);
}
