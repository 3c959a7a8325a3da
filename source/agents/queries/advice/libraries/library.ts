import type {DatabaseSystem} from '../../../../protocol/query-trace.ts';

/** Libraries whose words we know. `sql`: none, so plain SQL. */
export const libraries = [
	'prisma',
	'typeorm',
	'sequelize',
	'mikro-orm',
	'objection',
	'drizzle',
	'kysely',
	'knex',
	'postgres.js',
	'pg',
	'mysql2',
	'sqlite',
	'sql',
] as const;
export type Library = (typeof libraries)[number];

const packages: readonly (readonly [RegExp, Library])[] = [
	[/^(?:@prisma\/.*|prisma|\.prisma.*)$/, 'prisma'],
	[/^(?:typeorm|@nestjs\/typeorm)$/, 'typeorm'],
	[/^(?:sequelize|sequelize-typescript|@sequelize\/.*|@nestjs\/sequelize)$/, 'sequelize'],
	[/^@mikro-orm\/.*$/, 'mikro-orm'],
	[/^objection$/, 'objection'],
	[/^(?:drizzle|drizzle-orm)$/, 'drizzle'],
	[/^(?:kysely|kysely-.*)$/, 'kysely'],
	[/^knex$/, 'knex'],
	[/^postgres$/, 'postgres.js'],
	[/^pg(?:-pool|-promise|-native)?$/, 'pg'],
	[/^mysql2(?:\/.*)?$/, 'mysql2'],
	[/^(?:better-sqlite3|node:sqlite)$/, 'sqlite'],
];

/** The outermost library that the query went through; else the one the service uses, if it is only one; else plain SQL. */
export function libraryOf(via: readonly string[], used: readonly string[]): Library {
	const [outermost] = via.flatMap(known);
	if (outermost !== undefined) return outermost;
	const builders = new Set(used.flatMap(known).filter((library) => !drivers.has(library)));
	const [only] = builders;
	return builders.size === 1 ? only! : (used.flatMap(known).find((library) => drivers.has(library)) ?? 'sql');
}

/** Resolvers are called one by one for each object of a list: there a DataLoader is the place to join them. */
export function isUnderGraphql(packages_: readonly string[]): boolean {
	return packages_.some((name) =>
		/^(?:dataloader|graphql.*|@apollo\/server|apollo-server.*|mercurius|type-graphql|@nestjs\/graphql|@graphql-.*)$/.test(name),
	);
}

/** The dialect where a log does not name it. */
export function systemOf(library: Library): DatabaseSystem {
	if (library === 'mysql2') return 'mysql';
	return library === 'sqlite' ? 'sqlite' : 'postgresql';
}

const drivers = new Set<Library>(['postgres.js', 'pg', 'mysql2', 'sqlite']);

function known(name: string): Library[] {
	const found = packages.find(([pattern]) => pattern.test(name));
	return found === undefined ? [] : [found[1]];
}
