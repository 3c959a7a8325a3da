import {expect, test} from 'vitest';
import {findingText} from '../../../source/ui/state/finding-text.ts';
import {finding} from '../../support/readings.ts';

test('a finding is copied whole, with code that can be pasted', () => {
	const text = findingText(
		finding({
			title: 'GET /api/orders asks for items 31 times, once for each row',
			file: 'source/orders.ts',
			line: 41,
			advice: 'Ask for all items at once.',
			evidence: [
				{label: 'SELECT * FROM items WHERE order_id = ?', detail: '31 a request', file: 'source/orders.ts', line: 41},
				{label: 'write instead:'},
				{label: '  SELECT  *'},
				{label: '    FROM items WHERE order_id = ANY($1)'},
				{label: 'mind', detail: 'orders without items do not occur'},
				{label: 'SELECT items', value: 7, unit: 'ms', span: {startMs: 1, durationMs: 7, ofMs: 40}},
			],
		}),
	);
	expect(text.split('\n')).toEqual([
		'GET /api/orders asks for items 31 times, once for each row',
		'source/orders.ts:41',
		'',
		'Ask for all items at once.',
		'',
		'SELECT * FROM items WHERE order_id = ? · 31 a request · source/orders.ts:41',
		'write instead:',
		'  SELECT  *',
		'    FROM items WHERE order_id = ANY($1)',
		'mind · orders without items do not occur',
		'SELECT items · 7 ms',
	]);
});

test('a finding without advice and place has no gaps', () => {
	expect(findingText(finding({evidence: [{label: 'GET /a', detail: 'nothing in it', file: 'a.ts'}]}))).toBe(
		'GET /api/orders answers with an empty body\n\nGET /a · nothing in it · a.ts',
	);
});
