import {setTimeout as sleep} from 'node:timers/promises';
import type {ShopParts} from './shop-parts.ts';

/** A check as the shop offers it to a monitor: resolves when all is well, throws with the reason when not. */
export interface ShopCheck {
	name: string;
	title: string;
	category: 'database' | 'cache' | 'api';
	/** Can the shop not sell without it? */
	required: boolean;
	run(signal: AbortSignal): Promise<void>;
}

export function shopChecks(parts: ShopParts): ShopCheck[] {
	return [
		{name: 'db', title: 'database', category: 'database', required: true, run: async () => checkDatabase(parts)},
		{name: 'cache', title: 'product cache', category: 'cache', required: false, run: async () => checkCache(parts)},
		{name: 'supplier', title: 'supplier', category: 'api', required: false, run: (signal) => checkSupplier(parts, signal)},
	];
}

function checkDatabase({database}: ShopParts): void {
	const {products} = database.prepare('SELECT count(*) AS products FROM products').get() as {products: number};
	if (products === 0) throw new Error('the catalogue is empty');
}

/** Writes a value and reads it back. */
function checkCache({cache, clock}: ShopParts): void {
	const mark = String(clock.now());
	cache.set('check', mark, {ttl: 1000});
	if (cache.get('check') !== mark) throw new Error('a value just written is not there');
}

/** The fault `failing-supplier`: it refuses four times in five. */
async function checkSupplier({random, has}: ShopParts, signal: AbortSignal): Promise<void> {
	await sleep(20 + 30 * random(), undefined, {signal});
	if (has('failing-supplier') && random() < 0.8) throw new Error('the supplier answers 503');
}
