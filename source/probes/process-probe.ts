import {monitorEventLoopDelay, performance, PerformanceObserver} from 'node:perf_hooks';
import {getHeapStatistics} from 'node:v8';
import {type Clock, systemClock} from '../basics/clock.ts';
import {LogHistogram} from '../basics/histogram.ts';
import type {Sample} from '../store/store.ts';
import {addLoopDelays} from './loop-delay.ts';
import type {Gauge, Probe} from './probe.ts';
import {gaugeSample, histogramSamples} from './sample-of.ts';

/** Twice a frame: fine enough for delays that users feel, and 50 wake-ups a second cost nothing that can be measured. */
const resolutionMs = 20;

/** Where the counters of the running window stood when it began. */
interface Mark {
	at: number;
	utilisation: ReturnType<typeof performance.eventLoopUtilization>;
	cpu: NodeJS.CpuUsage;
}

/**
 * Measures the process it runs in: event-loop delay and utilisation, heap against its limit, share of time in garbage collection,
 * resident memory, CPU. It never keeps the process alive. A block of the loop that begins in the first 20 ms of a window is not seen
 * by the delay (the timer needs one turn after a reset); utilisation and latency show it.
 */
export function processProbe({clock = systemClock}: {clock?: Clock} = {}): Probe {
	return new ProcessProbe(clock);
}

class ProcessProbe implements Probe {
	readonly name = 'process';
	readonly #clock: Clock;
	readonly #delay = monitorEventLoopDelay({resolution: resolutionMs});
	readonly #window = new LogHistogram();
	readonly #collector: PerformanceObserver;
	#gcMs = 0;
	#mark: Mark | undefined;

	constructor(clock: Clock) {
		this.#clock = clock;
		this.#collector = new PerformanceObserver((list) => {
			for (const {duration} of list.getEntries()) this.#gcMs += duration;
		});
	}

	start(): void {
		if (this.#mark !== undefined) return;
		this.#delay.reset();
		this.#delay.enable();
		this.#collector.observe({entryTypes: ['gc']});
		this.#gcMs = 0;
		this.#mark = this.#now();
	}

	stop(): void {
		this.#delay.disable();
		this.#collector.disconnect();
		this.#mark = undefined;
	}

	#now(): Mark {
		return {at: this.#clock.monotonic(), utilisation: performance.eventLoopUtilization(), cpu: process.cpuUsage()};
	}

	close(from: number): Sample[] {
		const before = this.#mark;
		if (before === undefined) return [];
		const now = this.#now();
		this.#mark = now;
		return [...this.#closeDelay(from), ...this.#closeShares(from, before, now), ...memorySamples(from)];
	}

	#closeDelay(from: number): Sample[] {
		addLoopDelays(this.#window, this.#delay, resolutionMs);
		this.#delay.reset();
		const samples = histogramSamples('process.loop', from, this.#window);
		this.#window.reset();
		return samples;
	}

	/** Shares of a span of time: none where no time passed. */
	#closeShares(from: number, before: Mark, now: Mark): Sample[] {
		const gcMs = this.#gcMs;
		this.#gcMs = 0;
		const elapsedMs = now.at - before.at;
		if (elapsedMs <= 0) return [];
		const {utilization} = performance.eventLoopUtilization(now.utilisation, before.utilisation);
		const cpuMs = (now.cpu.user + now.cpu.system - before.cpu.user - before.cpu.system) / 1000;
		return [
			gaugeSample('process.elu', from, Math.min(1, utilization)),
			// Entries arrive a turn after their collection, so a window can get a little of its neighbour's.
			gaugeSample('process.gc', from, Math.min(1, gcMs / elapsedMs)),
			gaugeSample('process.cpu', from, cpuMs / elapsedMs),
		];
	}

	gauges(): Gauge[] {
		const {used_heap_size: used, heap_size_limit: limit} = getHeapStatistics();
		return [
			{name: 'process_resident_memory_bytes', value: process.memoryUsage.rss(), unit: 'bytes', help: 'Resident memory of the process.'},
			{name: 'process_heap_used_bytes', value: used, unit: 'bytes', help: 'JavaScript heap in use.'},
			{name: 'process_heap_limit_bytes', value: limit, unit: 'bytes', help: 'JavaScript heap at which the process ends.'},
			{name: 'process_uptime_seconds', value: process.uptime(), unit: 'seconds', help: 'Time since the process started.'},
		];
	}
}

function memorySamples(from: number): Sample[] {
	const {used_heap_size: used, heap_size_limit: limit} = getHeapStatistics();
	return [gaugeSample('process.heap', from, used / limit), gaugeSample('process.rss', from, process.memoryUsage.rss())];
}
