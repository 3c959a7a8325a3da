import fc from 'fast-check';
import {expect, test} from 'vitest';
import {LineSplitter} from '../../../../source/agents/queries/input/lines.ts';

interface Told {
	lines: [string, number][];
	tooLong: number[];
}

function split(pieces: readonly (string | Buffer)[], longestBytes?: number): Told {
	const told: Told = {lines: [], tooLong: []};
	const splitter = new LineSplitter(
		{line: (text, number) => told.lines.push([text, number]), tooLong: (number) => told.tooLong.push(number)},
		longestBytes,
	);
	for (const piece of pieces) splitter.push(Buffer.from(piece));
	splitter.end();
	return told;
}

test('lines are the same however the bytes come in pieces, also within a letter', () => {
	fc.assert(
		fc.property(
			fc.array(fc.string({unit: 'grapheme'}).map((text) => text.replaceAll(/[\r\n\ufeff]/g, ''))),
			fc.integer({min: 1, max: 9}),
			(texts, size) => {
				const bytes = Buffer.from(texts.join('\n'));
				const pieces = Array.from({length: Math.ceil(bytes.length / size)}, (_, index) => bytes.subarray(index * size, (index + 1) * size));
				const expected = texts.map((text, index) => [Buffer.from(text).toString(), index + 1]).filter(([text]) => text !== '');
				expect(split(pieces).lines).toEqual(expected);
			},
		),
	);
});

test('a byte order mark, carriage returns and empty lines are no part of a line, and empty ones count', () => {
	expect(split(['\ufeffone\r\n\r\n\nfour\r\nfi', 've\r\n', '\r\n']).lines).toEqual([
		['one', 1],
		['four', 4],
		['five', 5],
	]);
});

test('the last line needs no line break', () => {
	expect(split(['one\ntw', 'o']).lines).toEqual([
		['one', 1],
		['two', 2],
	]);
});

test('a line beyond the bound is told by its number and passed over, whether it comes at once or in pieces', () => {
	const long = 'x'.repeat(11);
	expect(split([`a\n${long}\nb\n`], 10)).toEqual({
		lines: [
			['a', 1],
			['b', 3],
		],
		tooLong: [2],
	});
	expect(split(['a\n', ...long, '\nb\n', 'x'.repeat(30)], 10)).toEqual({
		lines: [
			['a', 1],
			['b', 3],
		],
		tooLong: [2, 4],
	});
	expect(split([`${'y'.repeat(10)}\n`], 10).lines).toEqual([['y'.repeat(10), 1]]);
});

test('what is kept of a piece is a copy: streams use their buffers again', () => {
	const lines: string[] = [];
	const splitter = new LineSplitter({line: (text) => lines.push(text), tooLong: () => undefined});
	const buffer = Buffer.from('abc');
	splitter.push(buffer);
	buffer.fill('x');
	splitter.push(Buffer.from('d\n'));
	expect(lines).toEqual(['abcd']);
});
