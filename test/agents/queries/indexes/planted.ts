/** One small schema with an index that is missing for a query, or with one that is not. */
export interface PlantedIndex {
	name: string;
	/** Statements that make and fill it. `R` stands for the number of rows. */
	schema: string[];
	/** As `fingerprint` writes it. */
	pattern: string;
	/** Columns of the index that is missing, by table; null: none is. */
	missing: {table: string; columns: string[]} | null;
}

const orders = `CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL, state text NOT NULL, total numeric(10,2), created_at timestamp NOT NULL, note text)`;
const fillOrders = `INSERT INTO orders SELECT g, g % 2000, (ARRAY['open','paid','sent'])[1 + g % 3], g / 7.0, '2026-01-01'::timestamp + g * interval '1 minute', md5(g::text) FROM generate_series(1, 20000) g`;

/** Twenty schemas of PostgreSQL; half and more with an index missing. */
export const planted: PlantedIndex[] = [
	{
		name: 'a foreign key',
		schema: [orders, fillOrders],
		pattern: 'SELECT * FROM orders WHERE user_id = ?',
		missing: {table: 'orders', columns: ['user_id']},
	},
	{
		name: 'a foreign key that has an index',
		schema: [orders, fillOrders, 'CREATE INDEX ON orders (user_id)'],
		pattern: 'SELECT * FROM orders WHERE user_id = ?',
		missing: null,
	},
	{
		name: 'a left prefix covers it',
		schema: [orders, fillOrders, 'CREATE INDEX ON orders (user_id, created_at)'],
		pattern: 'SELECT * FROM orders WHERE user_id = ?',
		missing: null,
	},
	{
		name: 'an index that begins with another column',
		schema: [orders, fillOrders, 'CREATE INDEX ON orders (state, note, user_id)'],
		pattern: 'SELECT * FROM orders WHERE user_id = ?',
		missing: {table: 'orders', columns: ['user_id']},
	},
	{name: 'too few different values', schema: [orders, fillOrders], pattern: 'SELECT * FROM orders WHERE state = ?', missing: null},
	{
		name: 'a small table',
		schema: ['CREATE TABLE kinds (id int, name text)', "INSERT INTO kinds SELECT g, 'k' || g FROM generate_series(1, 200) g"],
		pattern: 'SELECT * FROM kinds WHERE name = ?',
		missing: null,
	},
	{
		name: 'newest first',
		schema: [orders, fillOrders],
		pattern: 'SELECT * FROM orders ORDER BY created_at DESC LIMIT ?',
		missing: {table: 'orders', columns: ['created_at DESC']},
	},
	{
		name: 'newest first, with its index',
		schema: [orders, fillOrders, 'CREATE INDEX ON orders (created_at)'],
		pattern: 'SELECT * FROM orders ORDER BY created_at DESC LIMIT ?',
		missing: null,
	},
	{
		name: 'a name without regard to case',
		schema: [
			'CREATE TABLE people (id int PRIMARY KEY, email varchar(200) NOT NULL)',
			"INSERT INTO people SELECT g, 'P' || g || '@example.org' FROM generate_series(1, 20000) g",
		],
		pattern: 'SELECT id FROM people WHERE lower(email) = ?',
		missing: {table: 'people', columns: ['lower(email)']},
	},
	{
		name: 'a varchar',
		schema: [
			'CREATE TABLE people (id int PRIMARY KEY, email varchar(200) NOT NULL)',
			"INSERT INTO people SELECT g, 'P' || g || '@example.org' FROM generate_series(1, 20000) g",
		],
		pattern: 'SELECT id FROM people WHERE email = ?',
		missing: {table: 'people', columns: ['email']},
	},
	{
		name: 'two columns, of which neither is enough',
		schema: [
			'CREATE TABLE visits (tenant int, page int, at timestamp)',
			'INSERT INTO visits SELECT g % 150, g / 150 % 120, now() FROM generate_series(1, 40000) g',
		],
		pattern: 'SELECT at FROM visits WHERE tenant = ? AND page = ?',
		missing: {table: 'visits', columns: ['tenant', 'page']},
	},
	{
		name: 'a value and then the newest',
		schema: [
			'CREATE TABLE events (id int PRIMARY KEY, device int, at timestamp, body text)',
			"INSERT INTO events SELECT g, g % 40, '2026-01-01'::timestamp + g * interval '1 s', md5(g::text) FROM generate_series(1, 40000) g",
		],
		pattern: 'SELECT * FROM events WHERE device = ? ORDER BY at DESC LIMIT ?',
		missing: {table: 'events', columns: ['device', 'at DESC']},
	},
	{
		name: 'a list of values',
		schema: [orders, fillOrders],
		pattern: 'SELECT * FROM orders WHERE user_id IN (?)',
		missing: {table: 'orders', columns: ['user_id']},
	},
	{
		name: 'an array of values',
		schema: [orders, fillOrders],
		pattern: 'SELECT * FROM orders WHERE user_id = ANY(?)',
		missing: {table: 'orders', columns: ['user_id']},
	},
	{
		name: 'a join from one row to its many',
		schema: [
			orders,
			fillOrders,
			'CREATE TABLE items (id int PRIMARY KEY, order_id int, product int)',
			'INSERT INTO items SELECT g, g % 20000 + 1, g % 77 FROM generate_series(1, 60000) g',
		],
		pattern: 'SELECT i.* FROM orders o JOIN items i ON i.order_id = o.id WHERE o.id = ?',
		missing: {table: 'items', columns: ['order_id']},
	},
	{name: 'every row is wanted', schema: [orders, fillOrders], pattern: 'SELECT count(*) FROM orders', missing: null},
	{name: 'only an OR', schema: [orders, fillOrders], pattern: 'SELECT * FROM orders WHERE user_id = ? OR note = ?', missing: null},
	{
		name: 'names in capitals',
		schema: [
			'CREATE TABLE "User" (id int PRIMARY KEY, "accountId" int)',
			'INSERT INTO "User" SELECT g, g % 5000 FROM generate_series(1, 20000) g',
		],
		pattern: 'SELECT * FROM "User" WHERE "accountId" = ?',
		missing: {table: '"User"', columns: ['"accountId"']},
	},
	{
		name: 'a subquery',
		schema: [
			orders,
			fillOrders,
			'CREATE TABLE items (id int PRIMARY KEY, order_id int, product int)',
			'INSERT INTO items SELECT g, g % 20000 + 1, g % 77 FROM generate_series(1, 60000) g',
		],
		pattern: 'SELECT (SELECT count(*) FROM items WHERE items.order_id = orders.id) FROM orders WHERE id = ?',
		missing: {table: 'items', columns: ['order_id']},
	},
	{
		name: 'a partial index does not serve',
		schema: [orders, fillOrders, "CREATE INDEX ON orders (user_id) WHERE state = 'open'"],
		pattern: 'SELECT * FROM orders WHERE user_id = ?',
		missing: {table: 'orders', columns: ['user_id']},
	},
	{
		name: 'an alias',
		schema: [orders, fillOrders],
		pattern: 'SELECT t.* FROM orders t WHERE t.note = ? AND t.state = ?',
		missing: {table: 'orders', columns: ['note']},
	},
	{name: 'what cannot be read', schema: [orders, fillOrders], pattern: 'SELECT * FROM gone WHERE id = ?', missing: null},
];
