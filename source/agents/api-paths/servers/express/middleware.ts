import type {Machine, Site} from '../../evaluate/machine.ts';
import type {ClosureValue, Value} from '../../evaluate/value.ts';
import {pathTextsOf} from '../path-text.ts';
import {mayBeAbsentRouter} from '../absent-code.ts';
import {answersNothingButNotFound, isErrorHandler, mayPassOn} from './handlers.ts';
import {packageHandlerOf} from './packages.ts';
import type {Prefix} from './paths.ts';

interface Mounted {
	prefix: string;
	what: string;
	detail: string;
}

/** Where a handler is mounted; `site` is the call that does it. */
interface Mounting {
	place: Prefix;
	site: Site;
	isLast: boolean;
}

/** What answers behind a path without being a router; null: nothing does (it lets requests through), or nothing below a path of its own. */
export function mountedHandler(machine: Machine, handler: Value, {place, site, isLast}: Mounting): Mounted | null {
	const known = packageHandlerOf(handler);
	if (known !== null) return known.kind === 'pass' ? null : packageMount(machine, known, place);
	const prefix = withoutWildcard(place.text);
	if (isLast && mayBeAbsentRouter(machine, handler, site))
		return {
			prefix,
			what: prefix === '' ? 'absent-code' : 'unknown-router',
			detail: handler.kind === 'unknown' ? handler.text : handler.kind,
		};
	if (prefix === '') return null;
	if (handler.kind === 'closure')
		return answersItself(handler) ? {prefix, what: 'middleware', detail: handler.func.name ?? 'function'} : null;
	return isLast ? unknownMount(handler, prefix) : null;
}

/** `app.use('*', …)` stands where no path does, and `/api/*` where `/api` does. */
const withoutWildcard = (path: string): string => path.replace(/\/?(?:\*\w*|\{\/?\*\w*\}|\(\.\*\))$/, '');

function packageMount(
	machine: Machine,
	{what, detail, prefix}: {what: string; detail: string; prefix: Value | null},
	place: Prefix,
): Mounted | null {
	const own = prefix === null ? '' : (pathTextsOf(machine, prefix)[0]?.text ?? '').replace(/\/?\*+.*$/, '');
	const full = withoutWildcard(place.text) + (own === '/' ? '' : own);
	// Without a path it has paths of its own that it answers, and lets the rest through.
	return full === '' && what === 'package' ? null : {prefix: full, what, detail};
}

const answersItself = (handler: ClosureValue): boolean =>
	!isErrorHandler(handler) && !mayPassOn(handler) && !answersNothingButNotFound(handler);

/** Something imported is likely a router; what a call of a package gives is a router or middleware. */
function unknownMount(handler: Value, prefix: string): Mounted | null {
	if (handler.kind === 'external') return {prefix, what: 'unknown-router', detail: handler.module};
	if (handler.kind !== 'unknown') return null;
	return {prefix, what: 'unknown-handler', detail: handler.text};
}
