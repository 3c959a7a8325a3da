import {native, nativeFunction, undefinedValue} from '../../evaluate/value.ts';
import type {Value} from '../../evaluate/value.ts';
import {honoInstanceOf} from './record.ts';

/** Hands an app to what serves requests: `handle(app)`, `serve(app)`. */
export const serves = nativeFunction('hono.serve', ({args, machine}) => {
	for (const {value} of machine.eachOf(args[0] ?? undefinedValue)) {
		const instance = honoInstanceOf(value);
		if (instance !== null) instance.app.served++;
	}
	return native('hono.handler');
});

/** Is it the handler that `handle(app)` gave? What it answers are the routes of the app, whatever file of another framework it stands in. */
export const isServedApp = (handler: Value | undefined): boolean => handler?.kind === 'native' && handler.label === 'hono.handler';
