import type {DatabaseSystem} from '../../../protocol/query-trace.ts';
import {describe} from '../../../sql/statement.ts';
import type {SqlToken} from '../../../sql/token-list.ts';
import * as token from '../../../sql/tokens.ts';
import type {Advice, Advised} from './advice.ts';
import {readClauses, type Clauses} from './statement/clauses.ts';
import {readConditions} from './statement/conditions.ts';
import {readPattern, type PatternText} from './statement/pattern-text.ts';

/** Where to look when one query is slow: what its text gives away, and how to see the rest. Whether an index is missing, catalogs tell, not the text. */
export function adviseSlow({occurrence, system}: Advised): Advice {
	const text = readPattern(occurrence.pattern, system);
	const clauses = readClauses(text.tokens);
	const [first, ...more] = clauses === undefined ? [] : suspicions(text, clauses);
	return {
		summary: first ?? `See what it waits for with \`${explain[system]}\`: rows read and not returned, a sort, or a lock.`,
		code: null,
		caveats: [
			...more,
			...(first === undefined ? [] : [`\`${explain[system]}\` tells whether that is where the time goes.`]),
			...lockCaveat(occurrence.pattern, system),
		],
	};
}

const explain: Record<DatabaseSystem, string> = {
	postgresql: 'EXPLAIN (ANALYZE, BUFFERS)',
	mysql: 'EXPLAIN ANALYZE',
	sqlite: 'EXPLAIN QUERY PLAN',
};

/** The likeliest first. */
function suspicions(text: PatternText, clauses: Clauses): string[] {
	const table = describe(text.pattern, text.system).tables[0] ?? 'the table';
	const verb = text.tokens[0]!.name;
	const where = clauses.get('where') ?? [];
	const isRead = verb === 'select';
	const isWhole = where.length === 0 && (clauses.has('from') || verb === 'update');
	return [
		...(clauses.has('offset') || pairedLimit(clauses)
			? [`Page ${table} by the last row seen (\`WHERE (sort column, id) > (…)\`) instead of OFFSET, which reads all rows before the page.`]
			: []),
		...(isWhole && isRead && countsAll(clauses)
			? [`Keep a count of ${table} instead of counting all its rows each time, or take the catalog's estimate.`]
			: []),
		...(isWhole && isRead && !clauses.has('limit') && !clauses.has('fetch') && !countsAll(clauses)
			? [`Ask ${table} for fewer rows: without WHERE and LIMIT it reads them all.`]
			: []),
		...(isWhole && !isRead && verb !== 'insert' ? [`Change fewer rows of ${table} at once: without WHERE it takes them all.`] : []),
		...(hasWord(where, 'like')
			? [
					`See whether the pattern of LIKE begins with \`%\`: no ordinary index serves that${text.system === 'postgresql' ? ', one of pg_trgm does' : ''}.`,
				]
			: []),
		...functionOf(where),
		...(hasWord(where, 'or') ? ['Try the parts of OR as queries of their own with UNION: each can then use its own index.'] : []),
		...(excludesBySubquery(where) ? ['Try NOT EXISTS in place of NOT IN: it can be answered as a join, and NULLs do not surprise.'] : []),
		...(hasDistinctJoin(clauses) ? ['See whether DISTINCT only takes back what a join has multiplied: EXISTS would not multiply it.'] : []),
	];
}

function pairedLimit(clauses: Clauses): boolean {
	return clauses.get('limit')?.some(({kind}) => kind === token.comma) ?? false;
}

function countsAll(clauses: Clauses): boolean {
	const [head, open] = clauses.get('select') ?? [];
	return head?.name === 'count' && open?.kind === token.open;
}

function hasWord(tokens: readonly {name: string; depth: number}[], word: string): boolean {
	return tokens.some(({name}) => name === word);
}

/** `lower(email) = ?` is found by an index of `lower(email)`, not by one of `email`. */
function functionOf(where: readonly SqlToken[]): string[] {
	const conditions = readConditions(where);
	const found = conditions.find(({comparison}) => comparison !== null && !comparison.isColumn);
	if (found?.comparison == null) return [];
	const operand = found.comparison.operand.map(({text}) => text).join('');
	return [`See whether \`${operand}\` has an index of its own: one of ${found.comparison.name} does not serve it.`];
}

function excludesBySubquery(where: readonly {name: string}[]): boolean {
	return where.some(({name}, at) => name === 'not' && where[at + 1]?.name === 'in' && where[at + 3]?.name === 'select');
}

function hasDistinctJoin(clauses: Clauses): boolean {
	return clauses.get('select')?.[0]?.name === 'distinct' && hasWord(clauses.get('from') ?? [], 'join');
}

function lockCaveat(pattern: string, system: DatabaseSystem): string[] {
	const {verb, locks} = describe(pattern, system);
	const mayWait = verb === 'update' || verb === 'delete' || locks !== null;
	return mayWait ? ['It may have waited for a lock that another transaction held: see how long those are open.'] : [];
}
