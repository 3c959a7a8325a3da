/**
 * A host process for the tests: an orchestrator on a shared file with one agent, `alpha`. Arguments: queue file, lease in ms, mode (`hang`: runs
 * until aborted; `quick`: one finding; `exit`: start and let the process end by itself). One line on stdout per thing that happens.
 */
import {z} from 'zod';
import {defineAgent} from '../../../source/agents/define-agent.ts';
import {systemClock} from '../../../source/basics/clock.ts';
import {createOrchestrator} from '../../../source/jobs/orchestrator.ts';
import {openSqliteQueue} from '../../../source/jobs/sqlite-queue.ts';
import {memoryStore} from '../../../source/store/memory-store.ts';

const [file = '', lease = '', mode = ''] = process.argv.slice(2);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const alpha = defineAgent({
	name: 'alpha',
	title: 'Alpha',
	schedule: '* * * * *',
	options: z.unknown(),
	async run({signal}) {
		say(`running ${Date.now()}`);
		if (mode === 'hang') {
			await new Promise<never>((_, reject) => {
				signal.addEventListener('abort', () => {
					say(`aborted ${Date.now()}`);
					reject(signal.reason as Error);
				});
			});
		}
		return {examined: {count: 1, what: 'runs'}, findings: [], summary: `by ${process.pid}`};
	},
	recommend: () => [],
});

const orchestrator = createOrchestrator({
	queue: openSqliteQueue({file, clock: systemClock}),
	agents: [alpha],
	store: memoryStore(),
	clock: systemClock,
	service: {origin: () => undefined, routes: () => []},
	leaseMs: Number(lease),
	timeZone: 'UTC',
});
await orchestrator.start();
say('started');
// Its own timers must not keep a service alive; the tests' hosts stay until they are killed.
if (mode !== 'exit') setInterval(() => undefined, 60_000);
