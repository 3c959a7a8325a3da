import {SourceMap} from 'node:module';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {Marks} from '../../../source/probes/queries/source-map-marks.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function encoded(value: number): string {
	let rest = value < 0 ? (-value << 1) | 1 : value << 1;
	let text = '';
	do {
		text += letters[(rest & 31) | (rest > 31 ? 32 : 0)];
		rest >>>= 5;
	} while (rest > 0);
	return text;
}

/** A mark: how far after the one before, and what it names. */
const named = fc.record({
	source: fc.integer({min: 0, max: 3}),
	line: fc.integer({min: 0, max: 5000}),
	column: fc.integer({min: 0, max: 900}),
	name: fc.boolean(),
});
const mark = fc.record({step: fc.integer({min: 1, max: 40}), names: fc.option(named, {freq: 4})});
const lines = fc.array(fc.array(mark, {maxLength: 40}), {minLength: 1, maxLength: 60});

/** Mappings as a compiler writes them. */
function mappingsOf(
	given: readonly (readonly {step: number; names: {source: number; line: number; column: number; name: boolean} | null}[])[],
): string {
	let [source, line, column] = [0, 0, 0];
	const field = ({step, names}: (typeof given)[number][number]): string => {
		if (names === null) return encoded(step);
		const text = [step, names.source - source, names.line - line, names.column - column, ...(names.name ? [0] : [])].map(encoded).join('');
		[source, line, column] = [names.source, names.line, names.column];
		return text;
	};
	// Node takes a last mark that names nothing for one that names the first source: no mark is the last thing here.
	return `${given.map((marks) => marks.map(field).join(',')).join(';')};`;
}

test('places of a map are those that node finds in it', () => {
	const sources = ['a.ts', 'b.ts', 'c.ts', 'd.ts'];
	const place = fc.record({line: fc.nat(62), column: fc.nat(900)});
	fc.assert(
		fc.property(lines, fc.array(place, {minLength: 20, maxLength: 20}), (given, places) => {
			const mappings = mappingsOf(given);
			const theirs = new SourceMap({
				version: 3,
				file: '',
				sources,
				names: ['n'],
				mappings,
				sourcesContent: [],
				sourceRoot: '',
			});
			const ours = new Marks(mappings);
			for (const {line, column} of places) {
				const entry = theirs.findEntry(line, column) as {
					generatedLine?: number;
					originalSource?: string;
					originalLine?: number;
					originalColumn?: number;
				};
				const isThere = entry.generatedLine === line && typeof entry.originalSource === 'string';
				expect(ours.at(line, column)).toEqual(
					isThere ? {source: sources.indexOf(entry.originalSource!), line: entry.originalLine, column: entry.originalColumn} : null,
				);
			}
		}),
	);
});

test.each(['', ';;;', '!!!', 'A', 'AAAA', '\u00e9\u4e00,AAAA', 'AAAAAAAAAAAA;,,;', 'g', 'ggggggggggggggggg'])(
	'damaged mappings (%s) are read to their end',
	(mappings) => {
		const found = new Marks(mappings).at(0, 5);
		expect(found === null || Number.isInteger(found.line)).toBe(true);
	},
);
