import {users} from './database.ts';
import {withSession} from './orders.ts';
import type {Reply, Route} from './router.ts';
import type {Session} from './sessions.ts';
import type {ShopParts} from './shop-parts.ts';

export function accountRoutes(parts: ShopParts): Route[] {
	return [
		{method: 'POST', path: '/api/session', handle: ({body}) => logIn(parts, body)},
		{method: 'GET', path: '/api/basket', handle: withSession((session) => ({body: showBasket(parts, session)}))},
		{method: 'POST', path: '/api/basket', handle: withSession((session, {body}) => changeBasket(parts, session, body))},
		{method: 'PATCH', path: '/api/basket', handle: withSession((session, {body}) => changeBasket(parts, session, body))},
		{
			method: 'DELETE',
			path: '/api/basket/:product',
			handle: withSession((session, {params}) => removeFromBasket(parts, session, params['product'])),
		},
		// The fault `shadowed-empty-basket`: the route above takes its requests.
		{method: 'DELETE', path: '/api/basket/all', handle: withSession((session) => emptyBasket(parts, session))},
		{method: 'GET', path: '/api/notifications', handle: () => ({body: []})},
		{
			method: 'GET',
			path: '/api/loyalty',
			handle: () => ({body: parts.has('placeholder-loyalty') ? {message: 'Not implemented'} : {points: 120}}),
		},
		{method: 'GET', path: '/api/savings', handle: () => ({body: savings(parts)})},
	];
}

function logIn({sessions}: ShopParts, body: unknown): Reply {
	const user = fieldOf(body, 'user');
	if (typeof user !== 'string' || !(users as readonly string[]).includes(user)) return {status: 403, body: {error: 'no such user'}};
	const session = sessions.open(user);
	return {status: 201, body: {user}, headers: {'set-cookie': `sid=${session.id}; HttpOnly; SameSite=Strict; Path=/`}};
}

function showBasket({database}: ShopParts, {basket}: Session): unknown {
	const read = database.prepare('SELECT id AS product, name, cents FROM products WHERE id IN (SELECT value FROM json_each(?))');
	const products = read.all(JSON.stringify([...basket.keys()])) as unknown as {product: number; name: string; cents: number}[];
	const items = products.map((one) => ({...one, count: basket.get(one.product) ?? 0}));
	return {items, total: items.reduce((sum, {cents, count}) => sum + cents * count, 0) / 100};
}

function changeBasket(parts: ShopParts, session: Session, body: unknown): Reply {
	const product = fieldOf(body, 'product');
	const count = fieldOf(body, 'count') ?? 1;
	const known = typeof product === 'number' && parts.database.prepare('SELECT 1 FROM products WHERE id = ?').get(product) !== undefined;
	if (!known || typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 99)
		return {status: 422, body: {error: 'which product, and how many?'}};
	session.basket.set(product, count);
	return {body: showBasket(parts, session)};
}

function removeFromBasket(parts: ShopParts, session: Session, product: string | undefined): Reply {
	if (!session.basket.delete(Number(product))) return {status: 404, body: {error: 'no such product in the basket'}};
	return {body: showBasket(parts, session)};
}

function emptyBasket(parts: ShopParts, session: Session): Reply {
	session.basket.clear();
	return {body: showBasket(parts, session)};
}

/** The fault `broken-savings`: a club that nobody has joined yet has spent nothing, and 0 / 0 is not a number. */
function savings({has}: ShopParts): unknown {
	const club = {spent: 0, regular: 0};
	const saved = Math.round((1 - club.spent / club.regular) * 100);
	return has('broken-savings') ? {saved: `${saved}%`, members: 3} : {saved: 'nothing yet', members: 3};
}

function fieldOf(body: unknown, name: string): unknown {
	return typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined;
}
