const words: readonly (readonly [string, RegExp])[] = [
	['database', /db|database|postgres|pg|mysql|mariadb|sqlite|mongo|sql|prisma|knex|dynamo|cassandra/],
	['cache', /redis|cache|memcached?|valkey|keydb/],
];

/**
 * The category of a check that names none: a well-known word in its name (`db`, `postgres-replica`, `sessionCache`) makes it `database` or
 * `cache`, the rest is `api`. Whole words only: `feedback` is no database.
 */
export function categoryOf(name: string): string {
	const parts = name
		.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z]+/);
	const found = words.find(([, pattern]) => parts.some((part) => isWord(part, pattern)));
	return found?.[0] ?? 'api';
}

/** `postgresql`, `mongodb` and `mysqld` are the words with an ending. */
function isWord(part: string, {source}: RegExp): boolean {
	return new RegExp(`^(?:${source})(?:sql|db|d|s)?$`).test(part);
}
