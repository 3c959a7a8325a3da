import type {Severity} from '../../../protocol/vocabulary.ts';

export interface Impact {
	readonly savedMs: number;
	/** Of the trace's time, 0–1. */
	readonly share: number;
	readonly count: number;
	readonly isInProcess: boolean;
}

/**
 * How much a loop matters within its trace, by what one statement could save at best.
 * - critical: 500 ms, or 200 ms that are half of the trace's time
 * - warning: 50 ms, or a tenth of the trace's time, or 20 connections' worth of queries at once
 * - info: less; and SQLite below 200 ms, whose queries are calls of a function and no round trips
 */
export function severityOf({savedMs, share, count, isInProcess}: Impact): Severity {
	if (savedMs >= 500 || (savedMs >= 200 && share >= 0.5)) return 'critical';
	if (isInProcess) return savedMs >= 200 ? 'warning' : 'info';
	return savedMs >= 50 || share >= 0.1 || count >= 20 ? 'warning' : 'info';
}

/** Slow queries: critical from five times the threshold on. */
export function severityOfSlow(slowestMs: number, slowMs: number): Severity {
	return slowestMs >= slowMs * 5 ? 'critical' : 'warning';
}
