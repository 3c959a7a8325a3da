import {adviseOn} from '../agents/queries/advice/advise.ts';
import type {Occurrence} from '../agents/queries/occurrence.ts';
import type {OccurrenceKind} from '../protocol/query-trace.ts';
import {queryFeed} from '../probes/queries/query-feed.ts';

/** What a failing test says: each loop with its pattern, its place in the code, and what to write instead. */
export function inProse(occurrences: readonly Occurrence[]): string {
	const queries = occurrences.reduce((sum, {count}) => sum + count, 0);
	const head = `${queries} queries where ${occurrences.length === 1 ? 'one' : `${occurrences.length}`} would do.`;
	return [head, ...occurrences.map(describe)].join('\n\n');
}

/** What a test says that saw nothing; `outside`: queries that belong to nothing it knows. */
export function noQueries(outside: number): string {
	const why =
		outside > 0 ? `${outside} were sent by code that was set off before it began.` : queryFeed.isFed ? '' : 'No database is observed.';
	return `expectNoNPlusOne() saw no query, so it proves nothing. ${why} Give it the pool or database (\`databases: [pool]\`), or say \`allowNone: true\`.`.replace(
		'  ',
		' ',
	);
}

const kinds: Record<OccurrenceKind, string> = {
	'n-plus-one': 'N+1',
	'write-loop': 'row by row',
	'repeated-identical': 'the same again',
	slow: 'slow',
};

function describe(occurrence: Occurrence): string {
	const {kind, count, pattern, source, via, name} = occurrence;
	const {summary, code, caveats} = adviseOn(occurrence);
	const through = via.length === 0 ? '' : ` through ${via.join(', ')}`;
	return [
		`  ${kinds[kind]}: ${count} × ${pattern}`,
		`  at ${source ?? 'a place that is not known'}${through}${name === null ? '' : ` in ${name}`}`,
		`  ${summary}`,
		...(code === null ? [] : code.split('\n').map((line) => `      ${line}`)),
		...caveats.map((caveat) => `    · ${caveat}`),
	].join('\n');
}
