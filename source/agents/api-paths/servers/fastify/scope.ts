import type {NativeValue, Value} from '../../evaluate/value.ts';
import type {FastifyApp} from './record.ts';

/** What a plugin sees of a server: the same server under a prefix, with decorations that only inner plugins inherit. */
export interface Scope {
	app: FastifyApp;
	prefix: Value;
	parent: Scope | null;
	decorations: Map<string, Value>;
	/** The value that plays it. */
	instance: NativeValue;
	/** The instance that a plugin registered in it gets. */
	nested(prefix: Value): Scope;
}

/** The scope of an instance; null for any other value. */
export function scopeOf(value: Value | undefined): Scope | null {
	return value?.kind === 'native' && value.label === 'fastify' ? (value.state as Scope) : null;
}

export function decorationOf(scope: Scope | null, name: string): Value | undefined {
	for (let at = scope; at !== null; at = at.parent) {
		const value = at.decorations.get(name);
		if (value !== undefined) return value;
	}
	return undefined;
}
