import {setTimeout as sleep} from 'node:timers/promises';
import {WebSocket} from 'ws';

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

/** Keeps the sockets of all watchers open until the signal aborts; `logIn` gives a user's cookie. */
export async function keepSockets(
	url: string,
	logIn: (user: string) => Promise<string>,
	random: () => number,
	signal: AbortSignal,
	stats: SocketStats,
): Promise<void> {
	await Promise.all(
		watchers.flatMap((user) =>
			Array.from({length: socketsOf[user] ?? 1}, (_, index) => keepOne(url, user, agentOf(user, index), logIn, random, signal, stats)),
		),
	);
}

/** The five sockets of one user come from one browser; two sockets of another come from two. */
const agentOf = (user: string, index: number): string =>
	socketsOf[user] === 2 ? `sample-shop-traffic (${device[index]})` : 'sample-shop-traffic (laptop)';

async function keepOne(
	url: string,
	user: string,
	userAgent: string,
	logIn: (user: string) => Promise<string>,
	random: () => number,
	signal: AbortSignal,
	stats: SocketStats,
): Promise<void> {
	while (!signal.aborted) {
		try {
			const socket = new WebSocket(`${url.replace(/^http/u, 'ws')}/live`, {
				headers: {cookie: await logIn(user), 'user-agent': userAgent},
				handshakeTimeout: 5000,
			});
			await stay(socket, 20_000 + 40_000 * random(), signal, stats);
		} catch {
			// The shop is away or restarting; the user comes back, as a page does.
		}
		await sleep(500 + 2500 * random(), undefined, {signal}).catch(() => {});
	}
}

/** Stays for a while and says goodbye; ends early when the other side goes first. */
async function stay(socket: WebSocket, ms: number, signal: AbortSignal, stats: SocketStats): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const leave = (): void => socket.close(1000);
	const timer = setTimeout(leave, ms);
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
