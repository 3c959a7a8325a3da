import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import type {LoggedOccurrence} from '../../../../source/agents/queries/offline.ts';
import {queriesText} from '../../../../source/agents/queries/output/text.ts';
import {plainLook} from './plain-look.ts';

const occurrence: LoggedOccurrence = {
	kind: 'n-plus-one',
	pattern: 'SELECT * FROM users WHERE id = ?',
	system: 'postgresql',
	source: 'source/orders.ts:41 listOrders',
	via: [],
	traceId: 'req-81',
	name: 'GET /orders',
	count: 40,
	distinctValues: 31,
	severity: 'warning',
	totalMs: 412.25,
	waitedMs: 412.25,
	parallel: false,
	parent: {pattern: 'SELECT id, user_id FROM orders LIMIT ?', rows: 40},
	nestedIn: null,
	saving: {lowMs: 380, highMs: 402, basis: 'estimated'},
};

const examined = {queries: 1204, traces: 88, patterns: 14};

function textOf(...occurrences: LoggedOccurrence[]): string {
	return queriesText({examined, occurrences}, plainLook);
}

test('nothing found is said with what was looked at', () => {
	expect(textOf()).toBe('✔ 1,204 queries in 88 traces, 14 patterns; no findings');
});

test('a finding has its place, its pattern, its numbers, an example and what to do', () => {
	const lines = textOf(occurrence).split('\n');
	expect(lines.slice(0, 5)).toEqual([
		'▲ N+1: one query for each row',
		'  source/orders.ts:41 listOrders',
		'    SELECT * FROM users WHERE id = ?',
		'  40 queries in 1 trace; saves 380–402 ms',
		'  For example GET /orders, trace req-81: 40 queries, 31 distinct values, waited',
	]);
	expect(lines.slice(5, 7).join(' ')).toContain('412 ms, after SELECT id, user_id FROM orders LIMIT ? (40 rows)');
	expect(lines.at(-1)).toBe('1,204 queries in 88 traces, 14 patterns; 1 finding, seen in 1 trace');
});

test('the same fault of several traces is one finding with the trace that waited longest, what saves most first', () => {
	const small = {...occurrence, source: 'a.ts:1', saving: {lowMs: 5, highMs: 7, basis: 'estimated' as const}};
	const text = textOf(small, occurrence, {...occurrence, traceId: 'req-82', waitedMs: 500, severity: 'critical'});
	expect(text).toContain('✖ N+1: one query for each row\n  source/orders.ts:41 listOrders');
	expect(text).toContain('80 queries in 2 traces; saves 760–804 ms in all');
	expect(text).toContain('trace req-82');
	expect(text.indexOf('listOrders')).toBeLessThan(text.indexOf('a.ts:1'));
	expect(text).toMatch(/2 findings, seen in 2 traces$/);
});

test('other kinds and other knowledge', () => {
	expect(
		textOf({
			...occurrence,
			kind: 'slow',
			count: 1,
			distinctValues: null,
			parent: null,
			saving: {lowMs: 0, highMs: 412.25, basis: 'estimated'},
		}),
	).toContain(
		'▲ Slow query\n  source/orders.ts:41 listOrders\n    SELECT * FROM users WHERE id = ?\n  1 query in 1 trace\n  For example GET /orders, trace req-81: 1 slow query, waited 412 ms\n',
	);
	const unknown = textOf({
		...occurrence,
		source: null,
		name: null,
		distinctValues: null,
		parent: null,
		parallel: true,
		nestedIn: 'SELECT 1',
	});
	expect(unknown).toContain('For example trace req-81: 40 queries, waited 412 ms side by side, within the\n  loop over SELECT 1');
});

test('no line is wider than 80 cells and none carries control characters, whatever the log names', () => {
	const name = fc.oneof(
		fc.string({unit: 'binary', maxLength: 150}),
		fc.constant('\u001b[31m\u202e'),
		fc.constant('長い名前'.repeat(30)),
		fc.constant('a'.repeat(300)),
	);
	fc.assert(
		fc.property(name, name, name, fc.nat(), (source, traceId, pattern, count) => {
			const text = textOf({
				...occurrence,
				source,
				traceId,
				pattern,
				name: source,
				count: count + 1,
				parent: {pattern, rows: null},
				nestedIn: traceId,
			});
			for (const line of text.split('\n')) expect({line, width: Math.min(80, stringWidth(line))}).toEqual({line, width: stringWidth(line)});
			// oxlint-disable-next-line no-control-regex -- what must not be there
			expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
		}),
		{numRuns: 15},
	);
});

test('beyond fifty findings it says how many more there are', () => {
	const many = Array.from({length: 60}, (_, at) => ({...occurrence, source: `a.ts:${at}`}));
	expect(textOf(...many)).toContain('\n\nand 10 more findings (--format json has all)\n\n');
});
