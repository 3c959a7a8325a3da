import fc from 'fast-check';
import type {System} from '../../source/sql/keywords.ts';

/** A piece of a query. `other` is what would make it another query. */
export type Part =
	| {kind: 'word' | 'name' | 'sign'; text: string; other?: string}
	| {kind: 'value' | 'list'}
	| {kind: 'rows'; width: number};

export type Query = readonly Part[];

/** One of the many ways to write a query down. */
export interface Look {
	seed: number;
	system: System | undefined;
}

/** Any way to write a query in a dialect. */
export function lookOf(system: System | undefined): fc.Arbitrary<Look> {
	return fc.record({seed: fc.integer(), system: fc.constant(system)});
}

/** Writes a query with values, placeholders, lengths of lists, white space, comments, case and quotes that follow from the seed of the look. */
export function write(query: Query, {seed, system}: Look): string {
	const random = randomOf(seed);
	let text = spaceOf(random, system, false);
	let last = '';
	for (const part of query) {
		const next = textOf(part, random, system);
		text += (needsSpace(last, next) ? spaceOf(random, system, true) : spaceOf(random, system, false)) + next;
		last = next;
	}
	return text + spaceOf(random, system, true) + pick(random, ['', ';', ' ;']);
}

type Random = () => number;

function textOf(part: Part, random: Random, system: System | undefined): string {
	switch (part.kind) {
		case 'word':
			return caseOf(part.text, random);
		case 'name':
			return nameOf(part.text, random, system);
		case 'sign':
			return part.text;
		case 'value':
			return valueOf(random, system);
		case 'list':
			return `(${several(random, () => valueOf(random, system)).join(pick(random, [',', ', ', ' ,\n']))})`;
		case 'rows':
			return several(random, () => rowOf(part.width, random, system)).join(pick(random, [',', ', ', ' , ']));
	}
}

function rowOf(width: number, random: Random, system: System | undefined): string {
	return `(${Array.from({length: width}, () => valueOf(random, system)).join(', ')})`;
}

function several(random: Random, make: () => string): string[] {
	return Array.from({length: 1 + Math.floor(random() * 5)}, make);
}

function caseOf(text: string, random: Random): string {
	const way = Math.floor(random() * 3);
	if (way === 0) return text.toLowerCase();
	return way === 1
		? text.toUpperCase()
		: text.replaceAll(/\w/g, (letter) => (random() < 0.5 ? letter.toLowerCase() : letter.toUpperCase()));
}

function nameOf(text: string, random: Random, system: System | undefined): string {
	if (random() < 0.5) return caseOf(text, random);
	switch (system) {
		case 'postgresql':
			return `"${text}"`;
		case 'mysql':
			return `\`${caseOf(text, random)}\``;
		case 'sqlite':
			return pick(random, [`"${text}"`, `\`${text}\``, `[${caseOf(text, random)}]`]);
		case undefined:
			return pick(random, [`"${text}"`, `[${text}]`]);
	}
}

const strings = [
	"''",
	"'x'",
	"'it''s'",
	"'-- no comment'",
	"'/* none */'",
	"'?'",
	"'a, b), (c'",
	"'\"'",
	"'héllo 😀'",
	"'\n'",
	"'$1'",
	"'...'",
	"'%s'",
	"'SELECT'",
];
const numbers = ['0', '1', '42', '-7', '- 7', '+3', '3.14', '.5', '5.', '1e10', '1.5E-3', '0xFF', 'NULL', 'TRUE', 'false'];

function valueOf(random: Random, system: System | undefined): string {
	const way = random();
	if (way < 0.3) return pick(random, numbers);
	if (way < 0.6) return pick(random, strings);
	if (way < 0.7) return pick(random, special(system));
	return pick(random, placeholders(system));
}

function special(system: System | undefined): string[] {
	switch (system) {
		case 'postgresql':
			return [String.raw`E'it\'s'`, "$$it's; $1$$", '$x$ $$ $x$', "N'x'", "B'01'", String.raw`U&'\0061'`, "'C:\\'", "'a'\n'b'", '1_000'];
		case 'mysql':
			return ['"x"', String.raw`'it\'s'`, String.raw`"say \"x\""`, "'a' 'b'", "_utf8mb4'x'", "x'ff'", '0b01', '"it\'s"'];
		case 'sqlite':
			return ["x'ff'", "'C:\\'", "X'00'"];
		case undefined:
			return ["N'x'", "x'ff'", '$$a$$'];
	}
}

function placeholders(system: System | undefined): string[] {
	const all = ['?', ':name', ':1', '@p1'];
	if (system === 'postgresql') return [...all, '$1', '$22', '%s', '%(name)s'];
	if (system === 'mysql') return [...all, '??', '%s'];
	return system === 'sqlite' ? [...all, '?7', '$name'] : [...all, '$1', '?1', '%s', '%(name)s'];
}

function spaceOf(random: Random, system: System | undefined, isNeeded: boolean): string {
	if (!isNeeded && random() < 0.5) return '';
	const comments = ['/* c */', ' /* it\'s " */ ', ' -- x\n', '/*+ hint */', "/*a='b',c='%27'*/"];
	if (system === 'postgresql') comments.push('/* a /* b */ c */');
	if (system === 'mysql') comments.push(' # y\n');
	return random() < 0.7 ? pick(random, [' ', '\n', '\t', '  ', '\r\n', '\u00A0']) : pick(random, comments);
}

/** Where two pieces would run into one another, or into a comment or another operator. */
function needsSpace(last: string, next: string): boolean {
	const isWord = /[\w$'"`@:.%?é]$/.test(last) && /^[\w$'"`@:.%?é]/.test(next);
	const isOperator = /[-+*/<>=!~|&#@%]$/.test(last) && /^[-+*/<>=!~|&#@%?$:]/.test(next);
	const endsInOperator = /[-+*/<>=!~|&#@%]$/.test(last) || /^[-+*/<>=!~|&#@%]/.test(next);
	return last === '' || isWord || isOperator || (endsInOperator && last !== '(' && next !== ')') || next.startsWith('[');
}

function pick<T>(random: Random, from: readonly T[]): T {
	return from[Math.floor(random() * from.length)]!;
}

function randomOf(seed: number): Random {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** `?` is a value, `?list` a list, `?rows2` rows of two values, everything else is as it is written. */
function parse(text: string): Query {
	return text.split(' ').map((each): Part => {
		const [first = '', other] = each.split('~');
		if (first === '?') return {kind: 'value'};
		if (first === '?list') return {kind: 'list'};
		if (first.startsWith('?rows')) return {kind: 'rows', width: Number(first.slice(5))};
		const kind = /^[a-z]/.test(first) ? 'name' : /^[A-Z]/.test(first) ? 'word' : 'sign';
		return other === undefined ? {kind, text: first} : {kind, text: first, other: other.replaceAll('+', ' ')};
	});
}

/** Capitals are keywords, small letters names; `~` parts a piece from what would make another query of it, `+` is a space in that. */
export const templates: readonly Query[] = [
	'SELECT~SELECT+DISTINCT * FROM users~orders WHERE id~email =~<> ?',
	'SELECT a~b , c~d FROM users_1~users_2 WHERE x~y IN~NOT+IN ?list AND~OR z~w =~>= ?',
	'SELECT u . name~title FROM app~web . users~people u INNER~LEFT JOIN orders~items o ON u . id~key = o . user_id~owner WHERE o . total~price >~< ?',
	'INSERT INTO~INTO+archive. t ( a~b , c~d ) VALUES ?rows2',
	'INSERT INTO t~s VALUES ?rows3 ON CONFLICT DO NOTHING~UPDATE+SET+a+=+1',
	'UPDATE t~s SET a~b = ? , c~d = c +~- ? WHERE id~key = ? AND~OR k IS NULL~NOT+NULL',
	'DELETE~SELECT+* FROM t~s WHERE a~b LIKE~= ? ORDER BY c~d DESC~DESC,+e LIMIT~OFFSET ?',
	'SELECT count~sum ( a~b ) FROM t~s GROUP BY c~d HAVING count~max ( a ) >~>= ?',
	'SELECT coalesce~nullif ( a~b , ? ) FROM t~s WHERE EXISTS~NOT+EXISTS ( SELECT ? FROM r~q WHERE r . x~y = t . z~w )',
	'WITH x AS ( SELECT a~b FROM t~s WHERE c~d = ? ) SELECT a FROM x WHERE e~f BETWEEN~NOT+BETWEEN ? AND ?',
	'SELECT CASE WHEN a~b = ? THEN~THEN+-a+* ? ELSE ? END FROM t~s FOR UPDATE~SHARE',
	'SELECT a~b FROM t~s UNION~UNION+ALL SELECT c~d FROM r~q WHERE e~f <~<= ? LIMIT ?',
].map(parse);
