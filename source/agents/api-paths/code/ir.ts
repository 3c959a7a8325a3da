/**
 * The small language that JavaScript and TypeScript are lowered to before anything is evaluated: types, static markup and all that can
 * carry neither a path nor a call are left out, and every name is bound to where it is declared. Positions (`at`) are offsets into the file.
 */

export interface Binding {
	name: string;
	owner: Func;
	/** Place in the frame of its owner. */
	slot: number;
	kind: 'const' | 'let' | 'var' | 'function' | 'class' | 'param' | 'import' | 'catch';
	/** For `import`: the specifier and the name there; `*` is the namespace. */
	from?: {source: string; name: string};
	/** For `function`. */
	func?: Func;
	/** For `class`. */
	cls?: Class;
	/** For declared variables with an initialiser: what they are read from when they are read before their declaration ran. */
	declaration?: {pattern: Pattern; init: Expr};
	type?: Type;
	/** Written to after its declaration. */
	isReassigned: boolean;
}

/** A function, a method, a static block, or the top level of a module. */
export interface Func {
	/** Unique in the process; what is remembered of a function is keyed by it. */
	id: number;
	name: string | null;
	module: Module;
	/** Lexically around it; null for a module's top level. */
	parent: Func | null;
	kind: 'module' | 'function' | 'arrow' | 'method';
	params: Param[];
	/** Statements in order; an arrow with an expression body is one `return`. */
	body: Stmt[];
	/** Function declarations of this function (of any block), and the own name of a function expression: bound before its body runs. */
	hoisted: Binding[];
	/** Functions directly in it, in order. */
	inner: Func[];
	/** How many slots a frame of it needs. */
	slots: number;
	/** The slot of its `arguments`, where used. */
	argumentsSlot: number | null;
	isAsync: boolean;
	isGenerator: boolean;
	at: number;
	end: number;
	/** Something that can do anything stands in it or in a function inside it: a call, a kept element, `import()`, `require()`, an assignment to a property. */
	hasCalls: boolean;
}

export interface Param {
	pattern: Pattern;
	default: Expr | null;
	isRest: boolean;
	type: Type | null;
	/** TypeScript's `constructor(private http: X)`: also a field of that name. */
	isField: boolean;
	decorators: Expr[];
}

export type Pattern =
	| {kind: 'bind'; binding: Binding}
	| {kind: 'object'; props: {key: string | Expr; value: Pattern; default: Expr | null}[]; rest: Pattern | null}
	| {kind: 'array'; items: ({value: Pattern; default: Expr | null} | null)[]; rest: Pattern | null}
	/** Assignment targets only: `[a.b] = …`. */
	| {kind: 'target'; target: Expr};

export interface Class {
	name: string | null;
	module: Module;
	/** Of a class expression: its own name, which only its members see; it has its place in the frame around the class. */
	binding: Binding | null;
	superClass: Expr | null;
	decorators: Expr[];
	members: Member[];
	at: number;
}

export interface Member {
	kind: 'method' | 'getter' | 'setter' | 'constructor' | 'field' | 'static-block';
	key: string | Expr;
	isStatic: boolean;
	/** Methods, accessors, constructor and static block. */
	func: Func | null;
	/** Fields: a function without parameters that returns the initial value (`this` is the instance); null when there is none. */
	init: Func | null;
	type: Type | null;
	decorators: Expr[];
	at: number;
}

export type Expr =
	| {kind: 'literal'; value: string | number | boolean | null | undefined; at: number}
	| {kind: 'regexp'; source: string; flags: string; at: number}
	/** `quasis.length` is `holes.length + 1`. */
	| {kind: 'template'; quasis: string[]; holes: Expr[]; at: number}
	/** `binding` is null for a global. */
	| {kind: 'name'; name: string; binding: Binding | null; at: number}
	| {kind: 'member'; object: Expr; property: string | Expr; isOptional: boolean; at: number}
	/** `at` is the offset of the callee's last name: `get` in `app.get()`. `isNew` for `new X()`. Tagged templates are calls with the template as the one argument. */
	| {kind: 'call'; callee: Expr; args: Arg[]; isNew: boolean; typeArgs: Type[]; at: number; end: number}
	| {kind: 'function'; func: Func; at: number}
	| {kind: 'class'; cls: Class; at: number}
	| {kind: 'object'; props: Prop[]; at: number}
	| {kind: 'array'; items: (Arg | null)[]; at: number}
	| {kind: 'choose'; test: Expr; then: Expr; otherwise: Expr; at: number}
	| {kind: 'logic'; op: '&&' | '||' | '??'; left: Expr; right: Expr; at: number}
	| {kind: 'binary'; op: string; left: Expr; right: Expr; at: number}
	| {kind: 'unary'; op: string; of: Expr; at: number}
	/** `op` is `=`, `+=`, `??=` …; `++x` is `x += 1`. */
	| {kind: 'assign'; op: string; target: Pattern; value: Expr; at: number}
	| {kind: 'await'; of: Expr; at: number}
	| {kind: 'yield'; of: Expr | null; at: number}
	| {kind: 'sequence'; items: Expr[]; at: number}
	| {kind: 'this'; at: number}
	| {kind: 'super'; at: number}
	/** `import('x')`, and `require('x')` where `require` is the global; `import x = require('x')` too. */
	| {kind: 'import'; source: Expr; isRequire: boolean; at: number}
	/** `import.meta`. */
	| {kind: 'import-meta'; at: number}
	/** Kept only where it holds an expression, an attribute with a path, or a component. `tag` is a string for lower-case elements. */
	| {kind: 'element'; tag: string | Expr; attributes: Attribute[]; children: Expr[]; at: number}
	/** `x as T`, `<T>x`, `x satisfies T` keep the type only where it can tell something (literal unions, class names); else they are dropped. */
	| {kind: 'typed'; of: Expr; type: Type; at: number}
	/** What is not modelled: its parts are still run for the calls in them. */
	| {kind: 'other'; what: string; parts: Expr[]; at: number};

export type Arg = Expr | {kind: 'spread'; of: Expr; at: number};
/** A setter is a `prop` whose key starts with `set `, which no code can read. */
export type Prop =
	| {kind: 'prop'; key: string | Expr; value: Expr; at: number}
	| {kind: 'getter'; key: string | Expr; func: Func; at: number}
	| {kind: 'spread'; of: Expr; at: number};
export interface Attribute {
	/** Empty for a spread. */
	name: string;
	value: Expr;
	at: number;
}

export type Stmt =
	| {kind: 'run'; expr: Expr}
	| {kind: 'declare'; pattern: Pattern; init: Expr | null; type: Type | null}
	| {kind: 'class'; cls: Class; binding: Binding}
	| {kind: 'return'; value: Expr | null; at: number}
	| {kind: 'throw'; value: Expr}
	| {kind: 'if'; test: Expr; then: Stmt[]; otherwise: Stmt[]}
	/** `of` and `in` bind `pattern` from `over`; `while` covers all other loops (`before` and `after` are run around the body). `do` is tested behind its body. */
	| {kind: 'loop'; how: 'of' | 'in'; pattern: Pattern; over: Expr; body: Stmt[]}
	| {kind: 'loop'; how: 'while' | 'do'; before: Stmt[]; test: Expr | null; body: Stmt[]; after: Expr | null}
	| {kind: 'try'; body: Stmt[]; param: Pattern | null; handler: Stmt[] | null; finalizer: Stmt[]}
	| {kind: 'switch'; on: Expr; cases: {test: Expr | null; body: Stmt[]}[]}
	| {kind: 'break'}
	| {kind: 'continue'}
	/** `export =`, `export default` of an expression, and CommonJS is left to assignments to `module.exports`. */
	| {kind: 'export-default'; value: Expr};

/** As much of a type as can decide a path: literal unions, primitive names, class and interface references. */
export type Type =
	| {kind: 'primitive'; name: 'string' | 'number' | 'boolean' | 'bigint' | 'null' | 'undefined' | 'any' | 'unknown' | 'other'}
	| {kind: 'literal'; value: string | number | boolean}
	| {kind: 'union'; of: Type[]}
	/**
	 * `binding` where the name is imported or a class of this module; else `among` are the aliases and interfaces that it may be one of. `args` of
	 * generics. `name` is dotted for qualified names.
	 */
	| {kind: 'ref'; name: string; binding: Binding | null; among?: ReadonlyMap<string, Type>; args: Type[]}
	| {kind: 'array'; of: Type}
	| {kind: 'tuple'; of: Type[]}
	/** `bases`: what an interface extends, and the named parts of `{…} & A & B`; their properties come after its own. */
	| {kind: 'object'; props: Map<string, Type>; bases?: Type[]}
	/** `typeof x`, also with member names after it. */
	| {kind: 'typeof'; of: Expr}
	| {kind: 'keyof'; of: Type}
	| {kind: 'indexed'; of: Type; index: Type}
	/** Template literal types. */
	| {kind: 'template'; quasis: string[]; holes: Type[]};

export type ExportEntry =
	/** Declared here. */
	| {kind: 'local'; binding: Binding}
	/** `export {x as y} from`, `export * as ns from` (`name` is then `*`). */
	| {kind: 'from'; source: string; name: string}
	/** `export default <expression>` (see the statement of that name). */
	| {kind: 'default'};

export interface Module {
	/** Relative to the root, with `/`. */
	file: string;
	top: Func;
	/** All functions of the file, outer ones before inner ones. */
	funcs: Func[];
	classes: Class[];
	exports: Map<string, ExportEntry>;
	/** Sources of `export * from`. */
	stars: string[];
	/** Static sources in order of first appearance: `import`, `export from`; not `import type`. */
	imports: string[];
	/** Literal sources of `require()`, `import()` and `import x = require()`, wherever they stand. */
	requires: string[];
	/** Type aliases and interfaces of the module by name; interfaces are `object` types. */
	types: Map<string, Type>;
	/** Syntax that could not be read; the rest of the file is here all the same. */
	errors: {message: string; at: number}[];
	/** `'use client'`, `'use server'` … */
	directives: string[];
	/** Line of an offset, 1-based. */
	lineOf: (at: number) => number;
	/** The source text between two offsets, for code frames and for naming holes. */
	textOf: (start: number, end: number) => string;
	isTypeScript: boolean;
}
