/** The dialects the tokenizer knows. */
export type System = 'postgresql' | 'mysql' | 'sqlite';

/** Part of the grammar in every dialect: printed in capitals, and a quoted name of this spelling keeps its quotes. */
export const isGrammar = 1;
/** Printed in capitals. */
export const isShown = 2;
/** A value may follow: `LIMIT -1` has a negative number, `a -1` a subtraction. */
export const expectsValue = 4;
/** A bracket after it stands without a space: `any(…)`. */
export const isCalled = 8;
/** A keyword at the start of a statement only, a plain name elsewhere (`commit` is a fine name of a table). */
export const isVerb = 16;
export const isReservedInPostgres = 32;
export const isReservedInMysql = 64;
export const isReservedInSqlite = 128;

/** No keyword: a plain name. */
export const none = 0;

const groups: readonly (readonly [bits: number, words: string])[] = [
	[
		isGrammar | isShown | expectsValue,
		`select from where and or not in is like ilike between case when then else join inner outer full cross natural on using group
		order by having limit offset union except intersect distinct as insert into values update set delete returning with for lateral create
		alter drop table to collate`,
	],
	[isGrammar | isShown | expectsValue | isCalled, 'any all some exists array cast left right'],
	[isGrammar | isShown, 'null true false end default asc desc'],
	[
		isShown | expectsValue,
		'regexp rlike glob div xor escape similar over partition recursive materialized conflict duplicate nothing do only',
	],
	[expectsValue, 'interval mod match return'],
	[0, 'field row value skip locked nowait key share no'],
	[
		isVerb,
		'begin start commit rollback abort savepoint release prepare execute deallocate declare close fetch move call explain replace merge show copy truncate',
	],
	[
		isReservedInPostgres,
		`all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently constraint
		create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable desc
		distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join
		lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary
		references returning right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user
		using variadic verbose when where window with`,
	],
	[
		isReservedInMysql,
		`accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade case change char character check
		collate column condition constraint continue convert create cross cube cume_dist current_date current_time current_timestamp current_user
		cursor database databases day_hour day_microsecond day_minute day_second dec decimal declare default delayed delete dense_rank desc describe
		deterministic distinct distinctrow div double drop dual each else elseif empty enclosed escaped except exists exit explain false fetch
		first_value float float4 float8 for force foreign from fulltext function generated get grant group grouping groups having high_priority
		hour_microsecond hour_minute hour_second if ignore in index infile inner inout insensitive insert int int1 int2 int3 int4 int8 integer
		intersect interval into io_after_gtids io_before_gtids is iterate join json_table key keys kill lag last_value lateral lead leading leave left
		like limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority match maxvalue mediumblob mediumint
		mediumtext middleint minute_microsecond minute_second mod modifies natural not no_write_to_binlog nth_value ntile null numeric of on optimize
		optimizer_costs option optionally or order out outer outfile over partition percent_rank precision primary procedure purge range rank read
		reads read_write real recursive references regexp release rename repeat replace require resignal restrict return revoke right rlike row rows
		row_number schema schemas second_microsecond select sensitive separator set show signal smallint spatial specific sql sqlexception sqlstate
		sqlwarning sql_big_result sql_calc_found_rows sql_small_result ssl starting stored straight_join system table terminated then tinyblob tinyint
		tinytext to trailing trigger true undo union unique unlock unsigned update usage use using utc_date utc_time utc_timestamp values varbinary
		varchar varcharacter varying virtual when where while window with write xor year_month zerofill`,
	],
	[
		isReservedInSqlite,
		`add all alter and as autoincrement between case check collate commit constraint create current_date current_time current_timestamp default
		deferrable delete distinct drop else escape except exists foreign from group having if in index insert intersect into is isnull join limit not
		notnull null on or order primary references returning select set table then to transaction union unique update using values when where`,
	],
];

/** Spelling of each keyword in capitals; a keyword is its index here, 0 is none. */
const spellings: string[] = [''];
const bits: number[] = [0];
/** Hash to keyword; the next of an equal hash is in `nextOf`. */
const slots = new Uint16Array(2048);
const nextOf: number[] = [0];

for (const [groupBits, words] of groups) {
	for (const word of words.split(/\s+/)) bits[indexOf(word)]! |= groupBits;
}

/** The keyword of this spelling, in small letters, or `none`. */
export function keyword(word: string): number {
	return keywordAt(word, 0, word.length, hashOf(word));
}

/** The keyword that stands in `sql` from `start` to `end` in any case, or `none`; `hash` as {@link hashStep} makes it. */
export function keywordAt(sql: string, start: number, end: number, hash: number): number {
	let found = slots[hash & 2047]!;
	while (found !== none && !isSpelled(spellings[found]!, sql, start, end)) found = nextOf[found]!;
	return found;
}

/** The hash of a word grows by one character at a time, whatever its case. */
export function hashStep(hash: number, code: number): number {
	return (Math.imul(hash, 31) + (code | 32)) | 0;
}

/** What the grammar says of a keyword. */
export function bitsOfKeyword(index: number): number {
	return bits[index]!;
}

/** A keyword in capitals. */
export function spellingOf(index: number): string {
	return spellings[index]!;
}

function isSpelled(spelling: string, sql: string, start: number, end: number): boolean {
	if (spelling.length !== end - start) return false;
	for (let at = 0; at < spelling.length; at++) {
		const code = sql.charCodeAt(start + at);
		if ((code >= 97 && code <= 122 ? code - 32 : code) !== spelling.charCodeAt(at)) return false;
	}
	return true;
}

function indexOf(word: string): number {
	const known = keyword(word);
	if (known !== none) return known;
	const slot = hashOf(word) & 2047;
	nextOf.push(slots[slot]!);
	bits.push(0);
	slots[slot] = spellings.push(word.toUpperCase()) - 1;
	return slots[slot];
}

function hashOf(word: string): number {
	let hash = 0;
	for (let at = 0; at < word.length; at++) hash = hashStep(hash, word.charCodeAt(at));
	return hash;
}
