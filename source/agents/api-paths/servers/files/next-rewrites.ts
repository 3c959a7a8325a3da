import type {Module} from '../../code/ir.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import type {OpaqueMount, Rewrite, Route, RouteTable} from '../../routes/route.ts';

interface Rule {
	/** With the app's base path. */
	source: string;
	/** Texts that it may be, holes as `{name}`. */
	destination: string;
	/** `own`: the same app; `beside`: a server of this machine, the project's other one; `foreign`: elsewhere, or nobody knows where. */
	where: 'own' | 'beside' | 'foreign';
	site: Site;
}

/** Packages that answer requests themselves: with one of them, a server beside the app is the project's own. */
const backends = ['express', 'fastify', 'koa', 'hono', '@nestjs/core', '@hapi/hapi', 'elysia', '@adonisjs/core'];

/** What `rewrites()` and `redirects()` of a configuration answer: other addresses of the app's routes, those of a server beside it, and what is handed to others. */
export function rewritten(
	machine: Machine,
	config: {value: Value; module: Module},
	basePath: string,
	routes: readonly Route[],
	app: number,
): Required<Pick<RouteTable, 'routes' | 'opaque' | 'rewrites'>> {
	const rules = ['rewrites', 'redirects'].flatMap((name) => rulesOf(machine, config, name, basePath));
	const hasBackend = backends.some((name) => machine.project.dependsOn(name));
	const known = rules.filter(({where}) => where === 'own' || (where === 'beside' && hasBackend));
	const single = known.filter(({destination}) => !wildcard.test(destination));
	return {
		routes: single.flatMap((rule) => aliasesOf(rule, routes)),
		opaque: rules.filter((rule) => !known.includes(rule)).map((rule) => mountOf(rule, app)),
		rewrites: known.filter((rule) => !single.includes(rule)).map(prefixRule),
	};
}

const wildcard = /\/?:\w+(?:[*+]|\([^)]*\*\))$/u;

function mountOf({source, destination, site}: Rule, app: number): OpaqueMount {
	return {prefix: prefixOf(source), dialect: 'next', what: 'proxy', detail: destination, site, app};
}

/** `/v1/:path*` to `/api/:path*` is `/v1` to `/api`. */
function prefixRule({source, destination}: Rule): Rewrite {
	const path = destination.replace(/^(?:https?:)?\/\/[^/]*/u, '');
	return {from: prefixOf(source) || '/', to: path.replace(wildcard, '') || '/'};
}

function rulesOf(machine: Machine, {value, module}: {value: Value; module: Module}, name: string, basePath: string): Rule[] {
	const rules = machine.force(machine.get(value, name));
	if (rules.kind !== 'closure') return [];
	const site: Site = {module, at: rules.func.at};
	return listsOf(machine, machine.call(rules, [], site)).flatMap((rule) => ruleOf(machine, rule, basePath, site));
}

/** An array of rules, or three of them by when they apply. */
function listsOf(machine: Machine, value: Value): Value[] {
	return machine.eachOf(value).flatMap(({value: one}) => {
		const items = machine.itemsOf(one)?.items;
		if (items !== undefined) return items;
		return ['beforeFiles', 'afterFiles', 'fallback'].flatMap((when) => machine.itemsOf(machine.get(one, when))?.items ?? []);
	});
}

/** Of a destination with a default (`process.env.API ?? 'http://localhost:4000'`) the one that tells most counts. */
function ruleOf(machine: Machine, rule: Value, basePath: string, site: Site): Rule[] {
	const source = machine.literalOf(machine.get(rule, 'source'));
	if (typeof source !== 'string') return [];
	const hasBase = machine.literalOf(machine.get(rule, 'basePath')) !== false;
	const destinations = machine.textsOf(machine.get(rule, 'destination')).map(({parts}) => {
		return parts.map((part) => (typeof part === 'string' ? part : `{${part.text}}`)).join('');
	});
	const best = destinations.find(isOwn) ?? destinations.find(isBeside) ?? destinations[0];
	if (best === undefined) return [];
	const where = isOwn(best) ? 'own' : isBeside(best) ? 'beside' : 'foreign';
	return [{source: hasBase ? basePath + source : source, destination: best, where, site}];
}

const isOwn = (destination: string): boolean => /^\/(?!\/)/u.test(destination);
const isBeside = (destination: string): boolean =>
	/^(?:https?:)?\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal)(?:[:/]|$)/u.test(destination);

/** The app's routes under the address that leads to them. */
function aliasesOf({source, destination, site}: Rule, routes: readonly Route[]): Route[] {
	const target = destination.split('?')[0] ?? '';
	return routes.filter(({path}) => isSameShape(path, target)).map((route) => ({...route, path: source, site}));
}

/** Segments that are the same, or a parameter in the route's place. */
function isSameShape(route: string, target: string): boolean {
	const ours = route.split('/');
	const theirs = target.split('/');
	return ours.length === theirs.length && ours.every((segment, index) => segment === theirs[index] || segment.startsWith(':'));
}

/** What stands before the first wildcard: `/api/:path*` answers everything below `/api`. */
function prefixOf(source: string): string {
	const wild = /\/?(?::\w+(?:[*+]|\([^)]*\*\))|\((?:\?!|\.)).*$/u.exec(source);
	return wild === null ? source : source.slice(0, wild.index);
}
