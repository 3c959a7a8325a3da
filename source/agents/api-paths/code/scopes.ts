import type {Binding, Func} from './ir.ts';

/** What names mean in one block; the bindings themselves live in the frame of `owner`. */
export interface Scope {
	parent: Scope | null;
	owner: Func;
	/** Null while nothing is declared. */
	names: Map<string, Binding> | null;
	/** The outermost scope of `owner`, where `var` and `arguments` go. */
	isOfFunction: boolean;
}

export function openScope(parent: Scope | null, owner: Func, isOfFunction = false): Scope {
	return {parent, owner, names: null, isOfFunction};
}

/** The binding of a name declared in a scope. Declared again (`var` twice, overloads, merged namespaces) it stays the same one. */
export function declare(scope: Scope, name: string, kind: Binding['kind']): Binding {
	const known = scope.names?.get(name);
	if (known !== undefined) {
		if (kind === 'function' && known.kind === 'var') known.kind = kind;
		return known;
	}
	const binding = newBinding(scope.owner, name, kind);
	bind(scope, name, binding);
	return binding;
}

/** Gives a binding its name in a scope. */
export function bind(scope: Scope, name: string, binding: Binding): void {
	scope.names ??= new Map();
	scope.names.set(name, binding);
}

/** A binding with a place in the frame of its owner, known by no name yet. */
export function newBinding(owner: Func, name: string, kind: Binding['kind']): Binding {
	// All places from the start, so that all bindings have one shape.
	const binding = {
		name,
		owner,
		slot: owner.slots++,
		kind,
		from: undefined,
		func: undefined,
		cls: undefined,
		declaration: undefined,
		type: undefined,
		isReassigned: false,
	};
	return binding as unknown as Binding;
}

/** Where a name was declared; null for a global. */
export function resolve(scope: Scope, name: string): Binding | null {
	for (let at: Scope | null = scope; at !== null; at = at.parent) {
		const binding = at.names?.get(name);
		if (binding !== undefined) return binding;
	}
	return name === 'arguments' ? argumentsOf(scope) : null;
}

function argumentsOf(scope: Scope): Binding | null {
	for (let at: Scope | null = scope; at !== null; at = at.parent) {
		if (!at.isOfFunction || at.owner.kind === 'arrow') continue;
		if (at.owner.kind === 'module') return null;
		const binding = declare(at, 'arguments', 'param');
		at.owner.argumentsSlot = binding.slot;
		return binding;
	}
	return null;
}
