import {DatabaseSync} from 'node:sqlite';

const categories = ['Lamps', 'Chairs', 'Tables', 'Shelves'];
const materials = ['Oak', 'Steel', 'Linen', 'Glass', 'Cork', 'Brass', 'Ash', 'Wool', 'Clay', 'Paper'];
export const users = ['ann', 'ben', 'cleo', 'dina', 'emil', 'fay', 'gus', 'hana', 'ivo', 'june', 'kim', 'leo'] as const;

/** Opens the shop's database; an empty one is filled with 40 products and five orders per user. */
export function openDatabase(file: string, random: () => number, now: number): DatabaseSync {
	const database = new DatabaseSync(file);
	database.exec(`
		PRAGMA journal_mode = WAL;
		PRAGMA synchronous = NORMAL;
		CREATE TABLE IF NOT EXISTS categories (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
		CREATE TABLE IF NOT EXISTS products (id INTEGER PRIMARY KEY, category INTEGER NOT NULL REFERENCES categories, name TEXT NOT NULL, cents INTEGER NOT NULL, left INTEGER NOT NULL);
		CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, user TEXT NOT NULL, placedAt INTEGER NOT NULL);
		CREATE TABLE IF NOT EXISTS items (orderId INTEGER NOT NULL REFERENCES orders ON DELETE CASCADE, product INTEGER NOT NULL REFERENCES products, count INTEGER NOT NULL);
		CREATE TABLE IF NOT EXISTS taxes (country TEXT PRIMARY KEY, percent INTEGER NOT NULL);
		INSERT OR IGNORE INTO taxes VALUES ('AT', 20), ('CH', 8), ('DE', 19);
		CREATE TABLE IF NOT EXISTS shown (product INTEGER PRIMARY KEY REFERENCES products, times INTEGER NOT NULL);
		CREATE INDEX IF NOT EXISTS ordersByUser ON orders (user, placedAt);
		CREATE INDEX IF NOT EXISTS itemsByOrder ON items (orderId);
	`);
	const {count} = database.prepare('SELECT count(*) AS count FROM products').get() as {count: number};
	if (count === 0) fill(database, random, now);
	return database;
}

function fill(database: DatabaseSync, random: () => number, now: number): void {
	const below = (limit: number): number => Math.floor(random() * limit);
	const category = database.prepare('INSERT INTO categories (name) VALUES (?)');
	const product = database.prepare('INSERT INTO products (category, name, cents, left) VALUES (?, ?, ?, ?)');
	database.exec('BEGIN');
	for (const [index, name] of categories.entries()) {
		category.run(name);
		for (const material of materials)
			product.run(index + 1, `${material} ${name.slice(0, -1).toLowerCase()}`, 900 + below(20_000), 5 + below(60));
	}
	const day = 86_400_000;
	for (const user of users) {
		for (let order = 0; order < 5; order++) {
			const items = Array.from({length: 1 + below(3)}, () => ({
				product: 1 + below(categories.length * materials.length),
				count: 1 + below(2),
			}));
			placeOrder(database, user, items, now - below(30) * day);
		}
	}
	database.exec('COMMIT');
}

const mostOrders = 20;

/** Stores an order and forgets all but the user's newest 20: the shop may run for weeks. */
export function placeOrder(database: DatabaseSync, user: string, items: readonly {product: number; count: number}[], now: number): number {
	const {lastInsertRowid} = database.prepare('INSERT INTO orders (user, placedAt) VALUES (?, ?)').run(user, now);
	const rows = items.map(() => '(?, ?, ?)').join(', ');
	database
		.prepare(`INSERT INTO items (orderId, product, count) VALUES ${rows}`)
		.run(...items.flatMap(({product, count}) => [lastInsertRowid, product, count]));
	database
		.prepare(
			'DELETE FROM orders WHERE user = ? AND id NOT IN (SELECT id FROM orders WHERE user = ? ORDER BY placedAt DESC, id DESC LIMIT ?)',
		)
		.run(user, user, mostOrders);
	return Number(lastInsertRowid);
}
