import {systemClock, type Clock} from '../basics/clock.ts';
import type {Connection, Format, Poll} from './connection.ts';
import {createCalls} from './esa-calls.ts';
import {liveEvents} from './live-events.ts';
import {createLink} from './poll-once.ts';
import {parseTarget, plaintextWarning} from './target.ts';
import {defaultTimeouts, type Timeouts} from './timeouts.ts';
import {createTransport} from './transport.ts';

export interface ConnectOptions {
	/** Sent as a bearer token to the exact origin of the URL and nowhere else. */
	token?: string;
	clock?: Clock;
	/** How the server is to be understood; found out from its answers unless given. */
	format?: Format;
	timeouts?: Partial<Timeouts>;
	/** How often somebody polls: a report older than two intervals (at least a minute) is stale. */
	intervalMs: number;
	/** `esa-health/VERSION`: by its beginning a service leaves our polls out of its own numbers. */
	userAgent?: string;
}

/** A connection to the server at a URL as a person types it. Nothing is sent before the first call. Throws EsaError `bad-url`. */
export function connect(url: string, options: ConnectOptions): Connection {
	const target = parseTarget(url);
	const {token, format, intervalMs, clock = systemClock, userAgent = 'esa-health/client'} = options;
	const timeouts = {...defaultTimeouts, ...options.timeouts};
	const transport = createTransport({origin: target.origin, token, userAgent, timeouts, clock});
	const hasToken = token !== undefined;
	const link = createLink({target, transport, format, hasToken, intervalMs, timeouts, clock});
	const warning = hasToken ? plaintextWarning(target) : undefined;
	return {
		url: target.url,
		poll: async (signal) => withWarning(await link.poll(signal), warning),
		...createCalls({link, transport, origin: target.origin, hasToken}),
		events: (signal) => liveEvents({link, transport}, signal),
		close: async () => transport.close(),
	};
}

function withWarning(poll: Poll, warning: string | undefined): Poll {
	if (warning === undefined || (poll.kind !== 'fresh' && poll.kind !== 'stale')) return poll;
	const {report} = poll.reading;
	return {...poll, reading: {...poll.reading, report: {...report, warnings: [...report.warnings, warning]}}};
}
