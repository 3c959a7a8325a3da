import {expect, test} from 'vitest';
import {chooseErrorSpan, chooseGaugeSpan, chooseLatencySpan, type Span} from '../../source/monitor/evidence/span.ts';

function spans(short: [n: number, errors: number], long: [n: number, errors: number]): {short: Span; long: Span} {
	const sample = ([n, sum]: [number, number]) => ({series: 's', t: 0, n, sum, min: 0, max: 1});
	return {short: {label: '5m', sample: sample(short)}, long: {label: '30m', sample: sample(long)}};
}

test.each([
	['three errors are trouble, however little traffic', [10, 3], [400, 3], '5m'],
	['one error of a hundred proves nothing', [100, 1], [600, 1], '30m'],
	['much traffic is steady enough', [1000, 1], [6000, 1], '5m'],
	['recovery is believed over twenty requests', [20, 0], [600, 30], '5m'],
	['recovery is not believed over a few', [19, 0], [600, 30], '30m'],
	['a quiet service is judged over half an hour', [0, 0], [12, 0], '30m'],
] as const)('errors: %s', (_, short, long, label) => {
	expect(chooseErrorSpan(spans([...short], [...long])).label).toBe(label);
});

test('a p95 is taken over five minutes once five observations lie above it', () => {
	expect(chooseLatencySpan(spans([99, 0], [500, 0])).label).toBe('30m');
	expect(chooseLatencySpan(spans([100, 0], [500, 0])).label).toBe('5m');
});

test('a gauge is read over the short span wherever it has a reading', () => {
	expect(chooseGaugeSpan(spans([1, 1], [9, 9])).label).toBe('5m');
	expect(chooseGaugeSpan(spans([0, 0], [9, 9])).label).toBe('30m');
});
