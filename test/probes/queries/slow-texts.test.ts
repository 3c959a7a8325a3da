import {expect, test} from 'vitest';
import {SlowTexts} from '../../../source/probes/queries/slow-texts.ts';

test('a slow text is wanted a hundred times, and again from its next slow time on', () => {
	const texts = new SlowTexts();
	const taken = (): number => Array.from({length: 150}, () => texts.take('select 1')).filter(Boolean).length;
	expect([texts.isEmpty, texts.take('select 1')]).toEqual([true, false]);
	texts.add('select 1');
	expect([texts.isEmpty, texts.take('select 2'), taken(), texts.isEmpty]).toEqual([false, false, 100, true]);
	texts.add('select 1');
	texts.take('select 1');
	texts.add('select 1');
	expect(taken()).toBe(100);
});

test('the last hundred slow texts are kept', () => {
	const texts = new SlowTexts();
	for (let at = 0; at < 100; at++) texts.add(at);
	texts.add(0);
	texts.add(100);
	expect([texts.take(0), texts.take(1), texts.take(2), texts.take(100)]).toEqual([true, false, true, true]);
});
