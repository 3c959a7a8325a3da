import type {Arg, Binding, Expr} from '../../code/ir.ts';
import {returnsOf} from '../../code/walk.ts';
import type {ClosureValue, Value} from '../../evaluate/value.ts';
import {literal} from '../../evaluate/value.ts';
import {outsideName} from '../outside-name.ts';
import {bindParams, bindPattern, capturedValue, selfOf, type Role, type Scope} from './scope.ts';

/** How deep functions that are given the request are followed. */
const deepest = 8;

/** What an expression stands for; null when nothing is known of it. */
export function roleOf(expr: Expr, scope: Scope): Role | null {
	switch (expr.kind) {
		case 'literal':
			return {kind: 'value', value: literal(expr.value)};
		case 'regexp':
			return {kind: 'value', value: {kind: 'regexp', source: expr.source, flags: expr.flags}};
		case 'name':
			return roleOfName(expr, scope);
		case 'member':
			return roleOfMember(expr, scope);
		case 'call':
			return roleOfCall(expr, scope);
		case 'template':
			return joinedRole(
				expr.quasis.flatMap((text, index) => [
					textRole(text),
					...(expr.holes[index] === undefined ? [] : [roleOf(expr.holes[index], scope)]),
				]),
			);
		case 'binary':
			return expr.op === '+' ? joinedRole([roleOf(expr.left, scope), roleOf(expr.right, scope)]) : null;
		case 'logic':
			return roleOf(expr.left, scope) ?? roleOf(expr.right, scope);
		case 'choose':
			return roleOf(expr.then, scope) ?? roleOf(expr.otherwise, scope);
		case 'await':
		case 'typed':
			return roleOf(expr.of, scope);
		case 'assign':
			return roleOf(expr.value, scope);
		case 'function':
			return {kind: 'function', func: expr.func};
		case 'object':
			return recordOf(expr, scope);
		case 'this':
			return scope.self === null ? null : {kind: 'value', value: scope.self};
		case 'array':
		case 'class':
		case 'element':
		case 'import':
		case 'import-meta':
		case 'other':
		case 'sequence':
		case 'super':
		case 'unary':
		case 'yield':
			return null;
	}
}

const textRole = (text: string): Role => ({kind: 'value', value: literal(text)});

function roleOfName(expr: Extract<Expr, {kind: 'name'}>, scope: Scope): Role | null {
	const {binding} = expr;
	if (binding === null) return valueRole(capturedValue(scope, expr));
	const bound = scope.roles.get(binding);
	if (bound !== undefined) return bound;
	const captured = capturedValue(scope, expr);
	if (captured !== null) return valueRole(captured);
	if (binding.func !== undefined) return {kind: 'function', func: binding.func};
	const known = scope.declared.get(binding);
	if (known !== undefined) return known;
	const role = roleOfDeclared(binding, scope);
	scope.declared.set(binding, role);
	return role;
}

/** A variable of the function itself, by its declaration. */
function roleOfDeclared(binding: Binding, scope: Scope): Role | null {
	const {declaration} = binding;
	if (declaration === undefined || scope.depth > deepest) return null;
	const given = roleOf(declaration.init, {...scope, depth: scope.depth + 1});
	if (given === null) return null;
	const roles = new Map<Binding, Role>();
	bindPattern(declaration.pattern, given, roles, (role, name) => memberOf(role, name, scope));
	return roles.get(binding) ?? null;
}

function valueRole(value: Value | null): Role | null {
	return value === null || value.kind === 'unknown' || value.kind === 'param' ? null : {kind: 'value', value};
}

function roleOfMember(expr: Extract<Expr, {kind: 'member'}>, scope: Scope): Role | null {
	const object = roleOf(expr.object, scope);
	if (object === null) return null;
	const name = typeof expr.property === 'string' ? expr.property : textOf(roleOf(expr.property, scope), scope);
	return name === null ? null : memberOf(object, name, scope);
}

/** `role.name`. */
export function memberOf(role: Role, name: string, scope: Scope): Role | null {
	switch (role.kind) {
		case 'request':
			return requestMembers[name] ?? null;
		case 'address':
			if (name === 'pathname') return {kind: 'path', cut: ''};
			return name === 'path' || name === 'href' ? {kind: 'path', cut: ''} : null;
		case 'cut-query':
			return name === '0' ? {kind: 'path', cut: ''} : null;
		case 'segments':
			if (name === 'length') return {kind: 'segment-count', skipped: role.skipped};
			return /^\d+$/u.test(name) && Number(name) >= role.skipped ? {kind: 'segment', index: Number(name) - role.skipped} : null;
		case 'record':
			return role.props.get(name) ?? null;
		case 'value':
			return valueRole(scope.machine.force(scope.machine.get(role.value, name)));
		case 'function':
		case 'key':
		case 'match':
		case 'method':
		case 'path':
		case 'response':
		case 'segment':
		case 'segment-count':
			return null;
	}
}

/** Of node:http, of the Fetch API's Request, of Next's, and of h3's event. */
const requestMembers: Record<string, Role> = {
	method: {kind: 'method'},
	httpMethod: {kind: 'method'},
	url: {kind: 'path', cut: ''},
	originalUrl: {kind: 'path', cut: ''},
	path: {kind: 'path', cut: ''},
	nextUrl: {kind: 'address'},
	req: {kind: 'request'},
	request: {kind: 'request'},
	node: {kind: 'request'},
	res: {kind: 'response'},
};

function roleOfCall(expr: Extract<Expr, {kind: 'call'}>, scope: Scope): Role | null {
	const {callee} = expr;
	const args = expr.args.map((arg) => roleOfArg(arg, scope));
	if (callee.kind === 'member' && typeof callee.property === 'string') {
		const on = roleOf(callee.object, scope);
		const own = on === null ? null : roleOfMethod(on, callee.property, args, scope);
		if (own !== null) return own;
	}
	const called = functionOf(callee, scope);
	if (called !== null) return expr.isNew ? null : returnedRole(called, args, scope);
	return roleOfOutsideCall(expr, args);
}

/** A function of a package or of the platform that is given the address. */
function roleOfOutsideCall({callee, isNew}: Extract<Expr, {kind: 'call'}>, args: readonly (Role | null)[]): Role | null {
	const [first] = args;
	const name = outsideName(callee);
	if (first?.kind === 'path') {
		if (isNew || name === 'parse' || name === 'URL') return {kind: 'address'};
		return /^(?:decodeURI|decodeURIComponent|String)$/u.test(name) ? first : null;
	}
	if (first?.kind === 'method' && name === 'String') return first;
	// h3 (Nuxt): functions around the event.
	if (first?.kind !== 'request') return null;
	if (name === 'getMethod' || name === 'getRequestMethod') return {kind: 'method'};
	if (name === 'getRequestPath') return {kind: 'path', cut: ''};
	return name === 'getRequestURL' ? {kind: 'address'} : null;
}

function roleOfMethod(on: Role, name: string, args: readonly (Role | null)[], scope: Scope): Role | null {
	const text = textOf(args[0] ?? null, scope);
	switch (on.kind) {
		case 'method':
			return /^to(?:Upper|Lower|String)/u.test(name) ? on : null;
		case 'path':
			return roleOfPathMethod(on, name, args[0] ?? null, text);
		case 'cut-query':
			return name === 'at' || name === 'shift' ? {kind: 'path', cut: ''} : null;
		case 'segments':
			if (name === 'filter') return {kind: 'segments', skipped: 0};
			if (name === 'slice') return {kind: 'segments', skipped: on.skipped - Number(text ?? 0)};
			return name === 'map' ? on : null;
		case 'value':
			if (on.value.kind === 'regexp' && name === 'exec' && args[0]?.kind === 'path')
				return {kind: 'match', source: on.value.source, cut: args[0].cut};
			return null;
		case 'address':
		case 'function':
		case 'key':
		case 'match':
		case 'record':
		case 'request':
		case 'response':
		case 'segment':
		case 'segment-count':
			return null;
	}
}

function roleOfPathMethod(path: Extract<Role, {kind: 'path'}>, name: string, first: Role | null, text: string | null): Role | null {
	const regexp = first?.kind === 'value' && first.value.kind === 'regexp' ? first.value : null;
	switch (name) {
		case 'split':
			if (text === '?' || text === '#') return {kind: 'cut-query'};
			return text === '/' ? {kind: 'segments', skipped: path.cut.endsWith('/') ? 0 : 1} : null;
		case 'match':
			return regexp === null ? null : {kind: 'match', source: regexp.source, cut: path.cut};
		case 'replace':
			if (text !== null) return {kind: 'path', cut: path.cut + text};
			return regexp === null ? null : {kind: 'path', cut: path.cut + (prefixOfRegExp(regexp.source) ?? '')};
		case 'slice':
		case 'substring':
			return text === '1' ? {kind: 'path', cut: `${path.cut}/`} : path;
		case 'trim':
		case 'toLowerCase':
		case 'toString':
		case 'normalize':
		case 'replaceAll':
			return path;
		default:
			return null;
	}
}

/** `^\/api` is a prefix; anything else that is replaced leaves the path as it is. */
function prefixOfRegExp(source: string): string | null {
	const plain = /^\^((?:\\\/|[\w/-])+)$/u.exec(source)?.[1];
	return plain === undefined ? null : plain.replaceAll('\\/', '/');
}

function roleOfArg(arg: Arg, scope: Scope): Role | null {
	return arg.kind === 'spread' ? null : roleOf(arg, scope);
}

export interface Called {
	func: ClosureValue['func'];
	/** Null: a function of the listener itself, which sees what the listener sees. */
	closure: ClosureValue | null;
}

/** The function of the project that is called; null when it is none or not known. */
export function functionOf(callee: Expr, scope: Scope): Called | null {
	const role = roleOf(callee, scope);
	if (role?.kind === 'function') return {func: role.func, closure: null};
	if (role?.kind !== 'value') return null;
	const closure = scope.machine.eachOf(role.value).find(({value}) => value.kind === 'closure')?.value;
	return closure?.kind === 'closure' ? {func: closure.func, closure} : null;
}

/** The scope of a function's body, called with these arguments; null when following has gone too deep. */
export function scopeOf({func, closure}: Called, args: readonly (Role | null)[], scope: Scope): Scope | null {
	if (scope.depth > deepest) return null;
	const roles = new Map(closure === null ? scope.roles : []);
	const inner: Scope = {
		machine: scope.machine,
		func,
		frame: closure === null ? scope.frame : closure.frame,
		self: closure === null ? scope.self : selfOf(closure),
		roles,
		declared: new Map(),
		depth: scope.depth + 1,
	};
	const bound = closure === null ? [] : closure.bound.map((value): Role => ({kind: 'value', value}));
	bindParams(func, [...bound, ...args], roles, (role, name) => memberOf(role, name, inner));
	return inner;
}

function returnedRole(called: Called, args: readonly (Role | null)[], scope: Scope): Role | null {
	if (!args.some((role) => role !== null && role.kind !== 'value')) return null;
	const inner = scopeOf(called, args, scope);
	if (inner === null) return null;
	for (const returned of returnsOf(called.func)) {
		const role = roleOf(returned, inner);
		if (role !== null) return role;
	}
	return null;
}

function recordOf(expr: Extract<Expr, {kind: 'object'}>, scope: Scope): Role {
	const props = expr.props.flatMap((prop): [string, Role][] => {
		if (prop.kind === 'spread' || typeof prop.key !== 'string') return [];
		const role: Role | null = prop.kind === 'getter' ? {kind: 'function', func: prop.func} : roleOf(prop.value, scope);
		return role === null ? [] : [[prop.key, role]];
	});
	return {kind: 'record', props: new Map(props)};
}

/** Text put together; only of known texts, method and path. */
function joinedRole(roles: readonly (Role | null)[]): Role | null {
	const parts = roles.flatMap((role): (Extract<Role, {kind: 'key'}>['parts'][number] | null)[] => {
		if (role?.kind === 'method' || role?.kind === 'path') return [role.kind];
		if (role?.kind === 'key') return role.parts;
		if (role?.kind === 'value' && role.value.kind === 'literal') return [{text: String(role.value.value)}];
		return [null];
	});
	const known = parts.filter((part) => part !== null);
	if (known.length < parts.length) return null;
	const texts = known.filter((part) => typeof part === 'object');
	if (texts.length === known.length) return textRole(texts.map(({text}) => text).join(''));
	return {kind: 'key', parts: known};
}

/** A role's known text. */
export function textOf(role: Role | null, scope: Scope): string | null {
	if (role?.kind !== 'value') return null;
	const known = scope.machine.literalOf(role.value);
	return typeof known === 'string' || typeof known === 'number' ? String(known) : null;
}
