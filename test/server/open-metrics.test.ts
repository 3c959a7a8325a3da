import {assert, property, string} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Metric} from '../../source/protocol/metrics.ts';
import {chooseFormat, renderMetrics} from '../../source/server/open-metrics.ts';
import {FakeMonitorView} from '../support/fake-monitor-view.ts';

const gauge = (fields: Partial<Metric>): Metric => ({
	name: 'esa_x',
	type: 'gauge',
	unit: '',
	help: 'Help.',
	points: [{labels: {}, value: 1}],
	...fields,
});

describe('OpenMetrics', () => {
	test('writes counters, gauges and histograms with unit, help and an end', () => {
		expect(renderMetrics(new FakeMonitorView().metrics(), 'openmetrics')).toBe(
			[
				'# TYPE esa_http_requests counter',
				'# HELP esa_http_requests Requests that the service finished.',
				'esa_http_requests_total{class="2xx"} 480',
				'# TYPE esa_process_heap_used_bytes gauge',
				'# UNIT esa_process_heap_used_bytes bytes',
				'# HELP esa_process_heap_used_bytes Heap in use.',
				'esa_process_heap_used_bytes 52428800',
				'# TYPE esa_http_request_duration_seconds histogram',
				'# UNIT esa_http_request_duration_seconds seconds',
				'# HELP esa_http_request_duration_seconds Time from request to response.',
				'esa_http_request_duration_seconds_bucket{route="/api/orders",le="0.1"} 470',
				'esa_http_request_duration_seconds_bucket{route="/api/orders",le="1.0"} 478',
				'esa_http_request_duration_seconds_bucket{route="/api/orders",le="+Inf"} 480',
				'esa_http_request_duration_seconds_sum{route="/api/orders"} 12.5',
				'esa_http_request_duration_seconds_count{route="/api/orders"} 480',
				'# EOF',
				'',
			].join('\n'),
		);
	});

	test('has nothing but its end where there are no metrics', () => {
		expect(renderMetrics([], 'openmetrics')).toBe('# EOF\n');
		expect(renderMetrics([], 'prometheus')).toBe('');
	});
});

describe('Prometheus text', () => {
	test('names the counter family with _total and has neither unit nor end', () => {
		const text = renderMetrics(new FakeMonitorView().metrics(), 'prometheus');
		expect(text).toContain('# TYPE esa_http_requests_total counter');
		expect(text).toContain('le="1"');
		expect(text).not.toMatch(/# (UNIT|EOF)/);
	});
});

describe('either text', () => {
	test('escapes backslashes, quotes and line breaks', () => {
		const metric = gauge({help: 'a\\b\n"c"', points: [{labels: {route: 'a\\b\n"c"'}, value: 1}]});
		expect(renderMetrics([metric], 'openmetrics')).toContain('# HELP esa_x a\\\\b\\n\\"c\\"\nesa_x{route="a\\\\b\\n\\"c\\""} 1\n');
		expect(renderMetrics([metric], 'prometheus')).toContain('# HELP esa_x a\\\\b\\n"c"\n');
	});

	test('mends names that the format does not know', () => {
		const text = renderMetrics([gauge({name: '1-x.y', points: [{labels: {'__a-b': '1', '2': '2'}, value: 1}]})], 'prometheus');
		expect(text).toContain('_1_x_y{_2="2",_a_b="1"} 1');
	});

	test('writes what is not a finite number as the format spells it', () => {
		const points = [Number.NaN, Infinity, -Infinity, 1e21].map((value, index) => ({labels: {i: String(index)}, value}));
		expect(renderMetrics([gauge({points})], 'prometheus').match(/\} .+/g)).toEqual(['} NaN', '} +Inf', '} -Inf', '} 1e+21']);
	});

	test('brings families of one name together and writes a series once', () => {
		const text = renderMetrics(
			[gauge({}), gauge({points: [{labels: {a: '1', b: '2'}, value: 2}]}), gauge({points: [{labels: {b: '2', a: '1'}, value: 3}]})],
			'prometheus',
		);
		expect(text.match(/# TYPE/g)).toHaveLength(1);
		expect(text.match(/^esa_x\{/gm)).toHaveLength(1);
	});

	test('leaves a histogram out whose count nobody knows', () => {
		const histogram = gauge({type: 'histogram', points: [{labels: {}, value: 1, buckets: [{le: 1, count: 2}]}]});
		expect(renderMetrics([histogram], 'prometheus')).toBe('');
	});

	test('never has a line that is not a comment or a sample, whatever labels hold', () => {
		assert(
			property(string({unit: 'binary'}), string({unit: 'binary'}), (help, value) => {
				const lines = renderMetrics([gauge({help, points: [{labels: {a: value}, value: 1}]})], 'openmetrics').split('\n');
				expect(lines).toHaveLength(5);
				expect(lines[2]).toMatch(/^esa_x\{a="(?:[^"\\\n]|\\[\\"n])*"\} 1$/);
			}),
		);
	});
});

test.each([
	[undefined, 'prometheus'],
	['*/*', 'prometheus'],
	['text/plain', 'prometheus'],
	['application/openmetrics-text', 'openmetrics'],
	[
		'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
		'openmetrics',
	],
	['application/openmetrics-text;q=0.2, text/plain;q=0.9', 'prometheus'],
	['application/openmetrics-text;q=0', 'prometheus'],
	['application/openmetrics-text;q=x', 'prometheus'],
])('Accept %s gets %s', (accept, format) => {
	expect(chooseFormat(accept)).toBe(format);
});
