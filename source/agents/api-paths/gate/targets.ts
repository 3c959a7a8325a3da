import type {Binding, Expr, Func} from '../code/ir.ts';
import type {Frame} from '../evaluate/frame.ts';
import type {Machine} from '../evaluate/machine.ts';
import type {Value} from '../evaluate/value.ts';
import {definitionOf, memberOf, memberOfThis} from './definitions.ts';
import type {Code, Definition} from './definitions.ts';

/** A function as it is run: with what is around it. */
export interface Running {
	func: Func;
	/** Around it; null where it was found by its name alone. */
	frame: Frame | null;
	self: Value | null;
}

/** What a call leads to. */
export type Target =
	| {kind: 'running'; running: Running}
	| {kind: 'package'; name: string; path: string[]}
	| {kind: 'several'; of: Target[]}
	/** A method of what the framework, the language or a plain value gives. */
	| {kind: 'plain'}
	| {kind: 'unresolved'};

/** Where a call leads: by the values that were evaluated, else by names. */
export function targetOf({callee}: Expr & {kind: 'call'}, from: Running, machine: Machine, code: Code): Target {
	const value = valueOf(callee, from, machine);
	if (value?.kind === 'closure')
		return {kind: 'running', running: {func: value.func, frame: value.frame, self: value.self ?? selfOf(callee, from, machine)}};
	const named = ofDefinition(byName(callee, from, code));
	if (named !== null) return named;
	if (value?.kind === 'external') return {kind: 'package', name: value.module, path: value.path};
	return isPlain(callee, from) ? {kind: 'plain'} : {kind: 'unresolved'};
}

function ofDefinition(found: Definition | null): Target | null {
	if (found?.kind === 'several') return {kind: 'several', of: found.of.flatMap((one) => ofDefinition(one) ?? [])};
	if (found?.kind === 'func') return {kind: 'running', running: {func: found.func, frame: null, self: null}};
	return found?.kind === 'package' ? found : null;
}

/** The object of a method, for `this` in it. */
function selfOf(callee: Expr, from: Running, machine: Machine): Value | null {
	return callee.kind === 'member' ? valueOf(callee.object, from, machine) : null;
}

/** What an expression is worth around a function; null where its own run would have to be known. */
function valueOf(expr: Expr, from: Running, machine: Machine): Value | null {
	if (expr.kind === 'typed') return valueOf(expr.of, from, machine);
	if (expr.kind === 'this') return from.self;
	if (expr.kind === 'name') return expr.binding === null ? null : valueOfBinding(expr.binding, from.frame, machine);
	if (expr.kind !== 'member' || typeof expr.property !== 'string') return null;
	const object = valueOf(expr.object, from, machine);
	return object !== null && hasMembers(object) ? firstOf(machine.get(object, expr.property), machine) : null;
}

const hasMembers = ({kind}: Value): boolean => kind === 'object' || kind === 'class' || kind === 'closure' || kind === 'external';

/** Of several possibilities the first that can be followed. */
function firstOf(value: Value, machine: Machine): Value {
	const options = machine.eachOf(value).map((option) => option.value);
	return options.find(({kind}) => kind === 'closure' || kind === 'object') ?? options[0] ?? value;
}

function valueOfBinding(binding: Binding, frame: Frame | null, machine: Machine): Value | null {
	if (binding.from !== undefined) return valueOfImport(binding, machine);
	for (let around = frame; around !== null; around = around.parent) {
		if (around.func !== binding.owner) continue;
		const value = around.slots[binding.slot];
		return value === undefined ? null : firstOf(value, machine);
	}
	return null;
}

function valueOfImport(binding: Binding, machine: Machine): Value | null {
	const {source, name} = binding.from!;
	const resolved = machine.project.resolve(binding.owner.module.file, source);
	const value = resolved.kind === 'file' ? machine.exportOf(resolved.file, name) : null;
	return value === null ? null : firstOf(value, machine);
}

function byName(callee: Expr, {func}: Running, code: Code): Definition | null {
	return ofThis(callee, func, code) ?? definitionOf(callee, func.module, code);
}

/** `this.prisma.user.findMany`, by the fields of the class. */
function ofThis(expr: Expr, func: Func, code: Code): Definition | null {
	if (expr.kind !== 'member' || typeof expr.property !== 'string') return null;
	if (expr.object.kind === 'this') return memberOfThis(func, expr.property, code);
	const object = expr.object.kind === 'call' ? ofThis(expr.object.callee, func, code) : ofThis(expr.object, func, code);
	// What a call of a package gives is the package's.
	if (expr.object.kind === 'call' && object?.kind !== 'package') return null;
	return memberOf(object, expr.property, code, 0);
}

/** `response.json()`, `items.map()`, `Number(x)`: nothing behind it that could be followed. */
function isPlain(callee: Expr, from: Running): boolean {
	let base = callee;
	while (base.kind === 'member' || base.kind === 'call') base = base.kind === 'member' ? base.object : base.callee;
	if (base.kind !== 'name') return base.kind !== 'this';
	return base.binding === null || (callee.kind === 'member' && isInside(base.binding.owner, from.func) && base.binding.from === undefined);
}

/** Its own parameters and variables, and those of the functions around it. */
function isInside(owner: Func, func: Func): boolean {
	for (let around: Func | null = func; around !== null; around = around.parent)
		if (around === owner && around.kind !== 'module') return true;
	return false;
}
