import type {QueryIssue} from './issue.ts';
import {shortPattern} from './short-pattern.ts';

const mostNamed = 3;

/**
 * Loops that take too little time to be findings, in one sentence: how many, and where the longest of them are. A database on the developer's own machine
 * answers in a tenth of a millisecond; the same loop is slow where there is a network between. Undefined: there are none.
 */
export function describeQuiet(issues: readonly QueryIssue[], minTotalMs: number): string | undefined {
	if (issues.length === 0) return undefined;
	const named = issues.toSorted(byWeight).slice(0, mostNamed);
	const isFar = named.some(({system}) => system !== 'sqlite');
	const count = `${issues.length} ${issues.length === 1 ? 'loop' : 'loops'} under ${minTotalMs} ms`;
	const more = issues.length > mostNamed ? ` and ${issues.length - mostNamed} more` : '';
	return `${count}${isFar ? ', which a database further away would make longer' : ''}: ${named.map(nameOf).join(', ')}${more}`;
}

/** What runs in the process stays as quick as it is; of the others the one with most queries gets slowest. */
function byWeight(a: QueryIssue, b: QueryIssue): number {
	return Number(a.system === 'sqlite') - Number(b.system === 'sqlite') || perContext(b) - perContext(a);
}

function nameOf(issue: QueryIssue): string {
	const {name, pattern, last} = issue;
	const place = last.source === null ? '' : ` (${last.source.split(' ')[0]})`;
	return `${Math.round(perContext(issue))} × ${shortPattern(pattern)} in ${name ?? 'requests without a route'}${place}`;
}

function perContext({queries, occurrences}: QueryIssue): number {
	return queries / occurrences;
}
