import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {queryContexts} from '../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../source/probes/queries/query-feed.ts';
import {queryProbe} from '../../source/probes/queries/query-probe.ts';
import {type Figure, figureLines} from './figure.ts';

const distinctTexts = 100_000;
const queriesPerRequest = 20;
/** A day of 30-second windows, each with some requests. */
const windowsOfDay = 2880;
const requestsPerWindow = 10;
const mebibyte = 1024 * 1024;

// As with `node --expose-gc`, which a benchmark among others cannot ask for.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What seeing queries costs in memory: with very many texts, and over a day. */
export function benchQueriesMemory(): Figure[] {
	const probe = queryProbe({minRepeats: 5, slowMs: 500, onContext: () => undefined});
	probe.start();
	let id = 0;
	const requests = (count: number, textOf: (id: number) => string): void => {
		for (let request = 0; request < count; request++) sendRequest(`GET /route${request % 300}`, () => textOf(id++));
		probe.flush();
	};
	const bare = heapBytes();
	requests(distinctTexts / queriesPerRequest, distinctText);
	const withTexts = heapBytes();
	const hours: number[] = [];
	for (let window = 0; window < windowsOfDay; window++) {
		requests(requestsPerWindow, (at) =>
			at % 10 === 0 ? distinctText(at) : `SELECT * FROM orders WHERE user_id = $1 AND kind = ${at % 40}`,
		);
		probe.close(window * 30_000, (window + 1) * 30_000);
		if ((window + 1) % (windowsOfDay / 24) === 0) hours.push(heapBytes());
	}
	probe.stop();
	return [
		{
			figure: 'heap held by the query probe after 100,000 distinct texts',
			value: (withTexts - bare) / mebibyte,
			unit: 'MiB',
			budget: 20,
			how: `heap and buffers after garbage collection, in requests of ${queriesPerRequest} queries, repeated ones with their call sites`,
		},
		{
			figure: 'growth of the heap over a simulated day of queries',
			value: Math.max(0, average(hours.slice(-6)) - average(hours.slice(5, 11))) / mebibyte,
			unit: 'MiB',
			budget: 1,
			how: `${(windowsOfDay * requestsPerWindow * queriesPerRequest).toLocaleString('en')} queries, a tenth with a text never seen; the mean of the last 6 hours less that of the hours 6 to 11`,
		},
	];
}

function distinctText(id: number): string {
	return `SELECT t${id}.id, t${id}.name, t${id}.created_at FROM things_${id} AS t${id} WHERE t${id}.owner = $1 ORDER BY t${id}.created_at DESC`;
}

/** As an instrumentation of a driver tells it. */
function sendRequest(name: string, nextText: () => string): void {
	const context = queryFeed.open('request');
	queryContexts.run(context, () => {
		for (let at = 0; at < queriesPerRequest; at++) {
			const text = nextText();
			const values = at;
			queryFeed.end(
				queryFeed.begin('postgresql', text, values, context, queryFeed.siteOf(context, text, values, sendRequest)),
				context,
				1,
				undefined,
			);
		}
	});
	queryFeed.close(context, name);
}

function heapBytes(): number {
	for (let round = 0; round < 3; round++) collectGarbage();
	const {heapUsed, external} = process.memoryUsage();
	return heapUsed + external;
}

function average(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

if (import.meta.main) console.log(figureLines(benchQueriesMemory()).join('\n'));
