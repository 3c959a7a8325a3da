import type {Class, Func} from '../code/ir.ts';
import type {Evaluator} from './evaluator.ts';
import {getMember} from './members.ts';
import type {ClassValue, ClosureValue, Value} from './value.ts';

/** The classes of the project, an instance of each, and whose methods functions are. */
export class Instances {
	readonly #e: Evaluator;
	readonly #classList: ClassValue[] = [];
	readonly #instances = new Map<Class, Value>();
	readonly #classValues = new Map<Class, ClassValue>();
	readonly #methodOwners = new Map<number, ClassValue>();
	readonly #objectOwners = new Map<number, Value>();

	constructor(e: Evaluator) {
		this.#e = e;
	}

	/** Classes found so far. */
	classes(): readonly ClassValue[] {
		return this.#classList;
	}

	/** Remembers the first value of a class, which its rehearsals use. */
	noteClass(value: ClassValue): void {
		if (this.#classValues.has(value.cls)) return;
		this.#e.trace?.hinder('declares a class');
		this.#classValues.set(value.cls, value);
		this.#classList.push(value);
		for (const member of value.cls.members) {
			const func = member.func ?? member.init;
			if (func !== null) this.#methodOwners.set(func.id, value);
		}
	}

	/** The class whose method a function is. */
	homeOf(func: Func): ClassValue | null {
		return this.#methodOwners.get(func.id) ?? null;
	}

	/** What `this` is in a function of an object. */
	ownerOf(func: Func): Value | null {
		return this.#objectOwners.get(func.id) ?? null;
	}

	/** The first object that a function was seen in is its `this`. */
	noteMethodOfObject(func: Func, owner: Value): void {
		if (this.#objectOwners.has(func.id)) return;
		this.#objectOwners.set(func.id, owner);
		this.#e.trace?.noteOwned(func.id);
	}

	/** See `Machine`. */
	bindMethod(func: Func, self: Value): void {
		this.#e.trace?.hinder('binds a method');
		this.#objectOwners.set(func.id, self);
	}

	/** Forgets the objects of functions. */
	forgetOwners(funcs: Iterable<number>): void {
		for (const func of funcs) this.#objectOwners.delete(func);
	}

	/** See `Machine`. */
	instanceOf(cls: ClassValue): Value {
		const known = this.#instances.get(cls.cls);
		return known ?? (this.#e.trace === null ? this.#makeInstance(cls) : this.#e.trace.asProgram(() => this.#makeInstance(cls)));
	}

	#makeInstance(cls: ClassValue): Value {
		const e = this.#e;
		const instance = e.construction.newInstance(cls);
		this.#instances.set(cls.cls, instance);
		const {guards, run, rehearsing, journal} = e;
		e.guards = null;
		e.journal = null;
		e.run = e.newRun();
		e.rehearsing = null;
		e.requests.muted(() => e.construction.initialise(instance, cls, null, {module: cls.cls.module, at: cls.cls.at}));
		e.guards = guards;
		e.run = run;
		e.rehearsing = rehearsing;
		e.journal = journal;
		return instance;
	}

	/** Known by its type alone: it may be left out. */
	isKnownByType(value: Value): boolean {
		return value.kind === 'object' && value.cls !== null && this.#instances.get(value.cls.cls) === value;
	}

	/** See `Machine`. */
	methodOf(cls: ClassValue, name: string): ClosureValue | null {
		const value = this.#e.force(getMember(this.#e, this.instanceOf(cls), name, name));
		return value.kind === 'closure' ? value : null;
	}
}
