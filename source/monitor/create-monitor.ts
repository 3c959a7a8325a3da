import path from 'node:path';
import {agents as builtInAgents} from '../agents/registry.ts';
import type {Agent, ServiceView} from '../agents/define-agent.ts';
import {systemClock, type Clock} from '../basics/clock.ts';
import {EsaError} from '../basics/esa-error.ts';
import {version} from '../basics/version.ts';
import {createOrchestrator, type Orchestrator} from '../jobs/orchestrator.ts';
import type {JobQueue} from '../jobs/queue.ts';
import {openSqliteQueue} from '../jobs/sqlite-queue.ts';
import {checkRunner, type CheckFunction, type CheckOptions, type CheckRunner} from '../probes/checks.ts';
import {httpProbe, type HttpProbe} from '../probes/http-probe.ts';
import {observe} from '../probes/observe.ts';
import {poolOf} from '../probes/observe-pool.ts';
import {observeDatabase, type ObservedDatabase} from '../probes/queries/observe-database.ts';
import {otelSpanProcessor, type SpanProcessor} from '../probes/queries/otel.ts';
import {runContext} from '../probes/queries/run.ts';
import type {Probe} from '../probes/probe.ts';
import {processProbe} from '../probes/process-probe.ts';
import type {HealthReport} from '../protocol/report.ts';
import {createFetchHandler, type FetchHandler} from '../server/fetch-handler.ts';
import {createHandler, type Handler} from '../server/handler.ts';
import {listen, type Listening, type ListenOptions} from '../server/listen.ts';
import type {Token} from '../server/auth.ts';
import {readTokenFile, tokensFromEnvironment} from '../server/tokens.ts';
import type {HandlerOptions} from '../server/router.ts';
import {openStore} from '../store/open-store.ts';
import type {Store} from '../store/store.ts';
import {createAuditLog} from './audit-log.ts';
import {Judgement} from './judgement.ts';
import {LiveEvents} from './live-events.ts';
import {checkOptions, type MonitorOptions} from './options.ts';
import {QueryMonitor} from './queries.ts';
import {Sampler} from './sampler.ts';
import {Totals} from './totals.ts';
import {createView} from './view.ts';

/** A running monitor: what a service embeds. */
export interface Monitor {
	/** The wire for node:http and the frameworks on top of it: `app.use(esa.handler)`. */
	readonly handler: Handler;
	/** The same as `(request: Request) => Promise<Response>`. */
	readonly fetchHandler: FetchHandler;
	/** Runs `check` on its own timer, never inside a request. Throwing, rejecting, `false` or a timeout means down. */
	check(name: string, check: CheckFunction, options?: CheckOptions): void;
	/**
	 * Measures a database's pool or connection (pg, mysql2, better-sqlite3, node:sqlite, postgres.js) or a socket server; throws EsaError
	 * `unobservable` for what it does not know.
	 */
	observe(thing: unknown, options?: {name?: string}): void;
	/**
	 * Runs `work` as one context of its own, as a request is one: for jobs, consumers of queues and messages of sockets. Its queries are judged
	 * together under `name`. Returns what `work` returns.
	 */
	run<T>(name: string, work: () => T): T;
	/** A span processor for OpenTelemetry's SDK: its database spans become queries, where no driver can be observed. */
	spanProcessor(): SpanProcessor;
	/** Asks for a run of an agent; `by` is shown as who asked. False: there is no such agent. */
	trigger(agent: string, by: string): Promise<boolean>;
	/** Serves the wire on a port of its own. */
	listen(options?: Omit<ListenOptions, 'view' | 'tokens' | keyof HandlerOptions> & ListenExtras): Promise<Listening>;
	/** The last report. */
	report(): HealthReport;
	/** Stops measuring, hands running jobs back, closes store and listeners. */
	close(): Promise<void>;
}

interface ListenExtras {
	behindProxy?: boolean;
	allowedHosts?: readonly string[];
	tokenFile?: string;
	env?: Record<string, string | undefined>;
}

/**
 * Starts measuring this process and judging what is measured.
 * Throws EsaError `config` for options that mean nothing, and, unless `failOpen`, for a store that must not be touched.
 */
export async function createMonitor(options: MonitorOptions = {}): Promise<Monitor> {
	const agents = chooseAgents(options);
	checkOptions(options, agents);
	const tokens = options.tokenFile === undefined ? [] : await readTokenFile(options.tokenFile);
	const monitor = new ServiceMonitor(options, agents, tokens);
	await monitor.start();
	return monitor;
}

class ServiceMonitor implements Monitor {
	readonly handler: Handler;
	readonly fetchHandler: FetchHandler;
	readonly #options: MonitorOptions;
	readonly #tokens: readonly Token[];
	readonly #clock: Clock;
	readonly #store: Store;
	readonly #queue: JobQueue;
	readonly #orchestrator: Orchestrator;
	readonly #events = new LiveEvents();
	readonly #checks: CheckRunner;
	readonly #http: HttpProbe | undefined;
	readonly #queries: QueryMonitor | undefined;
	readonly #sampler: Sampler;
	readonly #judgement: Judgement;
	readonly #view: ReturnType<typeof createView>;
	readonly #audit: ReturnType<typeof createAuditLog>;
	readonly #listening: Listening[] = [];
	#closed: Promise<void> | undefined;

	constructor(options: MonitorOptions, agents: readonly Agent[], tokens: readonly Token[]) {
		this.#options = options;
		this.#tokens = tokens;
		const clock = options.clock ?? systemClock;
		this.#clock = clock;
		const name = options.name ?? path.basename(path.resolve(options.project ?? '.'));
		const {store, queue, file, warnings} = openStorage(options, clock);
		this.#store = store;
		this.#queue = queue;
		this.#checks = checkRunner({clock, onChange: () => this.#judgement.judge()});
		this.#http = options.measure === false ? undefined : httpProbe({clock});
		this.#queries = options.measure === false ? undefined : this.#watchQueries(options, store, clock);
		const measuring = this.#http === undefined || this.#queries === undefined ? [] : [this.#http, processProbe({clock}), this.#queries];
		const probes = [this.#checks, ...measuring];
		options.followDrivers?.((driver) => this.#observed(driver));
		this.#orchestrator = createOrchestrator({
			queue,
			agents,
			store,
			clock,
			service: serviceView(this.#http, this.#queries, options.project ?? '.'),
			options: options.agents ?? {},
			...(options.timeZone !== undefined && {timeZone: options.timeZone}),
		});
		const totals = new Totals();
		this.#judgement = new Judgement({
			store,
			queue,
			agents,
			clock,
			warnings,
			name,
			orchestrator: this.#orchestrator,
			checks: this.#checks,
			http: this.#http,
			events: this.#events,
			version: options.version ?? null,
			slo: options.slo ?? 0.999,
		});
		this.#sampler = new Sampler({
			probes,
			store,
			clock,
			totals,
			judge: () => this.#judgement.judge(),
			onTrouble: (message) => this.#warn(message),
		});
		this.#audit = createAuditLog(file === undefined ? undefined : `${file}.audit.ndjson`, (message) => this.#warn(message));
		this.#view = createView({
			name,
			version,
			store,
			queue,
			totals,
			orchestrator: this.#orchestrator,
			judgement: this.#judgement,
			sampler: this.#sampler,
			events: this.#events,
			audit: this.#audit,
			clock,
		});
		this.handler = createHandler(this.#view, this.#handlerOptions());
		this.fetchHandler = createFetchHandler(this.#view, this.#handlerOptions());
	}

	#watchQueries({project = '.', agents}: MonitorOptions, store: Store, clock: Clock): QueryMonitor {
		const run = (): void =>
			void this.trigger('queries', 'live').catch((error: unknown) => this.#warn(`No run of queries: ${String(error)}`));
		return new QueryMonitor({
			store,
			clock,
			options: agents?.['queries'],
			project: path.resolve(project),
			run,
			tell: (sentence) => this.#tell(sentence, 'info'),
		});
	}

	async start(): Promise<void> {
		this.#orchestrator.subscribe((event) => this.#events.publish(event));
		await this.#orchestrator.start();
		await this.#judgement.start();
		this.#sampler.start();
	}

	check(name: string, check: CheckFunction, options?: CheckOptions): void {
		this.#checks.add(name, check, options);
		this.#options.log?.(`checking ${name}`);
	}

	observe(thing: unknown, options?: {name?: string}): void {
		const database = observeDatabase(thing);
		if (database !== undefined) this.#observed(database);
		// A driver's pool is both: it sends queries, and it runs out of connections.
		if (database !== undefined && poolOf(thing) === undefined) return;
		const probe: Probe = observe(thing, options);
		this.#sampler.add(probe);
		this.#options.log?.(`observing ${probe.name}`);
	}

	#observed({name, unseen}: ObservedDatabase): void {
		if (unseen !== undefined) return this.#warn(`${name}: ${unseen}`);
		this.#queries?.watch(name);
		this.#options.log?.(`observing queries of ${name}`);
	}

	spanProcessor(): SpanProcessor {
		this.#queries?.watch('OpenTelemetry');
		return otelSpanProcessor();
	}

	run<T>(name: string, work: () => T): T {
		return runContext(name, work);
	}

	async trigger(agent: string, by: string): Promise<boolean> {
		return (await this.#orchestrator.trigger(agent, {by})) !== undefined;
	}

	async listen({env = {}, tokenFile, ...options}: Parameters<Monitor['listen']>[0] = {}): Promise<Listening> {
		const more = [...(tokenFile === undefined ? [] : await readTokenFile(tokenFile)), ...tokensFromEnvironment(env)];
		const listening = await listen({...this.#handlerOptions(), ...options, view: this.#view, tokens: [...this.#tokens, ...more]});
		// Closed before or meanwhile: nobody would ever close this one.
		if (this.#closed !== undefined) {
			await listening.close();
			throw new EsaError('closed', 'The monitor is closed and cannot listen any more: make another one with createMonitor().');
		}
		this.#listening.push(listening);
		return listening;
	}

	report(): HealthReport {
		return this.#view.snapshot().report;
	}

	close(): Promise<void> {
		return (this.#closed ??= this.#close());
	}

	async #close(): Promise<void> {
		this.#sampler.stop();
		this.handler.close();
		this.fetchHandler.close();
		await Promise.all(this.#listening.map((listening) => listening.close()));
		await this.#orchestrator.stop();
		await this.#audit.flush();
		await this.#queue.close();
		this.#store.close();
	}

	#handlerOptions(): HandlerOptions {
		const {allowedHosts, basePath, metricsPath} = this.#options;
		return {
			tokens: this.#tokens,
			clock: this.#clock,
			onError: (error) => this.#warn(`A request of the wire failed: ${error instanceof Error ? error.message : String(error)}`),
			...(allowedHosts !== undefined && {allowedHosts}),
			...(basePath !== undefined && {basePath}),
			...(metricsPath !== undefined && {metricsPath}),
		};
	}

	#warn(message: string): void {
		this.#tell(message, 'warning');
	}

	#tell(message: string, severity: 'info' | 'warning'): void {
		this.#events.publish({kind: 'log', at: new Date(this.#clock.now()).toISOString(), severity, message});
		this.#options.log?.(message);
	}
}

function chooseAgents({extraAgents = [], schedules = {}}: MonitorOptions): Agent[] {
	return [...builtInAgents, ...extraAgents].map((agent) => ({...agent, schedule: schedules[agent.name] ?? agent.schedule}));
}

/** Store and queue in one file; in memory, with the reason as a warning, where the file must not be touched and the service comes first. */
function openStorage(
	{store: file, failOpen = true}: MonitorOptions,
	clock: Clock,
): {store: Store; queue: JobQueue; file: string | undefined; warnings: string[]} {
	const chosen = file === undefined || file === ':memory:' ? undefined : path.resolve(file);
	try {
		const store = openStore({file: chosen, clock});
		const warnings = file === undefined ? ['History is kept in memory only and ends with the process: no store was given.'] : [];
		return {store, queue: openSqliteQueue({file: chosen ?? ':memory:', clock}), file: chosen, warnings};
	} catch (error) {
		if (!failOpen || !(error instanceof EsaError)) throw error;
		return {
			store: openStore({clock}),
			queue: openSqliteQueue({file: ':memory:', clock}),
			file: undefined,
			warnings: [`${error.message} Until then, history is kept in memory only.`],
		};
	}
}

function serviceView(http: HttpProbe | undefined, queries: QueryMonitor | undefined, project: string): ServiceView {
	return {
		origin: () => http?.origin(),
		routes: () => http?.routes() ?? [],
		project: path.resolve(project),
		...(queries !== undefined && {queries: queries.live()}),
	};
}
