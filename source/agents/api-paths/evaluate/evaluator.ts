import type {Expr, Func, Module, Type} from '../code/ir.ts';
import type {Project} from '../project/project.ts';
import {startActivation} from './bindings.ts';
import type {Activation} from './bindings.ts';
import {Bounds} from './bounds.ts';
import {Calls} from './calls.ts';
import {choiceOf, eachOf} from './choices.ts';
import {ClosureRuns} from './closure-runs.ts';
import {Construction} from './construction.ts';
import {letEscape} from './escapes.ts';
import {evaluate} from './expressions.ts';
import {mergeGuards} from './facts.ts';
import type {Guards} from './facts.ts';
import type {Frame} from './frame.ts';
import {Instances} from './instances.ts';
import type {ClientCall, Machine, Model, Site, Text, TextPart} from './machine.ts';
import {getMember, itemsOf, keysOf, setMember} from './members.ts';
import {exportOf, ModuleRuns} from './modules.ts';
import {Outside} from './outside.ts';
import {Rehearsals} from './rehearsals.ts';
import type {Request} from './request.ts';
import {Requests} from './requests.ts';
import type {Summary} from './summary.ts';
import {combine, textsOf, valueOfText} from './texts.ts';
import {Thunks} from './thunks.ts';
import type {Trace} from './trace.ts';
import {instanceOfType, literalsOfType, primitiveOf, resolveType} from './type-values.ts';
import {undefinedValue, unknown} from './value.ts';
import type {ClassValue, ClosureValue, LazyValue, Value} from './value.ts';

/** See `Machine`. One for one analysis: what goes on, and the parts that do it. */
export class Evaluator implements Machine {
	project: Project;
	readonly models: readonly Model[];
	/** Those that look at elements. */
	readonly modelsOfElements: readonly (Model & Required<Pick<Model, 'element'>>)[];
	/** Follows what is done, for an analysis that goes on; null: it is done once. */
	readonly trace: Trace | null;
	readonly runs: ModuleRuns;
	readonly outside: Outside;
	readonly requests: Requests;
	readonly bounds: Bounds;
	readonly calls: Calls;
	readonly closures: ClosureRuns;
	readonly construction: Construction;
	readonly instances: Instances;
	readonly rehearsals: Rehearsals;
	readonly thunks: Thunks;
	/** What holds where the evaluation stands. */
	guards: Guards = null;
	run = 0;
	/** How many statements may still be run with all that they call; below zero, loops are cut short and calls only run where they must. */
	fuel = Infinity;
	/** Slots written in the branch going on, with what they held before it. */
	journal: Map<Frame, Map<number, Value | undefined>> | null = null;
	/** The summary of the function whose rehearsal goes on. */
	rehearsing: Summary | null = null;
	#lastRun = 0;
	readonly #states = new Map<string, unknown>();
	readonly #doneActions: (() => void)[] = [];

	constructor(project: Project, models: readonly Model[], moduleOf: (file: string) => Module | null, trace: Trace | null = null) {
		this.project = project;
		this.trace = trace;
		this.requests = new Requests(trace);
		this.models = models;
		this.modelsOfElements = models.filter((model) => model.element !== undefined) as typeof this.modelsOfElements;
		this.outside = new Outside(this);
		this.bounds = new Bounds(this);
		this.calls = new Calls(this);
		this.closures = new ClosureRuns(this);
		this.construction = new Construction(this);
		this.instances = new Instances(this);
		this.rehearsals = new Rehearsals(this);
		this.thunks = new Thunks(this);
		this.runs = new ModuleRuns(this, moduleOf);
	}

	/** Runs all modules, rehearses what nobody called, and gives what was requested. */
	runAll(order: readonly string[]): Request[] {
		for (const model of this.models) model.start?.(this);
		for (const file of order) this.runs.run(file);
		for (const model of this.models) model.prepared?.(this);
		this.rehearsals.complete();
		for (const module of this.runs.finished()) for (const func of module.funcs) if (func.kind !== 'module') this.rehearsals.rehearse(func);
		const {requests} = this.requests.collected(() => {
			for (const action of this.#doneActions) action();
			return undefinedValue;
		});
		this.requests.settleTop(requests);
		this.trace?.finish();
		return this.requested();
	}

	/** What is requested by now. */
	requested(): Request[] {
		return this.requests.finish(this, this.runs.finished());
	}

	/** Rehearses functions again, as if they had not been; what they request is in what `requested` gives. */
	runAgain(dropped: readonly Func[], owned: Iterable<number>, roots: readonly Func[]): void {
		this.instances.forgetOwners(owned);
		this.rehearsals.drop(dropped);
		for (const root of roots) this.rehearsals.rehearse(root);
	}

	/** Forgets what models kept only for a report. */
	forgetReport(): void {
		for (const key of this.#states.keys()) if (this.trace?.hasState(key) === false) this.#states.delete(key);
	}

	// What goes on

	/** True while a function is rehearsed and none of what it calls: its parameters are not known, and so conditions seldom are. */
	get isRehearsal(): boolean {
		return this.run !== 0 && this.bounds.inlined === 0;
	}

	get isTired(): boolean {
		if (this.fuel < 0) this.trace?.hinder('cut short');
		return this.fuel < 0;
	}

	/** The number of a run that begins: see `run` of `Machine`. */
	newRun(): number {
		return ++this.#lastRun;
	}

	/** What was not worked out because too much was going on. */
	cut(text: string): Value {
		this.trace?.hinder('cut short');
		return unknown(text, 'too-deep');
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

	mayChange(madeIn: number): boolean {
		this.trace?.hinder('changes a server');
		if (this.rehearsing !== null) this.rehearsing.changes = true;
		if (this.run === -1) return false;
		return this.run === 0 || this.run === madeIn;
	}

	emit(call: ClientCall): void {
		this.requests.emit(this, call);
	}

	modules(): readonly Module[] {
		return this.runs.modules();
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
		if (compute === null) return this.cut('…');
		lazy.compute = null;
		const guards = this.guards;
		lazy.value = this.trace === null ? compute() : this.trace.computeLazy(lazy, compute);
		this.guards = guards;
		return lazy.value;
	}

	lazy(compute: () => Value, expr: Expr | null = null): Value {
		return this.own({kind: 'lazy', compute, value: null, expr});
	}

	/** A value that was made here, and may be changed here. */
	own<T extends Value>(value: T): T {
		this.trace?.own(value);
		return value;
	}

	eachOf(value: Value): {guards: Guards; value: Value}[] {
		return eachOf(this, value);
	}

	choiceOf(options: readonly {guards: Guards; value: Value}[]): Value {
		return choiceOf(options);
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

	requireFrom(module: Module, source: string): Value {
		const resolved = this.project.resolve(module.file, source);
		// No list of the module's own says that it hangs on this file.
		if (resolved.kind === 'file') this.trace?.noteLookup(resolved.file, '*');
		return this.runs.importFrom(module, source, true);
	}

	exportOf(file: string, name: string): Value | null {
		return exportOf(this, file, name, new Set());
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

	// What its parts do for models

	call(callee: Value, args: Value[], site: Site, self: Value | null = null): Value {
		return this.calls.callValue(callee, args, site, {self, hasOpenArgs: false, typeArgs: [], text: 'call()'});
	}

	construct(callee: Value, args: Value[], site: Site): Value {
		return this.calls.constructValue(callee, args, site, {self: null, hasOpenArgs: false, typeArgs: [], text: 'new'});
	}

	callInPlace(callee: Value, args: Value[]): Value {
		return this.calls.callInPlace(callee, args);
	}

	letEscape(args: readonly Value[], site: Site): void {
		letEscape(this, args, site);
	}

	classes(): readonly ClassValue[] {
		return this.instances.classes();
	}

	instanceOf(cls: ClassValue): Value {
		return this.instances.instanceOf(cls);
	}

	methodOf(cls: ClassValue, name: string): ClosureValue | null {
		return this.instances.methodOf(cls, name);
	}

	bindMethod(func: Func, self: Value): void {
		this.instances.bindMethod(func, self);
	}

	paramOf(func: Func, index: number): Value {
		return this.closures.paramOf(func, index);
	}

	rehearseFirst(pick: (module: Module) => readonly Func[]): void {
		this.rehearsals.rehearseFirst(pick);
	}

	hasRunAll(): boolean {
		return this.rehearsals.hasRunAll();
	}
}
