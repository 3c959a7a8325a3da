import {describe, expect, test} from 'vitest';
import {QueryContext} from '../../../source/probes/queries/query-context.ts';
import {isSiteDue, shapeOf, StatementCount} from '../../../source/probes/queries/repeats.ts';

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

describe('call sites of a prepared statement', () => {
	const text = 'SELECT * FROM t WHERE id = ?';

	test('are due for the second query of each context, whoever else sends it meanwhile', () => {
		const count = new StatementCount();
		const [one, other] = [new QueryContext('request', performance.now()), new QueryContext('request', performance.now())];
		const due = [one, other, one, other, one, other].map((context) => count.isSiteDue(context, text));
		expect(due).toEqual([false, false, true, true, false, false]);
	});

	test('are due for the second statement with one text, where each is prepared for one query', () => {
		const context = new QueryContext('request', performance.now());
		expect(Array.from({length: 4}, () => new StatementCount().isSiteDue(context, text))).toEqual([false, true, false, false]);
	});

	test('begin again with each context and each window of a long one', () => {
		const count = new StatementCount();
		const context = new QueryContext('run', performance.now());
		const before = [1, 2, 3].map(() => count.isSiteDue(context, text));
		context.restart(performance.now());
		expect([before, [1, 2, 3].map(() => count.isSiteDue(context, text))]).toEqual([
			[false, true, false],
			[false, true, false],
		]);
	});

	test('are as many as for other drivers in a context that lasts long, and fewer in one of microseconds', () => {
		const due = (startedAt: number): number => {
			const context = new QueryContext('request', startedAt);
			const count = new StatementCount();
			return Array.from({length: 100}, () => count.isSiteDue(context, text)).filter(Boolean).length;
		};
		expect(due(performance.now() - 60_000)).toBe(6);
		expect(due(performance.now() + 60_000)).toBe(1);
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
