import type {Binding, Func, Module} from '../code/ir.ts';
import type {Evaluator} from './evaluator.ts';
import {emptySlots} from './frame.ts';
import type {Frame} from './frame.ts';
import {startActivation} from './bindings.ts';
import {envValue} from './environment.ts';
import {valueOfJson} from './json.ts';
import {execute} from './statements.ts';
import {literal, native, objectOf, undefinedValue, unknown} from './value.ts';
import type {Value} from './value.ts';

interface ModuleRun {
	module: Module;
	frame: Frame;
	state: 'new' | 'running' | 'done';
	/** When its turn came, and how many modules were finished by then, and when its own code began. */
	turn: {began: number; finished: number; finishedAtBody: number};
	/** What `export default <expression>` gave. */
	defaultValue: Value | null;
	/** `module`, whose `exports` CommonJS fills. */
	commonJs: Value | null;
	hasCommonJs: boolean;
	namespace: Value | null;
}

/** How many statements the top level of a module may take, with all that it calls; simulations and seeds of data take millions. */
const fuelOfModule = 100_000;

/** Runs the top level of each module once, after what it imports, as an engine would. */
export class ModuleRuns {
	readonly #e: Evaluator;
	readonly #moduleOf: (file: string) => Module | null;
	readonly #runs = new Map<string, ModuleRun>();

	constructor(e: Evaluator, moduleOf: (file: string) => Module | null) {
		this.#e = e;
		this.#moduleOf = moduleOf;
	}

	/** Every module that was read so far. */
	modules(): readonly Module[] {
		return this.#modules;
	}

	readonly #modules: Module[] = [];

	/** Every module that was run, those first that others build on. */
	finished(): readonly Module[] {
		return this.#finished;
	}

	readonly #finished: Module[] = [];

	#runOf(file: string): ModuleRun | null {
		const known = this.#runs.get(file);
		if (known !== undefined) return known;
		const module = this.#moduleOf(file);
		if (module === null) return null;
		const run: ModuleRun = {
			module,
			frame: topFrame(module.top),
			state: 'new',
			turn: {began: Infinity, finished: 0, finishedAtBody: 0},
			defaultValue: null,
			commonJs: null,
			hasCommonJs: false,
			namespace: null,
		};
		this.#runs.set(file, run);
		this.#modules.push(module);
		return run;
	}

	#turns = 0;

	/** Would the same modules have been run in the same order before the body of this one if these were its imports? */
	wouldRunAlike(file: string, imports: readonly string[]): boolean {
		const turn = this.#runs.get(file)?.turn;
		if (turn === undefined) return false;
		const then = this.#finished.slice(turn.finished, turn.finishedAtBody).map((module) => module.file);
		const now = this.#wouldRun(file, imports, turn.began);
		return then.length === now.length && then.every((one, index) => one === now[index]);
	}

	#wouldRun(file: string, imports: readonly string[], since: number): string[] {
		const seen = new Set([file]);
		const order: string[] = [];
		const visit = (from: string, sources: readonly string[]): void => {
			for (const source of sources) {
				const resolved = this.#e.project.resolve(from, source);
				const run = resolved.kind === 'file' ? this.#runs.get(resolved.file) : undefined;
				if (run === undefined || seen.has(run.module.file) || run.turn.began < since) continue;
				seen.add(run.module.file);
				visit(run.module.file, run.module.imports);
				order.push(run.module.file);
			}
		};
		visit(file, imports);
		return order;
	}

	/** A module as it was read, run or not. */
	moduleOf(file: string): Module | null {
		return this.#runOf(file)?.module ?? null;
	}

	frameOf(module: Module): Frame {
		this.run(module.file);
		return this.#runOf(module.file)!.frame;
	}

	/** Runs a module unless that was done, or is being done. */
	run(file: string): ModuleRun | null {
		const run = this.#runOf(file);
		if (run === null || run.state !== 'new') return run;
		const {trace} = this.#e;
		if (trace === null) this.#run(run);
		else trace.asProgram(() => this.#run(run));
		return run;
	}

	#run(run: ModuleRun): void {
		const {file} = run.module;
		const e = this.#e;
		if (e.trace?.isAgain === true) e.trace.hinder('runs a module');
		run.state = 'running';
		run.turn.began = ++this.#turns;
		run.turn.finished = this.#finished.length;
		for (const source of run.module.imports) {
			const resolved = e.project.resolve(file, source);
			if (resolved.kind === 'file') this.run(resolved.file);
		}
		run.turn.finishedAtBody = this.#finished.length;
		const {guards, run: outerRun, rehearsing, journal, fuel} = e;
		Object.assign(e, {guards: null, run: 0, rehearsing: null, journal: null, fuel: fuelOfModule});
		const {requests} = e.requests.unmuted(() =>
			e.requests.collected(() => {
				execute(e, run.module.top.body, startActivation(run.frame, null));
				return undefinedValue;
			}),
		);
		e.requests.settleTop(requests);
		Object.assign(e, {guards, run: outerRun, rehearsing, journal, fuel});
		run.state = 'done';
		this.#finished.push(run.module);
	}

	/** Does it name `module` or `exports` where it ran? */
	usesCommonJs(module: Module): boolean {
		return this.#runOf(module.file)?.hasCommonJs === true;
	}

	setDefault(module: Module, value: Value): void {
		this.#runOf(module.file)!.defaultValue = value;
	}

	/** What an imported name stands for; not final while the other module has not come to it. */
	importBinding(binding: Binding): {value: Value; isFinal: boolean} {
		const {source, name} = binding.from!;
		const from = binding.owner.module.file;
		const resolved = this.#e.project.resolve(from, source);
		switch (resolved.kind) {
			case 'file': {
				const run = this.run(resolved.file);
				const value = this.#e.exportOf(resolved.file, name);
				return {value: value ?? unknown(binding.name, 'unresolved-import'), isFinal: run?.state === 'done'};
			}
			case 'package':
				return {value: this.#e.outside.packageExport(resolved.name, resolved.subpath, name), isFinal: true};
			case 'asset':
				return {value: this.#asset(resolved.file), isFinal: true};
			case 'unresolved':
				return {value: unknown(binding.name, 'unresolved-import'), isFinal: true};
		}
	}

	/** `require('x')` and `await import('x')`. */
	importFrom(module: Module, source: string | number | boolean | null | undefined, isRequire: boolean): Value {
		if (typeof source !== 'string') return unknown('import', 'unresolved-import');
		const e = this.#e;
		const resolved = e.project.resolve(module.file, source.replace(/^file:\/\//, ''));
		switch (resolved.kind) {
			case 'file': {
				const run = this.run(resolved.file);
				if (run === null) return unknown(source, 'unresolved-import');
				return isRequire && isCommonJs(run) ? exportsOf(e, run) : this.namespaceOf(run);
			}
			case 'package':
				return isRequire ? this.#required(resolved.name, resolved.subpath) : this.#packageNamespace(resolved.name, resolved.subpath);
			case 'asset':
				return this.#asset(resolved.file);
			case 'unresolved':
				return unknown(source, 'unresolved-import');
		}
	}

	/** CommonJS gives the package itself, on which its exports are too. */
	#required(name: string, subpath: string): Value {
		const whole = this.#e.outside.packageExport(name, subpath, '*');
		if (whole.kind !== 'external') return whole;
		const byDefault = this.#e.outside.packageExport(name, subpath, 'default');
		return byDefault.kind === 'external'
			? this.#packageNamespace(name, subpath)
			: withExports(byDefault, (key) => this.#e.outside.packageExport(name, subpath, key));
	}

	#packageNamespace(name: string, subpath: string): Value {
		return native('package', {get: (key) => this.#e.outside.packageExport(name, subpath, key)});
	}

	#asset(file: string): Value {
		if (!file.endsWith('.json')) return unknown(file, 'runtime-value');
		const text = this.#e.project.readText(file);
		try {
			return text === undefined ? unknown(file, 'unresolved-import') : valueOfJson(JSON.parse(text));
		} catch {
			// A broken file tells nothing; its importer fails at run time.
			return unknown(file, 'unresolved-import');
		}
	}

	namespaceOf(run: ModuleRun): Value {
		return (run.namespace ??= native('namespace', {
			// `import('./x').then(…)`: a namespace that no export makes a promise is one that was imported.
			get: (name) => this.#e.exportOf(run.module.file, name) ?? (isOfPromise(name) ? undefined : undefinedValue),
			keys: () => exportNames(this.#e, run.module, new Set()),
		}));
	}

	importMeta(module: Module): Value {
		return native('import.meta', {
			get: (name) => {
				if (name === 'env') return envValue();
				if (name === 'url') return {kind: 'concat', parts: [literal('file:///'), literal(module.file)]};
				if (name === 'dirname') return literal(`/${folderOf(module.file)}`);
				return name === 'filename' ? literal(`/${module.file}`) : unknown(`import.meta.${name}`);
			},
		});
	}

	/** A name that is declared nowhere in the module. */
	globalOf(module: Module, name: string): Value {
		const run = this.#runOf(module.file)!;
		switch (name) {
			case 'module':
				this.#noteCommonJs(run);
				return moduleObject(run);
			case 'exports':
				this.#noteCommonJs(run);
				return this.#e.get(moduleObject(run), 'exports');
			case 'require':
				return native('require', {
					call: ({args}) => this.importFrom(module, args[0] === undefined ? undefined : this.#e.literalOf(args[0]), true),
				});
			case '__dirname':
				return literal(`/${folderOf(module.file)}`);
			case '__filename':
				return literal(`/${module.file}`);
			default:
				return this.#assigned.get(name) ?? this.#e.outside.globalOf(name);
		}
	}

	#noteCommonJs(run: ModuleRun): void {
		if (!run.hasCommonJs) this.#e.trace?.hinder('makes a module one of CommonJS');
		run.hasCommonJs = true;
	}

	readonly #assigned = new Map<string, Value>();

	/** `name = value` of an undeclared name: `exports = …` is no export. */
	setGlobal(name: string, value: Value): void {
		this.#e.trace?.hinder('sets a global');
		this.#assigned.set(name, value);
	}

	assignedGlobal(name: string): Value | undefined {
		return this.#assigned.get(name);
	}

	defaultOf(run: ModuleRun): Value {
		if (run.defaultValue !== null) return run.defaultValue;
		const stmt = run.module.top.body.find((one) => one.kind === 'export-default');
		if (stmt === undefined || run.state === 'done') return undefinedValue;
		// Read in a cycle of imports, before the statement was reached.
		return this.#e.evaluate(stmt.value, run.module);
	}
}

const isOfPromise = (name: string): boolean => name === 'then' || name === 'catch' || name === 'finally';

function topFrame(top: Func): Frame {
	return {
		id: -top.id,
		func: top,
		parent: null,
		slots: emptySlots(top),
		self: null,
		args: [],
		isGeneric: false,
		early: null,
		round: null,
		home: null,
	};
}

function moduleObject(run: ModuleRun): Value {
	return (run.commonJs ??= objectOf({exports: objectOf({}), id: literal(run.module.file)}));
}

function exportsOf(e: Evaluator, run: ModuleRun): Value {
	return e.get(moduleObject(run), 'exports');
}

const isCommonJs = (run: ModuleRun): boolean => run.hasCommonJs && run.module.exports.size === 0 && run.module.stars.length === 0;

/** See `Machine.exportOf`. */
export function exportOf(e: Evaluator, file: string, name: string, seen: Set<string>): Value | null {
	const key = `${file}\n${name}`;
	if (seen.has(key)) return null;
	seen.add(key);
	const run = e.runs.run(file);
	if (run === null) return null;
	e.trace?.noteLookup(file, name === 'default' && isCommonJs(run) ? '*' : name);
	if (name === '*') return isCommonJs(run) ? exportsOf(e, run) : e.runs.namespaceOf(run);
	const entry = run.module.exports.get(name);
	if (entry === undefined) return exportFromElsewhere(e, run, name, seen);
	switch (entry.kind) {
		case 'local':
			return bindingValue(e, run, entry.binding);
		case 'default':
			return e.runs.defaultOf(run);
		case 'from':
			return exportFrom(e, run, entry.source, entry.name, seen);
	}
}

function bindingValue(e: Evaluator, run: ModuleRun, binding: Binding): Value {
	return e.evaluate({kind: 'name', name: binding.name, binding, at: 0}, run.module);
}

function exportFromElsewhere(e: Evaluator, run: ModuleRun, name: string, seen: Set<string>): Value | null {
	if (isCommonJs(run)) {
		const exports = exportsOf(e, run);
		if (name !== 'default') return e.get(exports, name);
		const inner = e.force(exports);
		return inner.kind === 'object' && inner.props.has('__esModule') ? e.get(inner, 'default') : exports;
	}
	for (const source of run.module.stars) {
		const value = exportFrom(e, run, source, name, seen);
		if (value !== null && !(value.kind === 'external')) return value;
	}
	return null;
}

function exportFrom(e: Evaluator, run: ModuleRun, source: string, name: string, seen: Set<string>): Value | null {
	const resolved = e.project.resolve(run.module.file, source);
	if (resolved.kind === 'file') return exportOf(e, resolved.file, name, seen);
	return resolved.kind === 'package' ? e.outside.packageExport(resolved.name, resolved.subpath, name) : null;
}

function exportNames(e: Evaluator, module: Module, seen: Set<string>): string[] {
	if (seen.has(module.file)) return [];
	seen.add(module.file);
	e.trace?.noteLookup(module.file, '*');
	const names = [...module.exports.keys()];
	for (const source of module.stars) {
		const resolved = e.project.resolve(module.file, source.replace(/^file:\/\//, ''));
		const run = resolved.kind === 'file' ? e.runs.run(resolved.file) : null;
		if (run !== null) names.push(...exportNames(e, run.module, seen).filter((name) => name !== 'default'));
	}
	return [...new Set(names)];
}

/** A value that is also looked into for exports: `const express = require('express')`, then `express.Router`. */
function withExports(value: Value, exportOfName: (name: string) => Value): Value {
	if (value.kind !== 'native') return value;
	return {...value, get: (name, machine) => (name === 'default' ? value : (value.get?.(name, machine) ?? exportOfName(name)))};
}

/** Places are named from the root of the project, with a slash in front. */
const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '');
