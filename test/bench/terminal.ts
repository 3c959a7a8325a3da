import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {openTerminal, type Terminal} from '../support/terminal.ts';
import {startRegistered} from '../support/registered-service.ts';
import {bin, cleanEnv} from '../support/run-program.ts';
import {type Figure, median} from './figure.ts';

const size = {columns: 120, rows: 40};
const starts = 9;
const settledAfterMs = 90_000;

/**
 * What the monitor costs its user, at 120×40 over a registered service with traffic, polls every 30 s: start, bytes, CPU, keys, memory.
 * CPU and RSS come from /proc (Linux).
 */
export async function benchTerminal(): Promise<Figure[]> {
	await using service = await startRegistered();
	const traffic = setInterval(
		() =>
			void fetch(`${service.url}/api/items`).then(
				(answer) => answer.text(),
				() => undefined,
			),
		100,
	);
	const startedAt = performance.now();
	try {
		const firstFrames = await measureStarts(service.wire);
		const version = await measureExits(['--version']);
		// A service that has just started is judged anew every few seconds, which no day consists of.
		await pause(Math.max(0, settledAfterMs - (performance.now() - startedAt)));
		return [
			{
				figure: 'first full frame',
				value: median(firstFrames),
				unit: 'ms',
				budget: 300,
				how: `exec to the first frame with data in a pty, median of ${starts} (min ${Math.round(Math.min(...firstFrames))})`,
			},
			{
				figure: '--version',
				value: median(version),
				unit: 'ms',
				budget: 120,
				how: `exec to exit, median of ${starts} (min ${Math.round(Math.min(...version))})`,
			},
			...(await measureIdle(service.wire)),
		];
	} finally {
		clearInterval(traffic);
	}
}

function openMonitor(url: string): Terminal {
	return openTerminal(process.execPath, [bin, '--url', url], size);
}

const hasData = (screen: string) => /API +\S+ +\d/.test(screen);

async function measureStarts(url: string): Promise<number[]> {
	const times: number[] = [];
	for (let index = 0; index < starts; index++) {
		const startedAt = performance.now();
		await using terminal = openMonitor(url);
		await terminal.until(hasData);
		times.push(performance.now() - startedAt);
	}
	return times;
}

async function measureExits(args: string[]): Promise<number[]> {
	const times: number[] = [];
	for (let index = 0; index < starts; index++) {
		const startedAt = performance.now();
		await once(spawn(process.execPath, [bin, ...args], {env: cleanEnv(), stdio: 'ignore'}), 'exit');
		times.push(performance.now() - startedAt);
	}
	return times;
}

async function measureIdle(url: string): Promise<Figure[]> {
	await using terminal = openMonitor(url);
	await terminal.until(hasData);
	await pause(5000);
	const before = {bytes: Buffer.byteLength(terminal.bytes()), cpu: cpuSeconds(terminal.pid)};
	await pause(60_000);
	const bytes = Buffer.byteLength(terminal.bytes()) - before.bytes;
	const cpu = cpuSeconds(terminal.pid) - before.cpu;
	const rss = rssMegabytes(terminal.pid);
	const perKey = await measureKeys(terminal);
	return [
		{
			figure: 'bytes to the terminal',
			value: bytes / 1000,
			unit: 'kB/min',
			budget: 8,
			how: '120×40, polls every 30 s, data changing, 60 s after 5 s of settling, on a service up for 90 s',
		},
		{figure: 'CPU of the monitor', value: cpu, unit: 's/min', budget: 0.12, how: 'the same minute, user + system of the process'},
		{figure: 'memory of the monitor', value: rss, unit: 'MB', budget: 100, how: 'resident at the end of that minute'},
		{figure: 'bytes per arrow key', value: perKey, unit: 'B', budget: 600, how: 'mean of 20 cursor moves on Agents, Overview and Trends'},
	];
}

async function measureKeys(terminal: Terminal): Promise<number> {
	let keys = 0;
	let bytes = 0;
	for (const view of ['t', 'o']) {
		terminal.send(view);
		await pause(700);
		for (const key of ['\u001B[B', '\u001B[B', '\u001B[B', '\u001B[A', '\u001B[A']) {
			const before = terminal.bytes().length;
			terminal.send(key);
			await pause(250);
			bytes += Buffer.byteLength(terminal.bytes().slice(before));
			keys++;
		}
	}
	return bytes / keys;
}

function cpuSeconds(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) / 100;
}

function rssMegabytes(pid: number): number {
	return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

async function pause(ms: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, ms));
}
