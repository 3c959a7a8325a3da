import type {Guards} from '../evaluate/facts.ts';
import type {Site} from '../evaluate/machine.ts';
import type {Value} from '../evaluate/value.ts';

/** How a framework reads a path template. */
export type Dialect = 'express4' | 'express5' | 'fastify' | 'koa' | 'hono' | 'nest' | 'next' | 'plain';

/** One route with all its mounts resolved. */
export interface Route {
	/** Upper case; `ALL` answers every method. */
	method: string;
	/** Full template as it is printed: parameters `:name`, wildcards as the framework writes them. */
	path: string;
	dialect: Dialect;
	/** For a route whose path is a regular expression, tried on what follows the prefix of its mounts. Read it through `patternOf`. */
	regExp?: {prefix: string; source: string; flags: string};
	framework: string;
	site: Site;
	/** Handlers and middleware of this route, in order; the last one answers. For following the data. */
	handlers: Value[];
	/** Routes of different apps never shadow each other. */
	app: number;
	/** Order of matching within its app. A router that does not go by order (Fastify's, Next's) sets the same for all. */
	order: number;
	/** The conditions under which the code adds it: of two that contradict each other (`if` and `else`) only one is there. */
	guards?: Guards;
	/** Its handlers may let a later route answer (`next()`, `next('route')`): it swallows nothing. */
	passesOn?: boolean;
	/** Part of the path could not be read; it then stands as a parameter of that name, and nothing is claimed missing because of it. */
	isPartlyKnown: boolean;
	/** The wildcard fallback that sends the page of a single-page app, or a 404: answers, but is no route of the API. */
	isFallback: boolean;
	/** Case decides (Fastify, Hono, Koa unless told otherwise); Express's default is that it does not. */
	isCaseSensitive: boolean;
	/** A trailing slash makes another path. */
	isStrict: boolean;
}

/** A place where something answers that cannot be read: a proxied path, a mounted handler of a package, static files. */
export interface OpaqueMount {
	/** Prefix with parameters; `''` is everything. */
	prefix: string;
	dialect: Dialect;
	/** `proxy`, `static`, `package`, `unknown-router`; `absent-code`: its files are not there, and it has no path of its own. */
	what: string;
	detail: string;
	site: Site;
	app: number;
}

/** A route that cannot be registered as it is written: what the framework says of it when it starts, or why it can never match. */
export interface RouteFault {
	rule: 'invalid-route-template' | 'unreachable-route-template';
	message: string;
	site: Site;
}

/** A prefix that a server answers as if it were another: `/v1` for `/api`. Segments of `from` that begin with a colon are any. */
export interface Rewrite {
	from: string;
	to: string;
}

export interface RouteTable {
	routes: Route[];
	opaque: OpaqueMount[];
	faults?: RouteFault[];
	rewrites?: Rewrite[];
}
