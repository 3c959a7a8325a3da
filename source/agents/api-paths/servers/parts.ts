import type {TextPart} from '../evaluate/machine.ts';

/** A path under construction: known text and holes. */
export type Parts = readonly TextPart[];

export const isEmpty = (parts: Parts): boolean => parts.length === 0 || (parts.length === 1 && parts[0] === '');
export const isRoot = (parts: Parts): boolean => parts.length === 1 && parts[0] === '/';

export function startsWithSlash(parts: Parts): boolean {
	const [first] = parts;
	return typeof first === 'string' && first.startsWith('/');
}

export function endsWithSlash(parts: Parts): boolean {
	const last = parts.at(-1);
	return typeof last === 'string' && last.endsWith('/');
}

export function withoutFirstSlash(parts: Parts): Parts {
	const [first, ...others] = parts;
	return typeof first === 'string' && first.startsWith('/') ? [first.slice(1), ...others] : parts;
}

export function withoutLastSlash(parts: Parts): Parts {
	const last = parts.at(-1);
	return typeof last === 'string' && last.endsWith('/') ? [...parts.slice(0, -1), last.slice(0, -1)] : parts;
}
