import type {Class, Expr, Func, Module, Stmt, Type} from '../code/ir.ts';
import type {Project} from '../project/project.ts';
import {bindPattern, startActivation} from './bindings.ts';
import type {Activation} from './bindings.ts';
import {globalValue} from './builtins.ts';
import {evaluate} from './expressions.ts';
import {nameOf} from './expression-text.ts';
import type {Naming} from './expression-text.ts';
import {emptySlots} from './frame.ts';
import type {Frame} from './frame.ts';
import {commonGuards, mergeGuards} from './guards.ts';
import {isInherited} from './inherited-names.ts';
import type {ClientCall, Machine, Model, Site, Text, TextPart} from './machine.ts';
import {getMember, itemsOf, keysOf, setMember} from './members.ts';
import {exportOf, findModel, ModuleRuns} from './modules.ts';
import {Requests} from './requests.ts';
import type {Request, Summary} from './request.ts';
import {execute} from './statements.ts';
import type {Thunk} from './parts.ts';
import type {Trace} from './trace.ts';
import {combine, textsOf, valueOfText} from './texts.ts';
import {instanceOfType, literalsOfType, primitiveOf, resolveType} from './type-values.ts';
import {derived, mostAlternatives, undefinedValue, unknown} from './value.ts';
import type {ClassValue, ClosureValue, Guards, LazyValue, NativeCall, NativeValue, ObjectValue, UnknownReason, Value} from './value.ts';

/** How deep calls are followed into each other. */
const deepestCalls = 60;
/** Below this many calls, what is called is not rehearsed any more: code is rehearsed from the leaves of the import graph up, so that few go deep. */
const deepestRehearsals = 40;
/** What comes out of a package, and of what came out of it, is the package's. */
function reasonOfResult(callee: Value): UnknownReason {
	return callee.kind === 'external' || (callee.kind === 'unknown' && callee.reason === 'external-code') ? 'external-code' : 'runtime-value';
}

/** How often one function may be on the stack of calls. */
const deepestRecursion = 2;
/** How many calls are followed in the rehearsal of one function. */
const mostCallsFollowed = 600;
/** In code that surely runs: how deep a call is that may be one of very many, such as a logger's that logs. */
const deepInProgram = 6;
/** How often one function is run that deep, unless it adds routes or makes requests. */
const mostDeepRuns = 60;
/** And how often one that does. */
const mostRoutingRuns = 4000;

/** How many statements the rehearsal of one function may take, with all that it calls. */
const fuelOfRehearsal = 6_000;

/** See `Machine`. One for one analysis. */
export class Evaluator implements Machine {
	project: Project;
	readonly models: readonly Model[];
	/** Those that look at elements. */
	readonly modelsOfElements: readonly (Model & Required<Pick<Model, 'element'>>)[];
	readonly runs: ModuleRuns;
	readonly requests: Requests;
	/** What holds where the evaluation stands. */
	guards: Guards = null;
	run = 0;
	/** How many statements may still be run with all that they call; below zero, loops are cut short and calls only run where they must. */
	fuel = Infinity;
	/** Slots written in the branch going on, with what they held before it. */
	journal: Map<Frame, Map<number, Value | undefined>> | null = null;
	/** The summary of the function whose rehearsal goes on. */
	rehearsing: Summary | null = null;
	readonly #states = new Map<string, unknown>();
	readonly #summaries = new Map<number, Summary>();
	readonly #rehearsalFrames = new Map<number, Frame>();
	readonly #classValues = new Map<Class, ClassValue>();
	readonly #instances = new Map<Class, Value>();
	readonly #classList: ClassValue[] = [];
	readonly #methodOwners = new Map<number, ClassValue>();
	readonly #objectOwners = new Map<number, Value>();
	readonly #doneActions: (() => void)[] = [];
	readonly #globals = new Map<string, Value>();
	readonly #onStack = new Map<number, number>();
	readonly #thunks = new WeakMap<Frame, Map<number, Value | Thunk>>();
	readonly #packages = new Map<string, Value>();
	#depth = 0;
	#followed = 0;
	readonly #deepRuns = new Map<number, number>();
	/** How many calls deep the evaluation stands below the function that is rehearsed or the module that is run. */
	#inlined = 0;
	#lastFrame = 0;
	#lastRun = 0;

	/** Follows what is done, for an analysis that goes on; null: it is done once. */
	readonly trace: Trace | null;

	constructor(project: Project, models: readonly Model[], moduleOf: (file: string) => Module | null, trace: Trace | null = null) {
		this.project = project;
		this.trace = trace;
		this.requests = new Requests(trace);
		this.models = models;
		this.modelsOfElements = models.filter((model) => model.element !== undefined) as typeof this.modelsOfElements;
		this.runs = new ModuleRuns(this, moduleOf);
	}

	// Values

	force(value: Value): Value {
		let forced = value;
		while (forced.kind === 'lazy') forced = this.#compute(forced);
		return forced;
	}

	#compute(lazy: LazyValue): Value {
		if (lazy.value !== null) {
			this.trace?.takeLazy(lazy);
			return lazy.value;
		}
		const {compute} = lazy;
		if (compute === null) return this.#cut('…');
		lazy.compute = null;
		const guards = this.guards;
		lazy.value = this.trace === null ? compute() : this.trace.computeLazy(lazy, compute);
		this.guards = guards;
		return lazy.value;
	}

	eachOf(value: Value): {guards: Guards; value: Value}[] {
		const each: {guards: Guards; value: Value}[] = [];
		this.#gather(value, null, each, 0);
		return each;
	}

	/** A value can hold itself, through what a loop or a recursion makes of it: what comes too deep is left out. */
	#gather(value: Value, guards: Guards, into: {guards: Guards; value: Value}[], depth: number): void {
		const forced = this.force(value);
		if (forced.kind !== 'choice') {
			into.push({guards, value: forced});
			return;
		}
		if (depth > 12) return;
		for (const option of forced.of) {
			const merged = mergeGuards(guards, option.guards);
			if (merged !== false && into.length < 4 * mostAlternatives) this.#gather(option.value, merged, into, depth + 1);
		}
	}

	/** Alternatives as one value; equal ones are one, and too many are unknown. */
	choiceOf(options: readonly {guards: Guards; value: Value}[]): Value {
		if (options.length === 1) return options[0]!.value;
		const flat: {guards: Guards; value: Value}[] = [];
		for (const option of options) {
			const {value} = option;
			if (value.kind !== 'choice') {
				addOption(flat, option);
				continue;
			}
			for (const inner of value.of) {
				const guards = mergeGuards(option.guards, inner.guards);
				if (guards !== false) addOption(flat, {guards, value: inner.value});
			}
		}
		if (flat.length === 0) return unknown('…', 'runtime-value');
		if (flat.length === 1) return flat[0]!.value;
		if (flat.length > mostAlternatives)
			return flat.find(({value}) => value.kind === 'param')?.value ?? unknown('…', 'too-many-alternatives');
		return {kind: 'choice', of: flat};
	}

	literalOf(value: Value): string | number | boolean | null | undefined {
		const forced = this.force(value);
		if (forced.kind === 'literal') return forced.value;
		if (forced.kind !== 'concat' && !(forced.kind === 'native' && forced.text !== undefined)) return undefined;
		const texts = this.textsOf(forced);
		const parts = texts.length === 1 ? texts[0]!.parts : undefined;
		if (parts === undefined || parts.length > 1) return undefined;
		if (parts.length === 0) return '';
		return typeof parts[0] === 'string' ? parts[0] : undefined;
	}

	textsOf(value: Value): Text[] {
		return textsOf(this, value);
	}

	valueOfText(parts: readonly TextPart[]): Value {
		return valueOfText(parts);
	}

	combine(values: readonly Value[], make: (...texts: TextPart[][]) => readonly TextPart[]): Value {
		return combine(this, values, make);
	}

	lazy(compute: () => Value, expr: Expr | null = null): Value {
		return this.own({kind: 'lazy', compute, value: null, expr});
	}

	/** A value that was made here, and may be changed here. */
	own<T extends Value>(value: T): T {
		this.trace?.own(value);
		return value;
	}

	/** What was not worked out because too much was going on. */
	#cut(text: string): Value {
		this.trace?.hinder('cut short');
		return unknown(text, 'too-deep');
	}

	get(object: Value, name: string): Value {
		return getMember(this, object, name, name);
	}

	/** `object.name = value`. */
	set(object: Value, name: string, value: Value, site: Site): void {
		setMember(this, object, name, value, site);
	}

	/** What may be in `of` may be in `object` now. */
	spread(object: Value, of: Value): void {
		const forced = this.force(object);
		if (forced.kind !== 'object') return;
		this.trace?.noteChange(forced);
		forced.rest ??= of;
	}

	keysOf(object: Value): {names: string[]; isOpen: boolean} {
		return keysOf(this, object);
	}

	itemsOf(array: Value): {items: Value[]; isOpen: boolean} | null {
		return itemsOf(this, array);
	}

	evaluate(expr: Expr, module: Module, frame = this.runs.frameOf(module)): Value {
		return evaluate(this, expr, startActivation(frame, this.guards));
	}

	evaluateIn(expr: Expr, activation: Activation): Value {
		return evaluate(this, expr, activation);
	}

	exportOf(file: string, name: string): Value | null {
		return exportOf(this, file, name, new Set());
	}

	globalOf(name: string): Value {
		let value = this.#globals.get(name);
		if (value === undefined) {
			value = this.#modelledGlobal(name) ?? globalValue(this, name);
			this.#globals.set(name, value);
		}
		return value;
	}

	#modelledGlobal(name: string): Value | undefined {
		if (isInherited(name)) return undefined;
		for (const model of this.models) {
			const global = model.globals?.[name];
			if (global !== undefined) return global(this);
		}
		return undefined;
	}

	/** What a package exports under a name: what its model says, else an external. */
	packageExport(packageName: string, subpath: string, name: string): Value {
		const specifier = subpath === '' ? packageName : `${packageName}/${subpath}`;
		const key = `${specifier}#${name}`;
		let value = this.#packages.get(key);
		if (value === undefined) {
			const exportOfModel = isInherited(name) ? undefined : findModel(this.models, packageName, specifier);
			value = exportOfModel?.(name, this) ?? {
				kind: 'external',
				module: specifier,
				path: name === '*' ? [] : [name],
			};
			this.#packages.set(key, value);
		}
		return value;
	}

	/** True while a function is rehearsed and none of what it calls: its parameters are not known, and so conditions seldom are. */
	get isRehearsal(): boolean {
		return this.run !== 0 && this.#inlined === 0;
	}

	get isTired(): boolean {
		if (this.fuel < 0) this.trace?.hinder('cut short');
		return this.fuel < 0;
	}

	state<T>(key: string, create: () => T): T {
		let state = this.#states.get(key) as T | undefined;
		if (state === undefined) this.#states.set(key, (state = create()));
		this.trace?.useState(key, state);
		return state;
	}

	whenDone(action: () => void): void {
		this.trace?.hinder('leaves something for the end');
		this.#doneActions.push(action);
	}

	// Types

	valueOfType(type: Type): Value | null {
		return instanceOfType(this, type);
	}

	literalsOfType(type: Type | null): (string | number | boolean)[] | null {
		return type === null ? null : literalsOfType(this, type);
	}

	/** The type behind aliases and `keyof`, as far as it can be read. */
	resolveType(type: Type): Type {
		return resolveType(this, type);
	}

	primitiveOf(type: Type | null): 'string' | 'number' | 'boolean' | 'object' | null {
		return type === null ? null : primitiveOf(this, type);
	}

	// Classes

	classes(): readonly ClassValue[] {
		return this.#classList;
	}

	modules(): readonly Module[] {
		return this.runs.modules();
	}

	/** Remembers the first value of a class, which its rehearsals use. */
	noteClass(value: ClassValue): void {
		if (this.#classValues.has(value.cls)) return;
		this.trace?.hinder('declares a class');
		this.#classValues.set(value.cls, value);
		this.#classList.push(value);
		for (const member of value.cls.members) {
			const func = member.func ?? member.init;
			if (func !== null) this.#methodOwners.set(func.id, value);
		}
	}

	noteMethodOfObject(func: Func, owner: Value): void {
		if (this.#objectOwners.has(func.id)) return;
		this.#objectOwners.set(func.id, owner);
		this.trace?.noteOwned(func.id);
	}

	bindMethod(func: Func, self: Value): void {
		this.trace?.hinder('binds a method');
		this.#objectOwners.set(func.id, self);
	}

	classValueOf(cls: Class): ClassValue | null {
		return this.#classValues.get(cls) ?? null;
	}

	instanceOf(cls: ClassValue): Value {
		const known = this.#instances.get(cls.cls);
		return known ?? (this.trace === null ? this.#makeInstance(cls) : this.trace.asProgram(() => this.#makeInstance(cls)));
	}

	#makeInstance(cls: ClassValue): Value {
		const instance = newInstance(this, cls);
		this.#instances.set(cls.cls, instance);
		const {guards, run, rehearsing, journal} = this;
		this.guards = null;
		this.journal = null;
		this.run = ++this.#lastRun;
		this.rehearsing = null;
		this.requests.muted(() => this.#initialise(instance, cls, null, {module: cls.cls.module, at: cls.cls.at}));
		this.guards = guards;
		this.run = run;
		this.rehearsing = rehearsing;
		this.journal = journal;
		return instance;
	}

	/** Known by its type alone: it may be left out. */
	isKnownByType(value: Value): boolean {
		return value.kind === 'object' && value.cls !== null && this.#instances.get(value.cls.cls) === value;
	}

	methodOf(cls: ClassValue, name: string): ClosureValue | null {
		const value = this.force(getMember(this, this.instanceOf(cls), name, name));
		return value.kind === 'closure' ? value : null;
	}

	/** Sets the fields and runs the constructor; `args` null: with parameters by their types, or standing for themselves. */
	#initialise(instance: ObjectValue, cls: ClassValue, args: Value[] | null, site: Site): void {
		const constructor = cls.cls.members.find((member) => member.kind === 'constructor');
		const parent = cls.parent === null ? null : this.force(cls.parent);
		const runFields = (): void => this.#runFields(instance, cls);
		if (constructor?.func === null || constructor === undefined) {
			if (parent !== null) this.#initialiseParent(instance, parent, args, site);
			runFields();
			return;
		}
		if (parent === null) runFields();
		const {func} = constructor;
		const closure: ClosureValue = {kind: 'closure', func, frame: cls.frame, self: instance, props: null, bound: [], home: cls};
		this.#superCalls.set(instance, {
			run: (superArgs, superSite) => {
				if (parent !== null) this.#initialiseParent(instance, parent, superArgs, superSite);
				runFields();
			},
			before: this.#superCalls.get(instance) ?? null,
		});
		const frame = args === null ? this.#newFrame(closure, null) : this.#newFrame(closure, args);
		this.#runFrame(frame, closure);
		const pending = this.#superCalls.get(instance);
		if (pending?.before === null || pending === undefined) this.#superCalls.delete(instance);
		else this.#superCalls.set(instance, pending.before);
	}

	readonly #superCalls = new Map<Value, SuperCall>();

	/** `super(…)` in the constructor of an instance. */
	callSuper(self: Value | null, args: Value[], site: Site): void {
		if (self === null) return;
		const pending = this.#superCalls.get(self);
		if (pending !== undefined) pending.run(args, site);
	}

	#initialiseParent(instance: ObjectValue, parent: Value, args: Value[] | null, site: Site): void {
		if (parent.kind === 'class') return this.#initialise(instance, parent, args, site);
		if (parent.kind === 'native') {
			const made = parent.construct?.({args: args ?? [], hasOpenArgs: false, self: null, site, machine: this, typeArgs: []});
			// What it inherits from the outside world is looked up in what the model made.
			if (made !== null && made !== undefined) instance.rest = made;
			return;
		}
		instance.rest ??= unknown('super', 'external-code');
	}

	#runFields(instance: ObjectValue, cls: ClassValue): void {
		for (const member of cls.cls.members) {
			if (member.kind !== 'field' || member.isStatic || typeof member.key !== 'string') continue;
			if (member.init === null) {
				const typed = member.type === null ? null : this.valueOfType(member.type);
				if (typed !== null && !instance.props.has(member.key)) instance.props.set(member.key, typed);
				continue;
			}
			const closure: ClosureValue = {
				kind: 'closure',
				func: member.init,
				frame: cls.frame,
				self: instance,
				props: null,
				bound: [],
				home: cls,
			};
			instance.props.set(member.key, this.#runFrame(this.#newFrame(closure, []), closure));
		}
	}

	// Calls

	call(callee: Value, args: Value[], site: Site, self: Value | null = null): Value {
		return this.callValue(callee, args, site, {self, hasOpenArgs: false, typeArgs: [], text: 'call()'});
	}

	construct(callee: Value, args: Value[], site: Site): Value {
		return this.constructValue(callee, args, site, {self: null, hasOpenArgs: false, typeArgs: [], text: 'new'});
	}

	/** A call as the code makes it: of each alternative of the callee. */
	callValue(callee: Value, args: Value[], site: Site, how: How): Value {
		const forced = this.force(callee);
		if (forced.kind === 'choice') {
			return this.choiceOf(
				this.eachOf(forced).flatMap((option) => this.under(option.guards, () => this.#callOne(option.value, args, site, how))),
			);
		}
		return this.#callOne(forced, args, site, how);
	}

	/** Evaluates under more conditions than hold already; empty when they contradict those. */
	under(guards: Guards, compute: () => Value): {guards: Guards; value: Value}[] {
		const before = this.guards;
		const merged = mergeGuards(before, guards);
		if (merged === false) return [];
		this.guards = merged;
		const value = compute();
		this.guards = before;
		return [{guards, value}];
	}

	#callOne(callee: Value, args: Value[], site: Site, how: How): Value {
		switch (callee.kind) {
			case 'closure':
				return this.#callClosure(callee, args, site, how);
			case 'native':
				return this.#callNative(callee, args, site, how);
			case 'class':
				return unknown(nameOf(how.text), 'not-modelled');
			case 'param':
				this.#noteParamCall(args, site);
				this.letEscape(args, site);
				return derived(callee, '()', nameOf(how.text));
			case 'array':
			case 'choice':
			case 'concat':
			case 'env':
			case 'external':
			case 'lazy':
			case 'literal':
			case 'object':
			case 'regexp':
			case 'unknown':
				this.letEscape(args, site);
				return this.#checkedEnvironment(callee, args) ?? unknown(nameOf(how.text), reasonOfResult(callee));
		}
	}

	/** What a package makes of the environment it is given, once it checked it, is the environment: `cleanEnv(process.env, …)`. */
	#checkedEnvironment(callee: Value, args: Value[]): Value | undefined {
		if (callee.kind !== 'external' && callee.kind !== 'unknown') return undefined;
		return args.find((arg) => arg.kind === 'native' && arg.label === 'env');
	}

	#noteParamCall(args: Value[], site: Site): void {
		if (this.rehearsing === null) return;
		this.rehearsing.callsParams = true;
		if (args.length > 0) this.rehearsing.callsParamsWithArgs = true;
		this.requests.noteGivenCall(args, site);
	}

	#callNative(callee: NativeValue, args: Value[], site: Site, how: How): Value {
		const call: NativeCall = {args, hasOpenArgs: how.hasOpenArgs, self: how.self, site, machine: this, typeArgs: how.typeArgs};
		const result = callee.call?.(call);
		if (result !== null && result !== undefined) return result;
		if (callee.call === undefined) this.letEscape(args, site);
		return unknown(nameOf(how.text), 'external-code');
	}

	constructValue(callee: Value, args: Value[], site: Site, how: How): Value {
		const forced = this.force(callee);
		switch (forced.kind) {
			case 'choice':
				return this.choiceOf(
					this.eachOf(forced).flatMap((option) => this.under(option.guards, () => this.constructValue(option.value, args, site, how))),
				);
			case 'class': {
				const instance = newInstance(this, forced);
				this.#initialise(instance, forced, args, site);
				return instance;
			}
			case 'native': {
				const call: NativeCall = {args, hasOpenArgs: how.hasOpenArgs, self: null, site, machine: this, typeArgs: how.typeArgs};
				return forced.construct?.(call) ?? unknown(nameOf(how.text), 'external-code');
			}
			case 'closure':
				return this.#constructClosure(forced, args, site, how);
			case 'array':
			case 'concat':
			case 'env':
			case 'external':
			case 'lazy':
			case 'literal':
			case 'object':
			case 'param':
			case 'regexp':
			case 'unknown':
				this.letEscape(args, site);
				return unknown(nameOf(how.text), reasonOfResult(forced));
		}
	}

	/** `new F()` of a function of the old kind: its prototype's methods are its properties. */
	#constructClosure(callee: ClosureValue, args: Value[], site: Site, how: How): Value {
		const prototype = callee.props?.get('prototype') ?? null;
		const instance: ObjectValue = {kind: 'object', props: new Map(), getters: null, rest: prototype, cls: null, born: this.guards};
		const result = this.#callClosure({...callee, self: instance}, args, site, {...how, self: instance}, true);
		const forced = this.force(result);
		return forced.kind === 'object' || forced.kind === 'native' ? forced : instance;
	}

	/**
	 * Functions that change nothing anybody looks at are only evaluated when their value is needed. Others are run here: what they request
	 * with parameters of theirs is requested by this call.
	 */
	#callClosure(callee: ClosureValue, given: Value[], site: Site, how: How, isEager = false): Value {
		const args = callee.bound.length > 0 ? [...callee.bound, ...given] : given;
		const closure = how.self !== null && callee.func.kind !== 'arrow' ? {...callee, self: how.self} : callee;
		if (this.run === 0 && this.rehearsing === null && !this.isTired) return this.#runNow(closure, args, site);
		const summary = this.summaryOf(closure);
		if (isEager || this.#mustRun(summary, args, closure.self)) return this.#runNow(closure, args, site);
		if (!closure.func.hasCalls && closure.func.body.length === 0) return undefinedValue;
		return this.lazy(() => (args.length === 0 && closure.self === null ? this.#valueOfThunk(closure) : this.#valueOnly(closure, args)));
	}

	#mustRun(summary: Summary, args: Value[], self: Value | null): boolean {
		if (summary.open.length > 0 || summary.changes) return true;
		if (!summary.callsParams) return false;
		if (self?.kind === 'object' && self.cls !== null && this.#canAct(self, 0)) return true;
		return summary.callsParamsWithArgs ? args.some((arg) => this.#canAct(arg, 0)) : args.some((arg) => arg.kind === 'closure');
	}

	#canAct(value: Value, depth: number): boolean {
		switch (value.kind) {
			case 'closure':
			case 'native':
				return true;
			case 'object':
				return depth < 2 && value.props.size < 40 && [...value.props.values()].some((inner) => this.#canAct(inner, depth + 1));
			case 'lazy':
				return value.value !== null && this.#canAct(value.value, depth);
			case 'array':
			case 'choice':
			case 'class':
			case 'concat':
			case 'env':
			case 'external':
			case 'literal':
			case 'param':
			case 'regexp':
			case 'unknown':
				return false;
		}
	}

	#runNow(closure: ClosureValue, args: Value[], site: Site): Value {
		if (!this.#mayRunDeep(closure, args) || !this.#enter(closure.func)) return this.#cut(closure.func.name ?? '…');
		const summary = this.summaryOf(closure);
		this.#inlined++;
		const {value, requests} = this.requests.collected(() => this.#runFrame(this.#newFrame(closure, args), closure));
		this.#inlined--;
		this.#leave(closure.func);
		this.requests.lift(requests, summary, this.rehearsing?.func ?? null, site, this.#inlined === 0);
		return value;
	}

	/**
	 * A function without arguments gives the same to all who call it: hooks and getters are called in hundreds of places. So it is worked out under
	 * no conditions of the first who calls it.
	 */
	#valueOfThunk(closure: ClosureValue): Value {
		let thunks = this.#thunks.get(closure.frame);
		if (thunks === undefined) this.#thunks.set(closure.frame, (thunks = new Map()));
		const known = thunks.get(closure.func.id);
		if (known !== undefined) return this.#take(known);
		const {guards, trace} = this;
		const inlined = this.#inlined;
		this.guards = null;
		this.#inlined = 1;
		const compute = (): Value => this.#valueOnly(closure, []);
		const [fuel, followed] = [this.fuel, this.#followed];
		const {result: value, origins} = trace === null ? {result: compute(), origins: null} : trace.collect(compute);
		this.guards = guards;
		this.#inlined = inlined;
		// Not what was cut off because too much was going on.
		if (value.kind === 'unknown' && value.reason === 'too-deep') return value;
		const {id} = closure.func;
		const cost = {fuel: fuel - this.fuel, followed: this.#followed - followed};
		thunks.set(id, trace === null || origins === null ? value : trace.newThunk(value, origins, cost, () => thunks.delete(id)));
		return value;
	}

	#take(thunk: Value | Thunk): Value {
		if ('kind' in thunk) return thunk;
		if (this.trace?.takeThunk(thunk) === true) {
			this.fuel -= thunk.cost.fuel;
			this.#followed += thunk.cost.followed;
			if (this.fuel < 0 || this.#followed > mostCallsFollowed) this.trace.hinder('cut short');
		}
		return thunk.value;
	}

	/** What a function returns, and nothing of what it does. */
	#valueOnly(closure: ClosureValue, args: Value[]): Value {
		if (!this.#enter(closure.func)) return this.#cut(closure.func.name ?? '…');
		const {run, rehearsing, journal} = this;
		this.run = -1;
		this.rehearsing = null;
		this.journal = null;
		const value = this.requests.muted(() => this.#runFrame(this.#newFrame(closure, args), closure));
		this.run = run;
		this.rehearsing = rehearsing;
		this.journal = journal;
		this.#leave(closure.func);
		return value;
	}

	#enter(func: Func): boolean {
		const times = this.#onStack.get(func.id) ?? 0;
		if (this.#depth >= deepestCalls || times >= deepestRecursion) return false;
		if (this.run !== 0 && ++this.#followed > mostCallsFollowed) return false;
		this.#depth++;
		this.#onStack.set(func.id, times + 1);
		return true;
	}

	/** What runs most is seldom what a program is about: loggers, caches, parsers that call themselves in several ways. */
	#mayRunDeep({func, self}: ClosureValue, args: Value[]): boolean {
		if (this.run !== 0 || this.#depth < deepInProgram) return true;
		const times = (this.#deepRuns.get(func.id) ?? 0) + 1;
		this.#deepRuns.set(func.id, times);
		if (times <= mostDeepRuns) return true;
		const summary = this.#summaries.get(func.id);
		return summary !== undefined && this.#mustRun(summary, args, self) && times <= (this.isTired ? mostDeepRuns * 2 : mostRoutingRuns);
	}

	#leave(func: Func): void {
		this.#depth--;
		this.#onStack.set(func.id, (this.#onStack.get(func.id) ?? 1) - 1);
	}

	#newFrame(closure: ClosureValue, args: Value[] | null): Frame {
		const {func} = closure;
		return {
			id: ++this.#lastFrame,
			func,
			parent: closure.frame,
			slots: emptySlots(func),
			self: func.kind === 'arrow' ? closure.frame.self : closure.self,
			args: args ?? [],
			isGeneric: args === null,
			early: null,
			round: null,
			home: func.kind === 'arrow' ? closure.frame.home : closure.home,
		};
	}

	#runFrame(frame: Frame, closure: ClosureValue): Value {
		const {func} = closure;
		this.trace?.noteRun(func);
		const activation = startActivation(frame, this.guards);
		const before = this.guards;
		this.#bindParams(frame, activation);
		execute(this, func.body, activation);
		this.guards = before;
		return resultOf(this, activation);
	}

	#bindParams(frame: Frame, activation: Activation): void {
		const {func, args} = frame;
		if (func.argumentsSlot !== null)
			frame.slots[func.argumentsSlot] = {
				kind: 'array',
				items: args,
				rest: frame.isGeneric ? {kind: 'param', func, name: 'arguments', text: 'arguments', type: null} : null,
				born: this.guards,
			};
		for (const [index, param] of func.params.entries()) {
			const value = frame.isGeneric ? this.paramOf(func, index) : this.#argument(frame, index, activation);
			bindPattern(this, param.pattern, value, activation, 'declare');
			if (param.isField && frame.self?.kind === 'object' && param.pattern.kind === 'bind')
				frame.self.props.set(param.pattern.binding.name, value);
		}
	}

	#argument(frame: Frame, index: number, activation: Activation): Value {
		const param = frame.func.params[index]!;
		if (param.isRest) return {kind: 'array', items: frame.args.slice(index), rest: null, born: this.guards};
		const given = frame.args[index];
		if (given === undefined) return param.default === null ? undefinedValue : evaluate(this, param.default, activation);
		if (param.default === null) return given;
		const forced = given.kind === 'lazy' ? given : this.force(given);
		if (forced.kind === 'literal' && forced.value === undefined) return evaluate(this, param.default, activation);
		return given;
	}

	paramOf(func: Func, index: number): Value {
		const param = func.params[index];
		if (param === undefined) return unknown('…');
		const typed = param.type === null ? null : this.valueOfType(param.type);
		if (typed !== null) return typed;
		const name = param.pattern.kind === 'bind' ? param.pattern.binding.name : `argument${index + 1}`;
		const value: Value = {kind: 'param', func, name: `${index}`, text: name, type: param.type};
		if (param.isRest) return {kind: 'array', items: [], rest: value, born: null};
		return value;
	}

	// Rehearsals

	/** What a function does when its parameters stand for themselves. While its rehearsal goes on, what is known so far. */
	summaryOf(closure: ClosureValue): Summary {
		this.trace?.noteAsked(closure.func);
		return this.#summaries.get(closure.func.id) ?? this.rehearse(closure.func, closure);
	}

	rehearseFirst(pick: (module: Module) => readonly Func[]): void {
		this.#picks.push(pick);
		for (const module of this.modules()) {
			for (const func of pick(module)) {
				this.#first.add(func);
				this.rehearse(func);
			}
		}
	}

	readonly #picks: ((module: Module) => readonly Func[])[] = [];
	readonly #first = new Set<Func>();

	/** Are the same functions of an edited module rehearsed first? `kept` has the old one of each that is the same. */
	hasSameFirst(before: Module, after: Module, kept: ReadonlyMap<object, object>): boolean {
		const now = new Set(this.#picks.flatMap((pick) => pick(after)).map((func) => kept.get(func)));
		const then = [...this.#first].filter(({module}) => module === before);
		return then.length === now.size && then.every((func) => now.has(func));
	}

	/** Runs a function nobody was seen to call, once. */
	rehearse(func: Func, seen: ClosureValue | null = null): Summary {
		const known = this.#summaries.get(func.id);
		if (known !== undefined) return known;
		if (this.#depth >= deepestRehearsals) {
			this.trace?.hinder('cut short');
			return newSummary(func);
		}
		const summary = newSummary(func);
		this.#summaries.set(func.id, summary);
		if (!func.hasCalls) return summary;
		this.#beingRehearsed.push(func);
		const frame = this.#rehearsalFrame(func, seen);
		const leave = this.trace?.enter(func, frame.frame.id - 1);
		const {guards, run, rehearsing, journal, fuel} = this;
		const depth = this.#depth;
		const inlined = this.#inlined;
		this.fuel = fuelOfRehearsal;
		const followed = this.#followed;
		this.#inlined = 0;
		this.#followed = 0;
		this.guards = null;
		this.journal = null;
		this.run = ++this.#lastRun;
		this.rehearsing = summary;
		this.#depth++;
		const closure = frame.closure;
		this.#rehearsalFrames.set(func.id, frame.frame);
		const {requests} = this.requests.unmuted(() => this.requests.collected(() => this.#runFrame(frame.frame, closure)));
		this.#depth = depth;
		this.#inlined = inlined;
		this.#followed = followed;
		this.guards = guards;
		this.run = run;
		this.rehearsing = rehearsing;
		this.journal = journal;
		this.fuel = fuel;
		this.requests.settle(requests, summary);
		this.#rehearseInner(summary);
		this.#beingRehearsed.pop();
		leave?.();
		return summary;
	}

	readonly #beingRehearsed: Func[] = [];
	/** Rehearsed too early: what they asked for was not known yet. */
	readonly #tooEarly = new Set<Func>();
	#isComplete = false;

	hasRunAll(): boolean {
		this.trace?.noteHasRunAll();
		if (!this.#isComplete) for (const func of this.#beingRehearsed) this.#tooEarly.add(func);
		return this.#isComplete;
	}

	#complete(): void {
		this.#isComplete = true;
		this.trace?.complete();
		for (const func of this.#tooEarly) this.#summaries.delete(func.id);
	}

	/** Requests of functions inside a function that hang on its parameters are its own: they move to its callers. */
	#rehearseInner(summary: Summary): void {
		const {func} = summary;
		for (const inner of func.inner) {
			const of = this.rehearse(inner);
			summary.open.push(...this.requests.inherited(of, func));
			if (of.changes) summary.changes = true;
		}
	}

	#rehearsalFrame(func: Func, seen: ClosureValue | null): {frame: Frame; closure: ClosureValue} {
		const parent = func.parent;
		const around = parent === null || parent.kind === 'module' ? this.runs.frameOf(func.module) : this.#frameAround(parent, seen);
		const home = this.#methodOwners.get(func.id) ?? null;
		const self = home === null ? (this.#objectOwners.get(func.id) ?? null) : this.instanceOf(home);
		const closure: ClosureValue = {kind: 'closure', func, frame: around, self, props: null, bound: [], home};
		return {frame: this.#newFrame(closure, null), closure};
	}

	#frameAround(parent: Func, seen: ClosureValue | null): Frame {
		if (!this.#summaries.has(parent.id)) this.rehearse(parent);
		const frame = this.#rehearsalFrames.get(parent.id);
		if (frame !== undefined) return frame;
		// The function around it has no calls, so that it was not run.
		const made = this.#rehearsalFrame(parent, null);
		this.#rehearsalFrames.set(parent.id, made.frame);
		this.requests.muted(() => this.#runFrame(made.frame, made.closure));
		return made.frame ?? seen!.frame;
	}

	mayChange(madeIn: number): boolean {
		this.trace?.hinder('changes a server');
		if (this.rehearsing !== null) this.rehearsing.changes = true;
		if (this.run === -1) return false;
		return this.run === 0 || this.run === madeIn;
	}

	emit(call: ClientCall): void {
		this.requests.emit(this, call);
	}

	/** What happens to functions given to something unknown: it may call them. */
	letEscape(args: readonly Value[], site: Site): void {
		for (const arg of args) this.#escape(arg, site, 0);
	}

	#escape(value: Value, site: Site, depth: number): void {
		if (value.kind === 'closure') {
			this.requests.noteEscape(value.func.id);
			if (this.requests.isMuted) return;
			if (this.run === 0) this.#runEscaped(value, site);
			else if (this.#inlined > 0) this.#runInPlace(value);
			return;
		}
		if (value.kind === 'array' && depth < 2) for (const item of value.items) this.#escape(item, site, depth + 1);
	}

	/** In code that surely runs, callbacks of unknown functions are taken to run too: `connect().then(() => app.use(…))`. */
	#runEscaped(closure: ClosureValue, site: Site): void {
		const summary = this.summaryOf(closure);
		if (!summary.changes) return;
		const args = closure.func.params.map((_, index) => this.paramOf(closure.func, index));
		this.#runNow(closure, args, site);
	}

	/** In a wrapper that is being called, callbacks given away see what the wrapper was given: `useEffect(() => fetch(url))`. */
	#runInPlace(closure: ClosureValue): void {
		if (this.summaryOf(closure).open.length === 0) return;
		const args = closure.func.params.map((_, index) => this.paramOf(closure.func, index));
		this.callInPlace(closure, args);
	}

	/** Calls something without moving its requests to the call: callbacks of `forEach`, of `then` and of effects. */
	callInPlace(callee: Value, args: Value[]): Value {
		const forced = this.force(callee);
		if (forced.kind !== 'closure') return this.call(forced, args, this.#placeOf(forced));
		if (!this.#enter(forced.func)) return this.#cut(forced.func.name ?? '…');
		const summary = this.summaryOf(forced);
		const {value, requests} = this.requests.collected(() => this.#runFrame(this.#newFrame(forced, args), forced));
		this.#leave(forced.func);
		this.requests.lift(requests, summary, this.rehearsing?.func ?? null, null, this.#inlined === 0);
		return value;
	}

	#placeOf(value: Value): Site {
		const module = this.runs.modules()[0]!;
		return value.kind === 'class' ? {module: value.cls.module, at: value.cls.at} : {module, at: 0};
	}

	/** Runs all modules, rehearses what nobody called, and gives what was requested. */
	runAll(order: readonly string[]): Request[] {
		for (const model of this.models) model.start?.(this);
		for (const file of order) this.runs.run(file);
		for (const model of this.models) model.prepared?.(this);
		this.#complete();
		for (const module of this.runs.finished()) for (const func of module.funcs) if (func.kind !== 'module') this.rehearse(func);
		const {requests} = this.requests.collected(() => {
			for (const action of this.#doneActions) action();
			return undefinedValue;
		});
		this.requests.settleTop(requests);
		this.trace?.finish();
		return this.requests.finish(this, this.runs.finished());
	}

	/** Rehearses functions again, as if they had not been; what they request is in what it gives. */
	runAgain(dropped: readonly Func[], owned: Iterable<number>, roots: readonly Func[]): void {
		for (const func of owned) this.#objectOwners.delete(func);
		for (const func of dropped) {
			this.#summaries.delete(func.id);
			this.#rehearsalFrames.delete(func.id);
			this.requests.drop(func);
		}
		for (const root of roots) this.rehearse(root);
	}

	/** Names what an edit has added to the top level of a module. */
	nameMore(module: Module, statements: readonly Stmt[]): void {
		execute(this, statements, startActivation(this.runs.frameOf(module), null));
	}

	/** What is requested by now. */
	requested(): Request[] {
		return this.requests.finish(this, this.runs.finished());
	}

	/** Forgets what models kept only for a report. */
	forgetReport(): void {
		for (const key of this.#states.keys()) if (this.trace?.hasState(key) === false) this.#states.delete(key);
	}

	/** Does it make requests that wait for what its callers give? */
	isOpen(func: Func): boolean {
		return (this.#summaries.get(func.id)?.open.length ?? 0) > 0;
	}

	/** What a function does as far as its callers can see; nothing where it was not rehearsed. */
	seenOf(func: Func): string {
		const {changes, callsParams, callsParamsWithArgs, open} = this.#summaries.get(func.id) ?? newSummary(func);
		return [changes, callsParams, callsParamsWithArgs, open.length > 0].join();
	}
}

const newSummary = (func: Func): Summary => ({func, open: [], changes: false, callsParams: false, callsParamsWithArgs: false});

interface SuperCall {
	run: (args: Value[], site: Site) => void;
	before: SuperCall | null;
}

/** How a call is written. */
export interface How {
	self: Value | null;
	hasOpenArgs: boolean;
	typeArgs: Type[];
	/** Names the result where it is unknown. */
	text: Naming;
}

function newInstance(e: Evaluator, cls: ClassValue): ObjectValue {
	return e.own({kind: 'object', props: new Map(), getters: null, rest: null, cls, born: e.guards});
}

function addOption(options: {guards: Guards; value: Value}[], option: {guards: Guards; value: Value}): void {
	const same = options.find((other) => isSameLiteral(other.value, option.value));
	if (same === undefined) options.push(option);
	else if (same.guards !== option.guards)
		options[options.indexOf(same)] = {guards: commonGuards(same.guards, option.guards), value: same.value};
}

function isSameLiteral(a: Value, b: Value): boolean {
	return a === b || (a.kind === 'literal' && b.kind === 'literal' && a.value === b.value);
}

function resultOf(e: Evaluator, activation: Activation): Value {
	if (activation.returns.length === 0) return undefinedValue;
	return e.choiceOf(activation.returns);
}
