/** A fault planted in the sample shop on purpose. `since`: the part of the program that brought its finder. */
export interface PlantedFault {
	id: string;
	/** What is wrong, as a person who found it would say it. */
	what: string;
	where: {file: string; route?: string};
	/** The probe or agent that must find it, and by what. */
	foundBy: {by: string; through: string};
	since: 'monitor' | 'api-paths' | 'queries' | 'sockets' | 'cache';
}

/** Every fault of the sample shop. A part of the program that learns to find more adds its own here, and its own test over them. */
export const faults = [
	{
		id: 'slow-search',
		what: 'the search waits most of a second for a supplier',
		where: {file: 'source/demo/catalogue.ts', route: 'GET /api/search'},
		foundBy: {by: 'http probe', through: 'api.latency'},
		since: 'monitor',
	},
	{
		id: 'failing-recommendations',
		what: 'recommendations answer 500 now and then',
		where: {file: 'source/demo/catalogue.ts', route: 'GET /api/recommendations'},
		foundBy: {by: 'http probe', through: 'api.errors'},
		since: 'monitor',
	},
	{
		id: 'blocking-report',
		what: 'the stock report blocks the event loop while it reads',
		where: {file: 'source/demo/reports.ts', route: 'GET /api/reports/stock'},
		foundBy: {by: 'process probe', through: 'process.loop'},
		since: 'monitor',
	},
	{
		id: 'failing-supplier',
		what: 'the supplier, which the shop can do without, does not answer',
		where: {file: 'source/demo/checks.ts'},
		foundBy: {by: 'check supplier', through: 'check-errors.supplier'},
		since: 'monitor',
	},
	{
		id: 'dropped-sockets',
		what: 'the shop drops some sockets without a closing handshake',
		where: {file: 'source/demo/live.ts', route: '/live'},
		foundBy: {by: 'websocket probe', through: 'websocket.closes'},
		since: 'monitor',
	},
	{
		id: 'placeholder-loyalty',
		what: 'the loyalty points were never built',
		where: {file: 'source/demo/account.ts', route: 'GET /api/loyalty'},
		foundBy: {by: 'endpoints', through: 'placeholder'},
		since: 'monitor',
	},
	{
		id: 'broken-savings',
		what: 'the savings divide by nothing and print NaN%',
		where: {file: 'source/demo/account.ts', route: 'GET /api/savings'},
		foundBy: {by: 'endpoints', through: 'broken-value'},
		since: 'monitor',
	},
	{
		id: 'swallowed-stores',
		what: 'the stores were never mounted, and the fallback for pages answers in their place',
		where: {file: 'source/demo/router.ts', route: 'GET /v2/stores'},
		foundBy: {by: 'endpoints', through: 'fallback'},
		since: 'monitor',
	},
	{
		id: 'ended-banners',
		what: 'the banners answer 404 once the campaign is over',
		where: {file: 'source/demo/catalogue.ts', route: 'GET /api/banners'},
		foundBy: {by: 'endpoints', through: 'gone'},
		since: 'monitor',
	},
	{
		id: 'missing-wishlist',
		what: 'the wish list page calls a route that does not exist',
		where: {file: 'source/demo/frontend/wishlist.js', route: 'GET /api/wishlist'},
		foundBy: {by: 'api-paths', through: 'missing'},
		since: 'api-paths',
	},
	{
		id: 'mismatched-basket',
		what: 'the basket page sends PUT where the shop takes PATCH',
		where: {file: 'source/demo/frontend/basket.js', route: 'PUT /api/basket'},
		foundBy: {by: 'api-paths', through: 'method-mismatch'},
		since: 'api-paths',
	},
	{
		id: 'swapped-empty-basket',
		what: 'the basket page gives path and method in the wrong order when it empties the basket',
		where: {file: 'source/demo/frontend/basket.js', route: 'DELETE /api/basket/all'},
		foundBy: {by: 'api-paths', through: 'swapped-arguments'},
		since: 'api-paths',
	},
	{
		id: 'shadowed-empty-basket',
		what: 'the route that empties the basket comes after one that takes its requests',
		where: {file: 'source/demo/account.ts', route: 'DELETE /api/basket/all'},
		foundBy: {by: 'api-paths', through: 'shadowed-route'},
		since: 'api-paths',
	},
	{
		id: 'repeated-order-queries',
		what: 'the order list asks the database once per order and once per item',
		where: {file: 'source/demo/orders.ts', route: 'GET /api/orders'},
		foundBy: {by: 'queries', through: 'n-plus-one'},
		since: 'queries',
	},
	{
		id: 'counted-one-by-one',
		what: 'a search writes one statement for each product that it shows',
		where: {file: 'source/demo/catalogue.ts', route: 'GET /api/search'},
		foundBy: {by: 'queries', through: 'write-loop'},
		since: 'queries',
	},
	{
		id: 'repeated-tax',
		what: 'the export asks for the same tax once per row',
		where: {file: 'source/demo/catalogue.ts', route: 'GET /api/export/products'},
		foundBy: {by: 'queries', through: 'repeated-identical'},
		since: 'queries',
	},
	{
		id: 'five-sockets',
		what: 'one user keeps five sockets open from one browser',
		where: {file: 'source/demo/traffic/sockets.ts', route: '/live'},
		foundBy: {by: 'sockets', through: 'redundant sockets'},
		since: 'sockets',
	},
	{
		id: 'stale-prices',
		what: 'products are cached for a day although prices change every few seconds',
		where: {file: 'source/demo/catalogue.ts', route: 'GET /api/products/:id'},
		foundBy: {by: 'cache', through: 'stale rate of product:#'},
		since: 'cache',
	},
] as const satisfies readonly PlantedFault[];

export type FaultId = (typeof faults)[number]['id'];

/** All of them: what the demo runs with. Those that `api-paths` finds are faults of the code itself: no option takes them out. */
export const allFaults: ReadonlySet<FaultId> = new Set(faults.map(({id}) => id));

/** What looks like a fault of the shop and is none: nobody may report these. */
export const lookAlikes = [
	{what: 'nobody has notifications, so the list is empty', route: 'GET /api/notifications', silent: 'endpoints'},
	{what: 'the export has always taken half a second', route: 'GET /api/export/products', silent: 'endpoints'},
	{what: 'orders need a session', route: 'GET /api/orders', silent: 'endpoints'},
	{what: 'pages are answered by the single-page app', route: 'GET /products', silent: 'endpoints'},
	{what: 'one order with its items takes two queries', route: 'GET /api/orders/:id', silent: 'queries'},
	{what: 'a basket of any size takes one query', route: 'GET /api/basket', silent: 'queries'},
	{what: 'an order writes all its items at once', route: 'POST /api/orders', silent: 'queries'},
	{what: 'categories are cached for a day and never change', route: 'GET /api/categories', silent: 'cache'},
	{what: 'the pages have addresses that are never requested', route: 'GET /wishlist', silent: 'api-paths'},
	{what: 'the stores are only mounted in some configurations', route: 'GET /v2/stores', silent: 'api-paths'},
	{what: 'a user is there on a phone and on a laptop', route: '/live', silent: 'sockets'},
] as const;
