import type {OpaqueMount, Route, RouteTable} from '../routes/route.ts';

/**
 * A table in which the same line of code makes a route once, however often it ran. Files of a folder at the root answer where no route does,
 * and are no endpoints: they are left out.
 */
export function routeTable(routes: readonly Route[], opaque: readonly OpaqueMount[]): RouteTable {
	return {
		routes: firstOfEach(routes, (route) => `${route.method} ${route.path}`),
		opaque: firstOfEach(opaque, (mount) => `${mount.what} ${mount.prefix}`).filter(({what, prefix}) => what !== 'static' || prefix !== ''),
	};
}

/** A prefix as mounts have it: no slash or wildcard at its end. */
export const mountPrefix = (path: string): string => path.replace(/\/\*?$/u, '');

function firstOfEach<T extends Pick<Route, 'site'>>(items: readonly T[], keyOf: (item: T) => string): T[] {
	const found = new Map<string, T>();
	for (const item of items) {
		const key = `${item.site.module.file}:${item.site.at} ${keyOf(item)}`;
		if (!found.has(key)) found.set(key, item);
	}
	return [...found.values()];
}
