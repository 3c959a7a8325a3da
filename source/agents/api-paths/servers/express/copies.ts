import type {Route} from '../../routes/route.ts';

/**
 * The routes of all instances of one application. The same line of code can make the same route several times (a factory called twice, a
 * router mounted twice at one path): it is one route. What one instance knows in full, another need not guess.
 */
export function mergedInstances(instances: readonly (readonly Route[])[]): Route[] {
	const known = new Set(
		instances.flatMap((routes) => (instances.length === 1 ? [] : routes.filter((route) => !route.isPartlyKnown).map(placeOf))),
	);
	const seen = new Map<string, Route>();
	for (const route of instances.flat()) {
		const key = `${placeOf(route)} ${route.path}`;
		if (!seen.has(key) && !(route.isPartlyKnown && known.has(placeOf(route)))) seen.set(key, route);
	}
	return [...seen.values()];
}

const placeOf = ({method, site}: Route): string => `${method} ${site.module.file} ${site.at}`;
