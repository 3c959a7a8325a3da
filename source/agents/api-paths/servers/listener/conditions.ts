import type {Arg, Expr} from '../../code/ir.ts';
import {returnsOf} from '../../code/walk.ts';
import {outsideName} from '../outside-name.ts';
import {anything, both, isAnything, type Constraint} from './constraint.ts';
import {templateOfRegExp} from './path-regexp.ts';
import {functionOf, roleOf, scopeOf, textOf} from './roles.ts';
import type {Role, Scope} from './scope.ts';

/** What is known where the test went the given way: alternatives, of which `anything` says nothing. Never empty. */
export function whenTest(test: Expr, goes: boolean, scope: Scope): Constraint[] {
	const found = alternatives(test, goes, scope);
	return found.some(isAnything) ? [...found.filter((one) => !isAnything(one)), anything] : found;
}

const unknown: Constraint[] = [anything];

function alternatives(test: Expr, goes: boolean, scope: Scope): Constraint[] {
	if (test.kind === 'unary') return test.op === '!' ? alternatives(test.of, !goes, scope) : unknown;
	if (test.kind === 'logic') return ofLogic(test, goes, scope);
	if (test.kind === 'binary') return comparison(test, goes, scope);
	if (test.kind === 'call') return goes ? predicate(test, scope) : negatedPredicate(test, scope);
	if (test.kind === 'typed' || test.kind === 'await') return alternatives(test.of, goes, scope);
	return test.kind === 'name' || test.kind === 'member' || test.kind === 'assign' ? truth(test, goes, scope) : unknown;
}

function ofLogic(test: Extract<Expr, {kind: 'logic'}>, goes: boolean, scope: Scope): Constraint[] {
	if (test.op === '??') return alternatives(test.left, goes, scope);
	if ((test.op === '&&') !== goes) return either(test, goes, scope);
	return each(alternatives(test.left, goes, scope), alternatives(test.right, goes, scope));
}

function either(test: Extract<Expr, {kind: 'logic'}>, goes: boolean, scope: Scope): Constraint[] {
	return [...alternatives(test.left, goes, scope), ...alternatives(test.right, goes, scope)];
}

/** Every combination that does not contradict itself. The method's place is kept as that of both. */
function each(left: Constraint[], right: Constraint[]): Constraint[] {
	const merged = left.flatMap((one) =>
		right.flatMap((other) => {
			const joined = both(one, other);
			if (joined === null) return [];
			const at = other.methods === null && one.methods !== null ? one.at : joined.at;
			return [{...joined, at}];
		}),
	);
	return merged.length > 0 ? merged : [];
}

function comparison(test: Extract<Expr, {kind: 'binary'}>, goes: boolean, scope: Scope): Constraint[] {
	const isEqual = test.op === '===' || test.op === '==';
	const isUnequal = test.op === '!==' || test.op === '!=';
	if (isEqual === goes && (isEqual || isUnequal))
		return equality(test.left, test.right, scope) ?? equality(test.right, test.left, scope) ?? unknown;
	if (isUnequal !== goes && isUnequal) return equality(test.left, test.right, scope) ?? equality(test.right, test.left, scope) ?? unknown;
	return unknown;
}

/** What holds when an expression of the request equals a known one; null when it is no such comparison. */
export function equality(left: Expr, right: Expr, scope: Scope): Constraint[] | null {
	const prefix = indexOfPrefix(left, right, scope);
	if (prefix !== null) return prefix;
	const role = roleOf(left, scope);
	const text = textOf(roleOf(right, scope), scope);
	if (role === null || text === null || role.kind === 'value') return null;
	return equals(role, text, right.at);
}

/** What holds when this equals the text. */
export function equals(role: Role, text: string, at: number): Constraint[] | null {
	switch (role.kind) {
		case 'method':
			return [{...anything, methods: [text.toUpperCase()], at}];
		case 'path':
			return [{...anything, path: role.cut + text, at}];
		case 'key':
			return keyEquals(role, text, at);
		case 'segment':
			return [{...anything, segments: {texts: new Map([[role.index, text]]), count: null, atLeast: role.index + 1}, at}];
		case 'segment-count':
			return [{...anything, segments: {texts: new Map(), count: Number(text) - role.skipped, atLeast: 0}, at}];
		case 'address':
		case 'cut-query':
		case 'function':
		case 'match':
		case 'record':
		case 'request':
		case 'response':
		case 'segments':
		case 'value':
			return null;
	}
}

/** `GET /api/x` taken apart as it was put together. */
function keyEquals({parts}: Extract<Role, {kind: 'key'}>, text: string, at: number): Constraint[] | null {
	const source = parts
		.map((part) => (part === 'method' ? '(?<method>[A-Za-z]+)' : part === 'path' ? '(?<path>/.*)' : escaped(part.text)))
		.join('');
	const found = new RegExp(`^${source}$`, 'u').exec(text)?.groups;
	if (found === undefined) return null;
	return [{...anything, methods: found['method'] === undefined ? null : [found['method'].toUpperCase()], path: found['path'] ?? null, at}];
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);

/** `url.indexOf('/api') === 0`. */
function indexOfPrefix(left: Expr, right: Expr, scope: Scope): Constraint[] | null {
	if (left.kind !== 'call' || left.callee.kind !== 'member' || left.callee.property !== 'indexOf') return null;
	const role = roleOf(left.callee.object, scope);
	const text = argText(left.args[0], scope);
	if (role?.kind !== 'path' || text === null || textOf(roleOf(right, scope), scope) !== '0') return null;
	return [{...anything, path: `${role.cut}${text}*`, at: left.at}];
}

/** A call that says yes. */
function predicate(call: Extract<Expr, {kind: 'call'}>, scope: Scope): Constraint[] {
	return ownPredicate(call, scope) ?? outsidePredicate(call, scope) ?? calledPredicate(call, true, scope) ?? unknown;
}

function negatedPredicate(call: Extract<Expr, {kind: 'call'}>, scope: Scope): Constraint[] {
	return calledPredicate(call, false, scope) ?? unknown;
}

/** A method of texts, arrays, sets and regular expressions. */
function ownPredicate({callee, args, at}: Extract<Expr, {kind: 'call'}>, scope: Scope): Constraint[] | null {
	if (callee.kind !== 'member' || typeof callee.property !== 'string') return null;
	const on = roleOf(callee.object, scope);
	const arg = args[0] === undefined || args[0].kind === 'spread' ? null : roleOf(args[0], scope);
	const name = callee.property;
	if (on?.kind === 'path' && name === 'startsWith') {
		const text = textOf(arg, scope);
		return text === null ? null : [{...anything, path: `${on.cut}${text}*`, at}];
	}
	if (on?.kind === 'path' && name === 'match')
		return matches(roleOf({kind: 'call', callee, args, isNew: false, typeArgs: [], at, end: at}, scope), at);
	if (arg === null || arg.kind === 'value') return null;
	if (on?.kind === 'value' && on.value.kind === 'regexp' && arg.kind === 'path')
		return matches({kind: 'match', source: on.value.source, cut: arg.cut}, at);
	if (name === 'includes' || name === 'has') return oneOf(callee.object, on, arg, at, scope);
	return null;
}

function matches(role: Role | null, at: number): Constraint[] | null {
	if (role?.kind !== 'match') return null;
	return templateOfRegExp(role.source)?.map((path) => ({...anything, path: role.cut + path, at})) ?? null;
}

/** `['GET', 'HEAD'].includes(request.method)`. */
function oneOf(list: Expr, on: Role | null, arg: Role, at: number, scope: Scope): Constraint[] | null {
	const items = list.kind === 'array' ? list.items.map((item) => argText(item ?? undefined, scope)) : itemTexts(on, scope);
	const known = items.filter((text) => text !== null);
	if (known.length === 0 || known.length < items.length) return null;
	const options = known.flatMap((text) => equals(arg, text, at) ?? []);
	if (arg.kind !== 'method') return options.length > 0 ? options : null;
	return [{...anything, methods: options.flatMap(({methods}) => methods ?? []), at}];
}

function itemTexts(on: Role | null, scope: Scope): (string | null)[] {
	if (on?.kind !== 'value') return [];
	return (scope.machine.itemsOf(on.value)?.items ?? []).map((value) => textOf({kind: 'value', value}, scope));
}

/** h3's `isMethod(event, 'POST')`. */
function outsidePredicate({callee, args, at}: Extract<Expr, {kind: 'call'}>, scope: Scope): Constraint[] | null {
	if (callee.kind !== 'name' || !/^(?:is|assert)Method$/u.test(outsideName(callee)) || functionOf(callee, scope) !== null) return null;
	const [event, wanted] = args;
	if (event === undefined || event.kind === 'spread' || roleOf(event, scope)?.kind !== 'request') return null;
	if (wanted === undefined || wanted.kind === 'spread') return null;
	const names = wanted.kind === 'array' ? wanted.items.map((item) => argText(item ?? undefined, scope)) : [argText(wanted, scope)];
	return names.includes(null) ? null : [{...anything, methods: names.map((name) => String(name).toUpperCase()), at}];
}

/** A function of the project that decides it: by what it returns. */
function calledPredicate(call: Extract<Expr, {kind: 'call'}>, goes: boolean, scope: Scope): Constraint[] | null {
	const called = functionOf(call.callee, scope);
	if (called === null) return null;
	const args = call.args.map((arg) => (arg.kind === 'spread' ? null : roleOf(arg, scope)));
	if (!args.some((role) => role !== null && role.kind !== 'value' && role.kind !== 'function')) return null;
	const inner = scopeOf(called, args, scope);
	const returned = returnsOf(called.func);
	const [only] = returned;
	if (inner === null || only === undefined || returned.length > 1) return null;
	// The place to show is that of the call: the function serves many.
	return alternatives(only, goes, inner).map((one) => (isAnything(one) ? one : {...one, at: call.at}));
}

/** A name that stands for a test, or for what matching gave. */
function truth(test: Extract<Expr, {kind: 'name' | 'member' | 'assign'}>, goes: boolean, scope: Scope): Constraint[] {
	const role = roleOf(test, scope);
	if (role?.kind === 'match') return goes ? (matches(role, test.at) ?? unknown) : unknown;
	if (role?.kind === 'segment') {
		const known = {texts: new Map<number, string>(), count: goes ? null : role.index, atLeast: goes ? role.index + 1 : 0};
		return [{...anything, segments: known, at: test.at}];
	}
	if (role !== null || test.kind !== 'name' || test.binding?.declaration === undefined || test.binding.isReassigned) return unknown;
	const {pattern, init} = test.binding.declaration;
	return pattern.kind === 'bind' && scope.depth < 8 ? alternatives(init, goes, {...scope, depth: scope.depth + 1}) : unknown;
}

function argText(arg: Arg | undefined, scope: Scope): string | null {
	return arg === undefined || arg.kind === 'spread' ? null : textOf(roleOf(arg, scope), scope);
}
