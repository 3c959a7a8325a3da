import type {Machine} from '../../evaluate/machine.ts';
import {native, nativeFunction} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import {knownMiddleware, koaState, newKoaApp} from './record.ts';
import type {KoaApp} from './record.ts';

/** `new Koa()`. */
export function makeApp({machine, site}: Pick<NativeCall, 'machine' | 'site'>): Value {
	const app = newKoaApp(machine, true, site);
	koaState(machine).apps.push(app);
	return appValue(app);
}

/** What stands for a parameter of type `Koa`: middleware used on it answers nothing until an app is passed. */
export const annotatedApp = (machine: Machine): Value => appValue(newKoaApp(machine, false));

function appValue(app: KoaApp): NativeValue {
	const use = nativeFunction('koa.use', (call) => {
		useMiddleware(app, call);
		return value;
	});
	const itself = nativeFunction('koa.on', () => value);
	const value: NativeValue = native('koa', {
		state: app,
		get: (name) => (name === 'use' ? use : name === 'on' || name === 'listen' ? itself : undefined),
	});
	return value;
}

function useMiddleware(app: KoaApp, {args, machine, site}: NativeCall): void {
	const [middleware] = args;
	if (middleware === undefined || !machine.mayChange(app.madeIn)) return;
	app.uses.push({middleware, site});
	// An app can be mounted before its own routes are there, so that it is mounted is noted at once.
	for (const {value} of machine.eachOf(middleware)) markMounted(value, machine);
}

/** Apps within a middleware are no servers of their own. */
function markMounted(value: Value, machine: Machine): void {
	const known = knownMiddleware(value);
	if (known?.kind === 'koa.app') known.isMounted = true;
	if (known?.kind !== 'koa.mount') return;
	for (const inner of machine.eachOf(known.inner)) markMounted(inner.value, machine);
}
