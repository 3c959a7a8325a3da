/** What kept SQLite from doing its work, in words for people; its primary result codes are a stable contract. */
export type Trouble = 'busy' | 'read-only' | 'input-output' | 'corrupt' | 'full' | 'cannot-open' | 'not-a-database';

const troubles: Record<number, {trouble: Trouble; words: string}> = {
	5: {trouble: 'busy', words: 'another process holds it locked'},
	6: {trouble: 'busy', words: 'another connection holds it locked'},
	8: {trouble: 'read-only', words: 'it may only be read'},
	10: {trouble: 'input-output', words: 'the disk reports an error'},
	11: {trouble: 'corrupt', words: 'its content is damaged'},
	13: {trouble: 'full', words: 'the disk is full'},
	14: {trouble: 'cannot-open', words: 'it cannot be opened'},
	23: {trouble: 'cannot-open', words: 'access is not permitted'},
	26: {trouble: 'not-a-database', words: 'it is not a SQLite database'},
};

/** The trouble of the file or disk behind a thrown error; undefined for a bug of ours. */
export function troubleOf(error: unknown): {trouble: Trouble; words: string} | undefined {
	if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
	return troubles[error.errcode & 0xff];
}
