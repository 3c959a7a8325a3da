import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {getHeapStatistics} from 'node:v8';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Probe} from '../../source/probes/probe.ts';
import {processProbe} from '../../source/probes/process-probe.ts';
import type {Sample} from '../../source/store/store.ts';
import {ManualClock} from '../support/manual-clock.ts';
import {closeWindow} from '../support/probe-window.ts';

let probe: Probe;
beforeEach(() => {
	probe = processProbe();
	probe.start();
});
afterEach(() => probe.stop());

/** Keeps the event loop from turning. */
function block(ms: number): void {
	const end = performance.now() + ms;
	while (performance.now() < end);
}

const mean = (sample: Sample | undefined) => sample!.sum / sample!.n;
/** Lets the probe's timer turn, so that it has something to measure from. */
const turns = async () => vi.waitFor(() => expect(closeWindow(probe).get('process.loop')?.n).toBeGreaterThan(0));

describe('the process probe', () => {
	test('has every series, each within its range', async () => {
		await turns();
		await new Promise((resolve) => setTimeout(resolve, 100));
		const window = closeWindow(probe, 7000);
		expect([...window.keys()].toSorted()).toEqual([
			'process.cpu',
			'process.elu',
			'process.gc',
			'process.heap',
			'process.loop',
			'process.rss',
		]);
		for (const sample of window.values()) {
			expect(sample.t).toBe(7000);
			expect(sample.min).toBeLessThanOrEqual(sample.sum / sample.n);
			expect(sample.max).toBeGreaterThanOrEqual(sample.sum / sample.n);
		}
		for (const share of ['process.elu', 'process.gc', 'process.heap']) {
			expect(window.get(share)!.min).toBeGreaterThanOrEqual(0);
			expect(window.get(share)!.max).toBeLessThanOrEqual(1);
		}
		expect(mean(window.get('process.rss'))).toBeGreaterThan(10_000_000);
		expect(mean(window.get('process.heap'))).toBeCloseTo(getHeapStatistics().used_heap_size / getHeapStatistics().heap_size_limit, 1);
	});

	test('a block of the loop is in the delay and the utilisation of its window and of no other', async () => {
		await turns();
		// The timer that measures has to turn once after the window began.
		await new Promise((resolve) => setTimeout(resolve, 60));
		block(300);
		await new Promise((resolve) => setTimeout(resolve, 30));
		const window = closeWindow(probe);
		expect(window.get('process.loop')!.max).toBeGreaterThan(250);
		expect(mean(window.get('process.elu'))).toBeGreaterThan(0.2);
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(closeWindow(probe).get('process.loop')!.max).toBeLessThan(250);
	});

	test('CPU is in cores: a quarter second of it in one second is at least 0.25', () => {
		const clock = new ManualClock();
		const timed = processProbe({clock});
		timed.start();
		const before = process.cpuUsage();
		while (process.cpuUsage(before).user + process.cpuUsage(before).system < 250_000);
		clock.advance(1000);
		const cores = mean(closeWindow(timed).get('process.cpu'));
		timed.stop();
		expect(cores).toBeGreaterThanOrEqual(0.25);
		expect(cores).toBeLessThan(1);
	});

	test('time in garbage collection shows as a share', async () => {
		let kept: object[] = [];
		for (let at = 0; at < 2_000_000; at++) {
			kept.push({at});
			if (kept.length === 300_000) kept = [];
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(mean(closeWindow(probe).get('process.gc'))).toBeGreaterThan(0);
	});

	test('a window in which no time passed has no shares', () => {
		const still = processProbe({clock: new ManualClock()});
		still.start();
		const window = closeWindow(still);
		still.stop();
		expect([...window.keys()].filter((series) => ['process.elu', 'process.gc', 'process.cpu'].includes(series))).toEqual([]);
		expect(window.has('process.heap')).toBe(true);
	});

	test('a probe that was stopped, or never started, has no samples', () => {
		probe.stop();
		expect(probe.close(0, 1)).toEqual([]);
		expect(processProbe().close(0, 1)).toEqual([]);
	});

	test('shows memory and uptime as gauges', () => {
		const gauges = new Map(probe.gauges().map(({name, value}) => [name, value]));
		expect(gauges.get('process_heap_used_bytes')).toBeLessThan(gauges.get('process_heap_limit_bytes')!);
		expect(gauges.get('process_uptime_seconds')).toBeGreaterThan(0);
	});
});

test('probes and checks do not keep a process alive', async () => {
	const source = (name: string) => JSON.stringify(fileURLToPath(new URL(`../../source/probes/${name}`, import.meta.url)));
	const script = `
		const {processProbe} = await import(${source('process-probe.ts')});
		const {httpProbe} = await import(${source('http-probe.ts')});
		const {checkRunner} = await import(${source('checks.ts')});
		const checks = checkRunner();
		checks.add('db', () => true);
		checks.add('stuck', () => new Promise(() => undefined), {timeoutMs: 3_600_000});
		for (const probe of [processProbe(), httpProbe(), checks]) probe.start();
		setTimeout(() => console.log(checks.components()[0].status), 50);
	`;
	const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {stdio: ['ignore', 'pipe', 'inherit']});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
	const [code] = await once(child, 'close');
	expect({code, output}).toEqual({code: 0, output: 'up\n'});
});
