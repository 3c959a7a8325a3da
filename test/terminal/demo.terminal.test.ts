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
	terminal.send('q');
	expect(await terminal.ended()).toEqual({code: 0, signal: 0});
}, 120_000);
