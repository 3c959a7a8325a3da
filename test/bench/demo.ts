import {startShop} from '../../source/demo/shop.ts';
import {startTraffic} from '../../source/demo/traffic.ts';
import {seededRandom} from '../support/seeded-random.ts';

const measureMs = 20_000;
const settleMs = 2000;

/** What the sample shop and its traffic take of one core: they must not be what a person's machine is busy with. */
export async function benchDemo(): Promise<{figure: string; value: number; unit: string; budget: number; how: string}[]> {
	const shop = await startShop({random: seededRandom(1)});
	const traffic = await startTraffic({origin: shop.url, random: seededRandom(2)});
	await pause(settleMs);
	const before = {cpu: process.cpuUsage(), at: performance.now(), requests: traffic.stats().requests};
	await pause(measureMs);
	const cpu = process.cpuUsage(before.cpu);
	const seconds = (performance.now() - before.at) / 1000;
	const rate = (traffic.stats().requests - before.requests) / seconds;
	await traffic.stop();
	await shop.close();
	return [
		{
			figure: 'sample shop with its traffic',
			value: Math.round(((cpu.user + cpu.system) / 1e6 / seconds) * 1000) / 1000,
			unit: 'cores',
			budget: 0.25,
			how: `process.cpuUsage over ${Math.round(seconds)} s at ${rate.toFixed(1)} requests/s, all faults planted, server and users in one process, no monitor`,
		},
	];
}

const pause = async (ms: number): Promise<void> => {
	await new Promise((resolve) => setTimeout(resolve, ms));
};
