import {setTimeout as sleep} from 'node:timers/promises';
import {WebSocket} from 'ws';
import type {Pace} from './pace.ts';

/** How many sockets a user has. Two are a phone and a laptop; five from one browser are the fault `five-sockets`. */
const socketsOf: Record<string, number> = {ann: 5, ben: 2};
/** Only some users leave the page open long enough to have any. */
const watchers: readonly string[] = ['ann', 'ben', 'cleo', 'dina', 'emil', 'fay'];
const device = ['laptop', 'phone'];

/** Counts sockets of all watchers. */
export interface SocketStats {
	open: number;
	opened: number;
	/** Closed without a closing handshake (1006). */
	lost: number;
}

/** What the watchers need of the world. */
export interface Watching {
	url: string;
	/** Opens a session; resolves to its cookie. */
	logIn(user: string): Promise<string>;
	pace: Pace;
	random: () => number;
	signal: AbortSignal;
	stats: SocketStats;
}

/** Keeps the sockets of all watchers open until the signal aborts. */
export async function keepSockets(watching: Watching): Promise<void> {
	const sockets = watchers.flatMap((user) =>
		Array.from({length: socketsOf[user] ?? 1}, (_, index) => keepOne(watching, user, agentOf(user, index))),
	);
	await Promise.all(sockets);
}

/** The five sockets of one user come from one browser; two sockets of another come from two. */
const agentOf = (user: string, index: number): string => `sample-shop-traffic (${socketsOf[user] === 2 ? device[index] : 'laptop'})`;

async function keepOne(watching: Watching, user: string, userAgent: string): Promise<void> {
	const {url, pace, random, signal} = watching;
	while (!signal.aborted) {
		try {
			const headers = {cookie: await watching.logIn(user), 'user-agent': userAgent};
			await pace.turn(signal);
			await stay(new WebSocket(`${url.replace(/^http/u, 'ws')}/live`, {headers, handshakeTimeout: 5000}), watching);
		} catch {
			// The shop is away or restarting; the user comes back, as a page does.
		}
		await sleep(500 + 2500 * random(), undefined, {signal}).catch(() => {});
	}
}

/** Stays for a while and says goodbye; ends early when the other side goes first. */
async function stay(socket: WebSocket, {random, signal, stats}: Watching): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const leave = (): void => socket.close(1000);
	const timer = setTimeout(leave, 20_000 + 40_000 * random());
	const abort = (): void => socket.terminate();
	signal.addEventListener('abort', abort, {once: true});
	socket.once('open', () => {
		stats.open++;
		stats.opened++;
		socket.once('close', (code) => {
			stats.open--;
			if (code === 1006 && !signal.aborted) stats.lost++;
		});
	});
	// `close` always follows.
	socket.on('error', () => {});
	socket.once('close', () => resolve());
	await promise;
	clearTimeout(timer);
	signal.removeEventListener('abort', abort);
}
