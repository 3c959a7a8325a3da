import type {Statement} from '../../../sql/statement.ts';

/**
 * True for a read whose OFFSET says nothing of pages: who names a row by its id reads that row, and Prisma writes LIMIT and OFFSET into all it sends.
 * Its pages have an order.
 */
export function isLookup({verb, tables, equals, ordersBy}: Statement, pattern: string, tokens: readonly string[]): boolean {
	if (verb !== 'select' || tables.length !== 1) return false;
	if (equals.some((column) => /^["`]?id["`]?$/i.test(column))) return true;
	return !ordersBy && (tokens.some((word, at) => word === '=' && namesSchema(tokens, at - 1)) || pattern.endsWith(findUnique));
}

/** Prisma's `WHERE (… AND 1=1)` of a row that it knows to be the only one. */
const findUnique = ' = ? AND ? = ?) LIMIT ? OFFSET ?';

/** `public."User"."email"`: no person writes the schema before a column, and Prisma always does. */
function namesSchema(tokens: readonly string[], end: number): boolean {
	let dots = 0;
	for (let at = end; at >= 0; at--) {
		const word = tokens[at]!;
		if (!/^["`\w$.]/.test(word)) break;
		dots += /^["`]/.test(word) ? 0 : word.split('.').length - 1;
		if (!word.startsWith('.') && tokens[at - 1]?.endsWith('.') !== true) break;
	}
	return dots >= 2;
}
