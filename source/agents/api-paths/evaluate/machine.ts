import type {Expr, Func, Module, Type} from '../code/ir.ts';
import type {Project} from '../project/project.ts';
import type {Guards} from './facts.ts';
import type {Frame} from './frame.ts';
import type {ClassValue, ClosureValue, NativeCall, Value} from './value.ts';

/** A native function's body. */
export type NativeCallHandler = (call: NativeCall) => Value | null | undefined;

/** A place in the code that something is said about. */
export interface Site {
	module: Module;
	at: number;
}

/** Text known in part. Neighbouring strings are joined; `[]` is the empty text. */
export type TextPart = string | Hole;
export interface Hole {
	/** What stands there: kind `param`, `env` or `unknown` (or an external or native thing used as text). */
	value: Value;
	/** As in the source: `user.id`. */
	text: string;
	type: 'string' | 'number' | 'boolean' | 'object' | 'unknown';
}
export interface Text {
	parts: TextPart[];
	guards: Guards;
}

/** A request that the code makes, as a model saw it. The machine resolves its texts, and moves it to the callers of a wrapper. */
export interface ClientCall {
	/** `fetch`, `axios`, `ky`, `useQuery` … */
	client: string;
	/** `GET`; a value where the code decides; null: cannot be known. */
	method: string | Value | null;
	/** Path or URL with its base already in front. */
	url: Value;
	site: Site;
	/** `http` is a request; `socket` a WebSocket; `page` a document or an asset the browser loads (link, form, image). */
	kind: 'http' | 'socket' | 'page';
	/** Known defects of the call as written. */
	defects?: string[];
}

/**
 * Evaluates code without running it. Models of packages get one of these with every call. Functions that nobody called are run once with
 * parameters that stand for themselves, so every call in the code is seen.
 */
export interface Machine {
	readonly project: Project;
	/** Works a lazy value out (not its parts); alternatives stay a choice. */
	force(value: Value): Value;
	/** The alternatives of a value, each forced and none itself a choice; one entry for a plain value. */
	eachOf(value: Value): {guards: Guards; value: Value}[];
	/** The value if there is only one alternative and it is text, number or boolean. */
	literalOf(value: Value): string | number | boolean | null | undefined;
	/** Every text that a value can be, with holes for what is not known. Literals are written as JavaScript would; `undefined` too. At most `mostAlternatives`. */
	textsOf(value: Value): Text[];
	/** The text made of parts, as a value. */
	valueOfText(parts: readonly TextPart[]): Value;
	/** A value made of the texts of others once it is needed, every consistent combination for itself: `combine([base, url], (base, url) => join(base, url))`. */
	combine(values: readonly Value[], make: (...texts: TextPart[][]) => readonly TextPart[]): Value;
	lazy(compute: () => Value): Value;
	/** `object.name`; `undefined` literal when it is known to be absent, unknown when it cannot be told. */
	get(object: Value, name: string): Value;
	/** Names that an object is known to have; `isOpen`: it may have more. */
	keysOf(object: Value): {names: string[]; isOpen: boolean};
	/** The items of an array, null when it is none; `isOpen`: there may be more. */
	itemsOf(array: Value): {items: Value[]; isOpen: boolean} | null;
	/** Calls a closure (evaluates its body with these arguments) or a native; what it does (routes, requests) happens. Unknown callees give an unknown. */
	call(callee: Value, args: Value[], site: Site, self?: Value | null): Value;
	construct(callee: Value, args: Value[], site: Site): Value;
	/** Calls a callback without moving what it requests to the place of the call: what `forEach`, `then` and effects do with theirs. */
	callInPlace(callee: Value, args: Value[]): Value;
	/** Functions given to something that may call them at some time. */
	letEscape(args: readonly Value[], site: Site): void;
	/**
	 * The run that is going on: 0 while code runs that surely runs (the top level of modules and what it calls); else a rehearsal of a
	 * function nobody was seen to call. A model keeps it with each thing it makes.
	 */
	readonly run: number;
	/** The conditions under which the code going on runs; null: none. */
	readonly guards: Guards;
	/**
	 * Models of servers ask this before they record an operation (a route, a mount) on a thing that was made in run `madeIn`: false when the
	 * operation only happens in a rehearsal, and must then not be recorded. The machine also notes that the function going on does such things.
	 */
	mayChange(madeIn: number): boolean;
	/** Says that the code makes a request here. */
	emit(call: ClientCall): void;
	/** State of a model that lasts for this analysis: `machine.state('tanstack', () => ({clients: []}))`. */
	state<T>(key: string, create: () => T): T;
	/** From now on `this` in a function is that value when it is rehearsed: for methods that a framework calls. */
	bindMethod(func: Func, self: Value): void;
	/**
	 * Has the top level of all modules been run? If not, the functions that are being rehearsed will be rehearsed again once it has: to be asked before
	 * something is told that code elsewhere may still decide.
	 */
	hasRunAll(): boolean;
	/** Evaluates under more conditions than hold already, such as those of an alternative; empty when they contradict those. */
	under(guards: Guards, compute: () => Value): {guards: Guards; value: Value}[];
	/** Rehearses functions now instead of after all modules, each once: those that `pick` names in a module set up what others need. */
	rehearseFirst(pick: (module: Module) => readonly Func[]): void;
	/** Runs when all code has been run, before routes and calls are collected; what is emitted then still counts. */
	whenDone(action: () => void): void;
	/** What a type annotation says about a value: a native of a model's `types`, an instance of a class of the project, or null. */
	valueOfType(type: Type): Value | null;
	/** All literal values of a type (`'a' | 'b'`, also by alias, `typeof X[number]`, enums), or null when it is not made of literals only. */
	literalsOfType(type: Type | null): (string | number | boolean)[] | null;
	/** An instance as dependency injection would make it: constructor parameters by their types. The same one every time. */
	instanceOf(cls: ClassValue): Value;
	/** A method of a class with `this` bound to its instance. */
	methodOf(cls: ClassValue, name: string): ClosureValue | null;
	/** Evaluates an expression in the top level of its module, or in a frame: for decorators. */
	evaluate(expr: Expr, module: Module, frame?: Frame): Value;
	/** The value of a module's export; `default`, `*` for the namespace; a module without ES exports gives its `module.exports` as default. */
	exportOf(file: string, name: string): Value | null;
	/** What `require(source)` in a module gives: of a file, of a package, of JSON. */
	requireFrom(module: Module, source: string): Value;
	/** Classes found in the project's code so far, in order of files. */
	classes(): readonly ClassValue[];
	/** Every module that was read. */
	modules(): readonly Module[];
	/** The parameter value that the generic run of a function uses. */
	paramOf(func: Func, index: number): Value;
}

/** What a package, or a global, means to the analysis. */
export interface Model {
	name: string;
	/** By package name (`express`, `@tanstack/react-query`; a trailing `/*` covers its sub-paths): its exports by name; `default` and `*` (the namespace, when called itself as CommonJS allows) too. */
	modules?: Record<string, (name: string, machine: Machine) => Value | undefined>;
	globals?: Record<string, (machine: Machine) => Value>;
	/** Instances of annotated types: `'@angular/common/http#HttpClient'`. */
	types?: Record<string, (machine: Machine) => Value>;
	/** Elements of JSX: `<a href>`, `<form action>`, `<img src>`. The tag is a lower-case name, or the value of a component. */
	element?(tag: string | Value, attributes: {name: string; value: Value; at: number}[], site: Site, machine: Machine): void;
	/** Runs before any code: file-based routes, config files. */
	start?(machine: Machine): void;
	/** Runs when the top level of all modules was run, before functions that nobody called are rehearsed. */
	prepared?(machine: Machine): void;
	/** Routes of the whole project, asked once everything ran. */
	routes?(machine: Machine): import('../routes/route.ts').RouteTable;
}
