import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {esaAnswers, esaReport} from './esa-answers.ts';

/** A server on a free port of the loopback that misbehaves in one named way; `become` changes it while it runs. */
export interface HostileServer {
	url: string;
	/** Every request so far: method, path and headers. */
	requests: {method: string; path: string; headers: IncomingMessage['headers']}[];
	become(behaviour: Behaviour | Answer): void;
	close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, self: HostileServer) => void;

/** What a hostile string carries: everything that could steer a terminal, hide text or reverse it. */
export const poison =
	'\u001B[2J\u001B[31mred\u001B[0m \u001B]52;c;ZXZpbA==\u0007 \u001B]8;;http://evil.test\u001B\\link\u001B]8;;\u001B\\ \u009B2J\u0090q\u009C ' +
	'\u202Eright\u2066to\u2069left\u200Bzero\uFEFF\u{E0041}tag\uD800 \u0000\u0007\u0008\u007F\r\nline\ttab';

/** Strings wherever a report has room for one, keys and ids too. */
function poisonedReport(text: string) {
	const at = new Date().toISOString();
	const report = esaReport(at);
	const [first, ...others] = report.categories;
	const issue = {id: `i${text}`, severity: 'critical', title: `issue ${text}`, signal: null, since: null};
	const component = {
		id: text,
		title: `component ${text}`,
		category: 'api',
		status: 'down',
		required: true,
		latencyMs: 1,
		detail: text,
		at,
		since: at,
	};
	return {
		...report,
		[text]: text,
		service: {...report.service, name: `shop ${text}`, version: text},
		categories: [{...first, title: `API ${text}`, reason: text, issues: [issue]}, ...others],
		components: [component],
		warnings: [`warning ${text}`],
	};
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
	response.writeHead(status, {'content-type': 'application/json', ...headers}).end(body);
}

/** Answers the report's path with `main` and everything else as a good server would. */
function onHealth(main: Answer): Answer {
	return (request, response, self) => (pathOf(request) === '/esa/v1/health' ? main(request, response, self) : good(request, response));
}

function always(status: number, body: string, headers: Record<string, string> = {}): Answer {
	return (_request, response) => send(response, status, body, headers);
}

function pathOf({url}: IncomingMessage): string {
	return (url ?? '/').replace(/\?.*$/, '');
}

function good(request: IncomingMessage, response: ServerResponse): void {
	const body = esaAnswers()[pathOf(request)];
	send(response, body === undefined ? 404 : 200, JSON.stringify(body ?? {error: 'not found'}));
}

/** Sends a piece again and again until the other side has had enough. */
function drip(socket: Socket | ServerResponse, piece: string, everyMs: number): void {
	const timer = setInterval(() => socket.write(piece), everyMs);
	socket.once('close', () => clearInterval(timer));
	socket.on('error', () => clearInterval(timer));
}

const changed = (change: (report: ReturnType<typeof esaReport>) => unknown): Answer =>
	onHealth((_request, response) => send(response, 200, JSON.stringify(change(esaReport(new Date().toISOString())))));

const webPage = '<!doctype html><html><head><title>Shop \u202E\u001B[31m</title></head><body><div id="root"></div></body></html>';

/** Every way in which a server can be bad to a monitor. */
export const behaviours = {
	good,
	'escape sequences': onHealth((_request, response) => send(response, 200, JSON.stringify(poisonedReport(poison)))),
	'escape sequences in an error body': always(500, `Internal error ${poison}`, {'content-type': 'text/plain; charset=utf-8'}),
	'megabyte strings': onHealth((_request, response) => send(response, 200, JSON.stringify(poisonedReport('x'.repeat(300_000))))),
	'deep JSON': onHealth((_request, response) =>
		send(response, 200, `{"schemaVersion":1,"overall":${'['.repeat(5_000)}${']'.repeat(5_000)}}`),
	),
	'wrong types': changed((report) => ({...report, overall: {...report.overall, score: '96'}})),
	'a score of 1e999': onHealth((_request, response) =>
		send(response, 200, JSON.stringify(esaReport(new Date().toISOString())).replace('"score":96', '"score":1e999')),
	),
	'NaN in JSON': onHealth((_request, response) => send(response, 200, '{"schemaVersion":1,"overall":{"score":NaN},"categories":[]}')),
	'a score of 140': changed((report) => ({...report, overall: {...report.overall, score: 140}})),
	'a newer protocol': changed((report) => ({...report, schemaVersion: 2})),
	'words of a newer version': changed((report) => ({
		...report,
		future: [1],
		overall: {...report.overall, status: 'sublime', rule: 'vote'},
	})),
	'prototype names': onHealth((_request, response) =>
		send(
			response,
			200,
			JSON.stringify(esaReport(new Date().toISOString())).replace(
				'{',
				'{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
			),
		),
	),
	'prototype names of components': always(
		200,
		'{"status":"UP","components":{"__proto__":{"status":"DOWN"},"constructor":{"status":"UP"},"toString":{"status":"UP"}}}',
	),
	'a redirect loop': (_request, response) => response.writeHead(302, {location: '/again'}).end(),
	'a redirect to another origin': (_request, response) => response.writeHead(302, {location: 'http://other.test:81/esa/v1/health'}).end(),
	'redirects within the origin': (request, response, self) => {
		const path = pathOf(request);
		if (path.startsWith('/moved')) good(Object.assign(request, {url: path.slice('/moved'.length)}), response);
		else response.writeHead(307, {location: `${self.url}/moved${request.url}`}).end();
	},
	'an endless body': onHealth((_request, response) => {
		response.writeHead(200, {'content-type': 'application/json'}).write('"');
		const piece = 'x'.repeat(65_536);
		const pump = (): void => {
			while (response.writable && response.write(piece));
			response.once('drain', pump);
		};
		pump();
	}),
	'a body said to be endless': always(200, '{}', {'content-length': '9000000000'}),
	'a body that drips': onHealth((_request, response) => {
		response.writeHead(200, {'content-type': 'application/json'});
		drip(response, ' ', 20);
	}),
	'a body that stops': onHealth((_request, response) =>
		response.writeHead(200, {'content-type': 'application/json'}).write('{"schemaVersion"'),
	),
	'headers that drip': ({socket}) => {
		socket.write('HTTP/1.1 200 OK\r\n');
		drip(socket, 'x-slow: 1\r\n', 20);
	},
	silence: () => {},
	'a reset before the answer': ({socket}) => socket.resetAndDestroy(),
	'a reset in the middle of the body': onHealth((_request, response) => {
		response.writeHead(200, {'content-type': 'application/json', 'content-length': '10000'}).write('{"schemaVersion":1,', () => {
			response.socket?.resetAndDestroy();
		});
	}),
	'a byte order mark': onHealth((_request, response) =>
		send(response, 200, `\uFEFF${JSON.stringify(esaReport(new Date().toISOString()))}`),
	),
	'garbage chunks': ({socket}) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n\u001B[31m\r\n'),
	'something that is not HTTP': ({socket}) => socket.end('SSH-2.0-OpenSSH_9.2\u001B]0;title\u0007\r\n'),
	'broken JSON': onHealth((_request, response) => send(response, 200, `{"schemaVersion": 1, oops ${poison}`)),
	'a web app': (_request, response) => send(response, 200, webPage, {'content-type': 'text/html; charset=utf-8'}),
	'204': (_request, response) => response.writeHead(204).end(),
	'503 with a report': onHealth((_request, response) => send(response, 503, JSON.stringify(esaReport(new Date().toISOString())))),
	'503 of terminus': always(
		503,
		'{"status":"error","info":{},"error":{"db":{"status":"down","message":"ECONNREFUSED"}},"details":{"db":{"status":"down","message":"ECONNREFUSED"}}}',
	),
	'500 without sense': always(500, 'Internal Server Error', {'content-type': 'text/plain'}),
	'401': always(
		401,
		JSON.stringify({schemaVersion: 1, at: new Date(0).toISOString(), error: {code: 'unauthorised', message: `Send a token. ${poison}`}}),
	),
	'421': always(421, '{}'),
	'429 with seconds': always(429, '{}', {'retry-after': '120'}),
	'429 with a date': (_request, response) =>
		send(response, 429, '{}', {date: 'Sun, 22 Nov 2026 20:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 20:01:30 GMT'}),
	'an old report': changed((report) => ({...report, at: new Date(Date.now() - 600_000).toISOString()})),
	'a report without its parts': (request, response) =>
		pathOf(request) === '/esa/v1/health' ? good(request, response) : send(response, 500, 'oops'),
	'a plain OK': (request, response) => send(response, pathOf(request) === '/healthz' ? 200 : 404, 'OK\n', {'content-type': 'text/plain'}),
	'the platform API': (request, response) => {
		const body = platformAnswers[pathOf(request)];
		send(response, body === undefined ? 404 : 200, JSON.stringify(body ?? {}));
	},
} satisfies Record<string, Answer>;

export type Behaviour = keyof typeof behaviours;

/** As the platform's own server answers. */
export const platformAnswers: Record<string, object> = {
	'/api/admin/platform-health': {
		overall: 98,
		metrics: [
			{category: 'API Health', score: 97, status: 'excellent', issues: []},
			{category: 'Database', score: 71, status: 'warning', issues: ['Slow query on orders']},
			{category: 'Cache', score: null, status: 'unknown', issues: []},
			{category: 'Billing', score: 88, status: 'good', issues: []},
		],
		trends: {day: -4, week: 2.5, month: '+3%'},
	},
	'/api/smart-agents/status': {
		initialized: true,
		agents: {'106': {name: 'API Path Agent', schedule: 'hourly'}, '109': {name: 'Cache Agent', schedule: 'daily'}},
	},
};

/** Starts a server with a behaviour on the loopback; the port is a free one unless given, as for a server that comes back. */
export async function startHostileServer(behaviour: Behaviour | Answer, atPort = 0): Promise<HostileServer> {
	let current = answerOf(behaviour);
	const server = createServer((request, response) => {
		self.requests.push({method: request.method ?? '', path: request.url ?? '', headers: request.headers});
		current(request, response, self);
	});
	await new Promise<void>((resolve) => server.listen(atPort, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;
	const self: HostileServer = {
		url: `http://127.0.0.1:${port}`,
		requests: [],
		become: (next) => (current = answerOf(next)),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return self;
}

function answerOf(behaviour: Behaviour | Answer): Answer {
	return typeof behaviour === 'string' ? behaviours[behaviour] : behaviour;
}
