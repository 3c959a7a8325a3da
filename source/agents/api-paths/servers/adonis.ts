import type {Machine, Model} from '../evaluate/machine.ts';
import {nativeFunction} from '../evaluate/value.ts';
import type {Value} from '../evaluate/value.ts';
import type {RouteTable} from '../routes/route.ts';
import {adonisRouter, joined} from './adonis/record.ts';
import {router} from './adonis/router.ts';
import {nextAppNumber} from './app-number.ts';
import {routeTable} from './route-table.ts';
import {templatesOf} from './template.ts';

const exported = (name: string): Value | undefined => (name === 'default' || name === '*' ? router : undefined);

/** AdonisJS 4 to 6: one router for an application, groups with prefixes, resources. */
export const adonisModel: Model = {
	name: 'adonis',
	modules: {
		'@adonisjs/core/services/router': exported,
		'@ioc:Adonis/Core/Route': exported,
		'@ioc:Adonis/Core': (name) => (name === 'Route' ? router : undefined),
	},
	// Version 4 asks its container: `const Route = use('Route')`.
	globals: {
		use: () =>
			nativeFunction('use', ({args: [name], machine}) =>
				name !== undefined && /^(?:Adonis\/Src\/)?Route$/u.test(String(machine.literalOf(name))) ? router : undefined,
			),
	},
	routes: table,
};

function table(machine: Machine): RouteTable {
	const {routes} = adonisRouter(machine);
	const app = nextAppNumber(machine);
	const told = routes.filter(({isLeftOut}) => !isLeftOut);
	return routeTable(
		told.flatMap((route, order) =>
			templatesOf(machine, joined(machine, route.prefix, route.path)).flatMap((template) =>
				(route.methods ?? ['ALL']).map((method) => ({
					method,
					path: template.path,
					dialect: 'plain' as const,
					framework: 'adonis',
					site: route.site,
					handlers: route.handlers,
					app,
					order,
					isPartlyKnown: template.isPartlyKnown || route.methods === null,
					isFallback: template.path === '/*' && method === 'GET',
					isCaseSensitive: true,
					isStrict: false,
				})),
			),
		),
		[],
	);
}
