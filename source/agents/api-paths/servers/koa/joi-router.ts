import {native} from '../../evaluate/value.ts';
import type {NativeCall, NativeValue, Value} from '../../evaluate/value.ts';
import type {Machine} from '../../evaluate/machine.ts';
import {siteOfRoute} from '../route-object.ts';
import {listOf, methodsOf, verbs} from '../template.ts';
import {addRoutes} from './layers.ts';
import type {KoaRouter} from './record.ts';
import {makeRouter} from './router.ts';

/** koa-joi-router: `router.route({method, path, validate, handler})`, one or several; its verbs take the validation between path and handler. */
export const joiRouter: NativeValue = native('koa.router', {
	call: (call) => makeRouter({args: [], machine: call.machine}, members),
	construct: (call) => makeRouter({args: [], machine: call.machine}, members),
});

const members = {
	route: (router: KoaRouter, call: NativeCall): Value => {
		for (const spec of call.args.flatMap((arg) => listOf(call.machine, arg))) {
			const get = (name: string): Value => call.machine.get(spec, name);
			addRoutes(router, methodsOf(call.machine, get('method')), [get('path'), get('handler')], {
				...call,
				site: siteOfRoute(spec, call.site),
			});
		}
		return router.value;
	},
	...Object.fromEntries(
		verbs.map((verb) => [
			verb,
			(router: KoaRouter, call: NativeCall): Value => {
				addRoutes(
					router,
					[verb.toUpperCase()],
					call.args.filter((arg, index) => index === 0 || !isSpecification(arg, call.machine)),
					call,
				);
				return router.value;
			},
		]),
	),
};

/** `{meta, validate, pre}`, no handler. */
function isSpecification(value: Value, machine: Machine): boolean {
	return machine.force(value).kind === 'object';
}
