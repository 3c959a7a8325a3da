import type {Machine} from '../../evaluate/machine.ts';
import type {Value} from '../../evaluate/value.ts';
import {pathTextsOf} from '../path-text.ts';
import {listed} from './arguments.ts';

/** A path as one argument of `get` or `use` gives it. */
export type PathSpec = {kind: 'template'; text: string; isPartlyKnown: boolean} | {kind: 'regexp'; source: string; flags: string};

/** All paths of an argument: a template, a regular expression, or an array of them. */
export function pathsOf(machine: Machine, value: Value): PathSpec[] {
	if (value.kind === 'literal' && typeof value.value === 'string') return [{kind: 'template', text: value.value, isPartlyKnown: false}];
	const isRegExpArgument = listed(machine, value).some((one) => one.kind === 'regexp');
	if (!isRegExpArgument) return pathTextsOf(machine, value).map(({text, isPartlyKnown}) => ({kind: 'template', text, isPartlyKnown}));
	return listed(machine, value).flatMap((one): PathSpec[] => {
		if (one.kind === 'regexp') return [{kind: 'regexp', source: one.source, flags: one.flags}];
		return pathTextsOf(machine, one).map(({text, isPartlyKnown}) => ({kind: 'template', text, isPartlyKnown}));
	});
}

/** Where a router stands: the paths of its mounts, one after the other. */
export interface Prefix {
	text: string;
	isPartlyKnown: boolean;
	/** Once a mount is a regular expression, all below it is one. */
	regExp: {prefix: string; source: string; flags: string} | null;
}

export const rootPrefix: Prefix = {text: '', isPartlyKnown: false, regExp: null};

/** A path behind a prefix. A mount leaves `/` to its router when nothing follows it, so both ends may have a slash. */
export function joined(prefix: Prefix, path: PathSpec): Prefix {
	if (path.kind === 'regexp') return joinedRegExp(prefix, path);
	const isPartlyKnown = prefix.isPartlyKnown || path.isPartlyKnown;
	const text = path.text === '/' ? '' : rooted(path);
	if (prefix.regExp === null) return {text: withoutTrailingSlash(prefix.text) + text, isPartlyKnown, regExp: null};
	// What a router below a regular expression answers is known by its mount only.
	return {text: prefix.text + text, isPartlyKnown: true, regExp: prefix.regExp};
}

/** A hole in front may bring its own slash; a wildcard begins with one, as what is left of a path below a mount does. */
const rooted = ({text, isPartlyKnown}: {text: string; isPartlyKnown: boolean}): string =>
	(isPartlyKnown && text.startsWith(':')) || /^[*(]/.test(text) ? `/${text}` : text;

function joinedRegExp(prefix: Prefix, {source, flags}: {source: string; flags: string}): Prefix {
	const mount = withoutTrailingSlash(prefix.text);
	const text = `${mount}/${source}/${flags}`;
	if (prefix.regExp !== null) return {...prefix, text};
	return {text, isPartlyKnown: prefix.isPartlyKnown, regExp: {prefix: mount, source, flags}};
}

/** A mount matches whatever begins with its regular expression. */
export const asMount = (prefix: Prefix): Prefix =>
	prefix.regExp === null ? prefix : {...prefix, regExp: {...prefix.regExp, source: prefix.regExp.source.replace(/\$$/, '')}};

const withoutTrailingSlash = (text: string): string => text.replace(/\/+$/, '');

/** As printed: the root is `/`. */
export const printed = ({text}: Prefix): string => (text === '' ? '/' : text);

/** A template that Express compares with paths that begin with a slash, though it does not begin with one itself. */
export function canNeverMatch(path: PathSpec): boolean {
	return path.kind === 'template' && path.text !== '' && !path.isPartlyKnown && !/^[/*({]/.test(path.text);
}
