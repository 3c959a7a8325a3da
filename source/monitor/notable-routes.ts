import type {HttpProbe} from '../probes/http-probe.ts';

/** What to say beside a bad number: where it comes from. */
export interface NotableRoutes {
	slowest?: {route: string; p95Ms: number};
	failing?: {route: string; errors: number; n: number};
}

/** Fewer requests say nothing of a route's p95. */
const leastN = 5;

/** The slowest and the most failing route of the last 5 minutes (of 30 where those held nothing). */
export function notableRoutes(http: HttpProbe | undefined): NotableRoutes {
	if (http === undefined) return {};
	const recent = http.routeStats(5);
	const stats = recent.length > 0 ? recent : http.routeStats(30);
	const slowest = stats.filter(({n, p95}) => n >= leastN && p95 !== null).toSorted((a, b) => (b.p95 ?? 0) - (a.p95 ?? 0))[0];
	const failing = stats.filter(({errors}) => errors > 0).toSorted((a, b) => b.errors - a.errors)[0];
	return {
		...(slowest !== undefined && {slowest: {route: `${slowest.method} ${slowest.route}`, p95Ms: slowest.p95 ?? 0}}),
		...(failing !== undefined && {failing: {route: `${failing.method} ${failing.route}`, errors: failing.errors, n: failing.n}}),
	};
}
