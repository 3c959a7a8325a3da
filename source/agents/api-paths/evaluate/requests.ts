import type {Func, Module} from '../code/ir.ts';
import type {Evaluator} from './evaluator.ts';
import {mergeGuards} from './facts.ts';
import type {Guards} from './facts.ts';
import type {ClientCall, Site, TextPart} from './machine.ts';
import {
	expandTypes,
	hasOpenMethod,
	holesOf,
	isInside,
	isLeftOver,
	isParamOf,
	isSamePath,
	exactKeyOf,
	keyOf,
	namesHost,
	opennessOf,
	ownerOf,
	sortInstances,
} from './request-shapes.ts';
import type {Request} from './request.ts';
import type {Summary} from './summary.ts';
import type {Trace} from './trace.ts';
import type {Value} from './value.ts';

/** Collects requests, and moves those of wrappers to where the wrappers are called. */
export class Requests {
	#current: Request[] = [];
	#mutes = 0;
	/** What stands where it is, by the function in whose rehearsal it was requested; null: by code that surely runs. */
	readonly #roots = new Map<Func | null, Request[]>();
	readonly #escaped = new Set<number>();
	readonly #trace: Trace | null;

	constructor(trace: Trace | null) {
		this.#trace = trace;
	}

	get isMuted(): boolean {
		return this.#mutes > 0;
	}

	muted<T>(compute: () => T): T {
		this.#mutes++;
		try {
			return compute();
		} finally {
			this.#mutes--;
		}
	}

	/** Runs something and gives what it requested, apart from what goes on around it. */
	collected(compute: () => Value): {value: Value; requests: Request[]} {
		const before = this.#current;
		const mutes = this.#mutes;
		this.#current = [];
		try {
			const value = compute();
			return {value, requests: this.#current};
		} finally {
			this.#current = before;
			this.#mutes = mutes;
		}
	}

	/** What a component requests with the properties it is given: only where it asks nothing by itself is it told where the component is used. */
	ofElement(compute: () => Value): void {
		const {requests} = this.collected(compute);
		for (const request of requests) request.isOfElement = true;
		this.#current.push(...requests);
	}

	/** A rehearsal is heard even if it was asked for in a muted run. */
	unmuted<T>(compute: () => T): T {
		const mutes = this.#mutes;
		this.#mutes = 0;
		try {
			return compute();
		} finally {
			this.#mutes = mutes;
		}
	}

	emit(e: Evaluator, call: ClientCall): void {
		if (this.#mutes > 0) return;
		const alternatives: Request[] = [];
		const methods = call.method === null ? [{parts: [] as TextPart[], guards: null}] : methodTexts(e, call.method);
		for (const url of e.textsOf(call.url)) {
			for (const method of methods) {
				const guards = mergeGuards(url.guards, method.guards);
				if (guards === false || mergeGuards(guards, e.guards) === false) continue;
				const {client, kind, site, defects = []} = call;
				alternatives.push({
					client,
					kind,
					method: method.parts,
					address: url.parts,
					site,
					madeAt: site,
					path: keyOfSite(site),
					defects,
					guards,
					of: null,
					instances: [],
					owner: null,
					by: e.rehearsing?.func ?? null,
					alternatives,
				});
			}
		}
		this.#current.push(...alternatives);
	}

	/**
	 * Called code has requested these: those that hang on its parameters are requests of the call at `site` (null: stay where they are). Below
	 * another call that is followed they are still on their way: only what arrives in the function that is rehearsed is an instance.
	 */
	lift(requests: readonly Request[], summary: Summary, by: Func | null, site: Site | null, hasArrived: boolean): void {
		if (this.#mutes > 0 || requests.length === 0) return;
		const seen = this.#seen.get(summary);
		const groups = new Map<Request[], Request[]>();
		for (const request of requests) {
			const open = summary.open.filter((other) => isSamePath(other, request));
			const [first = request.of] = open;
			// What the rehearsal knows nothing of comes of what the function was given: `attempt(fetch, '/x')`.
			if (open.length === 0 && (seen?.has(placeOf(request)) !== false || !isInside(request.site, summary.func))) continue;
			const stays = open.length === 0 && this.#saysPath(keyOfSite(request.site));
			const lifted: Request = {
				...request,
				site: stays ? request.site : (site ?? request.site),
				path: site === null ? request.path : `${request.path} ${keyOfSite(site)}`,
				of: first,
				instances: [],
				owner: null,
				by,
				alternatives: [],
				isOfElement: false,
			};
			addTo(groups, request, lifted);
			if (hasArrived) for (const one of open.length === 0 ? [request.of] : open) if (one !== null) this.#addInstance(one, lifted);
			this.#current.push(lifted);
		}
	}

	#addInstance(of: Request, request: Request): void {
		of.instances.push(request);
		this.#trace?.noteLifted(of, request);
	}

	/** Where the rehearsal of a function requests something, itself or by a wrapper; only of those that are over. */
	readonly #seen = new WeakMap<Summary, ReadonlySet<string>>();

	/** A call of a parameter: `api.get('/x')` says by itself what it requests, `attempt(path)` does not. */
	noteGivenCall(args: readonly Value[], site: Site): void {
		const key = keyOfSite(site);
		const says = args.some((arg) => saysPath(writtenParts(arg)));
		this.#trace?.noteGiven(key, this.#givenCalls.get(key), says);
		this.#givenCalls.set(key, says);
	}

	#saysPath(key: string): boolean {
		this.#trace?.readGiven(key);
		return this.#givenCalls.get(key) === true;
	}

	/** By site: does the call say its path by itself? */
	readonly #givenCalls = new Map<string, boolean>();

	/** After a rehearsal: what hangs on parameters is open; the rest stands where it is. */
	settle(requests: readonly Request[], summary: Summary): void {
		if (requests.length === 0) {
			this.#seen.set(summary, nothing);
			return;
		}
		this.#seen.set(summary, new Set(requests.map((request) => placeOf(request))));
		for (const request of requests) {
			request.owner = ownerOf(request, summary.func);
			if (request.owner !== null) summary.open.push(request);
			if (request.of === null) this.#addRoot(summary.func, request);
		}
		this.#leaveMethodsToCallers(summary.open);
	}

	/** `{method: 'GET', ...options}`: where callers may choose the method, they say which of its alternatives it is. */
	#leaveMethodsToCallers(open: readonly Request[]): void {
		if (open.length === 0) return;
		const places = new Set(open.filter((request) => hasOpenMethod(request)).map((request) => placeOf(request)));
		for (const request of open) if (places.has(placeOf(request))) this.#byCallers.add(request);
	}

	readonly #byCallers = new WeakSet<Request>();

	/** Of the requests of an inner function, those that hang on parameters of `func` or of what is around it: they are open there too. */
	inherited(inner: Summary, func: Func): Request[] {
		return inner.open.filter((request) => holesOf(request).some((hole) => isParamOf(hole, func)));
	}

	/** Requests made at a module's top level, where nothing can be open. */
	settleTop(requests: readonly Request[]): void {
		for (const request of requests) if (request.of === null) this.#addRoot(null, request);
	}

	#addRoot(func: Func | null, request: Request): void {
		const known = this.#roots.get(func);
		if (known === undefined) this.#roots.set(func, [request]);
		else known.push(request);
	}

	noteEscape(func: number): void {
		if (this.#trace === null) this.#escaped.add(func);
		else this.#trace.noteEscape(func);
	}

	#hasEscaped({id}: Func): boolean {
		return this.#trace === null ? this.#escaped.has(id) : this.#trace.hasEscaped(id);
	}

	/** Forgets what a function requests. */
	drop(func: Func): void {
		this.#roots.delete(func);
	}

	/** What is requested in the end, each once, in the order of the code: first what surely runs, then module by module and function by function. */
	finish(e: Evaluator, modules: readonly Module[]): Request[] {
		this.#final = new Map();
		this.#numbers.clear();
		this.#moduleAt = new Map(modules.map((module, index) => [module, index]));
		const done = new Map<string, Request>();
		for (const root of this.#rootsInOrder()) {
			for (const {request} of this.#finalise(root)) {
				for (const {key, one} of this.#expanded(e, request)) if (!done.has(key)) done.set(key, one);
			}
		}
		return [...done.values()];
	}

	#moduleAt: ReadonlyMap<Module, number> = new Map();

	#rootsInOrder(): Request[] {
		const placed = [...this.#roots].map(([func, requests]) => ({requests, place: this.#placeOf(func)}));
		return placed
			.filter(({place}) => place !== null)
			.toSorted((a, b) => a.place! - b.place!)
			.flatMap(({requests}) => requests);
	}

	/** Code that surely runs is the first; null for a function of a module that was not run. */
	#placeOf(func: Func | null): number | null {
		if (func === null) return -1;
		const module = this.#moduleAt.get(func.module);
		return module === undefined ? null : module * mostFunctions + placesIn(func.module.funcs).get(func)!;
	}

	/** The alternatives of a request by the types of its parameters, with what tells each from others. */
	#expanded(e: Evaluator, request: Request): readonly {key: string; one: Request}[] {
		let known = this.#known.get(request);
		if (known === undefined) this.#known.set(request, (known = expandTypes(e, request).map((one) => ({key: keyOf(one), one}))));
		return known;
	}

	readonly #known = new WeakMap<Request, readonly {key: string; one: Request}[]>();

	/** Which function was rehearsed first is no matter of the code. */
	#inOrder(requests: readonly Request[]): readonly Request[] {
		if (requests.length < 2) return requests;
		return requests.toSorted((a, b) => (this.#placeOf(a.by) ?? -1) - (this.#placeOf(b.by) ?? -1));
	}

	/** What each request comes to; alternatives of a wrapper have their calls in common. */
	#final = new Map<Request, Final[]>();

	#finalise(request: Request): Final[] {
		const known = this.#final.get(request);
		if (known !== undefined) return known;
		// A function that calls itself adds nothing.
		this.#final.set(request, []);
		const final = this.#comesTo(request);
		this.#final.set(request, final);
		return final;
	}

	#comesTo(request: Request): Final[] {
		if (request.owner === null) return isLeftOver(request) ? [] : [this.#itself(request)];
		const isHead = this.#byCallers.has(request) || opennessOf(request) === 'head';
		const all = this.#inOrder(request.instances);
		const told = isHead ? all : all.filter(({isOfElement}) => isOfElement !== true);
		const instances = this.#eachOnce(told);
		if (told.length < all.length) return [this.#itself(request)];
		if (isHead) {
			if (instances.length > 0) return instances;
			return this.#hasEscaped(request.owner) || namesHost(request) ? [this.#itself(request)] : [];
		}
		if (instances.length === 0) return [this.#itself(request)];
		const {bare, textual, deep} = sortInstances(request, instances);
		return bare.length === 0 ? [...textual, ...deep] : [this.#itself(request), ...deep];
	}

	/** What calls of a wrapper come to. Alternatives share their calls, and one place is reached in many ways: they would multiply from wrapper to wrapper. */
	#eachOnce(calls: readonly Request[]): Final[] {
		const each = new Map<number, Final>();
		for (const call of calls) for (const final of this.#finalise(call)) if (!each.has(final.number)) each.set(final.number, final);
		return [...each.values()];
	}

	#itself(request: Request): Final {
		const key = exactKeyOf(request);
		let number = this.#numbers.get(key);
		if (number === undefined) this.#numbers.set(key, (number = this.#numbers.size));
		return {request, number};
	}

	readonly #numbers = new Map<string, number>();
}

/** What a request comes to; those with the same number say the same. */
interface Final {
	request: Request;
	number: number;
}

const nothing: ReadonlySet<string> = new Set();

/** More functions than any module has. */
const mostFunctions = 2 ** 26;
const places = new WeakMap<readonly Func[], ReadonlyMap<Func, number>>();

function placesIn(funcs: readonly Func[]): ReadonlyMap<Func, number> {
	let known = places.get(funcs);
	if (known === undefined) places.set(funcs, (known = new Map(funcs.map((func, index) => [func, index]))));
	return known;
}

function methodTexts(e: Evaluator, method: string | Value): {parts: TextPart[]; guards: Guards}[] {
	if (typeof method === 'string') return [{parts: [method], guards: null}];
	return e.textsOf(method).map(({parts, guards}) => ({parts: parts.length === 0 ? [''] : parts, guards}));
}

function placeOf({site, client}: Request): string {
	return `${keyOfSite(site)}:${client}`;
}

function keyOfSite({module, at}: Site): string {
	return `${module.file}:${at}`;
}

/** What is written of a text, nothing worked out for it: `null` is a parameter, `undefined` anything else that is not literal. */
function writtenParts(value: Value): (string | null | undefined)[] {
	switch (value.kind) {
		case 'literal':
			return [typeof value.value === 'string' ? value.value : undefined];
		case 'concat':
			return value.parts.flatMap((part) => writtenParts(part));
		case 'param':
			return [null];
		case 'lazy':
			return value.value === null ? [undefined] : writtenParts(value.value);
		case 'array':
		case 'choice':
		case 'class':
		case 'closure':
		case 'env':
		case 'external':
		case 'native':
		case 'object':
		case 'regexp':
		case 'unknown':
			return [undefined];
	}
}

/** A path of which at most whole segments are parameters. */
function saysPath(parts: readonly (string | null | undefined)[]): boolean {
	const [first] = parts;
	if (typeof first !== 'string' || !/^(?:https?:\/\/[^/]+)?\/?\w/.test(first)) return false;
	return parts.every((part, index) => part !== null || isWholeSegment(parts[index - 1], parts[index + 1]));
}

function isWholeSegment(before: string | null | undefined, after: string | null | undefined): boolean {
	return before?.endsWith('/') === true && (after === undefined || (typeof after === 'string' && /^[/?]/.test(after)));
}

/** What came of the alternatives of one address are alternatives too. */
function addTo(groups: Map<Request[], Request[]>, request: Request, lifted: Request): void {
	const group = groups.get(request.alternatives) ?? [];
	groups.set(request.alternatives, group);
	group.push(lifted);
	lifted.alternatives = group;
}
