import {execFileSync} from 'node:child_process';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {startHostileServer, type HostileServer} from '../support/hostile-server.ts';
import {bin} from '../support/run-program.ts';
import {openTerminal, type Terminal, type TerminalOptions} from '../support/terminal.ts';

let server: HostileServer;
beforeAll(async () => {
	server = await startHostileServer('good');
});
afterAll(async () => server.close());

async function openMonitor(options: TerminalOptions & {args?: string[]} = {}): Promise<Terminal> {
	const terminal = openTerminal(process.execPath, [bin, '--url', server.url, ...(options.args ?? [])], options);
	await terminal.until('live');
	return terminal;
}

function expectRestored(terminal: Terminal): void {
	const bytes = terminal.bytes();
	expect(terminal.isAlternate()).toBe(false);
	expect(bytes.lastIndexOf('\u001B[?25h')).toBeGreaterThan(bytes.lastIndexOf('\u001B[?25l'));
	for (const mode of [1049, 2004, 2026])
		expect(bytes.lastIndexOf(`\u001B[?${mode}l`)).toBeGreaterThanOrEqual(bytes.lastIndexOf(`\u001B[?${mode}h`));
}

async function untilGone(pid: number): Promise<void> {
	const deadline = Date.now() + 10_000;
	while (isAlive(pid)) {
		if (Date.now() > deadline) throw new Error(`${pid} is still there.`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** A dead child that nobody has waited for is gone all the same. */
function isAlive(pid: number): boolean {
	try {
		return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], {encoding: 'utf8'})
			.trim()
			.startsWith('Z');
	} catch {
		// `ps` found no such process.
		return false;
	}
}

test.each([
	['q', (terminal: Terminal) => terminal.send('q'), 0],
	['Ctrl-C', (terminal: Terminal) => terminal.send('\u0003'), 0],
	['Ctrl-\\', (terminal: Terminal) => terminal.send('\u001C'), 0],
	['SIGHUP', (terminal: Terminal) => terminal.signal('SIGHUP'), 129],
	['SIGINT', (terminal: Terminal) => terminal.signal('SIGINT'), 130],
	['SIGQUIT', (terminal: Terminal) => terminal.signal('SIGQUIT'), 131],
	['SIGTERM', (terminal: Terminal) => terminal.signal('SIGTERM'), 143],
])('%s ends the monitor with its code and a clean terminal', async (_, end, code) => {
	await using terminal = await openMonitor();
	end(terminal);
	expect(await terminal.ended()).toEqual({code, signal: 0});
	expectRestored(terminal);
});

test('q leaves at once while a server is silent', async () => {
	const silent = await startHostileServer('silence');
	await using terminal = openTerminal(process.execPath, [bin, '--url', silent.url]);
	await terminal.until(/connecting/i);
	terminal.send('q');
	expect(await terminal.ended(2000)).toEqual({code: 0, signal: 0});
	expectRestored(terminal);
	await silent.close();
});

describe('a fault of our own', () => {
	/** A preload that breaks something the program needs, at a signal that nothing else listens to. */
	function faultAtSignal(fault: string): string {
		const script = `process.on('SIGUSR2', () => { const fail = () => { throw new Error('planted fault'); }; ${fault}; });`;
		return `--import=data:text/javascript,${encodeURIComponent(script)}`;
	}

	test.each([
		['in what a view draws', 'Array.prototype.toSorted = fail'],
		['in what everything drawn is measured with', 'Intl.Segmenter.prototype.segment = fail'],
		['in a timer', 'setTimeout(fail)'],
		['in a promise', 'Promise.resolve().then(fail)'],
	])('%s is told on a clean terminal, and the exit code says so', async (_, fault) => {
		await using terminal = await openMonitor({env: {NODE_OPTIONS: faultAtSignal(fault)}});
		terminal.signal('SIGUSR2');
		terminal.send('a');
		expect(await terminal.ended()).toEqual({code: 1, signal: 0});
		expectRestored(terminal);
		expect(terminal.screen()).toMatch(/esa-health stopped because of a fault of its own: planted fault/);
		expect(terminal.screen()).not.toContain('    at ');
	});

	test('is told with its place by --debug', async () => {
		await using terminal = await openMonitor({args: ['--debug'], env: {NODE_OPTIONS: faultAtSignal('setTimeout(fail)')}});
		terminal.signal('SIGUSR2');
		expect((await terminal.ended()).code).toBe(1);
		expect(terminal.screen()).toMatch(/planted fault[\s\S]*\n {4}at /);
	});

	test('is the exit code of the demo too', async () => {
		await using terminal = openTerminal(process.execPath, [bin, 'demo'], {env: {NODE_OPTIONS: faultAtSignal('setTimeout(fail)')}});
		await terminal.until('live', 30_000);
		terminal.signal('SIGUSR2');
		expect((await terminal.ended()).code).toBe(1);
		expectRestored(terminal);
	});
});

test('a terminal that is closed leaves no orphan', async () => {
	await using terminal = await openMonitor();
	const {pid} = terminal;
	expect(isAlive(pid)).toBe(true);
	terminal.close();
	await untilGone(pid);
});

test('a shell that is killed takes the monitor with it', async () => {
	await using terminal = openTerminal('/bin/sh', ['-c', `"${process.execPath}" "${bin}" --url ${server.url}; true`]);
	await terminal.until('live');
	const child = Number(execFileSync('ps', ['-o', 'pid=', '--ppid', String(terminal.pid)], {encoding: 'utf8'}).trim());
	expect(isAlive(child)).toBe(true);
	terminal.signal('SIGKILL');
	await untilGone(child);
});

test('Ctrl-Z goes to the shell with a clean terminal, fg comes back to a living screen', async () => {
	await using terminal = openTerminal('/bin/bash', ['--norc', '--noprofile', '--noediting', '-i'], {
		env: {PS1: 'shell> ', HISTFILE: undefined},
	});
	await terminal.until('shell>');
	terminal.send(`"${process.execPath}" "${bin}" --url ${server.url}\r`);
	await terminal.until('live');
	for (let round = 0; round < 2; round++) {
		terminal.send('\u001A');
		await terminal.until(/Stopped/);
		expectRestored(terminal);
		terminal.send('fg\r');
		await terminal.until((screen) => terminal.isAlternate() && screen.includes('live'));
		terminal.send('a');
		await terminal.until(/last runs/);
		terminal.send('o');
		await terminal.until(/What to do/);
	}
	terminal.send('q');
	await terminal.until((screen) => !terminal.isAlternate() && /shell> $/m.test(`${screen.trimEnd()} `));
	terminal.send('echo "code $?"\r');
	await terminal.until(/^code 0/m);
	expectRestored(terminal);
});
