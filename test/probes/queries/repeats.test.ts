import {describe, expect, test} from 'vitest';
import {QueryContext} from '../../../source/probes/queries/query-context.ts';
import {isSiteDue, shapeOf} from '../../../source/probes/queries/repeats.ts';

describe('call sites of repeated queries', () => {
	test('are due for the 2nd, 5th, 10th, 20th, 50th and 100th equal query', () => {
		const context = new QueryContext('request', 0);
		const due = Array.from({length: 120}, (_, at) => at + 1).filter(() => isSiteDue(context, 'select ?', 1));
		expect(due).toEqual([2, 5, 10, 20, 50, 100]);
	});

	test('are never due for texts that differ', () => {
		const context = new QueryContext('request', 0);
		const due = Array.from({length: 50}, (_, at) => isSiteDue(context, `select a${at} from t where id = $1`, at)).filter(Boolean);
		expect(due).toEqual([]);
	});

	test('are due for texts without values that differ in literals only', () => {
		const context = new QueryContext('request', 0);
		const due = Array.from({length: 10}, (_, at) => isSiteDue(context, `select * from t where id = ${at} and b = 'x${at}'`, undefined));
		expect(due).toEqual([false, true, false, false, true, false, false, false, false, true]);
	});

	test('cost bounded memory in a context that never sends the same twice', () => {
		const context = new QueryContext('run', 0);
		for (let at = 0; at < 10_000; at++) isSiteDue(context, `select c${at}`, 1);
		expect(context.counts.size).toBe(2000);
	});
});

describe('the shape of a text', () => {
	test.each([
		["select * from t where a = 'it''s' and b = 12", "select * from t where a = '' and b = 7"],
		['limit 10 offset 20', 'limit 5 offset 1000'],
		['where price > 12.50', 'where price > 3'],
		["insert into t values ('a', 1)", "insert into t values ('bcd', 234)"],
	])('is the same for %j and %j', (one, other) => {
		expect(shapeOf(one)).toBe(shapeOf(other));
	});

	test.each([
		['select * from users_2023', 'select * from users_2024'],
		['select a from t', 'select b from t'],
		['select t1.a', 'select t2.a'],
		['select a.b', 'select ab'],
		['select * from t where a = 1', 'select * from t where a = ?'],
	])('differs for %j and %j', (one, other) => {
		expect(shapeOf(one)).not.toBe(shapeOf(other));
	});
});
