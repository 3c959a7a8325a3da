import {setTimeout as sleep} from 'node:timers/promises';
import type {DatabaseSync} from 'node:sqlite';
import type {Route} from './router.ts';
import type {ShopCache, ShopParts} from './shop-parts.ts';

interface Product {
	id: number;
	category: number;
	name: string;
	price: number;
	left: number;
}

const dayMs = 86_400_000;
/** How long a product may be shown with an old price where nobody planted anything. */
const productTtlMs = 5000;
/** The campaign ends while the shop runs: banners answer the first visitors, and then nobody any more. */
const campaignMs = 6000;

export function catalogueRoutes(parts: ShopParts): Route[] {
	return [
		{method: 'GET', path: '/api/products', handle: () => cached(parts.cache, 'products', productTtlMs, () => listProducts(parts))},
		{method: 'GET', path: '/api/products/:id', handle: ({params}) => showProduct(parts, Number(params['id']))},
		{
			method: 'GET',
			path: '/api/categories',
			handle: () => cached(parts.cache, 'categories', dayMs, () => parts.database.prepare('SELECT id, name FROM categories').all()),
		},
		{method: 'GET', path: '/api/search', handle: ({query}) => search(parts, query.get('q') ?? '')},
		{method: 'GET', path: '/api/recommendations', handle: () => recommend(parts)},
		{method: 'GET', path: '/api/banners', handle: () => showBanner(parts)},
		{method: 'GET', path: '/api/export/products', handle: () => exportProducts(parts)},
		...(parts.has('swallowed-stores') ? [] : [{method: 'GET', path: '/v2/stores', handle: () => ({body: [{id: 1, name: 'Main Street'}]})}]),
	];
}

const columns = 'id, category, name, cents / 100.0 AS price, left';

function listProducts({database}: ShopParts): unknown {
	return database.prepare(`SELECT ${columns} FROM products ORDER BY id`).all();
}

/** A day is far too long for a price that changes every few seconds: the fault `stale-prices`. */
function showProduct(parts: ShopParts, id: number) {
	if (!Number.isSafeInteger(id)) return {status: 400, body: {error: 'a product has a whole number'}};
	const ttlMs = parts.has('stale-prices') ? dayMs : productTtlMs;
	return cached(parts.cache, `product:${id}`, ttlMs, () => parts.database.prepare(`SELECT ${columns} FROM products WHERE id = ?`).get(id));
}

/** Answers from the cache, else asks and remembers; what is not there is a 404 and not remembered. */
function cached(cache: ShopCache, key: string, ttlMs: number, read: () => unknown) {
	const known = cache.get(key);
	if (known !== undefined) return {body: known, type: 'application/json; charset=utf-8'};
	const value = read();
	if (value === undefined) return {status: 404, body: {error: 'no such product'}};
	cache.set(key, JSON.stringify(value), {ttl: ttlMs});
	return {body: value};
}

/** The fault `slow-search`: a supplier's stock is asked first, and the answer takes its time. It costs no CPU. */
async function search({database, random, has}: ShopParts, words: string) {
	if (words.trim() === '') return {status: 400, body: {error: 'q is required'}};
	if (has('slow-search')) await sleep(700 + 400 * random());
	const found = database.prepare(`SELECT ${columns} FROM products WHERE name LIKE ? LIMIT 10`).all(`%${words}%`) as unknown as Product[];
	countShown(database, found, has('counted-one-by-one'));
	return {body: found};
}

const count = 'ON CONFLICT (product) DO UPDATE SET times = times + excluded.times';

/** The fault `counted-one-by-one`: each product that a search shows is written with a statement of its own. */
function countShown(database: DatabaseSync, products: readonly Product[], oneByOne: boolean): void {
	if (products.length === 0) return;
	if (oneByOne) {
		for (const {id} of products) database.prepare(`INSERT INTO shown VALUES (?, 1) ${count}`).run(id);
		return;
	}
	const rows = products.map(() => '(?, 1)').join(', ');
	database.prepare(`INSERT INTO shown VALUES ${rows} ${count}`).run(...products.map(({id}) => id));
}

/** The fault `failing-recommendations`: one in fourteen is lost. */
function recommend({database, random, has}: ShopParts) {
	if (has('failing-recommendations') && random() < 0.07) throw new Error('the recommendation model is being replaced');
	return {body: database.prepare(`SELECT ${columns} FROM products WHERE id > ? LIMIT 3`).all(Math.floor(random() * 35))};
}

/** The fault `ended-banners`: the route is still called, and there is nothing behind it. */
function showBanner({clock, startedAt, has}: ShopParts) {
	if (has('ended-banners') && clock.now() - startedAt > campaignMs) return {status: 404, body: {error: 'no campaign'}};
	return {body: {text: 'Autumn week: chairs for less', product: 12}};
}

/** The fault `repeated-tax`: asked for anew for every row, and the answer is always the same. */
function readTax({database}: ShopParts): number {
	const {percent} = database.prepare('SELECT percent FROM taxes WHERE country = ?').get('DE') as {percent: number};
	return percent;
}

/** Half a second by right: a big file written row by row for an accountant. */
async function exportProducts(parts: ShopParts) {
	await sleep(500);
	const rows = listProducts(parts) as Product[];
	const tax = readTax(parts);
	const taxed = rows.map((row) => ({...row, gross: row.price * (1 + (parts.has('repeated-tax') ? readTax(parts) : tax) / 100)}));
	return {
		type: 'text/csv; charset=utf-8',
		body: ['id,name,price,gross', ...taxed.map(({id, name, price, gross}) => `${id},${name},${price},${gross.toFixed(2)}`)].join('\n'),
	};
}
