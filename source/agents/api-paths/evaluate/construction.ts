import type {Evaluator} from './evaluator.ts';
import type {Site} from './machine.ts';
import {unknown} from './value.ts';
import type {ClassValue, ClosureValue, ObjectValue, Value} from './value.ts';

/** Makes instances of the project's classes. */
export class Construction {
	readonly #e: Evaluator;
	/** What `super(…)` does for the instances whose constructors are running. */
	readonly #superCalls = new Map<Value, SuperCall>();

	constructor(e: Evaluator) {
		this.#e = e;
	}

	/** An instance of which nothing is set yet. */
	newInstance(cls: ClassValue): ObjectValue {
		return this.#e.own({kind: 'object', props: new Map(), getters: null, rest: null, cls, born: this.#e.guards});
	}

	/** Sets the fields and runs the constructor; `args` null: with parameters by their types, or standing for themselves. */
	initialise(instance: ObjectValue, cls: ClassValue, args: Value[] | null, site: Site): void {
		const constructor = cls.cls.members.find((member) => member.kind === 'constructor');
		const parent = cls.parent === null ? null : this.#e.force(cls.parent);
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
		this.#e.closures.run(this.#e.closures.newFrame(closure, args), closure);
		const pending = this.#superCalls.get(instance);
		if (pending?.before === null || pending === undefined) this.#superCalls.delete(instance);
		else this.#superCalls.set(instance, pending.before);
	}

	#initialiseParent(instance: ObjectValue, parent: Value, args: Value[] | null, site: Site): void {
		if (parent.kind === 'class') return this.initialise(instance, parent, args, site);
		if (parent.kind === 'native') {
			const made = parent.construct?.({args: args ?? [], hasOpenArgs: false, self: null, site, machine: this.#e, typeArgs: []});
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
				const typed = member.type === null ? null : this.#e.valueOfType(member.type);
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
			instance.props.set(member.key, this.#e.closures.run(this.#e.closures.newFrame(closure, []), closure));
		}
	}

	/** `super(…)` in the constructor of an instance. */
	callSuper(self: Value | null, args: Value[], site: Site): void {
		if (self === null) return;
		const pending = this.#superCalls.get(self);
		if (pending !== undefined) pending.run(args, site);
	}
}

interface SuperCall {
	run: (args: Value[], site: Site) => void;
	before: SuperCall | null;
}
