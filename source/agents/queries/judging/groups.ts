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
		.filter(([, equal]) => equal.length >= minRepeats && equal[0]!.traits.role !== 'other')
		.flatMap(([pattern, equal]) => bySite(pattern, equal))
		.filter((group) => group.steps.length >= minRepeats);
}

/** SQLite answers in-process, and can be as quick as a cache. */
function isCounted({query, isTimed}: Step, isCoarse: boolean): boolean {
	if (query.cut || query.fromCache) return false;
	return query.system === 'sqlite' || isCoarse || !isTimed || query.durationMs > shortestRoundTripMs;
}

function bySite(pattern: string, steps: readonly Step[]): Group[] {
	const sites = new Map<string | null, {source: string | null; steps: Step[]}>();
	let told: string | null = null;
	let site: string | null = null;
	for (const [source, step] of sitesOf(steps)) {
		// Most are that of the one before.
		if (source !== told) site = source === null ? null : withoutIndexes(source);
		told = source;
		const known = sites.get(site);
		if (known === undefined) sites.set(site, {source, steps: [step]});
		else known.steps.push(step);
	}
	return [...sites.values()].map((each) => ({pattern, ...each}));
}

/** A GraphQL path names the place in the answer: `posts.3.author` and `posts.4.author` are one resolver. Lines of code are left as they are. */
function withoutIndexes(source: string): string {
	if (!/\d/.test(source) || /:\d|[/\\]/.test(source)) return source;
	return source.replaceAll(/\[\d+\]|\.\d+(?=\.|$)/g, '.#');
}

function sitesOf(steps: readonly Step[]): [string | null, Step][] {
	const sites: [string | null, Step][] = [];
	let next: string | null = steps.findLast(({query}) => query.source !== null)?.query.source ?? null;
	for (const step of steps.toReversed()) {
		next = step.query.source ?? next;
		sites.push([next, step]);
	}
	return sites.toReversed();
}
