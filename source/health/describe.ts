import {formatValue} from '../basics/format-value.ts';
import type {JudgedSignal} from './signals.ts';

/** A signal in words: `p95 1.2 s over 5 min; good is under 429 ms (slowest GET /orders)`. */
export function describeSignal({title, value, unit, window, threshold, curve, capped, note}: JudgedSignal): string {
	const aside = note === null ? '' : ` (${note})`;
	if (capped !== null) return `${title}: ${capped.why}${aside}`;
	const measured = value === null ? title : `${title} ${formatValue(value, unit)}${describeWindow(window)}`;
	if (threshold === null) return measured + aside;
	const side = curve.kind === 'hit-ratio' ? 'over' : 'under';
	return `${measured}; good is ${side} ${formatValue(threshold, unit)}${aside}`;
}

/** `5m` → ` over 5 min`, `24h` → ` over 24 h`, `now` → nothing. */
export function describeWindow(window: string): string {
	if (window === 'now' || window === '') return '';
	const match = /^(\d+)\s*(ms|s|m|h|d)$/.exec(window);
	if (match === null) return ` in the ${window}`;
	return ` over ${match[1]} ${match[2] === 'm' ? 'min' : match[2]}`;
}
