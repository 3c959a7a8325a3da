import {literal} from '../../evaluate/value.ts';
import type {NativeCall} from '../../evaluate/value.ts';
import {addRoutes} from './record.ts';
import type {AdonisRoute} from './record.ts';

const actions = [
	{action: 'index', methods: ['GET'], path: ''},
	{action: 'create', methods: ['GET'], path: '/create'},
	{action: 'store', methods: ['POST'], path: ''},
	{action: 'show', methods: ['GET'], path: '/:id'},
	{action: 'edit', methods: ['GET'], path: '/:id/edit'},
	{action: 'update', methods: ['PUT', 'PATCH'], path: '/:id'},
	{action: 'destroy', methods: ['DELETE'], path: '/:id'},
];

/** `resource('posts.comments', Controller)`: seven routes, below the resources it is in; shallow ones take those only to list and make. */
export function resourceRoutes({args: [name, controller], machine, site}: NativeCall, isShallow: boolean): AdonisRoute[] {
	const text = name === undefined ? undefined : machine.literalOf(name);
	if (typeof text !== 'string') return [];
	const names = text.replace(/^\/+|\/+$/gu, '').split('.');
	const own = names.at(-1) ?? '';
	const around = names
		.slice(0, -1)
		.map((one) => `/${one}/:${singular(one)}_id`)
		.join('');
	const routes = actions.map(({action, methods, path}) => {
		const base = isShallow && path.startsWith('/:id') ? '' : around;
		const handlers = controller === undefined ? [] : [controller];
		return {methods, path: literal(`${base}/${own}${path}`), handlers, site, action};
	});
	return addRoutes(machine, routes);
}

/** `posts` are told apart by `post_id`. Names of parameters are only printed. */
const singular = (name: string): string => (name.split('/').at(-1) ?? name).replace(/ies$/u, 'y').replace(/s$/u, '');
