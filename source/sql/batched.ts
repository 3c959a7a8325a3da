/** How every statement begins that `batchable` makes of several; see `batching/joinable.ts`. */
export const batchedBeginning = 'WITH esa_types AS (';

/** True for such a statement and for its pattern: what it does is the advice already, and nobody wrote it who could change it. */
export function isBatched(sql: string): boolean {
	return batched.test(sql);
}

const batched = /^\s*with\s+"?esa_types"?\s+as\s*\(/i;
