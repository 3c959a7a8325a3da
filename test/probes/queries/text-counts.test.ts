import fc from 'fast-check';
import {expect, test} from 'vitest';
import {TextCounts} from '../../../source/probes/queries/text-counts.ts';

test('counts every text as often as it was counted, however many there are and however alike', () => {
	const texts = fc.oneof(
		fc.integer({min: 0, max: 60}).map((at) => `select id, name as name${at} from orders where id = $1`),
		fc.constantFrom('', 'a', 'b', 'ab', 'ba'),
		fc.integer(),
	);
	fc.assert(
		fc.property(fc.array(texts, {maxLength: 300}), (sent) => {
			const counts = new TextCounts();
			const times = sent.map((text) => counts.add(text));
			const expected = sent.map((text, at) => sent.slice(0, at + 1).filter((other) => other === text).length);
			expect(times).toEqual(expected);
			expect(counts.size).toBe(new Set(sent).size);
			for (const text of sent) expect(counts.get(text)).toBe(sent.filter((other) => other === text).length);
		}),
	);
});

test('goes on from what was set', () => {
	const counts = new TextCounts();
	counts.set('select 1', 7);
	expect([counts.get('select 1'), counts.add('select 1'), counts.get('select 2')]).toEqual([7, 8, 0]);
});
