import {shortestRoundTripMs, type Step} from './reading.ts';

/** Queries of one pattern from one call site, in order of their start. */
export interface Group {
	readonly pattern: string;
	readonly source: string | null;
	readonly steps: readonly Step[];
}

/**
 * Groups by pattern and call site. A cut text is compared with nothing; an answer of a cache was no query. A query without a call site belongs
 * to the site of the next query of its pattern that has one: sites are taken from the second equal query on.
 */
export function groupSteps(steps: readonly Step[], minRepeats: number): Group[] {
	const patterns = new Map<string, Step[]>();
	// A clock of whole milliseconds says 0 for most round trips on loopback.
	const isCoarse = steps.every(({query}) => Number.isInteger(query.durationMs));
	for (const step of steps) {
		if (!isCounted(step, isCoarse)) continue;
		const {pattern} = step.query;
		const known = patterns.get(pattern);
		if (known === undefined) patterns.set(pattern, [step]);
		else known.push(step);
	}
	return [...patterns]
		.filter(([, equal]) => equal.length >= minRepeats)
		.flatMap(([pattern, equal]) => bySite(pattern, equal))
		.filter((group) => group.steps.length >= minRepeats);
}

/** SQLite answers in-process, and can be as quick as a cache. */
function isCounted({query, traits, isTimed}: Step, isCoarse: boolean): boolean {
	if (traits.role === 'other' || query.cut || query.fromCache) return false;
	return query.system === 'sqlite' || isCoarse || !isTimed || query.durationMs > shortestRoundTripMs;
}

function bySite(pattern: string, steps: readonly Step[]): Group[] {
	const sites = new Map<string | null, Step[]>();
	for (const [source, step] of sitesOf(steps)) {
		const known = sites.get(source);
		if (known === undefined) sites.set(source, [step]);
		else known.push(step);
	}
	return [...sites].map(([source, own]) => ({pattern, source, steps: own}));
}

function sitesOf(steps: readonly Step[]): [string | null, Step][] {
	const sites: [string | null, Step][] = [];
	let next: string | null = steps.findLast(({query}) => query.source !== null)?.query.source ?? null;
	for (let at = steps.length - 1; at >= 0; at--) {
		const step = steps[at]!;
		next = step.query.source ?? next;
		sites.push([next, step]);
	}
	return sites.toReversed();
}
