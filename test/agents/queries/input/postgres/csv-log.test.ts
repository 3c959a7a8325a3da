import fc from 'fast-check';
import {expect, test} from 'vitest';
import {csvFields, readCsvLog} from '../../../../../source/agents/queries/input/postgres/csv-log.ts';
import {readTraces} from '../analyse-text.ts';

function record(sql: string, {second = 41, end = ',"","client backend",,0'}: {second?: number; end?: string} = {}): string {
	return `2026-11-23 02:50:${second}.752 UTC,"postgres","postgres",10634,"127.0.0.1:37416",6b03aa01.298a,1,"SELECT",2026-11-23 02:50:41 UTC,3/7,0,LOG,00000,"duration: 3.926 ms  statement: ${sql.replaceAll('"', '""')}",,,,,,,,${end}\n`;
}

const read = (text: string) => readTraces(readCsvLog, text, 60);

test('fields are as they were written, whatever is in them', () => {
	const field = fc.oneof(fc.string(), fc.constantFrom('a,b', '"', 'a""b', 'x\ny'));
	fc.assert(
		fc.property(fc.array(field, {minLength: 1}), (fields) => {
			expect(csvFields(fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))).toEqual(fields);
		}),
	);
	expect(csvFields('a,,"",5,')).toEqual(['a', '', '', '5', '']);
});

test('records over many lines are whole', () => {
	const {traces, intake} = read(record('SELECT "a"\nFROM b\nWHERE c = \'x, "y"\n2026-11-23 02:50:41.752 UTC,z\'') + record('SELECT 2'));
	expect(traces.flatMap(({queries}) => queries.map(({pattern}) => pattern))).toEqual(['SELECT a FROM b WHERE c = ?', 'SELECT ?']);
	expect(intake.broken).toBe(null);
});

test.each([
	['12', ''],
	['13', ',"client backend"'],
	['14 and later', ',"psql","client backend",,0'],
])('columns of PostgreSQL %s', (_, end) => {
	expect(read(record('SELECT 1 FROM a', {end})).intake).toMatchObject({queries: 1, broken: null});
});

test('a record that was cut within a quote loses itself alone', () => {
	const cut = record('SELECT 1 FROM a').slice(0, 180);
	const {traces, intake} = read(`${cut}\n${record('SELECT 2 FROM b', {second: 42})}${record('SELECT 3 FROM c', {second: 43})}`);
	expect(traces.flatMap(({queries}) => queries.map(({pattern}) => pattern))).toEqual(['SELECT ? FROM b', 'SELECT ? FROM c']);
	expect(intake.broken).toEqual({count: 1, first: 'line 1 begins a record that does not end'});
});

test('the last record may be cut', () => {
	const {intake} = read(record('SELECT 1 FROM a') + record('SELECT 2 FROM b').slice(0, 180));
	expect(intake).toMatchObject({queries: 1, broken: {count: 1}});
});

test('lines that are no records are counted', () => {
	const {intake} = read(`${record('SELECT 1 FROM a')}hello,world\n`);
	expect(intake).toMatchObject({queries: 1, broken: {count: 1, first: 'line 2 is no record of a csvlog'}});
});
