const databases =
	'db database databases postgres postgresql pg mysql mysqld mariadb sqlite sql mssql mongo mongodb prisma dynamo dynamodb cassandra';
const caches = 'redis cache caches memcache memcached valkey keydb';
const categoryByWord = new Map([
	...databases.split(' ').map((word) => [word, 'database'] as const),
	...caches.split(' ').map((word) => [word, 'cache'] as const),
]);

/**
 * The category of a check that names none: a well-known word in its name (`db`, `postgres-replica`, `sessionCache`) makes it `database` or
 * `cache`, the rest is `api`. Whole words only: `feedback` is no database.
 */
export function categoryOf(name: string): string {
	const words = name
		.replaceAll(/([a-z])([A-Z][a-z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z]+/);
	return words.map((word) => categoryByWord.get(word)).find((category) => category !== undefined) ?? 'api';
}
