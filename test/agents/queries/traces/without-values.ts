import {find, type LabelledTrace, loop, numbers, Script, silent} from './script.ts';

const steps = 'SELECT "public"."Step"."id", "public"."Step"."text" FROM "public"."Step" WHERE "public"."Step"."recipeId" = $1 OFFSET $2';
const recipes = 'SELECT "public"."Recipe"."id", "public"."Recipe"."title" FROM "public"."Recipe" WHERE 1=1 OFFSET $1';
const stock = 'SELECT amount FROM stock WHERE part_id = $1';
const parts = 'SELECT id, name FROM parts WHERE kit_id = $1 ORDER BY name';
/** Nothing like a timer. */
const uneven = [412, 395, 268, 431, 215, 330, 187, 240, 365, 205, 298, 221, 452, 190, 276];

/** A proxy in front of the database answers, the code waits for it, and only the database's part is in the trace. */
function behindProxy(): Script {
	const script = new Script(200).ask({sql: recipes, ms: 20, isHidden: true}).wait(400);
	return script.times(15, (turn) =>
		script.ask({sql: `${steps} /* traceparent='00-7f-${turn}-01' */`, ms: 16, isHidden: true}).wait(uneven[turn]!),
	);
}

function pausedOverRows(): Script {
	const script = new Script(201).ask({sql: parts, params: [3], ms: 8, rows: 12, source: 'kit.ts:3 kit'});
	return script.times(12, (turn) => script.wait(uneven[turn]!).ask({sql: stock, params: [turn], ms: 9, rows: 1, source: 'kit.ts:6 kit'}));
}

function prismaLookups(where: string): Script {
	return loop(202, 10, () => ({
		sql: `SELECT "t1"."id", "t1"."email" FROM "public"."User" AS "t1" WHERE ${where} LIMIT $2 OFFSET $3`,
		ms: 12,
		isHidden: true,
	}));
}

function namedParameters(): Script {
	return loop(
		203,
		9,
		() => ({sql: 'SELECT [p].[Id], [p].[Body] FROM [Posts] AS [p] WHERE [p].[BlogId] = @__blogId_0', ms: 30, isHidden: true}),
		null,
	);
}

/** Each resolver asks when its parent was resolved, and they overlap. */
function resolvers(): Script {
	const script = new Script(204, null).ask({sql: 'SELECT id, street FROM houses', ms: 8, isHidden: true});
	script.together(
		[1, 2, 3].map(() => ({sql: 'SELECT id FROM flats INNER JOIN house_flats ON flat_id = id WHERE house_id = $1', ms: 5, isHidden: true})),
	);
	return script.together(
		numbers(14).map((at) => ({
			sql: 'SELECT id, name FROM tenants JOIN leases ON tenant_id = id WHERE flat_id = $1',
			ms: 9 + at,
			isHidden: true,
		})),
		0.8,
	);
}

function writesOfAnEngine(): Script {
	return loop(205, 5, () => ({sql: 'UPDATE "public"."Seat" SET "takenBy" = $1 WHERE "public"."Seat"."id" = $2', ms: 21, isHidden: true}));
}

function besideOtherStores(): Script {
	const script = new Script(206, null).ask({sql: 'SELECT id FROM albums LIMIT 11', ms: 9, isHidden: true});
	return script.times(11, (turn) => {
		script.ask({sql: `GET album:${turn}`, ms: 3}).ask({sql: 'pg-pool.connect', ms: 2});
		script.ask({sql: 'SELECT title FROM tracks WHERE album_id = ?', ms: 11, isHidden: true});
	});
}

function prismaPages(): Script {
	const sql =
		'SELECT "public"."Post"."id" FROM "public"."Post" WHERE "public"."Post"."blogId" = $1 ORDER BY "public"."Post"."at" DESC LIMIT $2 OFFSET $3';
	return loop(207, 10, () => ({sql, ms: 12, isHidden: true}));
}

function pagesOfAll(): Script {
	return loop(208, 12, () => ({sql: 'SELECT id, name FROM parts WHERE 1 = 1 LIMIT ? OFFSET ?', ms: 14, isHidden: true}), null);
}

function pollingThreeJobs(): Script {
	const script = new Script(209).ask({sql: 'SELECT id FROM exports ORDER BY id LIMIT 3', ms: 5, rows: 3, source: 'p.ts:2'});
	return script.times(15, (turn) => {
		script.wait(uneven[turn]!);
		script.ask({sql: 'SELECT state FROM exports WHERE id = $1', params: [turn % 3], ms: 6, rows: 1, source: 'p.ts:6'});
	});
}

function pollingAfterList(): Script {
	const script = new Script(210).ask({sql: 'SELECT id FROM exports LIMIT 10', ms: 5, isHidden: true});
	return script.times(12, () => script.wait(400).ask({sql: 'SELECT state FROM exports WHERE id = ?', ms: 6, isHidden: true}));
}

/** As before, while much else is asked. */
function pollingBesideOthers(): Script {
	const script = new Script(215, null);
	script.times(12, () => script.ask({sql: 'SELECT state FROM exports WHERE id = ?', ms: 6, exact: true, isHidden: true}).wait(293.8));
	script.nowMs = 7;
	return script.times(11, (turn) =>
		script.ask({sql: `SELECT * FROM chapter_${'abcdefghijk'[turn]} WHERE id = ?`, ms: 290, isHidden: true}),
	);
}

function draws(): Script {
	return loop(216, 9, () => ({sql: 'SELECT word FROM words ORDER BY random() LIMIT ?', ms: 12, isHidden: true}), null);
}

function pausedOverOtherRows(): Script {
	const script = new Script(211).ask({sql: parts, params: [3], ms: 8, rows: 40, source: 'feed.ts:3'});
	return script.times(12, (turn) => script.wait(uneven[turn]!).ask({sql: stock, params: [turn], ms: 9, rows: 1, source: 'feed.ts:9'}));
}

function messages(): Script {
	const script = new Script(212).ask({sql: 'SELECT id FROM rooms ORDER BY id LIMIT 50', ms: 5, isHidden: true});
	return script.times(14, (turn) => {
		script.wait(uneven[turn]!).ask({sql: 'SELECT id FROM rooms WHERE slug = $1', ms: 4, isHidden: true});
		script.ask({sql: 'SELECT name FROM members WHERE room_id = $1', ms: 5, isHidden: true});
	});
}

function messagesOfPeople(): Script {
	const script = new Script(213).ask({sql: 'SELECT id FROM channels', ms: 5, isHidden: true});
	return script.times(14, (turn) =>
		script.wait(uneven[turn]! * 5).ask({sql: 'SELECT name FROM channels WHERE id = $1', ms: 5, isHidden: true}),
	);
}

function cutTexts(): Script {
	const script = new Script(214, null).ask({sql: 'SELECT id, street FROM houses', ms: 8, isHidden: true});
	return script.together(
		numbers(12).map(() => ({sql: 'SELECT id, name FROM tenants JOIN leases ON tenant_id = id WHERE flat...', ms: 20, isHidden: true})),
	);
}

/** What a tracing tool tells of loops: texts and times, and often no values, rows or call sites. */
export const loopsWithoutValues: readonly LabelledTrace[] = [
	{
		name: 'a list and a lookup for each row, through a proxy',
		why: 'the pauses are the way to the database',
		expected: [find('n-plus-one', steps, 15)],
		script: behindProxy(),
	},
	{
		name: 'as many paused lookups as the list has rows',
		why: 'an API is asked at each turn, and the database could be asked before all of them',
		expected: [find('n-plus-one', stock, 12)],
		script: pausedOverRows(),
	},
	{
		name: 'findUnique of Prisma',
		why: 'nobody pages through one id',
		expected: [
			find(
				'n-plus-one',
				'SELECT "t1"."id", "t1"."email" FROM "public"."User" AS "t1" WHERE ("t1"."id" = $1 AND 1=1) LIMIT $2 OFFSET $3',
				10,
			),
		],
		script: prismaLookups('("t1"."id" = $1 AND 1=1)'),
	},
	{
		name: 'findUnique of Prisma by another key',
		why: 'it writes LIMIT and OFFSET into every lookup',
		expected: [
			find(
				'n-plus-one',
				'SELECT "t1"."id", "t1"."email" FROM "public"."User" AS "t1" WHERE ("t1"."email" = $1 AND 1=1) LIMIT $2 OFFSET $3',
				10,
			),
		],
		script: prismaLookups('("t1"."email" = $1 AND 1=1)'),
	},
	{
		name: 'findFirst of Prisma',
		why: 'without an order it is no page',
		expected: [
			find(
				'n-plus-one',
				'SELECT "t1"."id", "t1"."email" FROM "public"."User" AS "t1" WHERE public."User"."email" = $1 LIMIT $2 OFFSET $3',
				10,
			),
		],
		script: prismaLookups('"public"."User"."email" = $1'),
	},
	{
		name: 'parameters with names',
		why: 'another post each time',
		expected: [find('n-plus-one', 'SELECT [p].[Id], [p].[Body] FROM [Posts] AS [p] WHERE [p].[BlogId] = @__blogId_0', 9)],
		script: namedParameters(),
	},
	{
		name: 'resolvers that overlap',
		why: 'side by side, and fourteen queries',
		expected: [find('n-plus-one', 'SELECT id, name FROM tenants JOIN leases ON tenant_id = id WHERE flat_id = $1', 14)],
		script: resolvers(),
	},
	{
		name: 'five updates of an engine',
		why: 'a hundred ms, and one statement could do it',
		expected: [find('write-loop', 'UPDATE "public"."Seat" SET "takenBy" = $1 WHERE "public"."Seat"."id" = $2', 5)],
		script: writesOfAnEngine(),
	},
	{
		name: 'lookups between those of another store',
		why: 'the cache missed each time',
		expected: [find('n-plus-one', 'SELECT title FROM tracks WHERE album_id = ?', 11)],
		script: besideOtherStores(),
	},
];

/** What looks like that and is no loop. */
export const lookAlikesWithoutValues: readonly LabelledTrace[] = [
	silent('pages of Prisma', 'they have an order', prismaPages()),
	silent('pages of everything', 'one is one: no owner is named', pagesOfAll()),
	silent('polling for three jobs of a list', 'the same three again and again', pollingThreeJobs()),
	silent('polling after a list', 'as even as a timer', pollingAfterList()),
	silent('polling beside other queries', 'as even as a timer, and 6 of 300 ms are its own', pollingBesideOthers()),
	silent('words drawn at random', 'another answer each time is what they want', draws()),
	silent('paused lookups beside a list of other length', 'its rows are not what they go over', pausedOverOtherRows()),
	silent('messages with two reads each', 'as they come', messages()),
	silent('messages of people after a list', 'seconds between them', messagesOfPeople()),
	silent('texts that were cut', 'what was cut may differ', cutTexts()),
];
