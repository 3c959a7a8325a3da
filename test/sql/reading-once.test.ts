import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fingerprint} from '../../source/sql/fingerprint.ts';
import type {System} from '../../source/sql/keywords.ts';
import {CountingText} from './counting-text.ts';
import {fragments} from './fragments.ts';

const system = fc.constantFrom<System | undefined>('postgresql', 'mysql', 'sqlite', undefined);

test('what is read of a text grows with its length, not with its square', () => {
	const units = fc.array(fc.constantFrom(...fragments), {minLength: 1, maxLength: 4});
	fc.assert(
		fc.property(units, fc.constantFrom('', ' '), system, (unit, space, dialect) => {
			const text = `${unit.join(space)}${space}`;
			const few = stepsOf(text.repeat(500), dialect);
			expect(few / (500 * text.length)).toBeLessThan(200);
			expect(stepsOf(text.repeat(2000), dialect)).toBeLessThan(few * 6 + 2000);
		}),
		{numRuns: 40},
	);
});

/** A doubtful pattern is read again, which is not counted: it is a string of its own. */
function stepsOf(sql: string, dialect: System | undefined): number {
	const text = new CountingText(sql);
	fingerprint(text as unknown as string, dialect);
	return text.steps;
}
