import type {DatabaseSync} from 'node:sqlite';
import {placeOrder} from './database.ts';
import type {Asked, Reply, Route} from './router.ts';
import type {Session} from './sessions.ts';
import type {ShopParts} from './shop-parts.ts';

interface OrderRow {
	id: number;
	placedAt: number;
}

interface ItemRow {
	orderId: number;
	product: number;
	name: string;
	count: number;
}

export function orderRoutes(parts: ShopParts): Route[] {
	return [
		{method: 'GET', path: '/api/orders', handle: withSession((session) => ({body: listOrders(parts, session.user)}))},
		{
			method: 'GET',
			path: '/api/orders/:id',
			handle: withSession((session, {params}) => showOrder(parts, session.user, Number(params['id']))),
		},
		{method: 'POST', path: '/api/orders', handle: withSession((session) => order(parts, session))},
	];
}

/** Turns a visitor without a session away. */
export function withSession(handle: (session: Session, asked: Asked) => Reply): Route['handle'] {
	return (asked) => (asked.session === undefined ? {status: 401, body: {error: 'log in first'}} : handle(asked.session, asked));
}

function listOrders({database, has}: ShopParts, user: string): unknown[] {
	const orders = database
		.prepare('SELECT id, placedAt FROM orders WHERE user = ? ORDER BY placedAt DESC')
		.all(user) as unknown as OrderRow[];
	return has('repeated-order-queries') ? withItemsOneByOne(database, orders) : withItemsAtOnce(database, orders);
}

/** The fault `repeated-order-queries`: one query per order, and one per item for its name. */
function withItemsOneByOne(database: DatabaseSync, orders: readonly OrderRow[]): unknown[] {
	return orders.map((one) => {
		const items = database.prepare('SELECT orderId, product, count FROM items WHERE orderId = ?').all(one.id) as unknown as ItemRow[];
		const named = items.map((item) => ({...item, ...database.prepare('SELECT name FROM products WHERE id = ?').get(item.product)}));
		return {...one, items: named};
	});
}

function withItemsAtOnce(database: DatabaseSync, orders: readonly OrderRow[]): unknown[] {
	const marks = orders.map(() => '?').join(', ');
	const sql = `SELECT orderId, product, name, count FROM items JOIN products ON products.id = product WHERE orderId IN (${marks})`;
	const items = database.prepare(sql).all(...orders.map(({id}) => id)) as unknown as ItemRow[];
	const byOrder = Map.groupBy(items, ({orderId}) => orderId);
	return orders.map((one) => ({...one, items: byOrder.get(one.id) ?? []}));
}

/** Two queries for one order: not every second query is one too many. */
function showOrder({database}: ShopParts, user: string, id: number): Reply {
	const one = database.prepare('SELECT id, placedAt FROM orders WHERE id = ? AND user = ?').get(id, user) as unknown as
		| OrderRow
		| undefined;
	return one === undefined ? {status: 404, body: {error: 'no such order'}} : {body: withItemsAtOnce(database, [one])[0]};
}

function order({database, clock}: ShopParts, session: Session): Reply {
	if (session.basket.size === 0) return {status: 409, body: {error: 'the basket is empty'}};
	const items = [...session.basket].map(([product, count]) => ({product, count}));
	const id = placeOrder(database, session.user, items, clock.now());
	session.basket.clear();
	return {status: 201, body: {id}};
}
