import {callArrayMethod} from './builtin-arrays.ts';
import {builtinGlobals} from './builtin-globals.ts';
import {callTextMethod, testRegexp} from './builtin-texts.ts';
import type {Type} from '../code/ir.ts';
import {isInherited} from './inherited-names.ts';
import {spreadArgs} from './spread.ts';
import type {Evaluator} from './evaluator.ts';
import {nameOf} from './expression-text.ts';
import type {Naming} from './expression-text.ts';
import type {Site} from './machine.ts';
import {assumed, derived, literal, native, unknown} from './value.ts';
import type {Value} from './value.ts';

/** What the language itself puts under a global name; an external for what only a browser or Node knows. */
export function globalValue(e: Evaluator, name: string): Value {
	return (isInherited(name) ? undefined : builtinGlobals[name]?.(e)) ?? {kind: 'external', module: 'global', path: [name]};
}

/** Calls a method that the language gives to texts, arrays, functions and promises; undefined: it is not one of those. */
export function callBuiltin(
	e: Evaluator,
	self: Value,
	name: string,
	target: Value,
	args: Value[],
	site: Site,
	text: Naming,
): Value | undefined {
	const isWanted = self.kind === 'lazy' && (self.value !== null || promiseMethods.has(name) || target.kind === 'lazy');
	const of = isWanted ? e.force(self) : self;
	if (target.kind === 'closure' || (target.kind === 'native' && target.call !== undefined)) {
		return undefined;
	}
	if (functionMethods.has(name) && (of.kind === 'closure' || (of.kind === 'native' && of.call !== undefined)))
		return callOnFunction(e, of, name, args, site);
	if (promiseMethods.has(name) && !(of.kind === 'native' && of.get?.(name, e) !== undefined)) return callOnPromise(e, of, name, args);
	switch (of.kind) {
		case 'array':
			return callArrayMethod(e, of, name, args, nameOf(text));
		case 'literal':
		case 'concat': {
			const made = callTextMethod(e, of, name, args, nameOf(text));
			return made !== undefined && of.kind === 'literal' && of.isAssumed === true ? assumed(e.force(made)) : made;
		}
		case 'regexp':
			return name === 'test' && args[0] !== undefined ? testEach(e, of, args[0], text) : unknown(nameOf(text));
		case 'native':
			return of.text !== undefined && name === 'toString' ? of.text(e) : undefined;
		case 'choice':
			return callOnChoice(e, of, name, target, args, site, text);
		case 'param':
		case 'unknown':
		case 'env':
			return callOnUnknown(e, of, name, args, text);
		case 'class':
		case 'closure':
		case 'external':
		case 'lazy':
		case 'object':
			return undefined;
	}
}

/** Whether a pattern fits, of every alternative for itself: what is asked of one must not be lost on the other. */
function testEach(e: Evaluator, regexp: Value, tested: Value, text: Naming): Value {
	return e.choiceOf(
		e.eachOf(tested).map(({guards, value}) => {
			const truth = testRegexp(e, regexp, value);
			return {guards, value: truth === null ? unknown(nameOf(text)) : literal(truth)};
		}),
	);
}

const functionMethods = new Set(['call', 'apply', 'bind']);
const promiseMethods = new Set(['then', 'catch', 'finally']);

function callOnFunction(e: Evaluator, of: Value, name: string, args: Value[], site: Site): Value {
	const [self = literal(undefined), ...rest] = args;
	if (name === 'call') return e.call(of, rest, site, self);
	if (name === 'apply') return e.call(of, rest[0] === undefined ? [] : spreadArgs(e, rest[0]).args, site, self);
	if (of.kind === 'closure') return {...of, self: of.func.kind === 'arrow' ? of.self : self, bound: [...of.bound, ...rest]};
	return native('bound', {call: (call) => e.call(of, [...rest, ...call.args], call.site, self)});
}

/** A promise is taken for what it resolves to. */
function callOnPromise(e: Evaluator, of: Value, name: string, args: Value[]): Value {
	const [first, second] = args;
	const callback = first === undefined ? undefined : e.force(first);
	if (name === 'then' && callback !== undefined && callback.kind !== 'literal') {
		const result = e.callInPlace(callback, [of]);
		if (second !== undefined) e.callInPlace(e.force(second), [unknown('error')]);
		return result;
	}
	if (callback !== undefined && callback.kind !== 'literal') e.callInPlace(callback, name === 'catch' ? [unknown('error')] : []);
	return of;
}

function callOnChoice(e: Evaluator, of: Value, name: string, target: Value, args: Value[], site: Site, text: Naming): Value | undefined {
	const options = e.eachOf(of);
	if (options.some(({value}) => value.kind === 'native' || value.kind === 'object' || value.kind === 'class')) return undefined;
	return e.choiceOf(
		options.map(({guards, value}) => ({guards, value: callBuiltin(e, value, name, target, args, site, text) ?? unknown(nameOf(text))})),
	);
}

/** Keeps the name of a value that is only rewritten, and runs callbacks over what is not known. */
const rewriting = new Set(['toString', 'trim', 'toLowerCase', 'toUpperCase', 'valueOf', 'normalize', 'toJSON']);
const iterating = new Set(['forEach', 'map', 'filter', 'flatMap', 'find', 'some', 'every', 'reduce', 'findIndex', 'sort']);

function callOnUnknown(e: Evaluator, of: Value, name: string, args: Value[], text: Naming): Value | undefined {
	if (rewriting.has(name)) return of;
	const type = of.kind === 'param' || of.kind === 'unknown' ? of.type : null;
	const isText = e.primitiveOf(type) === 'string' || of.kind === 'env';
	if (isText && (name === 'replace' || name === 'replaceAll' || name === 'slice' || name === 'substring'))
		return of.kind === 'env' ? of : remade(of, name, text, {kind: 'primitive', name: 'string'});
	const [callback] = args;
	if (!iterating.has(name) || callback === undefined || e.force(callback).kind !== 'closure') return undefined;
	const of2 = type === null ? null : e.resolveType(type);
	const item = remade(of, '[]', 'item', of2?.kind === 'array' ? of2.of : null);
	const result = e.callInPlace(callback, name === 'reduce' ? [args[1] ?? item, item] : [item]);
	return name === 'map' || name === 'flatMap' ? {kind: 'array', items: [], rest: result, born: e.guards} : remade(of, `.${name}()`, text);
}

/** What comes of something unknown hangs on the same parameter, if it is one. */
function remade(of: Value, step: string, text: Naming, type: Type | null = null): Value {
	return of.kind === 'param' ? derived(of, step, nameOf(text), type) : unknown(nameOf(text), 'runtime-value', type);
}
