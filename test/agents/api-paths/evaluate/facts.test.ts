import fc from 'fast-check';
import {expect, test} from 'vitest';
import {commonGuards, fact, guardsSince, mergeGuards, oppositeOf} from '../../../../source/agents/api-paths/evaluate/facts.ts';
import type {Guards} from '../../../../source/agents/api-paths/evaluate/facts.ts';

type Entries = [string, boolean][];

/** Facts in the order in which they became known; of a condition that is named twice, the first holds. */
function guardsOf(entries: Entries): Guards {
	let guards: Guards = null;
	for (const [text, value] of entries) guards = mergeGuards(guards, fact(text, value)) || guards;
	return guards;
}

const few = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.boolean()), {maxLength: 8}) as fc.Arbitrary<Entries>;
const mapOf = (entries: Entries): Map<string, boolean> => new Map(entries.toReversed());

test('facts of two places hold together unless one denies the other', () => {
	fc.assert(
		fc.property(few, few, (one, other) => {
			const [a, b] = [mapOf(one), mapOf(other)];
			const denies = [...a].some(([text, value]) => b.has(text) && b.get(text) !== value);
			const merged = mergeGuards(guardsOf(one), guardsOf(other));
			expect(merged === false).toBe(denies);
			if (merged === false) return;
			for (const [text, value] of [...a, ...b]) {
				expect(mergeGuards(merged, fact(text, value))).toBe(merged);
				expect(mergeGuards(merged, fact(text, !value))).toBe(false);
			}
		}),
	);
});

test('what holds in either case is what both say', () => {
	fc.assert(
		fc.property(few, few, (one, other) => {
			const b = mapOf(other);
			const both = [...new Map(one.toReversed())].filter(([text, value]) => b.get(text) === value);
			const common = commonGuards(guardsOf(one), guardsOf(other));
			expect(common?.size ?? 0).toBe(both.length);
			for (const [text, value] of both) expect(mergeGuards(common, fact(text, !value))).toBe(false);
		}),
	);
});

test('what became known since is told without what was known', () => {
	fc.assert(
		fc.property(few, few, (first, later) => {
			const before = guardsOf(first);
			const now = mergeGuards(before, guardsOf(later));
			if (now === false) return;
			const since = guardsSince(before, now);
			const again = mergeGuards(before, since) || null;
			expect(again?.size).toBe(now?.size);
			expect(mergeGuards(now, again) || null).toBe(now);
			expect(since?.size ?? 0).toBe((now?.size ?? 0) - (before?.size ?? 0));
		}),
	);
});

test('of more facts than are held, the oldest are forgotten', () => {
	const many = Array.from({length: 24}, (_, index): [string, boolean] => [`condition ${index}`, true]);
	const held = guardsOf(many);
	expect(held?.size).toBe(24);
	const more = mergeGuards(held, fact('one more', true)) || null;
	expect(more).toMatchObject({size: 13});
	expect(mergeGuards(more, fact('condition 11', false))).not.toBe(false);
	expect(mergeGuards(more, fact('condition 12', false))).toBe(false);
});

test('conditions of two frames are two, even where they read alike', () => {
	expect(mergeGuards(fact('isOpen', true, 1), fact('isOpen', false, 2))).toMatchObject({size: 2});
	expect(mergeGuards(fact('isOpen', true, 1), fact('isOpen', false, 1))).toBe(false);
});

test('the opposite is told of one condition, and not of several or of what something is', () => {
	expect(oppositeOf(fact('isOpen', true))).toMatchObject({value: false, size: 1});
	expect(oppositeOf(fact('kind=', 'list'))).toBeNull();
	expect(
		oppositeOf(
			guardsOf([
				['a', true],
				['b', true],
			]),
		),
	).toBeNull();
});
