import type {Model} from '../evaluate/machine.ts';
import {arrayOf, native, nativeFunction, objectOf, undefinedValue} from '../evaluate/value.ts';
import type {NativeValue, Value} from '../evaluate/value.ts';
import {annotatedHono, makeHono} from './hono/instance.ts';
import {answering} from './hono/middleware.ts';
import {createRoute, identity} from './hono/openapi.ts';
import {serves} from './hono/serving.ts';
import {honoTable} from './hono/table.ts';

const app: NativeValue = native('hono', {construct: makeHono});

/** `createFactory({initApp})`: makes apps, and groups handlers. */
const createFactory = nativeFunction('createFactory', ({args, machine, site}) => {
	const init = args[0] === undefined ? undefinedValue : machine.force(machine.get(args[0], 'initApp'));
	return objectOf({
		createApp: nativeFunction('createApp', (call) => {
			const made = makeHono(call);
			if (init.kind === 'closure') machine.call(init, [made], site);
			return made;
		}),
		createHandlers: nativeFunction('createHandlers', (call) => arrayOf(call.args)),
		createMiddleware: identity,
	});
});

const named = (names: Record<string, Value>) => (name: string) => (Object.hasOwn(names, name) ? names[name] : undefined);
const served = named({handle: serves, streamHandle: serves, fire: serves, handleMiddleware: serves, default: serves});
const staticFiles = named({serveStatic: answering('static', 'serveStatic')});

/** Hono 3 and 4 with `OpenAPIHono`; only apps that answer requests have routes, and only routes taken over at the time count. */
export const honoModel: Model = {
	name: 'hono',
	modules: {
		hono: named({Hono: app, default: app}),
		'hono/tiny': named({Hono: app}),
		'hono/quick': named({Hono: app}),
		'@hono/zod-openapi': named({OpenAPIHono: app, createRoute, $: identity, defineOpenAPIRoute: identity}),
		'hono/factory': named({createFactory, createMiddleware: identity}),
		'hono/vercel': served,
		'hono/netlify': served,
		'hono/aws-lambda': served,
		'hono/lambda-edge': served,
		'hono/cloudflare-pages': served,
		'hono/service-worker': served,
		'@hono/node-server': named({serve: serves, createAdaptorServer: serves, getRequestListener: serves}),
		'@hono/node-server/vercel': served,
		'@hono/node-server/serve-static': staticFiles,
		'hono/bun': staticFiles,
		'hono/deno': staticFiles,
		'hono/cloudflare-workers': staticFiles,
		'hono/serve-static': staticFiles,
		'@hono/trpc-server': named({trpcServer: answering('package', 'trpcServer')}),
		'@hono/graphql-server': named({graphqlServer: answering('package', 'graphqlServer')}),
	},
	types: {
		'hono#Hono': annotatedHono,
		'@hono/zod-openapi#OpenAPIHono': annotatedHono,
	},
	routes: honoTable,
};
