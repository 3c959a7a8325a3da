import type {PathText} from '../path-text.ts';

/** All that decides the paths of one method, outermost first. */
interface PathSources {
	globalPrefix: PathText[];
	/** `v1`; the empty text for a neutral version. */
	versions: PathText[];
	modulePrefix: PathText[];
	controller: PathText[];
	method: PathText[];
	isExcluded(path: string): boolean;
}

/** The paths of one method: each part's alternatives in turn, as Nest joins them. The global prefix stands before the version. */
export function pathsOfEndpoint(sources: PathSources): PathText[] {
	const below = joined(sources.modulePrefix, sources.controller, sources.method);
	return below.flatMap((path) => {
		const versioned = joined(sources.versions, [path]);
		return sources.isExcluded(slashed(path.text)) ? versioned : joined(sources.globalPrefix, versioned);
	});
}

/** Every combination, joined with single slashes, without one at the end; the root is `/`. */
export function joined(...lists: readonly PathText[][]): PathText[] {
	return lists.reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => join(head, tail))), [{text: '', isPartlyKnown: false}]);
}

function join(head: PathText, tail: PathText): PathText {
	return {text: slashed(`${head.text}/${tail.text}`), isPartlyKnown: head.isPartlyKnown || tail.isPartlyKnown};
}

function slashed(path: string): string {
	const single = `/${path}`.replaceAll(/\/{2,}/gu, '/');
	return single.length > 1 && single.endsWith('/') ? single.slice(0, -1) : single;
}

/** Does a pattern of `setGlobalPrefix`'s `exclude` cover this path? Patterns of both dialects: `cats/:id`, `cats/(.*)`, `cats/*splat`, `{*rest}`. */
export function isExcludedBy(pattern: string, path: string): boolean {
	const source = slashed(pattern)
		.replaceAll(/\{\/\*\w*\}/gu, '\u0002')
		.replaceAll(/\{\*\w*\}|\(\.\*\)|\*\w*/gu, '\u0000')
		.replaceAll(/:\w+(\([^)]*\))?/gu, '\u0001')
		.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`)
		// The slash belongs to the wildcard: `/pl{/*rest}` is no prefix of `/platform`.
		.replaceAll('\u0002', '(?:/.*)?')
		.replaceAll('\u0000', '.*')
		.replaceAll('\u0001', '[^/]+');
	return new RegExp(`^${source}/?$`, 'iu').test(path);
}
