import type {Route} from './router.ts';
import type {ShopParts} from './shop-parts.ts';

const blockMs = 150;

export function reportRoutes({database, has}: ShopParts): Route[] {
	return [
		{
			method: 'GET',
			path: '/api/reports/stock',
			handle() {
				if (has('blocking-report')) readSynchronously();
				return {body: database.prepare('SELECT count(*) AS products, sum(left) AS "left", min(left) AS fewest FROM products').get()};
			},
		},
	];
}

/**
 * The fault `blocking-report`: what a synchronous read from a slow network disk does to a service. The event loop stands still, and no CPU
 * is used, so that the demo stays light.
 */
function readSynchronously(): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, blockMs);
}
