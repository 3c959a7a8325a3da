import {channel} from 'node:diagnostics_channel';
import {EventEmitter} from 'node:events';
import {type HttpProbe, httpProbe} from '../../source/probes/http-probe.ts';
import {type Figure, median} from './figure.ts';

const rounds = 9;
const requestsPerRound = 300_000;
const started = channel('http.server.request.start');
const finished = channel('http.server.response.finish');

interface Message {
	request: object;
	response: object;
	socket: object;
	server: object;
}

/** What the HTTP probe adds to a request, in a tight loop over node's own channel objects. One probe for all cases, as in a service. */
export async function benchHttpProbe(): Promise<Figure[]> {
	const probe = httpProbe();
	const router = {baseUrl: '/api', route: {path: '/orders/:id'}};
	return [
		costFigure(probe, 'a static path', (at) => messageFor('/api/orders', at)),
		costFigure(probe, 'a path with an id', (at) => messageFor(`/api/orders/${at}`, at)),
		costFigure(probe, 'an Express route in a mounted router', (at) => messageFor(`/api/orders/${at}`, at, router)),
	];
}

function costFigure(probe: HttpProbe, label: string, message: (at: number) => Message): Figure {
	const messages = Array.from({length: 1000}, (_, at) => message(at));
	const bare = medianRound(messages);
	probe.start();
	const probed = medianRound(messages);
	probe.close(0, 0);
	probe.stop();
	return {
		figure: `HTTP probe per request, ${label}`,
		value: Math.round(probed - bare),
		unit: 'ns',
		budget: 250,
		how: `CPU in a tight loop over node's channels, median of ${rounds} rounds of ${requestsPerRound.toLocaleString('en')} requests, less the empty loop`,
	};
}

function medianRound(messages: readonly Message[]): number {
	round(messages);
	return median(Array.from({length: rounds}, () => round(messages)));
}

/** Nanoseconds of this thread's CPU per request: what other programs do meanwhile is not in it. Publishes as node does, only where somebody listens. */
function round(messages: readonly Message[]): number {
	const before = process.threadCpuUsage();
	for (let done = 0; done < requestsPerRound; done++) {
		const {request, response, socket, server} = messages[done % messages.length]!;
		if (started.hasSubscribers) started.publish({request, response, socket, server});
		if (finished.hasSubscribers) finished.publish({request, response, socket, server});
	}
	const {user, system} = process.threadCpuUsage(before);
	return ((user + system) * 1000) / requestsPerRound;
}

const listener = {address: () => ({address: '127.0.0.1', family: 'IPv4', port: 3000})};
const sockets = Array.from({length: 100}, () => Object.assign(new EventEmitter(), {readableEnded: false, errored: null}));
const rawHeaders = ['Host', '127.0.0.1:3000', 'Connection', 'keep-alive', 'Accept', '*/*', 'User-Agent', 'bench'];

function messageFor(path: string, at: number, express: object = {}): Message {
	// As the parser makes them: flat strings of their own, not literals that V8 knows already.
	const url = Buffer.from(path).toString('latin1');
	const request = {method: 'GET', url, originalUrl: url, rawHeaders, ...express};
	return {request, response: {statusCode: 200}, socket: sockets[at % sockets.length]!, server: listener};
}
