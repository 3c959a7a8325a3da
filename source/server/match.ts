import type {Params, Route} from './site.ts';

export type Match =
	| {kind: 'route'; route: Route; pattern: string; params: Params}
	| {kind: 'wrong-method'; allow: string; pattern: string; params: Params}
	| {kind: 'unknown'};

/** Finds the route of a method and path; HEAD is answered by GET's. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match {
	const here = routes.flatMap((route) => {
		const params = matchPath(route.path, path);
		return params === undefined ? [] : [{route, params}];
	});
	const found = here.find(({route}) => route.method === (method === 'HEAD' ? 'GET' : method));
	const first = found ?? here[0];
	if (first === undefined) return {kind: 'unknown'};
	const where = {pattern: first.route.path, params: first.params};
	if (found !== undefined) return {kind: 'route', route: found.route, ...where};
	const allow = here.flatMap(({route}) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]));
	return {kind: 'wrong-method', allow: allow.join(', '), ...where};
}

/** Parameters of a path under a pattern; undefined where it does not fit. */
export function matchPath(pattern: string, path: string): Params | undefined {
	const wanted = pattern.split('/');
	const given = path.split('/');
	if (wanted.length !== given.length) return undefined;
	const params: [string, string][] = [];
	for (const [index, segment] of wanted.entries()) {
		const value = given[index] ?? '';
		if (!segment.startsWith(':')) {
			if (segment !== value) return undefined;
			continue;
		}
		const decoded = decode(value);
		if (decoded === undefined) return undefined;
		params.push([segment.slice(1), decoded]);
	}
	return Object.fromEntries(params);
}

/** A parameter of 1–200 characters; undefined where it is empty, longer, or not valid percent-encoding. */
function decode(text: string): string | undefined {
	try {
		const decoded = decodeURIComponent(text);
		return decoded !== '' && decoded.length <= 200 ? decoded : undefined;
	} catch {
		// A malformed escape names nothing that exists; the caller answers 404.
		return undefined;
	}
}
