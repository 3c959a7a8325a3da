import {once} from 'node:events';
import {parseListen} from '../../basics/parse-listen.ts';
import {shopFolder} from '../../demo/frontend.ts';
import {startShop} from '../../demo/shop.ts';
import {startTraffic} from '../../demo/traffic.ts';
import {createMonitor, type Monitor} from '../../monitor/create-monitor.ts';
import {exitCodes} from '../exit-codes.ts';
import {untilSignal} from '../until-signal.ts';
import type {Settings} from '../settings.ts';

const ratePerSecond = 20;
/** The shop's database is in its own process and answers in microseconds: what wastes queries there wastes little time, and is shown all the same. */
const shopQueries = {minTotalMs: 0};
/** By then the traffic has been on every page once, and the service knows its routes. */
const firstAskMs = 8000;

/**
 * The demo's other half, started by it as a child process: the sample shop with a monitor embedded, and users who keep it busy. Tells its URL
 * over the channel to its parent, and ends with it.
 */
export async function demoService({listen, store}: Settings): Promise<number> {
	let esa: Monitor | undefined;
	const shop = await startShop({
		...parseListen(listen),
		middleware: (request, response, next) => (esa === undefined ? next() : esa.handler(request, response, next)),
	});
	esa = await createMonitor({name: 'shop', project: shopFolder(), agents: {queries: shopQueries}, ...(store !== undefined && {store})});
	for (const {name, ...check} of shop.checks) esa.check(name, (signal) => check.run(signal), check);
	esa.observe(shop.db);
	esa.observe(shop.wss);
	const traffic = await startTraffic({origin: shop.url, ratePerSecond});
	const firstAsk = setTimeout(() => void esa.trigger('endpoints', 'demo'), firstAskMs);
	// Before anybody can know of us, and so ask us to end.
	const ended = Promise.race([untilSignal(), once(process, 'disconnect')]);
	process.send?.({url: shop.url});
	await ended;
	clearTimeout(firstAsk);
	await traffic.stop();
	await esa.close();
	await shop.close();
	// Listening for its end keeps the channel, and with it this process, open.
	if (process.connected) process.disconnect();
	return exitCodes.done;
}
