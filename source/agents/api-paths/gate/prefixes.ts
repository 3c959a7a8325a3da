import {inOrder, placeOf} from '../matching/findings.ts';
import type {JudgedCall} from '../facts.ts';
import type {GateCheck, PathFinding} from '../report.ts';
import type {OpaqueMount, Route} from '../routes/route.ts';

export interface PrefixCheck {
	check: GateCheck;
	findings: PathFinding[];
}

/** A route, and its path in words. */
interface Known {
	route: Route;
	words: readonly string[];
}

/** Do all routes of the API live under the same prefix? Pages, health checks and other versions may live elsewhere. */
export function checkPrefixes(
	routes: readonly Route[],
	opaque: readonly OpaqueMount[],
	calls: readonly JudgedCall[],
	namespaces: readonly (readonly string[])[],
): PrefixCheck {
	const known = routes
		.filter((route) => !route.isFallback && !route.isPartlyKnown && route.method !== 'WS')
		.map((route): Known => ({route, words: wordsOf(route.path)}));
	const home = homeOf(known, namespaces);
	const findings = known.flatMap((one) => outlierOf(one, home, known));
	const below = known.filter(({words}) => beginsWith(words, home)).length;
	const strays = strayPrefixes(known, opaque, calls);
	const found = [
		...(findings.length === 0 ? [] : [`${counted(findings.length, 'route')} ${findings.length === 1 ? 'stands' : 'stand'} apart`]),
		...strays.map(([prefix, count]) => `${counted(count, 'call')} begin with ${prefix}, which no route does`),
	];
	const where =
		home.length === 0
			? `${counted(known.length, 'route')} without a common prefix`
			: `${below} of ${counted(known.length, 'route')} under /${home.join('/')}`;
	return {
		check: {name: 'prefixes', passed: found.length === 0, detail: `${[where, ...found].join('; ')}.`},
		findings: inOrder(findings),
	};
}

/** The longest beginning that most routes share; a large area of the API, such as `/api/settings`, is not where the others should be too. */
function homeOf(routes: readonly Known[], namespaces: readonly (readonly string[])[]): readonly string[] {
	const shares = namespaces.map((beginning) => {
		return {beginning, share: routes.filter(({words}) => beginsWith(words, beginning)).length / routes.length};
	});
	const shared = shares.filter(({share}) => share >= leastShare);
	return shared.toSorted((a, b) => b.beginning.length - a.beginning.length)[0]?.beginning ?? [];
}
const leastShare = 0.6;

const wordsOf = (path: string): string[] => path.split('/').filter((word) => word !== '');
const beginsWith = (words: readonly string[], beginning: readonly string[]): boolean =>
	beginning.every((word, index) => words[index]?.toLowerCase() === word);
const isVersion = (word: string | undefined): boolean => word !== undefined && /^v\d+$/iu.test(word);
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function outlierOf({route, words}: Known, home: readonly string[], routes: readonly Known[]): PathFinding[] {
	const message = doubledIn(words, home) ?? partOfHome(words, home) ?? besideHome(route, words, home, routes);
	if (message === null) return [];
	return [
		{
			rule: 'inconsistent-prefix',
			severity: 'warning',
			message: `${route.method} ${route.path} ${message}.`,
			...placeOf(route),
			method: route.method,
			path: route.path,
			related: [],
		},
	];
}

/** `/api/api/users`, `/api/v1/v1/users`. */
function doubledIn(words: readonly string[], home: readonly string[]): string | null {
	const isPart = (word: string): boolean => home.includes(word.toLowerCase()) || isVersion(word);
	const at = words.slice(0, 3).findIndex((word, index) => index > 0 && word === words[index - 1] && isPart(word));
	return at === -1 ? null : `has ${words[at]} twice in its prefix`;
}

/** `/v1/users` beside `/api/v1/…`. */
function partOfHome(words: readonly string[], home: readonly string[]): string | null {
	const tail = home.slice(1);
	if (tail.length === 0 || beginsWith(words, home) || !beginsWith(words, tail)) return null;
	return `begins with /${tail.join('/')}, while most routes begin with /${home.join('/')}`;
}

/** What is changed under two prefixes is one of them too many; a page may well have the name of a resource, and a router two mounts. */
function besideHome(route: Route, words: readonly string[], home: readonly string[], routes: readonly Known[]): string | null {
	if (home.length === 0 || route.method === 'GET' || route.method === 'ALL' || beginsWith(words, home)) return null;
	const shared = home.findIndex((word, index) => words[index]?.toLowerCase() !== word);
	const rest = words.slice(Math.max(shared, 0));
	const [resource] = rest;
	if (resource === undefined || /[:*{]/u.test(resource) || isVersion(resource)) return null;
	const ofResource = [...home, resource.toLowerCase()];
	const atHome = routes.filter((other) => beginsWith(other.words, ofResource));
	const hasTwoMounts = atHome.some(({route: {site}}) => site.module.file === route.site.module.file && site.at === route.site.at);
	return atHome.length === 0 || hasTwoMounts ? null : `is not under /${home.join('/')}, where the other routes of ${resource} are`;
}

/** Beginnings that several missing calls share and no route has. */
function strayPrefixes(routes: readonly Known[], opaque: readonly OpaqueMount[], calls: readonly JudgedCall[]): [string, number][] {
	const missing = calls.filter(({verdict}) => verdict === 'missing');
	if (missing.length < 2) return [];
	const known = new Set(
		[...routes.map(({words}) => words), ...opaque.map(({prefix}) => wordsOf(prefix))].map(([word]) => word?.toLowerCase()),
	);
	const paths = [...new Map(missing.map(({path}) => [path, path])).keys()].filter(
		(path) => wordsOf(path).length >= 2 && !path.startsWith('/{'),
	);
	const groups = Map.groupBy(paths, (path) => wordsOf(path)[0]!.toLowerCase());
	return [...groups].flatMap(([word, group]): [string, number][] =>
		group.length < 2 || known.has(word) ? [] : [[`/${word}`, group.length]],
	);
}
