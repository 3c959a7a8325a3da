import type {Type} from '../code/ir.ts';
import {choiceOf, eachOf} from './choices.ts';
import {letEscape} from './escapes.ts';
import type {Evaluator} from './evaluator.ts';
import {nameOf} from './expression-text.ts';
import type {Naming} from './expression-text.ts';
import type {Site} from './machine.ts';
import {callsGiven, mustRun} from './summary.ts';
import {derived, undefinedValue, unknown} from './value.ts';
import type {ClosureValue, NativeCall, NativeValue, ObjectValue, UnknownReason, Value} from './value.ts';

/** How a call is written. */
export interface How {
	self: Value | null;
	hasOpenArgs: boolean;
	typeArgs: Type[];
	/** Names the result where it is unknown. */
	text: Naming;
}

/** Calls and `new`, of whatever is called. */
export class Calls {
	readonly #e: Evaluator;

	constructor(e: Evaluator) {
		this.#e = e;
	}

	/** A call as the code makes it: of each alternative of the callee. */
	callValue(callee: Value, args: Value[], site: Site, how: How): Value {
		const forced = this.#e.force(callee);
		if (forced.kind === 'choice') {
			return choiceOf(
				eachOf(this.#e, forced).flatMap((option) => this.#e.under(option.guards, () => this.#callOne(option.value, args, site, how))),
			);
		}
		return this.#callOne(forced, args, site, how);
	}

	/** `new` as the code makes it: of each alternative of the callee. */
	constructValue(callee: Value, args: Value[], site: Site, how: How): Value {
		const e = this.#e;
		const forced = e.force(callee);
		switch (forced.kind) {
			case 'choice':
				return choiceOf(
					eachOf(e, forced).flatMap((option) => e.under(option.guards, () => this.constructValue(option.value, args, site, how))),
				);
			case 'class': {
				const instance = e.construction.newInstance(forced);
				e.construction.initialise(instance, forced, args, site);
				return instance;
			}
			case 'native': {
				const call: NativeCall = {args, hasOpenArgs: how.hasOpenArgs, self: null, site, machine: e, typeArgs: how.typeArgs};
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
				letEscape(e, args, site);
				return unknown(nameOf(how.text), reasonOfResult(forced));
		}
	}

	/** `new F()` of a function of the old kind: its prototype's methods are its properties. */
	#constructClosure(callee: ClosureValue, args: Value[], site: Site, how: How): Value {
		const prototype = callee.props?.get('prototype') ?? null;
		const instance: ObjectValue = {kind: 'object', props: new Map(), getters: null, rest: prototype, cls: null, born: this.#e.guards};
		const result = this.#callClosure({...callee, self: instance}, args, site, {...how, self: instance}, true);
		const forced = this.#e.force(result);
		return forced.kind === 'object' || forced.kind === 'native' ? forced : instance;
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
				letEscape(this.#e, args, site);
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
				letEscape(this.#e, args, site);
				return this.#checkedEnvironment(callee, args) ?? unknown(nameOf(how.text), reasonOfResult(callee));
		}
	}

	/** What a package makes of the environment it is given, once it checked it, is the environment: `cleanEnv(process.env, …)`. */
	#checkedEnvironment(callee: Value, args: Value[]): Value | undefined {
		if (callee.kind !== 'external' && callee.kind !== 'unknown') return undefined;
		return args.find((arg) => arg.kind === 'native' && arg.label === 'env');
	}

	#noteParamCall(args: Value[], site: Site): void {
		if (this.#e.rehearsing === null) return;
		this.#e.rehearsing.callsParams = true;
		if (args.length > 0) this.#e.rehearsing.callsParamsWithArgs = true;
		this.#e.requests.noteGivenCall(args, site);
	}

	#callNative(callee: NativeValue, args: Value[], site: Site, how: How): Value {
		const call: NativeCall = {args, hasOpenArgs: how.hasOpenArgs, self: how.self, site, machine: this.#e, typeArgs: how.typeArgs};
		const result = callee.call?.(call);
		if (result !== null && result !== undefined) return result;
		if (callee.call === undefined) letEscape(this.#e, args, site);
		return unknown(nameOf(how.text), 'external-code');
	}

	/**
	 * Functions that change nothing anybody looks at are only evaluated when their value is needed. Others are run here: what they request
	 * with parameters of theirs is requested by this call.
	 */
	#callClosure(callee: ClosureValue, given: Value[], site: Site, how: How, isEager = false): Value {
		const e = this.#e;
		const args = callee.bound.length > 0 ? [...callee.bound, ...given] : given;
		const closure = how.self !== null && callee.func.kind !== 'arrow' ? {...callee, self: how.self} : callee;
		if (e.run === 0 && e.rehearsing === null && !e.isTired) return this.runNow(closure, args, site);
		const summary = e.rehearsals.summaryOf(closure);
		if (isEager || mustRun(summary, args, closure.self) || callsGiven(summary, closure)) return this.runNow(closure, args, site);
		if (!closure.func.hasCalls && closure.func.body.length === 0) return undefinedValue;
		return e.lazy(() => (args.length === 0 && closure.self === null ? e.thunks.valueOfThunk(closure) : e.thunks.valueOnly(closure, args)));
	}

	/** Calls a function here: what it does happens, and what it requests for its parameters is requested at `site`. */
	runNow(closure: ClosureValue, args: Value[], site: Site): Value {
		const e = this.#e;
		if (!e.bounds.mayRunDeep(closure, args) || !e.bounds.enter(closure.func)) return e.cut(closure.func.name ?? '…');
		const summary = e.rehearsals.summaryOf(closure);
		e.bounds.inlined++;
		const {value, requests} = e.requests.collected(() => e.closures.run(e.closures.newFrame(closure, args), closure));
		e.bounds.inlined--;
		e.bounds.leave(closure.func);
		e.requests.lift(requests, summary, e.rehearsing?.func ?? null, site, e.bounds.inlined === 0);
		return value;
	}

	/** Calls something without moving its requests to the call: callbacks of `forEach`, of `then` and of effects. */
	callInPlace(callee: Value, args: Value[]): Value {
		const e = this.#e;
		const forced = e.force(callee);
		if (forced.kind !== 'closure') return e.call(forced, args, this.#placeOf(forced));
		if (!e.bounds.enter(forced.func)) return e.cut(forced.func.name ?? '…');
		const summary = e.rehearsals.summaryOf(forced);
		const {value, requests} = e.requests.collected(() => e.closures.run(e.closures.newFrame(forced, args), forced));
		e.bounds.leave(forced.func);
		e.requests.lift(requests, summary, e.rehearsing?.func ?? null, null, e.bounds.inlined === 0);
		return value;
	}

	#placeOf(value: Value): Site {
		const module = this.#e.runs.modules()[0]!;
		return value.kind === 'class' ? {module: value.cls.module, at: value.cls.at} : {module, at: 0};
	}
}

/** What comes out of a package, and of what came out of it, is the package's. */
function reasonOfResult(callee: Value): UnknownReason {
	return callee.kind === 'external' || (callee.kind === 'unknown' && callee.reason === 'external-code') ? 'external-code' : 'runtime-value';
}
