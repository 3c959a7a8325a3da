import type {z} from 'zod';
import type {Clock} from '../basics/clock.ts';
import type {Finding} from '../protocol/findings.ts';
import type {Examined, Progress} from '../protocol/jobs.ts';
import type {Recommendation} from '../protocol/report.ts';
import type {Store} from '../store/store.ts';
import type {LiveQueries} from './queries/live.ts';

/** What a run may touch. Anything else it needs comes in through its options. */
export interface AgentContext<Options> {
	options: Options;
	store: Store;
	clock: Clock;
	/** Aborts on cancel, timeout and shutdown; a run obeys it. */
	signal: AbortSignal;
	progress: (progress: Progress) => void;
	/** What the service is known to answer on, learned from its traffic: origin and route templates. */
	service: ServiceView;
}

/** What the monitor has learned of the service it sits in; empty where nothing is known. */
export interface ServiceView {
	/** Where the service listens, such as `http://127.0.0.1:3000`; undefined until known. */
	origin(): string | undefined;
	/** Routes seen in traffic (or given), most used first. */
	routes(): readonly KnownRoute[];
	/** The folder of the service's code, absolute; left out where none is known. */
	project?: string;
	/** What is known of the service's queries; left out where nothing of the process is measured. */
	queries?: LiveQueries;
}

export interface KnownRoute {
	method: string;
	/** Route template, `/api/orders/:id`. */
	route: string;
	/** A concrete path without query, known only where the template has no parameters. */
	path: string | undefined;
	count: number;
	/** Of those, how many were answered with a status under 400; left out where that is not counted. */
	answered?: number;
}

export interface AgentResult {
	examined: Examined;
	findings: Finding[];
	/** One line for people: `31 routes asked, 2 findings`. */
	summary: string;
}

export interface Agent<Options = unknown> {
	/** The slug: `endpoints`. */
	name: string;
	number?: number;
	title: string;
	/** The category whose score its findings are evidence for. */
	category: string;
	/** Cron expression, or `manual`. */
	schedule: string;
	/** Also runs this long after the monitor started, so that it has something to look at; null: only on its schedule. */
	startDelayMs: number | null;
	/** True if a run changes anything outside the monitor's own store. */
	writes: boolean;
	timeoutMs: number;
	maxAttempts: number;
	options: z.ZodType<Options>;
	run(context: AgentContext<Options>): Promise<AgentResult>;
	/** Pure: what to do about open findings. `pointsRegained` is filled in by the judge of the whole report. */
	recommend(findings: readonly Finding[]): Omit<Recommendation, 'pointsRegained'>[];
}

/** Gives an agent its defaults and its types; throws nothing. */
export function defineAgent<Options>(
	agent: Pick<Agent<Options>, 'name' | 'title' | 'schedule' | 'options' | 'run' | 'recommend'> & Partial<Agent<Options>>,
): Agent<Options> {
	return {category: 'agents', startDelayMs: null, writes: false, timeoutMs: 300_000, maxAttempts: 3, ...agent};
}
