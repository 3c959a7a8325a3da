import {expect, test} from 'vitest';
import {traitsOf} from '../../../../source/agents/queries/judging/pattern-traits.ts';
import {fingerprint} from '../../../../source/sql/fingerprint.ts';

const isLookup = (sql: string): boolean => traitsOf(fingerprint(sql)).isLookup;

test.each([
	'SELECT name FROM users WHERE id = $1 LIMIT 1 OFFSET 0',
	'SELECT name FROM users u WHERE u.id = $1 ORDER BY name LIMIT $2 OFFSET $3',
	'SELECT "public"."User"."id" FROM "public"."User" WHERE ("public"."User"."id" = $1 AND 1=1) LIMIT $2 OFFSET $3',
	'SELECT "t1"."id" FROM "public"."User" AS "t1" WHERE ("t1"."email" = $1 AND 1=1) LIMIT $2 OFFSET $3',
	'SELECT `main`.`User`.`id` FROM `main`.`User` WHERE `main`.`User`.`email` = ? LIMIT ? OFFSET ?',
	'SELECT shop.items.sku FROM shop.items WHERE shop.items.box_id = ? LIMIT ? OFFSET ?',
])('asks for the rows of a key: %s', (sql) => {
	expect(isLookup(sql)).toBe(true);
});

test.each([
	'SELECT * FROM orders WHERE shop_id = $1 LIMIT $2 OFFSET $3',
	'SELECT * FROM orders o WHERE o.shop_id = $1 ORDER BY o.id LIMIT $2 OFFSET $3',
	'SELECT "public"."Post"."id" FROM "public"."Post" WHERE "public"."Post"."blogId" = $1 ORDER BY "public"."Post"."id" LIMIT $2 OFFSET $3',
	'SELECT c.* FROM comments c JOIN posts p ON p.id = c.post_id WHERE p.id = $1 LIMIT $2 OFFSET $3',
	'SELECT * FROM orders WHERE 1 = 1 AND state = $1 LIMIT $2 OFFSET $3',
	'DELETE FROM users WHERE id = $1',
])('may be a page, or is no read: %s', (sql) => {
	expect(isLookup(sql)).toBe(false);
});
