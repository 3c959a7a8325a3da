import type {Route} from '../../routes/route.ts';

/** The same line of code can make the same route several times (a factory called twice, a router mounted twice at one path): it is one route. */
export function mergedWithoutCopies(routes: readonly Route[]): Route[] {
	const seen = new Map<string, Route>();
	for (const route of routes) {
		const key = `${route.method} ${route.path} ${route.site.module.file} ${route.site.at}`;
		if (!seen.has(key)) seen.set(key, route);
	}
	return [...seen.values()];
}
