import type {Machine, Site} from '../../evaluate/machine.ts';
import {literal} from '../../evaluate/value.ts';
import type {Value} from '../../evaluate/value.ts';
import {isEmpty, isRoot, startsWithSlash, withoutLastSlash} from '../parts.ts';

/** A route; `prefix` of it is set by the groups around it, the inner ones first. */
export interface AdonisRoute {
	/** Null: cannot be known. */
	methods: string[] | null;
	prefix: Value;
	path: Value;
	handlers: Value[];
	site: Site;
	/** The action of a resource that it is: `index`, `store` … */
	action: string | null;
	isLeftOut: boolean;
}

export interface AdonisRouter {
	routes: AdonisRoute[];
	/** The routes that the group going on has so far, innermost last. */
	open: AdonisRoute[][];
}

/** An application has one router. */
export const adonisRouter = (machine: Machine): AdonisRouter => machine.state<AdonisRouter>('adonis', () => ({routes: [], open: []}));

export function addRoutes(machine: Machine, routes: Omit<AdonisRoute, 'prefix' | 'isLeftOut'>[]): AdonisRoute[] {
	const added = routes.map((route) => ({...route, prefix: literal(''), isLeftOut: false}));
	if (!machine.mayChange(0)) return added;
	const router = adonisRouter(machine);
	router.routes.push(...added);
	for (const group of router.open) group.push(...added);
	return added;
}

/** One slash between prefix and path; `/` adds nothing. */
export function joined(machine: Machine, prefix: Value, path: Value): Value {
	return machine.combine([prefix, path], (outer, inner) => {
		if (isEmpty(inner) || isRoot(inner)) return outer;
		return [...withoutLastSlash(outer), ...(startsWithSlash(inner) ? [] : ['/']), ...inner];
	});
}
