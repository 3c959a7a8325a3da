import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {startRegistered, type RegisteredService} from '../support/registered-service.ts';
import {bin} from '../support/run-program.ts';
import {openTerminal, type Terminal, type TerminalOptions} from '../support/terminal.ts';

const sizes = [
	{columns: 60, rows: 20},
	{columns: 80, rows: 24},
	{columns: 160, rows: 50},
];

function openMonitor(url: string, options: TerminalOptions & {args?: string[]} = {}): Terminal {
	return openTerminal(process.execPath, [bin, '--url', url, '--interval', '2', ...(options.args ?? [])], options);
}

/** What a terminal must have been given back, whatever happened before. */
function expectRestored(terminal: Terminal): void {
	const bytes = terminal.bytes();
	expect(terminal.isAlternate()).toBe(false);
	expect(bytes.lastIndexOf('\u001B[?25h')).toBeGreaterThan(bytes.lastIndexOf('\u001B[?25l'));
	for (const mode of [1000, 1002, 1003, 1006, 1004, 2004])
		expect(bytes.lastIndexOf(`\u001B[?${mode}l`)).toBeGreaterThanOrEqual(bytes.lastIndexOf(`\u001B[?${mode}h`));
}

let service: RegisteredService;
let traffic: NodeJS.Timeout;
beforeAll(async () => {
	service = await startRegistered();
	traffic = setInterval(() => {
		for (const path of ['/api/items', '/api/items', '/api/slow'])
			fetch(service.url + path)
				.then((answer) => answer.text())
				.catch(() => undefined);
	}, 200);
});
afterAll(async () => {
	clearInterval(traffic);
	await service[Symbol.asyncDispose]();
});

test.each(sizes)('at $columns×$rows the overview shows real scores and never leaves its frame', async (size) => {
	await using terminal = openMonitor(service.wire, size);
	const screen = await terminal.until(/API +[✔●▲✖] +\d+/);
	const lines = screen.split('\n');
	expect(lines[0]).toContain('small');
	expect(lines.join('\n')).toMatch(/Performance +[✔●▲✖] +\d+/);
	expect(lines.at(-1)).toMatch(/help|\?/);
	terminal.send('q');
	expect(await terminal.ended()).toEqual({code: 0, signal: 0});
	expectRestored(terminal);
});

test('every view is one key away, and back', async () => {
	await using terminal = openMonitor(service.wire);
	await terminal.until(/API +[✔●▲✖] +\d+/);
	for (const [key, title] of [
		['a', /endpoints/],
		['J', /Jobs/i],
		['f', /Findings/i],
		['t', /24h/],
		['L', /Log/i],
		['?', /help/i],
	] as const) {
		terminal.send(key);
		await terminal.until(title);
		terminal.send(key === '?' ? '\u001B' : 'o');
		await terminal.until(/API +[✔●▲✖] +\d+/);
	}
});

test('a run is started by key, is shown while it goes on, and its findings are on the screen', async () => {
	await (await fetch(`${service.url}/api/broken`)).text();
	await using terminal = openMonitor(service.wire);
	await terminal.until(/API +[✔●▲✖] +\d+/);
	terminal.send('a');
	await terminal.until(/endpoints/);
	terminal.send('x');
	await terminal.until(/\d+ routes? asked|findings? in|1 critical|▲ 1|✖ 1/i, 30_000);
	terminal.send('f');
	await terminal.until(/GET \/api\/broken/);
});

test('a service that dies is told with since when, its numbers are marked as old, and its return is seen', async () => {
	await using own = await startRegistered();
	for (let index = 0; index < 30; index++) await (await fetch(`${own.url}/api/items`)).text();
	await using terminal = openMonitor(own.wire);
	await terminal.until(/API +[✔●▲✖] +\d+/);
	await own.kill();
	await terminal.until(/no answer for \d/);
	expect(terminal.screen()).toMatch(/was (excellent|good|warning|critical|unknown) at \d\d:\d\d:\d\d/);
	await own.restart();
	await terminal.until(/live/);
	await terminal.until((screen) => !screen.includes('no answer'));
});

describe('a server that', () => {
	let server: Server;
	let answer: (url: string) => {status: number; body: string};
	let url: string;
	beforeAll(async () => {
		server = createServer((request, response) => {
			const {status, body} = answer(request.url ?? '/');
			response.writeHead(status, {'content-type': 'text/html'}).end(body);
		});
		await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => server.close());

	test.each([
		['answers 500', {status: 500, body: 'boom'}],
		['answers a page for every path', {status: 200, body: '<!doctype html><title>shop</title>'}],
		['answers garbage', {status: 200, body: '{"overall": '}],
	])('%s is unreadable, not healthy', async (_, given) => {
		answer = () => given;
		await using terminal = openMonitor(url);
		const screen = await terminal.until(/unreadable|cannot be read|cannot read|not understood/i);
		expect(screen).not.toMatch(/\d+ +[✔●] (excellent|good)/);
		terminal.send('q');
		expect(await terminal.ended()).toEqual({code: 0, signal: 0});
	});
});

test.each([
	['Ctrl-C', (terminal: Terminal) => terminal.send('\u0003')],
	['SIGTERM', (terminal: Terminal) => terminal.signal('SIGTERM')],
	['SIGINT', (terminal: Terminal) => terminal.signal('SIGINT')],
	['SIGHUP', (terminal: Terminal) => terminal.signal('SIGHUP')],
	['SIGQUIT', (terminal: Terminal) => terminal.signal('SIGQUIT')],
])('%s leaves a clean terminal', async (_, end) => {
	await using terminal = openMonitor(service.wire);
	await terminal.until(/API +[✔●▲✖] +\d+/);
	end(terminal);
	await terminal.ended();
	expectRestored(terminal);
});

test('NO_COLOR draws without any colour, and an ASCII locale with ASCII only', async () => {
	await using terminal = openMonitor(service.wire, {env: {NO_COLOR: '1', LANG: 'C', LC_ALL: 'C'}});
	const screen = await terminal.until(/API +\S+ +\d+/);
	expect(screen).toMatch(/^[\n\u0020-\u007e]+$/);
	// oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
	expect(terminal.bytes()).not.toMatch(/\u001B\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m/);
});

test('a terminal that is too small still shows the worst status, the age and the way out; growing it brings the screen back', async () => {
	await using terminal = openMonitor(service.wire, {columns: 20, rows: 5});
	await terminal.until(/q/);
	await terminal.until(/just now|\d+ s old/);
	terminal.resize(80, 24);
	await terminal.until(/API +[✔●▲✖] +\d+/);
});

test('a terminal that cannot draw gets sentences', async () => {
	await using terminal = openMonitor(service.wire, {env: {TERM: 'dumb'}});
	await terminal.until(/small/);
	terminal.send('quit\r');
	expect(await terminal.ended()).toEqual({code: 0, signal: 0});
	// oxlint-disable-next-line no-control-regex -- no escape sequence may come
	expect(terminal.bytes()).not.toMatch(/\u001B/);
});

test('--read-only offers no run', async () => {
	await using terminal = openMonitor(service.wire, {args: ['--read-only']});
	await terminal.until(/API +[✔●▲✖] +\d+/);
	terminal.send('a');
	await terminal.until(/endpoints/);
	terminal.send('x');
	terminal.send('?');
	const help = await terminal.until(/help/i);
	expect(help).not.toMatch(/\bx\b.*run/);
});
