import type {Binding, Expr, Func, Pattern} from '../../code/ir.ts';
import type {Frame} from '../../evaluate/frame.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import type {ClosureValue, Value} from '../../evaluate/value.ts';

/** What an expression of a listener stands for, as far as it comes from the request. */
export type Role =
	| {kind: 'request'}
	| {kind: 'response'}
	| {kind: 'method'}
	/** The path, with or without its query; `cut` was taken off its front. */
	| {kind: 'path'; cut: string}
	/** A URL object, or what `url.parse` returns. */
	| {kind: 'address'}
	/** `url.split('?')`: the path is its first item. */
	| {kind: 'cut-query'}
	/** Method and path in one text: `${method} ${path}`. */
	| {kind: 'key'; parts: ('method' | 'path' | {text: string})[]}
	/** The path's segments; `skipped` items stand before the first one. */
	| {kind: 'segments'; skipped: number}
	| {kind: 'segment'; index: number}
	| {kind: 'segment-count'; skipped: number}
	/** What matching the path with a regular expression gave. */
	| {kind: 'match'; source: string; cut: string}
	/** An object made of such things. */
	| {kind: 'record'; props: ReadonlyMap<string, Role>}
	/** A function of the listener itself. */
	| {kind: 'function'; func: Func}
	/** Not of the request. */
	| {kind: 'value'; value: Value};

/** Where expressions of a function are read: what its parameters stand for, and the frames around it. */
export interface Scope {
	machine: Machine;
	func: Func;
	/** Lexically around it. */
	frame: Frame | null;
	self: Value | null;
	roles: Map<Binding, Role>;
	/** What its own variables were found to stand for; null where nothing is known of them. */
	declared: Map<Binding, Role | null>;
	depth: number;
}

export function siteIn(scope: Scope, at: number): Site {
	return {module: scope.func.module, at};
}

/** What `this` is in a function: an arrow has that of the functions around it. */
export function selfOf({self, frame}: ClosureValue): Value | null {
	let around: Frame | null = frame;
	let found = self;
	while (found === null && around !== null) {
		found = around.self;
		around = around.parent;
	}
	return found;
}

/** A function's parameters as roles; parts of patterns are taken by `memberOf`. */
export function bindParams(
	func: Func,
	args: readonly (Role | null)[],
	roles: Map<Binding, Role>,
	memberOf: (role: Role, name: string) => Role | null,
): void {
	func.params.forEach((param, index) => {
		const given = param.isRest ? restOf(args.slice(index)) : args[index];
		if (given !== undefined && given !== null) bindPattern(param.pattern, given, roles, memberOf);
	});
}

function restOf(args: readonly (Role | null)[]): Role {
	return {kind: 'record', props: new Map(args.flatMap((role, index) => (role === null ? [] : [[String(index), role] as const])))};
}

/** Binds the names of a pattern to the parts of what it is given. */
export function bindPattern(
	pattern: Pattern,
	given: Role,
	roles: Map<Binding, Role>,
	memberOf: (role: Role, name: string) => Role | null,
): void {
	switch (pattern.kind) {
		case 'bind':
			roles.set(pattern.binding, given);
			return;
		case 'object':
			for (const prop of pattern.props)
				bindPart(prop.value, typeof prop.key === 'string' ? memberOf(given, prop.key) : null, roles, memberOf);
			return;
		case 'array':
			pattern.items.forEach((item, index) => {
				if (item !== null) bindPart(item.value, memberOf(given, String(index)), roles, memberOf);
			});
			return;
		case 'target':
			return;
	}
}

function bindPart(
	pattern: Pattern,
	given: Role | null,
	roles: Map<Binding, Role>,
	memberOf: (role: Role, name: string) => Role | null,
): void {
	if (given !== null) bindPattern(pattern, given, roles, memberOf);
}

/** What a captured or imported name holds; null when it is the function's own. */
export function capturedValue(scope: Scope, name: Extract<Expr, {kind: 'name'}>): Value | null {
	const {binding} = name;
	if (binding === null || binding.owner.kind === 'module') return scope.machine.force(scope.machine.evaluate(name, scope.func.module));
	for (let frame = scope.frame; frame !== null; frame = frame.parent) {
		if (frame.func !== binding.owner) continue;
		const value = frame.slots[binding.slot];
		return value === undefined ? null : scope.machine.force(value);
	}
	return null;
}
