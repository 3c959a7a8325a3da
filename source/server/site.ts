import type {Clock} from '../basics/clock.ts';
import type {Answer, Call} from './answer.ts';
import type {Principal, Role} from './auth.ts';
import type {EventHub} from './event-hub.ts';
import type {MonitorView} from './monitor-view.ts';
import type {RateLimit} from './rate-limit.ts';

/** What all routes share. */
export interface Site {
	view: MonitorView;
	clock: Clock;
	hub: EventHub;
	triggers: RateLimit;
	/** Prefix that the service's own server put before our paths, or undefined where only a call can tell. */
	basePath: string | undefined;
	metricsPath: string | false;
}

/** One checked request on its way to a route. */
export interface Ask {
	call: Call;
	who: Principal;
	params: Params;
	now: number;
}

export type Params = Readonly<Record<string, string>>;

export interface Route {
	method: 'GET' | 'POST' | 'DELETE';
	/** Segments that begin with a colon are parameters. */
	path: string;
	needs: Role;
	answer(ask: Ask): Answer | Promise<Answer>;
}
