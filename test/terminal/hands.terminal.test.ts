import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {esaAnswers} from '../support/esa-answers.ts';
import {startHostileServer, type HostileServer} from '../support/hostile-server.ts';
import {bin, runProgram} from '../support/run-program.ts';
import {openTerminal, type Terminal, type TerminalOptions} from '../support/terminal.ts';

const titles = ['Slow query on orders', 'Missing route', 'Stale price'];
let server: HostileServer;
let folder: string;
beforeEach(async () => {
	server = await startHostileServer((request, response) => {
		const path_ = (request.url ?? '/').replace(/\?.*$/, '');
		const at = new Date().toISOString();
		const findings = titles.map((title, index) => ({
			id: `f${index}`,
			agent: 'endpoints',
			rule: 'rule',
			severity: 'warning',
			category: 'api',
			title,
			file: 'shop/orders.ts',
			line: 7 + index,
			evidence: [{label: title}],
			firstSeen: at,
			lastSeen: at,
			resolvedAt: null,
		}));
		const body = path_ === '/esa/v1/findings' ? {schemaVersion: 1, at, findings} : esaAnswers()[path_];
		response.writeHead(body === undefined ? 404 : 200, {'content-type': 'application/json'}).end(JSON.stringify(body ?? {}));
	});
	folder = mkdtempSync(path.join(tmpdir(), 'esa-health-hands-'));
});
afterEach(async () => {
	await server.close();
	rmSync(folder, {recursive: true, force: true});
});

async function openMonitor(options: TerminalOptions & {args?: string[]} = {}): Promise<Terminal> {
	const env = {EDITOR: undefined, VISUAL: undefined, TMUX: undefined, STY: undefined, ...options.env};
	const terminal = openTerminal(process.execPath, [bin, '--url', server.url, ...(options.args ?? [])], {...options, env});
	await terminal.until('live');
	return terminal;
}

async function leave(terminal: Terminal): Promise<void> {
	terminal.send('q');
	expect(await terminal.ended()).toEqual({code: 0, signal: 0});
}

const polls = () => server.requests.filter(({path: asked}) => asked === '/esa/v1/health').length;

describe('the editor', () => {
	test('that is not set, or is not there, costs one sentence', async () => {
		for (const [env, sentence] of [
			[{}, /No editor is set\. Set EDITOR to open shop\/orders\.ts:\d\./],
			[{EDITOR: 'no-such-editor'}, /The editor no-such-editor did not start: .*ENOENT/],
		] as const) {
			await using terminal = await openMonitor({env, columns: 120});
			terminal.send('f');
			await terminal.until('Missing route');
			terminal.send('e');
			await terminal.until(sentence);
			await leave(terminal);
		}
	});

	test('opens the file at its line on the same terminal, and the screen is there again after it', async () => {
		const script = path.join(folder, 'vi');
		writeFileSync(
			script,
			`#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/asked"\necho in the editor\nread -r line\necho "$line" > "${folder}/typed"\n`,
			{
				mode: 0o755,
			},
		);
		await using terminal = await openMonitor({env: {EDITOR: script}, cwd: folder});
		terminal.send('f');
		await terminal.until('Missing route');
		terminal.send('e');
		await terminal.until((screen) => !terminal.isAlternate() && screen.includes('in the editor'));
		terminal.send('quit\r');
		await terminal.until((screen) => terminal.isAlternate() && screen.includes('Missing route'));
		expect(readFileSync(path.join(folder, 'asked'), 'utf8')).toMatch(/^\+\d\n.*\/shop\/orders\.ts\n$/);
		expect(readFileSync(path.join(folder, 'typed'), 'utf8')).toBe('quit\n');
		await leave(terminal);
	});
});

test('y hands the finding to the clipboard of the terminal', async () => {
	await using terminal = await openMonitor();
	terminal.send('f');
	await terminal.until('Missing route');
	terminal.send('y');
	await terminal.until('Copied');
	// oxlint-disable-next-line no-control-regex -- the sequence is what is looked for
	const copied = /\u001B\]52;c;([\w+/=]*)\u0007/.exec(terminal.bytes())?.[1] ?? '';
	expect(Buffer.from(copied, 'base64').toString()).toMatch(/^(Slow query on orders|Missing route|Stale price)\nshop\/orders\.ts:\d\n\n\1$/);
	await leave(terminal);
});

test('a command typed on the palette does what its key does', async () => {
	await using terminal = await openMonitor();
	terminal.send(':');
	await terminal.until('Commands');
	terminal.send('findings');
	await terminal.until(/: findings/);
	terminal.send('\r');
	await terminal.until((screen) => screen.includes('Missing route') && !screen.includes('Commands'));
	await leave(terminal);
});

test('a filter shows what fits, stays after enter, and goes with esc', async () => {
	await using terminal = await openMonitor();
	terminal.send('f');
	await terminal.until('Missing route');
	terminal.send('/');
	terminal.send('stale');
	await terminal.until((screen) => screen.includes('Stale price') && !screen.includes('Missing route'));
	terminal.send('\r');
	await terminal.until(/1 of 3/);
	terminal.send('/');
	await terminal.until(/no filter/);
	terminal.send('\u001B');
	await terminal.until('Missing route');
	await leave(terminal);
});

test('space stops the polls, r asks once, space goes on at once', async () => {
	await using terminal = await openMonitor({args: ['--interval', '1']});
	await terminal.until(() => polls() > 1);
	terminal.send(' ');
	await terminal.until('paused');
	const before = polls();
	// Three intervals and a half; that nothing came is only seen by waiting.
	await new Promise((resolve) => setTimeout(resolve, 3500));
	expect(polls()).toBeLessThanOrEqual(before + 1);
	const paused = polls();
	terminal.send('r');
	while (polls() === paused) await new Promise((resolve) => setTimeout(resolve, 10));
	expect(polls()).toBe(paused + 1);
	terminal.send(' ');
	await terminal.until('live');
	while (polls() < paused + 3) await new Promise((resolve) => setTimeout(resolve, 10));
	await leave(terminal);
});

test('a storm of sizes from 20×5 to 400×120 ends in a whole screen of the last one', async () => {
	await using terminal = await openMonitor();
	const sizes = [
		[20, 5],
		[400, 120],
		[60, 20],
		[21, 7],
		[160, 50],
		[33, 11],
	] as const;
	for (let round = 0; round < 20; round++) for (const [columns, rows] of sizes) terminal.resize(columns, rows);
	for (const [columns, rows] of [...sizes, [100, 30] as const]) {
		terminal.resize(columns, rows);
		await terminal.until((screen) => {
			const lines = screen.split('\n');
			return (lines.at(-1)?.includes('q') ?? false) && /excellent|✔ *96/.test(screen) && lines.length === rows;
		});
	}
	const screen = await terminal.until(/API +✔ +96 excellent/);
	expect(screen.split('\n').filter((line) => line.includes('quit'))).toHaveLength(1);
	expect(screen.split('\n').filter((line) => line.includes('● live'))).toHaveLength(1);
	await leave(terminal);
});

describe('without a terminal', () => {
	test('on its output the monitor is one report', async () => {
		const {code, stdout} = await runProgram(['--url', server.url]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/96 excellent/);
		// oxlint-disable-next-line no-control-regex -- no escape sequence may come
		expect(stdout).not.toMatch(/\u001B/);
	});

	test('on its input it is one report too, and says why', async () => {
		await using terminal = openTerminal('/bin/sh', ['-c', `"${process.execPath}" "${bin}" --url ${server.url} < /dev/null`], {
			columns: 120,
		});
		expect(await terminal.ended()).toEqual({code: 0, signal: 0});
		expect(terminal.screen()).toMatch(/the keyboard is not a terminal, so this is one report/);
		expect(terminal.screen()).toMatch(/96 excellent/);
	});
});
