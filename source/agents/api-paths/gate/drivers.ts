/** Packages that talk to a database, a cache or a document store. A name that ends with `/*` covers what a scope has. */
const drivers = [
	'pg pg-promise pg-native postgres slonik mysql mysql2 mariadb mssql tedious oracledb sqlite sqlite3 better-sqlite3 node:sqlite bun:sqlite sql.js',
	'@libsql/client @planetscale/database @neondatabase/serverless @vercel/postgres @vercel/kv @electric-sql/pglite @databases/*',
	'knex kysely drizzle-orm @prisma/client typeorm sequelize sequelize-typescript @sequelize/* objection bookshelf massive waterline @mikro-orm/*',
	'@nestjs/typeorm @nestjs/mongoose @nestjs/sequelize mongoose mongodb @typegoose/* papr redis ioredis @redis/* @upstash/redis memcached memjs',
	'@supabase/supabase-js firebase-admin @google-cloud/firestore @google-cloud/datastore @aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb dynamoose',
	'cassandra-driver neo4j-driver couchbase nano pouchdb arangojs @elastic/elasticsearch @opensearch-project/opensearch @clickhouse/client',
	'lowdb nedb @seald-io/nedb level lmdb keyv',
]
	.join(' ')
	.split(' ');
const names = new Set(drivers.filter((name) => !name.endsWith('/*')));
const scopes = drivers.filter((name) => name.endsWith('/*')).map((name) => name.slice(0, -1));

/** Does a package talk to a database? */
export const isDriver = (name: string): boolean =>
	names.has(name) ||
	names.has(`node:${name}`) ||
	scopes.some((scope) => name.startsWith(scope)) ||
	[...names].some((one) => name.startsWith(`${one}/`));

const httpClients = new Set([
	'axios',
	'got',
	'ky',
	'ofetch',
	'node-fetch',
	'undici',
	'superagent',
	'cross-fetch',
	'isomorphic-fetch',
	'needle',
	'request',
	'@nestjs/axios',
]);

/** Does a package ask other services? */
export const isHttpClient = (name: string): boolean => httpClients.has(name);
