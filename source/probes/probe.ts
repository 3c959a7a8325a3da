import type {Sample} from '../store/store.ts';

/** A gauge or fact at the moment of closing a window that is shown but not kept as a series. */
export interface Gauge {
	name: string;
	value: number;
	unit: string;
	help: string;
	labels?: Record<string, string>;
}

/**
 * Measures while the service runs. `close(from, to)` hands over the window that ends now and starts the next one; it is cheap,
 * never throws, and an empty window gives no sample rather than zeros.
 */
export interface Probe {
	name: string;
	start(): void;
	stop(): void;
	close(from: number, to: number): Sample[];
	gauges(): Gauge[];
}
