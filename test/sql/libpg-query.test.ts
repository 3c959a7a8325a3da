import {fingerprintSync, loadModule} from 'libpg-query';
import {beforeAll, expect, test} from 'vitest';
import {postgresqlPairs} from './pairs/postgresql.ts';

beforeAll(loadModule);

/** Where PostgreSQL's own parser, with the fingerprint of pg_query, sees two queries and we see one. */
const theySeeTwo: Record<string, string> = {
	'arrays of arrays': 'an array of another length inside an array is another constant to them; a value to us',
	'ASC is what ORDER BY does': 'they keep what was written, not what it means',
	'placeholders with an at sign': 'to the parser @p0 is the absolute value of p0; to those who write it, what a driver will replace',
	'signs of placeholders': 'to them the sign of a placeholder is an operator',
	'rows from a cursor': 'they keep how many rows are fetched',
	'a cut string': 'they fall back to the tokens of the text, with its end',
	'COPY to a file': 'they keep the name of the file',
	messages: 'they keep the payload',
	'a sign behind an operator of any kind': 'to them != and its sign are an operator, which no database has',
};

/** Where they see one query and we see two. */
const theySeeOne: Record<string, string> = {
	'a table per year': 'they leave out digits in names of tables',
	'a table with a number': 'they leave out the schema',
	'another schema': 'they leave out the schema',
	'with and without the schema': 'they leave out the schema',
	'another order of columns': 'they sort columns; the rows have another shape',
	'another name of the result': 'they leave out names of results; whoever reads the rows needs them',
	'IN and equal': 'to them a list of one is a comparison',
	'columns of a query inside IN': 'they count equal columns once',
	'a column by its place': 'they take the place for a value',
	'groups by place': 'they take the place for a value',
	'with and without OFFSET': 'they hash an offset like a limit',
	'another number of arguments': 'they count equal arguments once',
	'a function called with more': 'they count equal arguments once',
	'another number of values': 'they count equal values once',
	'a default and a value': 'they leave out DEFAULT',
	'types of casts to arrays': 'they leave out the type of a constant',
	'a typed string of another type': 'they leave out the type of a constant',
	'begin and start with a level': 'they leave out the level',
	'prepared statements with a name': 'they leave out the name, which is all that tells the query',
	'other channels': 'they leave out the channel',
	'EXTRACT of something else': 'to them the field is a constant',
	'text inside strings is no SQL': 'they count equal values once',
	'a dollar quote hides what is inside': 'they count equal values once',
};

test('agrees with the parser of PostgreSQL, but for the reasons written here', () => {
	const judged = postgresqlPairs
		.map(({a, b, same, why}) => ({why, same, theirs: areSame(a, b)}))
		.filter(({theirs}) => theirs !== undefined);
	expect(judged.length).toBeGreaterThan(postgresqlPairs.length * 0.9);
	expect(
		judged
			.filter(({same, theirs}) => same && !theirs)
			.map(({why}) => why)
			.toSorted(),
	).toEqual(Object.keys(theySeeTwo).toSorted());
	expect(
		judged
			.filter(({same, theirs}) => !same && theirs)
			.map(({why}) => why)
			.toSorted(),
	).toEqual(Object.keys(theySeeOne).toSorted());
});

/** Undefined where the parser refuses one of the texts: cut, or with placeholders of another language. */
function areSame(a: string, b: string): boolean | undefined {
	try {
		return fingerprintSync(a) === fingerprintSync(b);
	} catch {
		// The parser's only way to refuse.
		return undefined;
	}
}
