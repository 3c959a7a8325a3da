import {expect, test} from 'vitest';
import {batchable} from '../../source/batching/batchable.ts';

test.each([undefined, null, {}, {query: 'SELECT 1'}, 'postgres://localhost/shop'])('what has no query is refused at once: %j', (pool) => {
	expect(() => batchable(pool as never)).toThrow(
		expect.objectContaining({
			code: 'unobservable',
			message: 'batchable() takes a pool of pg or mysql2/promise, or something else with pg’s query(text, values).',
		}),
	);
});
