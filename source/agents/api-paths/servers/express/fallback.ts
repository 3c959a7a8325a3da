import type {Machine} from '../../evaluate/machine.ts';
import {matchesPath, patternOf} from '../../routes/pattern.ts';
import type {Route} from '../../routes/route.ts';
import {answersNothingButNotFound, isFallbackHandler, letsLaterRoutesAnswer} from './handlers.ts';
import {packageHandlerOf} from './packages.ts';

/**
 * Does it stand for no endpoint? A wildcard that passes requests on (`app.all('*', requireUser)`), says that nothing is there, or sends
 * the page of a single-page app.
 */
export function isFallbackRoute(machine: Machine, route: Route): boolean {
	if (!endsWithWildcard(route)) return false;
	const last = route.handlers.at(-1);
	const isEverything = takesEverything(route);
	if (last?.kind !== 'closure') return isEverything || (last !== undefined && packageHandlerOf(last)?.kind === 'pass');
	if (answersNothingButNotFound(last) || (route.method === 'ALL' && passesOn(route))) return true;
	return isEverything && (route.method !== 'ALL' || isFallbackHandler(last) || machine.project.dependsOn('next', route.site.module.file));
}

/** A handler that is not known, for all methods below a path: a guard where routes are found below it, else what answers there. */
export function mayGuard(route: Route): boolean {
	const last = route.handlers.at(-1);
	return route.method === 'ALL' && last !== undefined && last.kind !== 'closure' && endsWithWildcard(route);
}

/** May a later route answer? What is not known is taken to answer, except where it stands for all paths. */
export function passesOn(route: Route): boolean {
	const last = route.handlers.at(-1);
	if (last === undefined) return true;
	if (last.kind === 'closure') return letsLaterRoutesAnswer(route.handlers);
	return packageHandlerOf(last)?.kind === 'pass' || (route.method === 'ALL' && endsWithWildcard(route));
}

/** Does it take any number of segments after those it names? `/files/*`, `/*path`, `{/*path}`, `(.*)`, and regular expressions with an open end. */
export function endsWithWildcard({regExp, path}: Route): boolean {
	if (regExp === undefined) return /(?:\*\w*\}?|:\w+\+|\(\.[*+]\)[?*]?)\/?\??$/.test(path);
	return !regExp.source.endsWith('$') || /\.[*+]\)*\??\$$/.test(regExp.source);
}

/** Paths that no template means by chance. */
const unlikely = ['/zq7x', '/zq7x/zq8y/zq9z'];

function takesEverything(route: Route): boolean {
	const pattern = patternOf(route);
	return unlikely.every((path) => matchesPath(pattern, path));
}
