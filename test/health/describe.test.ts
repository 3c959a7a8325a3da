import {expect, test} from 'vitest';
import {describeSignal, describeWindow} from '../../source/health/describe.ts';
import {defaultPolicy, type Measurement} from '../../source/health/policy.ts';
import {toSignals} from '../../source/health/signals.ts';
import {measurementOf, now} from './evidence.ts';

function described(changes: Partial<Measurement>): string {
	const [signal] = toSignals({measurements: [measurementOf(changes)], components: [], findings: []}, now, defaultPolicy);
	return describeSignal(signal!);
}

test.each([
	[{value: 1234}, 'p95 1.2 s over 5 min; good is under 429 ms'],
	[
		{value: 0.025, curve: {kind: 'burn', slo: 0.999}, unit: 'ratio', title: 'errors', window: '30m', note: 'GET /cart: 12 of 480'},
		'errors 2.5 % over 30 min; good is under 0.3 % (GET /cart: 12 of 480)',
	],
	[{value: 0.93, curve: {kind: 'saturation'}, unit: 'ratio', title: 'heap', window: 'now'}, 'heap 93 %; good is under 85 %'],
	[
		{value: 0.2, curve: {kind: 'hit-ratio', target: 0.8}, unit: 'ratio', title: 'hits', window: '24h'},
		'hits 20 % over 24 h; good is over 60 %',
	],
	[
		{value: 7, curve: {kind: 'findings'}, unit: 'count', title: 'endpoints findings', window: 'last run'},
		'endpoints findings 7 in the last run',
	],
	[
		{value: 1800, curve: {kind: 'backlog'}, unit: 's', title: 'oldest waiting', window: 'now'},
		'oldest waiting 30 min; good is under 3 min',
	],
] satisfies [Partial<Measurement>, string][])('%o reads as a sentence', (changes, text) => {
	expect(described(changes)).toBe(text);
});

test('windows are written as spans of time', () => {
	expect(['5m', '30m', '24h', '7d', '30s', 'now', ''].map(describeWindow)).toEqual([
		' over 5 min',
		' over 30 min',
		' over 24 h',
		' over 7 d',
		' over 30 s',
		'',
		'',
	]);
});
