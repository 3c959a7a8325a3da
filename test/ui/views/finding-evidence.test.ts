import {describe, expect, test} from 'vitest';
import type {FindingEvidence} from '../../../source/protocol/findings.ts';
import {plainText} from '../../../source/ui/components/line.ts';
import {evidenceLines} from '../../../source/ui/views/finding-evidence.ts';
import {liveModel} from '../../support/screen-model.ts';
import {plainTheme} from '../../support/render-frame.tsx';

const sql =
	'SELECT orders.id, orders.total, customers.name FROM orders JOIN customers ON customers.id = orders.customer_id WHERE orders.id = ANY($1)';

function drawn(
	evidence: FindingEvidence[],
	{columns = 80, rows = 24, cursor = 0}: {columns?: number; rows?: number; cursor?: number} = {},
) {
	const frame = {model: liveModel(), theme: plainTheme, columns, rows};
	return evidenceLines(evidence, frame, cursor).map((line) => plainText(line, columns, plainTheme));
}

describe('the evidence of a finding', () => {
	test('shows a statement to its end, indented as it is to be written', () => {
		expect(drawn([{label: 'write instead:'}, {label: `  ${sql}`}]).slice(2)).toEqual([
			'▸   write instead:',
			'      SELECT orders.id, orders.total, customers.name FROM orders JOIN',
			'        customers ON customers.id = orders.customer_id WHERE orders.id =',
			'        ANY($1)',
		]);
	});

	test('shows what to mind under its label, in three lines at most', () => {
		const lines = drawn([
			{label: 'mind', detail: 'values without rows do not occur in the answer: take an empty list for them. '.repeat(6)},
		]);
		expect(lines).toHaveLength(2 + 1 + 3);
		expect(lines[2]).toBe('▸   mind');
		expect(lines[3]).toMatch(/^ {6}values without rows/);
		expect(lines[5]).toMatch(/^ {6}\S.*…$/);
	});

	test('cuts a statement as long as a page to four lines', () => {
		const lines = drawn([{label: `SELECT ${'a_column_of_the_table, '.repeat(40)}b FROM t`}]);
		expect(lines).toHaveLength(2 + 4);
		expect(lines.at(-1)).toMatch(/…$/);
	});

	test('keeps on one line what fits, to the last cell', () => {
		const fits = {label: 'l'.repeat(40), detail: 'd'.repeat(32)};
		expect(drawn([fits])[2]).toBe(`▸   ${fits.label} · ${fits.detail}`);
		expect(drawn([{...fits, detail: `${fits.detail}d`}]).slice(2)).toEqual([`▸   ${fits.label}`, `      ${fits.detail}d`]);
	});

	test('keeps the label of a measured value and each bar on one line', () => {
		const bar = {label: sql, value: 7, unit: 'ms', span: {startMs: 0, durationMs: 7, ofMs: 40}};
		const lines = drawn([{label: sql, detail: 'sent 1,204 times', value: 318, unit: 'ms'}, bar]).slice(2);
		expect(lines).toHaveLength(3);
		expect(lines[0]).toMatch(/…  318 ms$/);
		expect(lines[1]).toBe('      sent 1,204 times');
		expect(lines[2]).toMatch(/█.* 7 ms$/);
	});

	test('reaches every line with the cursor on a screen of any height', () => {
		const evidence = Array.from({length: 9}, (_, index) => ({label: `${index} ${sql}`, detail: sql.repeat(4)}));
		for (let rows = 3; rows <= 30; rows++)
			for (const cursor of evidence.keys()) {
				const lines = drawn(evidence, {rows, cursor});
				expect(lines.length).toBeLessThanOrEqual(rows);
				expect(lines.filter((line) => line.startsWith('▸')).map((line) => line.slice(4, 5))).toEqual([String(cursor)]);
			}
	});
});
