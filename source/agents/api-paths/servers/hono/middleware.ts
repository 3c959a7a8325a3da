import {literal, native, nativeFunction} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import type {Machine} from '../../evaluate/machine.ts';
import {mergePath} from './merge-path.ts';
import {addToApp} from './record.ts';
import type {HonoInstance} from './record.ts';

/** Handlers of packages that answer everything below their path. */
interface Answers {
	kind: 'hono.answers';
	what: string;
	detail: string;
}

/** A function that makes such a handler: `serveStatic({root})`. */
export const answering = (what: string, detail: string): NativeValue => {
	return nativeFunction(detail, () => native(`${detail}()`, {state: {kind: 'hono.answers', what, detail} satisfies Answers}));
};

export function knownMiddlewareOf(value: Value): {what: string; detail: string} | null {
	const state = value.kind === 'native' ? (value.state as Partial<Answers> | undefined) : undefined;
	return state?.kind === 'hono.answers' ? {what: state.what ?? '', detail: state.detail ?? ''} : null;
}

/** `app.use(path, middleware)`: declares nothing, but some middleware of packages answers below its path. */
export function useMiddleware(instance: HonoInstance, {args, machine, site}: NativeCall): void {
	const [first, ...others] = args;
	if (first === undefined) return;
	const path = pathOf(machine, first);
	instance.lastPath = path ?? literal('*');
	for (const middleware of path === null ? args : others) {
		const known = knownMiddlewareOf(machine.force(middleware));
		if (known !== null)
			addToApp(machine, instance.app, {kind: 'opaque', path: mergePath(machine, instance.basePath, instance.lastPath), ...known, site});
	}
}

function pathOf(machine: Machine, value: Value): Value | null {
	const forced = machine.force(value);
	return forced.kind === 'concat' || (forced.kind === 'literal' && typeof forced.value === 'string') ? forced : null;
}
