import {normalisePath, pathOf} from './route-path.ts';

/** Where `nameRoute` writes; registered, since a service may load the package twice. */
const namedRoute: unique symbol = Symbol.for('esa-health.route');
const longestTemplate = 200;
const slash = 47;

/** What is read of a request: node's own, with what Express, or `nameRoute`, left on it. */
export interface NamedRequest {
	readonly url?: string | undefined;
	readonly baseUrl?: string;
	readonly route?: {readonly path?: unknown};
	[namedRoute]?: string;
	/** HTTP/2 requests are drawn from a stream, and the stream is what the probe sees. */
	readonly stream?: NamedRequest;
}

/**
 * Tells the HTTP probe which route a request belongs to, for routers that leave no trace on node's request object: Koa
 * (`ctx.req, ctx._matchedRoute`), Hono (`c.env.incoming, routePath(c)`) or one's own. Call it before the response ends. Without it
 * such requests are named by their normalised path. Express and Fastify need nothing.
 */
export function nameRoute(request: NamedRequest, template: string | undefined): void {
	if (template === undefined || template === '') return;
	const bearer = request.stream ?? request;
	bearer[namedRoute] = template.startsWith('/') ? template : `/${template}`;
}

/**
 * The template that a framework matched a request to, read at the moment its response ends; `target` is what the client asked for, before
 * any router rewrote `url`. Undefined where no framework says. Reads plain properties only and never calls into the service.
 */
export function matchedTemplate(request: NamedRequest, target: string, status: number): string | undefined {
	const template = request[namedRoute] ?? expressTemplate(request, target, status);
	return template !== undefined && template.length <= longestTemplate ? template : undefined;
}

/** True for a template that stands for exactly one path. */
export function isStaticTemplate(template: string): boolean {
	return !/[:*{(?+[]/.test(template);
}

/** A route declared by a pattern or a list (`app.get(/x/)`, `app.get(['/a', '/b'])`) has no single template. */
function expressTemplate(request: NamedRequest, target: string, status: number): string | undefined {
	const path = request.route?.path;
	if (typeof path !== 'string') return undefined;
	const base = request.baseUrl;
	if (base === undefined || base === '') return status < 400 ? path : joinRoute(lostMount(target, path), path);
	return joined(base, path);
}

/** Templates by mount and path, so that a busy route is not put together anew for every request. Bounded: begins again when full. */
const joins = new Map<string, Map<string, string>>();
const joinsKept = 1000;
let joinCount = 0;

function joined(base: string, path: string): string {
	const known = joins.get(path)?.get(base);
	if (known !== undefined) return known;
	if (++joinCount > joinsKept) {
		joins.clear();
		joinCount = 1;
	}
	const template = joinRoute(normalisePath(base), path);
	const byBase = joins.get(path) ?? new Map<string, string>();
	joins.set(path, byBase.set(base, template));
	return template;
}

function joinRoute(mount: string, path: string): string {
	if (mount === '' || mount === '/') return path;
	return path === '/' ? mount : mount + path;
}

/**
 * Only looked for under an error answer: Express has reset `baseUrl` when an error handler outside the mounted router answers: `/api/orders/7` with the template `/orders/:id`.
 * What stands before the template is then the mount, provided that the template has a fixed number of segments.
 */
function lostMount(target: string, template: string): string {
	const path = pathOf(target);
	const mountLength = countSegments(path) - countSegments(template);
	if (mountLength <= 0 || /[*{(?+]/.test(template)) return '';
	const segments = path.split('/').filter((segment) => segment !== '');
	return normalisePath(`/${segments.slice(0, mountLength).join('/')}`);
}

function countSegments(path: string): number {
	let count = 0;
	for (let at = 0; at < path.length; at++) {
		if (path.charCodeAt(at) !== slash && (at === 0 || path.charCodeAt(at - 1) === slash)) count++;
	}
	return count;
}
