import {z} from 'zod';

/** `http://host:port` and nothing more. */
const Origin = z.string().refine(isOrigin, {error: 'give scheme, host and port only, such as http://127.0.0.1:3000'});

/** What a person may set for the `endpoints` agent. Defaults keep a run light: at most 60 routes, 5 a second, one at a time, one minute. */
export const EndpointsOptions = z.strictObject({
	/** Where to ask. Without it: where the service is known to listen, if that is this machine's loopback. */
	origin: Origin.optional(),
	/** Paths to ask beside those learned from traffic. */
	paths: z
		.array(z.string().regex(/^\/[^?#]*$/u, 'a path begins with / and has no query'))
		.max(500)
		.default([]),
	maxRoutes: z.int().min(1).max(500).default(60),
	/** Time for all requests of a run. */
	budgetMs: z.int().min(100).max(240_000).default(60_000),
	perSecond: z.number().positive().max(50).default(5),
	/** Time for one request, to the last byte. */
	timeoutMs: z.int().min(50).max(60_000).default(10_000),
	/** What is read of one body; the rest is left unread. */
	bodyCapBytes: z
		.int()
		.min(1024)
		.max(1024 * 1024)
		.default(256 * 1024),
});
export type EndpointsOptions = z.infer<typeof EndpointsOptions>;

function isOrigin(text: string): boolean {
	const url = URL.parse(text);
	return url !== null && /^https?:$/u.test(url.protocol) && url.username === '' && (text === url.origin || text === `${url.origin}/`);
}
