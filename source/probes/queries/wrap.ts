/** A method of a library whose types we do not have; called with `apply`, it takes `arguments` as they are. */
export interface Method {
	// oxlint-disable-next-line typescript/no-explicit-any -- whatever the library takes and gives
	(this: any, ...args: any[]): any;
	apply(self: unknown, args: ArrayLike<unknown>): unknown;
}

const wrapped = new WeakMap<object, Set<string>>();

/**
 * Puts a function of ours in a method's place, on the object that owns it: what `make` gives for the original. It looks like the original: name, length,
 * properties, enumerability. Never twice for one method; false where there is no such method, or it cannot be replaced.
 */
export function wrapMethod(target: object, name: string, make: (original: Method) => Method): boolean {
	const owner = ownerOf(target, name);
	if (owner === undefined) return false;
	const done = wrapped.get(owner) ?? new Set();
	if (done.has(name)) return true;
	const descriptor = Object.getOwnPropertyDescriptor(owner, name);
	if (descriptor?.configurable !== true || typeof descriptor.value !== 'function') return false;
	const original = descriptor.value as Method;
	Object.defineProperty(owner, name, {...descriptor, value: alike(make(original), original)});
	wrapped.set(owner, done.add(name));
	return true;
}

/** The last object of the chain of prototypes that has it itself: a service's subclass calls it as `super`. */
function ownerOf(target: object, name: string): object | undefined {
	let owner: object | undefined;
	for (let object: unknown = target; typeof object === 'object' && object !== null; object = Object.getPrototypeOf(object)) {
		if (Object.hasOwn(object, name)) owner = object;
	}
	return owner;
}

function alike(wrapper: Method, original: Method): Method {
	for (const key of Reflect.ownKeys(original)) {
		const descriptor = Object.getOwnPropertyDescriptor(original, key);
		if (descriptor !== undefined && key !== 'prototype') Reflect.defineProperty(wrapper, key, descriptor);
	}
	return wrapper;
}
