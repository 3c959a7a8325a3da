import type {Binding, Class, Expr, Func, Module, Stmt} from '../code/ir.ts';
import type {Resolved} from '../project/project.ts';
import {returnsOf, statementsOf, unspread} from '../code/walk.ts';

/** The code of a project, for following names without evaluating anything. */
export interface Code {
	moduleOf(file: string): Module | null;
	resolve(from: string, specifier: string): Resolved;
}

/** What an expression stands for, as far as its names tell. */
export type Definition =
	| {kind: 'func'; func: Func}
	| {kind: 'class'; cls: Class}
	| {kind: 'instance'; cls: Class}
	/** A value written down; `module` is where. */
	| {kind: 'value'; expr: Expr; module: Module}
	| {kind: 'module'; module: Module}
	| {kind: 'package'; name: string; path: string[]}
	/** One of several, which the run decides: a field that is given a value in more than one place. */
	| {kind: 'several'; of: Definition[]};

/** How many names are followed to reach a definition. */
const deepest = 12;

/** Follows names, imports, members, and what factories return; null when that leads nowhere. */
export function definitionOf(expr: Expr, module: Module, code: Code, depth = 0): Definition | null {
	if (depth > deepest) return null;
	switch (expr.kind) {
		case 'name':
			return expr.binding === null ? null : ofBinding(expr.binding, code, depth + 1);
		case 'function':
			return {kind: 'func', func: expr.func};
		case 'class':
			return {kind: 'class', cls: expr.cls};
		case 'typed':
		case 'await':
			return definitionOf(expr.of, module, code, depth + 1);
		case 'member':
			return typeof expr.property === 'string'
				? memberOf(definitionOf(expr.object, module, code, depth + 1), expr.property, code, depth + 1)
				: null;
		case 'call':
			return ofCall(expr, module, code, depth + 1);
		case 'import':
			return expr.source.kind === 'literal' ? ofSource(module, String(expr.source.value), '*', code, depth + 1) : null;
		case 'this':
		case 'super':
		case 'import-meta':
			return null;
		case 'literal':
		case 'regexp':
		case 'template':
		case 'object':
		case 'array':
		case 'choose':
		case 'logic':
		case 'binary':
		case 'unary':
		case 'assign':
		case 'yield':
		case 'sequence':
		case 'element':
		case 'other':
			return {kind: 'value', expr, module};
	}
}

/** A method or field of the class around a function, as `this.name` means it. */
export function memberOfThis(scope: Func, name: string, code: Code, depth = 0): Definition | null {
	for (let func: Func | null = scope; func !== null; func = func.parent) {
		for (const cls of scope.module.classes) {
			const around = cls.members.find((member) => member.func === func || member.init === func);
			if (around !== undefined) return memberOf({kind: around.isStatic ? 'class' : 'instance', cls}, name, code, depth);
		}
	}
	return null;
}

function ofBinding(binding: Binding, code: Code, depth: number): Definition | null {
	const {module} = binding.owner;
	if (binding.func !== undefined) return {kind: 'func', func: binding.func};
	if (binding.cls !== undefined) return {kind: 'class', cls: binding.cls};
	if (binding.from !== undefined) return ofSource(module, binding.from.source, binding.from.name, code, depth);
	if (binding.declaration === undefined || binding.isReassigned) return null;
	const {pattern, init} = binding.declaration;
	if (pattern.kind === 'bind') return definitionOf(init, module, code, depth);
	if (pattern.kind !== 'object') return null;
	const prop = pattern.props.find(({value}) => value.kind === 'bind' && value.binding === binding);
	return prop !== undefined && typeof prop.key === 'string'
		? memberOf(definitionOf(init, module, code, depth), prop.key, code, depth)
		: null;
}

function ofSource(from: Module, source: string, name: string, code: Code, depth: number): Definition | null {
	const resolved = code.resolve(from.file, source);
	if (resolved.kind === 'package') return {kind: 'package', name: resolved.name, path: name === '*' ? [] : [name]};
	const module = resolved.kind === 'file' ? code.moduleOf(resolved.file) : null;
	if (module === null) return null;
	return name === '*' ? {kind: 'module', module} : exportOf(module, name, code, depth);
}

function exportOf(module: Module, name: string, code: Code, depth: number): Definition | null {
	if (depth > deepest) return null;
	const entry = module.exports.get(name);
	if (entry?.kind === 'local') return ofBinding(entry.binding, code, depth + 1);
	if (entry?.kind === 'from') return ofSource(module, entry.source, entry.name, code, depth + 1);
	if (entry?.kind === 'default') {
		const stmt = module.top.body.find((one) => one.kind === 'export-default');
		return stmt === undefined ? null : definitionOf(stmt.value, module, code, depth + 1);
	}
	for (const source of module.stars) {
		const found = ofSource(module, source, name, code, depth + 1);
		if (found !== null && found.kind !== 'package') return found;
	}
	return fromCommonJs(module, name, code, depth);
}

/** `module.exports = …`, `exports.name = …`. */
function fromCommonJs(module: Module, name: string, code: Code, depth: number): Definition | null {
	let whole: Definition | null = null;
	for (const stmt of module.top.body) {
		const assigned = assignmentOf(stmt);
		if (assigned === null) continue;
		if (assigned.name === name) return definitionOf(assigned.value, module, code, depth + 1);
		if (assigned.name === null) whole = definitionOf(assigned.value, module, code, depth + 1);
	}
	return name === 'default' ? whole : memberOf(whole, name, code, depth + 1);
}

function assignmentOf(stmt: Stmt): {name: string | null; value: Expr} | null {
	if (stmt.kind !== 'run' || stmt.expr.kind !== 'assign' || stmt.expr.target.kind !== 'target') return null;
	const {target} = stmt.expr.target;
	if (target.kind !== 'member' || typeof target.property !== 'string') return null;
	if (isModuleExports(target)) return {name: null, value: stmt.expr.value};
	const isExports = (target.object.kind === 'name' && target.object.name === 'exports') || isModuleExports(target.object);
	return isExports ? {name: target.property, value: stmt.expr.value} : null;
}

const isModuleExports = (expr: Expr): boolean =>
	expr.kind === 'member' &&
	expr.property === 'exports' &&
	expr.object.kind === 'name' &&
	expr.object.name === 'module' &&
	expr.object.binding === null;

/** `of.name`. */
export function memberOf(of: Definition | null, name: string, code: Code, depth: number): Definition | null {
	switch (of?.kind) {
		case 'value':
			return propertyOf(of.expr, of.module, name, code, depth);
		case 'module':
			return exportOf(of.module, name, code, depth);
		case 'package':
			return {kind: 'package', name: of.name, path: [...of.path, name]};
		case 'instance':
		case 'class':
			return ofMember(of, name, code, depth);
		case 'several':
			return oneOf(of.of.flatMap((one) => memberOf(one, name, code, depth) ?? []));
		case 'func':
		case undefined:
			return null;
	}
}

function propertyOf(expr: Expr, module: Module, name: string, code: Code, depth: number): Definition | null {
	if (expr.kind !== 'object') return null;
	for (const prop of expr.props.toReversed()) {
		if (prop.kind === 'prop' && prop.key === name) return definitionOf(prop.value, module, code, depth + 1);
		if (prop.kind === 'getter' && prop.key === name) return {kind: 'func', func: prop.func};
		const found = prop.kind === 'spread' ? memberOf(definitionOf(prop.of, module, code, depth + 1), name, code, depth + 1) : null;
		if (found !== null) return found;
	}
	return null;
}

function ofMember(of: {kind: 'instance' | 'class'; cls: Class}, name: string, code: Code, depth: number): Definition | null {
	const {cls} = of;
	const member = cls.members.find((one) => one.key === name && one.isStatic === (of.kind === 'class'));
	if (member?.func) return {kind: 'func', func: member.func};
	const [init] = member?.init == null ? [] : returnsOf(member.init);
	// A field that begins as `null` is given its value somewhere else.
	if (init !== undefined && init.kind !== 'literal') return definitionOf(init, cls.module, code, depth + 1);
	const type = member?.type ?? null;
	const ofType = type?.kind === 'ref' && type.binding !== null ? instanceOf(ofBinding(type.binding, code, depth + 1)) : null;
	if (ofType !== null) return ofType;
	const assigned = assignedTo(cls, name, of.kind === 'class', code, depth);
	if (assigned !== null) return assigned;
	const parent = cls.superClass === null || depth > deepest ? null : definitionOf(cls.superClass, cls.module, code, depth + 1);
	const own = ofParameter(cls, name, code, depth);
	if (own !== null || parent === null) return own;
	return parent.kind === 'class'
		? ofMember({kind: of.kind, cls: parent.cls}, name, code, depth + 1)
		: memberOf(parent, name, code, depth + 1);
}

const oneOf = (found: Definition[]): Definition | null => (found.length > 1 ? {kind: 'several', of: found} : (found[0] ?? null));

/** `this.http = axios.create()` in the constructor or any other method. */
function assignedTo(cls: Class, name: string, isStatic: boolean, code: Code, depth: number): Definition | null {
	if (depth > deepest) return null;
	const found: Definition[] = [];
	for (const member of cls.members) {
		if (member.func === null || member.isStatic !== isStatic) continue;
		for (const stmt of statementsOf(member.func.body)) {
			const value = stmt.kind === 'run' ? valueFor(stmt.expr, name) : null;
			const given = value === null ? null : definitionOf(value, cls.module, code, depth + 1);
			if (given !== null && given.kind !== 'value') found.push(given);
		}
	}
	return oneOf(found.slice(0, mostAssigned));
}

/** More places than this are not looked at. */
const mostAssigned = 4;

function valueFor(expr: Expr, name: string): Expr | null {
	if (expr.kind !== 'assign' || expr.target.kind !== 'target') return null;
	const {target} = expr.target;
	const isField = target.kind === 'member' && target.property === name && target.object.kind === 'this';
	return isField ? expr.value : null;
}

/** `constructor(private users: UserService)`. */
function ofParameter(cls: Class, name: string, code: Code, depth: number): Definition | null {
	const params = cls.members.find(({kind}) => kind === 'constructor')?.func?.params ?? [];
	const param = params.find(({isField, pattern}) => isField && pattern.kind === 'bind' && pattern.binding.name === name);
	return param?.type?.kind === 'ref' && param.type.binding !== null ? instanceOf(ofBinding(param.type.binding, code, depth + 1)) : null;
}

const instanceOf = (of: Definition | null): Definition | null => (of?.kind === 'class' ? {kind: 'instance', cls: of.cls} : of);

function ofCall(expr: Expr & {kind: 'call'}, module: Module, code: Code, depth: number): Definition | null {
	const callee = definitionOf(expr.callee, module, code, depth);
	if (expr.isNew && callee?.kind === 'class') return {kind: 'instance', cls: callee.cls};
	// `useCallback(fn)`, `cache(fn)` and their like of packages give back what they are given, wrapped.
	const [first] = expr.args;
	if (callee?.kind === 'package') {
		const given = first === undefined ? null : unspread(first);
		return given?.kind === 'function' ? {kind: 'func', func: given.func} : callee;
	}
	if (callee?.kind !== 'func') return null;
	const [returned] = returnsOf(callee.func);
	if (returned === undefined || depth > deepest) return null;
	const isOfThis = returned.kind === 'member' && returned.object.kind === 'this' && typeof returned.property === 'string';
	return isOfThis
		? memberOfThis(callee.func, returned.property as string, code, depth + 1)
		: definitionOf(returned, callee.func.module, code, depth + 1);
}
