import type {Expression, Statement, Directive} from 'oxc-parser';
import type {ExportEntry, Expr, Func, Module, Stmt, Type} from './ir.ts';
import {openScope, type Scope} from './scopes.ts';

/** Where lowering stands in a file. The parts that need each other in a circle meet here. */
export interface Lowering {
	readonly module: Module;
	func: Func;
	scope: Scope;
	/** Where exports go: the module's, or those of the namespace being read. */
	exports: Map<string, ExportEntry>;
	/** Names of the namespaces around, with a dot behind. */
	typePrefix: string;
	/** Constraints of the type parameters in sight. */
	typeParameters: Map<string, Type> | null;
	/** How many things worth running were met so far: what adds none can be left out. */
	effects: number;
	/** Links of a chain of members and calls that are being lowered. */
	links: number;
	/** The file has a `var` somewhere. */
	readonly hasVars: boolean;
	readonly expression: (l: Lowering, node: Expression) => Expr;
	/** Statements of a block, in a scope of their own. */
	readonly block: (l: Lowering, nodes: readonly (Statement | Directive)[]) => Stmt[];
	/** Statements of a function, in the scope of its parameters. */
	readonly body: (l: Lowering, nodes: readonly (Statement | Directive)[]) => Stmt[];
}

let lastId = 0;

/** A function without parameters and body yet, known to its module. */
export function newFunc(
	module: Module,
	parent: Func | null,
	kind: Func['kind'],
	name: string | null,
	span: {start: number; end: number},
): Func {
	const func: Func = {
		id: ++lastId,
		name,
		module,
		parent,
		kind,
		params: none,
		body: none,
		hoisted: none,
		inner: none,
		slots: 0,
		argumentsSlot: null,
		isAsync: false,
		isGenerator: false,
		at: span.start,
		end: span.end,
		hasCalls: false,
	};
	module.funcs.push(func);
	if (parent !== null) parent.inner = added(parent.inner, func);
	return func;
}

/** Lowers what is inside a function with its scope open. */
export function within(l: Lowering, func: Func, lower: () => void): void {
	const {scope, typeParameters} = l;
	const outer = l.func;
	l.func = func;
	l.scope = openScope(scope, func, true);
	lower();
	l.func = outer;
	l.scope = scope;
	l.typeParameters = typeParameters;
	if (func.hasCalls) outer.hasCalls = true;
}

/** Remembers that something worth running stands here. */
export function noteCall(l: Lowering): void {
	l.effects++;
	l.func.hasCalls = true;
}

/** A list no longer than what is in it: one that grew keeps room for sixteen more, and there are very many of them. */
export function packed<T>(list: T[]): T[] {
	return list.length === 0 ? none : list.slice();
}

/** Adds to a list that may still be the empty one. */
export function added<T>(list: T[], item: T): T[] {
	if (list.length === 0) return [item];
	list.push(item);
	return list;
}

/** The one empty list of all that is lowered. */
export const none: never[] = [];

/** The member of a union of nodes that has a given type; some nodes (functions, classes) have several. */
export type NodeOf<Union, Name> = Union extends {type: infer Own} ? (Name extends Own ? Union : never) : never;
