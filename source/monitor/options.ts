import {z} from 'zod';
import {EsaError} from '../basics/esa-error.ts';
import type {Clock} from '../basics/clock.ts';
import type {Agent} from '../agents/define-agent.ts';
import type {ObservedDatabase} from '../probes/queries/observe-database.ts';

/** How a monitor is made. */
export interface MonitorOptions {
	/** How the service is called on the screen. Default: the name of the folder. */
	name?: string;
	/** The service's own version, shown beside its name. */
	version?: string;
	/** SQLite file of history and jobs; `:memory:` (the default) forgets with the process, and the report says so. */
	store?: string;
	/**
	 * What a store file that must not be touched (corrupt, or written by a newer release) means: true (the default) goes on in memory with a warning
	 * in the report, since a service must not stop for its monitor; false throws.
	 */
	failOpen?: boolean;
	/** The project's folder, for agents that read code. Default: the working directory. */
	project?: string;
	/** False: this process is not the service; only agents run. Default true. */
	measure?: boolean;
	/** Share of requests that may fail by their 5xx or broken answers, as objective. Default 0.999. */
	slo?: number;
	/** Options by agent. */
	agents?: Record<string, Record<string, unknown>>;
	/** Cron expression or `manual` by agent, instead of its default. */
	schedules?: Record<string, string>;
	/** IANA time zone of the schedules. Default: the machine's. */
	timeZone?: string;
	/** More agents than the built-in ones. */
	extraAgents?: readonly Agent[];
	/** Lines of `name:role:token` in a file of mode 0600; without tokens only this machine itself is served. */
	tokenFile?: string;
	/** Names under which the service is reached (`shop.example.com`), for the Host check. */
	allowedHosts?: readonly string[];
	/** Where Prometheus reads; false leaves the path to the service. Default `/metrics`. */
	metricsPath?: string | false;
	/** Mount point of the handler where the framework does not tell, such as `/ops`. */
	basePath?: string;
	/** Told in one line of what happens: what `observe` recognised, runs, trouble. Default: nobody. */
	log?: (line: string) => void;
	/** Of `register`: sees drivers as the service loads them, and tells of each. */
	followDrivers?: (tell: (driver: ObservedDatabase) => void) => void;
	clock?: Clock;
}

const Checked = z.object({
	name: z.string().min(1).max(200).optional(),
	store: z.string().min(1).optional(),
	slo: z.number().gt(0).lt(1).optional(),
	schedules: z.record(z.string(), z.string()).optional(),
	agents: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

/** Refuses options that mean nothing with an EsaError `config`, at start rather than in silence. */
export function checkOptions(options: MonitorOptions, agents: readonly Agent[]): void {
	const parsed = Checked.safeParse(options);
	if (!parsed.success) throw unusable([], parsed.error);
	const known = agents.map(({name}) => name);
	for (const name of [...Object.keys(options.schedules ?? {}), ...Object.keys(options.agents ?? {})]) {
		if (!known.includes(name)) throw new EsaError('config', `There is no agent "${name}"; there are ${known.join(', ')}.`);
	}
	for (const agent of agents) checkAgentOptions(agent, options.agents?.[agent.name]);
}

/** By the agent's own schema, before anything else reads them. */
function checkAgentOptions({name, options}: Agent, given: unknown): void {
	if (given === undefined) return;
	const parsed = options.safeParse(given);
	if (!parsed.success) throw unusable(['agents', name], parsed.error);
}

function unusable(above: readonly string[], {issues: [issue]}: z.ZodError): EsaError {
	return new EsaError('config', `createMonitor: "${[...above, ...(issue?.path ?? [])].join('.')}": ${issue?.message}.`);
}
