import {type LabelledTrace, loop, numbers, Script, silent} from './script.ts';

function offsetPages(): Script {
	return loop(101, 12, (page) => ({
		sql: 'SELECT * FROM items ORDER BY id LIMIT $1 OFFSET $2',
		params: [100, page * 100],
		ms: 14,
		rows: page === 11 ? 40 : 100,
		source: 'export.ts:8',
	}));
}

function offsetPagesInTheText(): Script {
	return loop(102, 9, (page) => ({sql: `SELECT * FROM items WHERE shop_id = 4 ORDER BY id LIMIT 50 OFFSET ${page * 50}`, ms: 12}), 'mysql');
}

function commaPages(): Script {
	return loop(
		103,
		8,
		(page) => ({sql: `SELECT * FROM items WHERE shop_id = 4 ORDER BY id LIMIT ${page * 50}, 50`, ms: 12, source: 'e.php:4'}),
		'mysql',
	);
}

function keysetPages(): Script {
	return loop(104, 15, (page) => ({
		sql: 'SELECT * FROM events WHERE id > $1 ORDER BY id LIMIT 500',
		params: [page * 500],
		ms: 20,
		rows: 500,
		source: 'sync.ts:9',
	}));
}

function keysetPagesOfATenant(): Script {
	return loop(105, 10, (page) => ({
		sql: 'SELECT * FROM events WHERE tenant_id = $1 AND (at, id) > ($2, $3) ORDER BY at, id LIMIT 200',
		params: [5, `2026-11-${page}`, page],
		ms: 15,
		source: 'sync.ts:19',
	}));
}

function keysetInWords(): Script {
	return loop(167, 9, (page) => ({
		sql: 'SELECT * FROM posts WHERE blog_id = $1 AND (at < $2 OR (at = $2 AND id < $3)) ORDER BY at DESC, id DESC LIMIT 50',
		params: [3, `2026-${page}`, page],
		ms: 13,
		source: 'feed.ts:7',
	}));
}

function pagesAhead(): Script {
	const script = new Script(106);
	return script.together(
		numbers(8, 0).map((page) => ({
			sql: 'SELECT * FROM items WHERE shop_id = $1 ORDER BY id LIMIT $2 OFFSET $3',
			params: [4, 50, page * 50],
			ms: 18,
			rows: 50,
			source: 'x.ts:2',
		})),
	);
}

function fetchFirstPages(): Script {
	return loop(177, 9, (page) => ({
		sql: 'SELECT * FROM items ORDER BY id OFFSET $1 ROWS FETCH NEXT 50 ROWS ONLY',
		params: [page * 50],
		ms: 11,
		source: 'x.ts:1',
	}));
}

function backfill(): Script {
	return loop(107, 20, (part) => ({
		sql: 'UPDATE users SET plan = $1 WHERE id >= $2 AND id < $3',
		params: ['free', part * 1000, part * 1000 + 1000],
		ms: 40,
		rows: 1000,
		source: 'migrate.ts:4',
	}));
}

function chunkedDeletes(): Script {
	return loop(108, 14, () => ({sql: "DELETE FROM logs WHERE at < '2026-01-01' LIMIT 1000", ms: 30, rows: 1000}), 'mysql');
}

function chunkedDeletesInPostgres(): Script {
	return loop(109, 14, () => ({
		sql: 'DELETE FROM logs WHERE ctid IN (SELECT ctid FROM logs WHERE at < $1 LIMIT 1000)',
		params: ['2026-01-01'],
		ms: 30,
		rows: 1000,
		source: 'clean.ts:7',
	}));
}

function batches(): Script {
	return loop(127, 8, (turn) => ({
		sql: 'SELECT * FROM users WHERE id = ANY($1)',
		params: [numbers(100, turn * 100)],
		ms: 12,
		rows: 100,
		source: 'loader.ts:4',
	}));
}

function batchesByIn(): Script {
	return loop(128, 7, (turn) => {
		const keys = numbers(turn === 6 ? 31 : 100, turn * 100);
		return {
			sql: `SELECT * FROM users WHERE id IN (${keys.map((_, at) => `$${at + 1}`).join(', ')})`,
			params: keys,
			ms: 11,
			source: 'loader.ts:4',
		};
	});
}

function batchesOfATenant(): Script {
	return loop(129, 9, (turn) => ({
		sql: 'SELECT * FROM users WHERE tenant_id = $1 AND id = ANY($2)',
		params: [7, numbers(50, turn * 50)],
		ms: 10,
		rows: 50,
		source: 'loader.ts:9',
	}));
}

function batchesWithLiterals(): Script {
	return loop(
		130,
		6,
		(turn) => ({sql: `SELECT * FROM wp_posts WHERE ID IN (${numbers(40, turn * 40).join(',')})`, ms: 12, rows: 40}),
		'mysql',
	);
}

function batchesByMysql(): Script {
	return loop(
		178,
		7,
		(turn) => ({
			sql: 'SELECT * FROM posts WHERE deleted = 0 AND id IN (?)',
			params: [numbers(50, turn * 50)],
			ms: 11,
			rows: 50,
			source: 'y.ts:1',
		}),
		'mysql',
	);
}

function arraysInTheText(): Script {
	return loop(175, 6, (turn) => ({
		sql: `SELECT * FROM users WHERE id = ANY('{${numbers(60, turn * 60).join(',')}}')`,
		ms: 11,
		rows: 60,
		source: 'any.ts:1',
	}));
}

function arraysAsTexts(): Script {
	return loop(176, 6, (turn) => ({
		sql: 'SELECT * FROM users WHERE id = ANY($1)',
		params: [`{${numbers(60, turn * 60).join(',')}}`],
		ms: 11,
		source: 'any.ts:2',
	}));
}

function loadersOfLevels(): Script {
	const script = new Script(131);
	for (const table of ['users', 'teams', 'users', 'badges', 'users', 'teams', 'users', 'users'])
		script.ask({
			sql: `SELECT * FROM ${table} WHERE id = ANY($1)`,
			params: [numbers(10 + script.rows.length * 3)],
			ms: 14,
			rows: 12,
			source: 'loaders.ts:20 load',
		});
	return script;
}

function bulkInserts(): Script {
	const rows = (count: number): string =>
		numbers(count)
			.map((at) => `($${at * 2 - 1}, $${at * 2})`)
			.join(', ');
	return loop(132, 10, (turn) => ({
		sql: `INSERT INTO points (x, y) VALUES ${rows(turn === 9 ? 20 : 100)}`,
		params: numbers(turn === 9 ? 40 : 200, turn),
		ms: 18,
		rows: turn === 9 ? 20 : 100,
		source: 'import.ts:30',
	}));
}

function unnestInserts(): Script {
	return loop(133, 8, (turn) => ({
		sql: 'INSERT INTO points (x, y) SELECT * FROM unnest($1::int[], $2::int[])',
		params: [numbers(500, turn), numbers(500, turn)],
		ms: 22,
		rows: 500,
		source: 'import.ts:33',
	}));
}

function jsonInserts(): Script {
	return loop(134, 8, (turn) => ({
		sql: 'INSERT INTO points SELECT * FROM jsonb_to_recordset($1) AS t(x int, y int)',
		params: [JSON.stringify(numbers(3, turn))],
		ms: 22,
		rows: 300,
		source: 'import.ts:36',
	}));
}

function cursor(): Script {
	const script = new Script(164).ask({sql: 'DECLARE c CURSOR FOR SELECT * FROM events', ms: 4});
	return script.times(20, () => script.ask({sql: 'FETCH 500 FROM c', ms: 9, rows: 500, source: 'stream.ts:4'}));
}

/** One list in pieces, and batches that are batches already. */
export const pagesAndBatches: readonly LabelledTrace[] = [
	silent('pages by OFFSET', 'one list, read in pieces so that memory stays small', offsetPages()),
	silent('pages by OFFSET, values in the text', 'the same, and another text each time', offsetPagesInTheText()),
	silent('pages by LIMIT a, b', 'the same in words of MySQL', commaPages()),
	silent('pages by keyset', 'each begins where the one before ended', keysetPages()),
	silent('pages by keyset of one tenant', 'the tenant stays', keysetPagesOfATenant()),
	silent('pages by keyset in OR and AND', 'what = compares there is the bound', keysetInWords()),
	silent('pages fetched ahead side by side', 'still one list', pagesAhead()),
	silent('pages by FETCH NEXT', 'one list', fetchFirstPages()),
	silent('an update in stretches of the key', 'short transactions on purpose', backfill()),
	silent('deletes of 1000 rows until none is left', 'short transactions on purpose', chunkedDeletes()),
	silent('deletes of 1000 rows by ctid', 'the same in words of PostgreSQL', chunkedDeletesInPostgres()),
	silent('batches of a data loader', '100 keys each', batches()),
	silent('batches by IN', '100 keys each', batchesByIn()),
	silent('batches of one tenant', 'the tenant stays, the list changes', batchesOfATenant()),
	silent('batches with literals', '40 keys each', batchesWithLiterals()),
	silent('batches by a list that the driver writes out', '50 keys each', batchesByMysql()),
	silent('batches by an array in the text', '60 keys each', arraysInTheText()),
	silent('batches by an array as a text', '60 keys each', arraysAsTexts()),
	silent('loaders of several levels', 'one batch a level', loadersOfLevels()),
	silent('inserts of many rows each', 'already joined, in chunks', bulkInserts()),
	silent('inserts by unnest', 'already joined, in chunks', unnestInserts()),
	silent('inserts by JSON', 'already joined, in chunks', jsonInserts()),
	silent('a cursor', 'one query, read in pieces', cursor()),
];
