import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {bin, runProgram} from '../support/run-program.ts';
import {openTerminal} from '../support/terminal.ts';

test('without a terminal the demo prints one report of what it measured and exits 0', async () => {
	const {code, stdout} = await runProgram(['demo'], {timeoutMs: 60_000});
	expect(code).toBe(0);
	expect(stdout).toMatch(/API +\d+/);
	expect(stdout).toContain('What to do');
}, 70_000);

test('the demo in a terminal shows numbers, finds planted faults, and tells when its service is killed and back', async () => {
	await using terminal = openTerminal(process.execPath, [bin, 'demo', '--interval', '2'], {columns: 100, rows: 30});
	await terminal.until(/API +[✔●▲✖] +\d+/, 30_000);
	await terminal.until(/Performance +[✔●▲✖] +\d+/);
	terminal.send('f');
	await terminal.until(/GET \/api\/loyalty/, 60_000);
	terminal.send('o');
	// Two keys in one piece would be taken for a paste, which ends nothing.
	await terminal.until('What to do');
	terminal.send('q');
	expect(await terminal.ended()).toEqual({code: 0, signal: 0});
}, 120_000);

test('an installed demo, which has no source maps, finds its planted loops at their lines', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'esa-health-installed-'));
	const dist = path.join(folder, 'node_modules/esa-health/dist');
	cpSync(path.dirname(bin), dist, {recursive: true, filter: (from) => !from.endsWith('.map')});
	cpSync(path.join(bin, '../../package.json'), path.join(dist, '../package.json'));
	await using terminal = openTerminal(process.execPath, [path.join(dist, 'bin.js'), 'demo'], {columns: 120, rows: 40});
	await terminal.until('What to do', 30_000);
	terminal.send('f');
	const found = /N\+1: items .* orders\.ts:(\d+)/;
	const line = Number(found.exec(await terminal.until(found, 60_000))![1]);
	expect(readFileSync(path.join(dist, 'demo/orders.ts'), 'utf8').split('\n')[line - 1]).toContain('FROM items');
	terminal.send('q');
	await terminal.ended();
	rmSync(folder, {recursive: true, force: true});
}, 120_000);

test('the sample service ends by itself when it is told to, without being killed', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'esa-health-demo-service-'));
	const child = spawn(process.execPath, [bin, 'demo-service', '--listen', '127.0.0.1:0', '--store', path.join(folder, 'demo.db')], {
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	await once(child, 'message');
	child.kill('SIGTERM');
	const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
	expect(await once(child, 'exit')).toEqual([0, null]);
	clearTimeout(late);
	rmSync(folder, {recursive: true, force: true});
});

test.each(['SIGTERM', 'SIGHUP'] as const)('a demo that is ended by %s leaves no files behind', async (signal) => {
	const folder = mkdtempSync(path.join(tmpdir(), 'esa-health-demo-folder-'));
	await using terminal = openTerminal(process.execPath, [bin, 'demo'], {env: {TMPDIR: folder}});
	await terminal.until('live', 30_000);
	// Node's compile cache is there too, and stays.
	const own = () => readdirSync(folder).filter((name) => name.startsWith('esa-health'));
	expect(own()).toHaveLength(1);
	terminal.signal(signal);
	await terminal.ended();
	expect(own()).toEqual([]);
	rmSync(folder, {recursive: true, force: true});
});
