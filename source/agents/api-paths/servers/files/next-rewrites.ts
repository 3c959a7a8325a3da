import type {Module} from '../../code/ir.ts';
import type {Machine, Site} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import type {OpaqueMount, Route} from '../../routes/route.ts';

interface Rewrite {
	/** With the app's base path. */
	source: string;
	destination: string;
	isForeign: boolean;
	site: Site;
}

/** What `rewrites()` and `redirects()` of a configuration answer: other addresses of routes of the same app, and what is handed to another server. */
export function rewritten(
	machine: Machine,
	config: {value: Value; module: Module},
	basePath: string,
	routes: readonly Route[],
	app: number,
): {routes: Route[]; opaque: OpaqueMount[]} {
	const rules = ['rewrites', 'redirects'].flatMap((name) => rulesOf(machine, config, name, basePath));
	const aliases = rules.filter(({isForeign}) => !isForeign).flatMap((rule) => aliasesOf(rule, routes));
	const opaque = rules
		.filter(({isForeign}) => isForeign)
		.map(({source, destination, site}): OpaqueMount => {
			return {prefix: prefixOf(source), dialect: 'next', what: 'proxy', detail: destination, site, app};
		});
	return {routes: aliases, opaque};
}

function rulesOf(machine: Machine, {value, module}: {value: Value; module: Module}, name: string, basePath: string): Rewrite[] {
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

function ruleOf(machine: Machine, rule: Value, basePath: string, site: Site): Rewrite[] {
	const source = machine.literalOf(machine.get(rule, 'source'));
	if (typeof source !== 'string') return [];
	const hasBase = machine.literalOf(machine.get(rule, 'basePath')) !== false;
	return machine.textsOf(machine.get(rule, 'destination')).map(({parts}) => {
		const [first] = parts;
		const isForeign = typeof first !== 'string' || !first.startsWith('/');
		const destination = parts.map((part) => (typeof part === 'string' ? part : `{${part.text}}`)).join('');
		return {source: hasBase ? basePath + source : source, destination, isForeign, site};
	});
}

/** Routes under the address that leads to them. */
function aliasesOf({source, destination, site}: Rewrite, routes: readonly Route[]): Route[] {
	const target = destination.split('?')[0] ?? '';
	const wild = /\/:\w+[*+]$/u.exec(target);
	if (wild === null) return routes.filter(({path}) => isSameShape(path, target)).map((route) => ({...route, path: source, site}));
	const prefix = target.slice(0, wild.index);
	const front = prefixOf(source);
	return routes
		.filter(({path}) => path.startsWith(`${prefix}/`))
		.map((route) => ({...route, path: front + route.path.slice(prefix.length), site}));
}

/** Segments that are the same, or parameters on both sides or on the route's. */
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
