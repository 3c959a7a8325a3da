import {availableParallelism, loadavg} from 'node:os';
import {type Figure, figureLines, isWithin} from './figure.ts';

/**
 * `npm run bench [NAME…]`: prints every measured figure against its budget. CPU, bytes and counts can be trusted on a noisy machine; times are upper
 * bounds. Ends with code 1 when a figure is over its budget.
 */
const benches: Record<string, () => Promise<Figure[]>> = {
	terminal: async () => (await import('./terminal.ts')).benchTerminal(),
	soak: async () => (await import('./soak.ts')).benchSoak(),
	probe: async () => (await import('./http-probe.ts')).benchHttpProbe(),
	wire: async () => (await import('./wire.ts')).benchWire(),
	store: async () => (await import('./store.ts')).benchStore(),
	jobs: async () => (await import('./jobs.ts')).benchJobs(),
	demo: async () => (await import('./demo.ts')).benchDemo(),
	queries: async () => (await import('./queries.ts')).benchQueries(),
	'api-paths': async () => (await import('./api-paths.ts')).benchApiPaths(),
};

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(benches);
console.log(
	`Node ${process.versions.node}, ${availableParallelism()} cores, load ${loadavg()
		.map((load) => load.toFixed(1))
		.join(' ')}\n`,
);
let isOver = false;
for (const name of names) {
	const bench = benches[name];
	if (bench === undefined) throw new Error(`There is no bench "${name}"; there are ${Object.keys(benches).join(', ')}.`);
	const figures = await bench();
	isOver ||= figures.some((figure) => !isWithin(figure));
	console.log(`${name}\n${figureLines(figures).join('\n')}\n`);
}
process.exitCode = isOver ? 1 : 0;
