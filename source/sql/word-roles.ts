import {keyword} from './keywords.ts';

/** The keywords that the tokenizer looks at. */
export const is = {
	alter: keyword('alter'),
	array: keyword('array'),
	as: keyword('as'),
	by: keyword('by'),
	cast: keyword('cast'),
	create: keyword('create'),
	do: keyword('do'),
	false: keyword('false'),
	field: keyword('field'),
	group: keyword('group'),
	in: keyword('in'),
	insert: keyword('insert'),
	into: keyword('into'),
	is: keyword('is'),
	not: keyword('not'),
	null: keyword('null'),
	order: keyword('order'),
	replace: keyword('replace'),
	row: keyword('row'),
	set: keyword('set'),
	true: keyword('true'),
	value: keyword('value'),
	values: keyword('values'),
} as const;

/** After these words double quotes hold a name even in MySQL. */
export const beforeNames = keywords('from join into update table');

/** After these a value is compared, so double quotes hold a string where the dialect leaves it open. */
export const beforeValues = keywords('like ilike glob regexp rlike match between then else limit offset');

/** These end an ORDER BY or GROUP BY. */
export const afterSorting = keywords('limit offset fetch for having union except intersect select from where');

/** A bracket that begins with one of these holds a query, no list. */
export const subqueries = keywords('select with values table');

/** Is the second word a keyword behind the first? Elsewhere `key`, `first` and `locked` are names. */
export function isPhrase(first: number, second: number): boolean {
	return phrases.has(first * phraseStep + second);
}

const phraseStep = 4096;
const phrases = new Set(
	[
		'duplicate key',
		'for share',
		'for no',
		'for key',
		'no key',
		'key update',
		'key share',
		'update skip',
		'share skip',
		'skip locked',
		'update nowait',
	]
		.map((phrase) => phrase.split(' ').map(keyword))
		.map(([first, second]) => first! * phraseStep + second!),
);

/** Behind these something must follow: a text that ends here was cut. */
export const unfinished = keywords(
	'select from where and or not in like ilike between case when then else join using by having limit offset union except intersect distinct as into set with',
);

function keywords(words: string): ReadonlySet<number> {
	return new Set(words.split(' ').map(keyword));
}
