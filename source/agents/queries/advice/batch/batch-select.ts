import type {SqlToken} from '../../../../sql/token-list.ts';
import * as token from '../../../../sql/tokens.ts';
import {joinSql, sql, type Sql} from '../sql.ts';
import type {Comparison} from '../statement/conditions.ts';
import {baseName, isName, splitAtCommas, toSql, type PatternText} from '../statement/pattern-text.ts';
import {readSelect, type Select} from '../statement/select.ts';
import {tableOf} from '../statement/tables.ts';
import {refuse, type Batch, type Key, type Refusal} from './batch.ts';
import {assumedCaveat, chooseKeys, type ChosenKeys} from './choose-keys.ts';
import {keyCondition} from './key-condition.ts';
import {keysInRows, type SelectedKey} from './keys-in-rows.ts';
import {plainRead} from './plain-read.ts';
import {ranked} from './ranked.ts';
import {grouping, named, selected, type WholeSelect} from './whole-select.ts';

/** What a library adds to each query without meaning it. */
export interface Dress {
	/** Prisma ends every query with `OFFSET 0`. */
	readonly hasIdleOffset?: boolean;
}

/** The SELECT that answers for all keys what a loop asks key by key. */
export function batchSelect(given: PatternText, {hasIdleOffset = false}: Dress): Batch | Refusal {
	const whole = readSelect(given.tokens);
	const select = whole !== undefined && hasIdleOffset && whole.limit === null ? {...whole, offset: null} : whole;
	if (select === undefined)
		return refuse(
			'it is put together from several queries, or numbers its rows',
			'See whether its own tables can be joined to the query that the loop runs over.',
		);
	const text = withEqualValues(given, select);
	const chosen = chooseKeys(select.conditions);
	const refusal = whyNot(text, select, chosen);
	if (refusal !== undefined) return refusal;
	const condition = keyCondition(text, chosen.keys, select.tables);
	const where = joinSql([condition, ...chosen.others.map(({tokens}) => toSql(text, tokens))], ' AND ');
	const keys = keysInRows(select, chosen.keys);
	const {sql: statement, shape, caveats} = read({text, select, where, keys, chosen});
	return {
		kind: 'batch',
		verb: 'select',
		sql: statement,
		gist: sql`WHERE ${condition}`,
		table: tableOf(select.tables, chosen.keys[0]!.qualifier)?.name ?? select.tables[0]!.name,
		keys: keys.map(toKey),
		shape,
		hidden: null,
		plain: shape === 'rows' ? plainRead(text, select, chosen) : null,
		caveats: [...caveats, ...lockCaveat(select), ...assumedCaveat(chosen)],
	};
}

/** `GROUP BY date_trunc(?, at)` means the column that SELECT has: with a value of its own it would be another. */
function withEqualValues(text: PatternText, {items, group, order}: Select): PatternText {
	const values = new Map(text.values);
	const inWords = (tokens: readonly SqlToken[]) => tokens.map((one) => one.text).join(' ');
	for (const tokens of [...splitAtCommas(group ?? []), ...order]) {
		const item = items.find((one) => inWords(one.tokens) === inWords(tokens.slice(0, one.tokens.length)));
		item?.tokens.forEach((one, at) => {
			const value = values.get(one);
			if (value !== undefined) values.set(tokens[at]!, value);
		});
	}
	return {...text, values};
}

interface Form {
	readonly sql: Sql;
	readonly shape: Batch['shape'];
	readonly caveats: readonly string[];
}

function read(whole: WholeSelect): Form {
	const {select} = whole;
	if (select.asksIfAny) return {sql: ifAny(whole), shape: 'exists', caveats: []};
	if (select.aggregates && select.group === null) return {sql: groups(whole), shape: 'groups', caveats: []};
	if (select.limit === null && select.offset === null) return {sql: rows(whole), shape: 'rows', caveats: []};
	if (!isOfOneRow(whole)) return {sql: ranked(whole), shape: 'ranked', caveats: []};
	const [key] = whole.keys;
	return {
		sql: rows(whole),
		shape: 'rows',
		caveats: [`LIMIT is left out, since ${key!.column} is taken to be unique in ${select.tables[0]!.name}.`],
	};
}

function ifAny({text, select, where, keys}: WholeSelect): Sql {
	return sql`SELECT DISTINCT ${joinSql(
		keys.map((key) => named(text, key)),
		', ',
	)} FROM ${toSql(text, select.from)} WHERE ${where}`;
}

/** One group for each key: what was reckoned over the rows of one is reckoned over its group. */
function groups(whole: WholeSelect): Sql {
	const {text, select, where} = whole;
	return sql`SELECT ${selected(whole)} FROM ${toSql(text, select.from)} WHERE ${where} GROUP BY ${grouping(whole)}`;
}

function rows(whole: WholeSelect): Sql {
	const {text, select, where} = whole;
	const group = select.group === null ? '' : sql` GROUP BY ${joinSql([grouping(whole), toSql(text, select.group)], ', ')}`;
	const having = select.having === null ? '' : sql` HAVING ${toSql(text, select.having)}`;
	const order =
		select.order.length === 0
			? ''
			: sql` ORDER BY ${joinSql(
					select.order.map((one) => toSql(text, one)),
					', ',
				)}`;
	const lock = select.lock.length === 0 ? '' : sql` FOR ${toSql(text, select.lock)}`;
	const distinct = select.isDistinct ? 'DISTINCT ' : '';
	return sql`SELECT ${distinct}${selected(whole)} FROM ${toSql(text, select.from)} WHERE ${where}${group}${having}${order}${lock}`;
}

/** At most one row has the key: LIMIT says nothing then. */
function isOfOneRow({select, keys}: WholeSelect): boolean {
	return (
		select.tables.length === 1 &&
		select.group === null &&
		keys.length === 1 &&
		keys[0]!.isColumn &&
		/^(?:id|uuid|guid|ulid|pk)$/i.test(keys[0]!.column)
	);
}

function toKey({operand, column, inRows}: SelectedKey): Key {
	return {label: operand.map(({text}) => text).join(''), column, inRows};
}

function whyNot(text: PatternText, select: Select, {keys, others}: ChosenKeys): Refusal | undefined {
	if (keys.length === 0) return withoutKey(select);
	if (select.hasWindows)
		return refuse('it numbers or compares its rows with one another', 'A PARTITION BY with the column that differs would keep them apart.');
	if (select.having !== null && select.group === null)
		return refuse(
			'HAVING without GROUP BY also answers for keys without rows',
			'Ask for the numbers of all keys and compare them in the code.',
		);
	if (select.asksIfAny && select.group !== null)
		return refuse('it asks whether there is a group', 'Ask for the groups of all keys and compare them in the code.');
	if (isRepeatedElsewhere(text, keys))
		return refuse(
			`${keys[0]!.name} is compared in a second place, too`,
			'Join the query that the loop runs over instead, so that the database compares both.',
		);
	const bounds = select.limit !== null || select.offset !== null;
	if (bounds && !select.asksIfAny) return whyNotRanked(text, select, keys);
	return others.length > 0 && select.conditions.length === 0 ? withoutKey(select) : undefined;
}

function withoutKey({conditions, tables}: Select): Refusal {
	const instead = `Look for a way to ask ${tables[0]!.name} for all of them: a join with the query that the loop runs over, or one range for the whole loop and the sorting done in the code.`;
	if (conditions.length === 0) return refuse('it has no condition that differs', instead);
	const hasOr = conditions.some(({tokens}) => tokens.some(({name}) => name === 'or'));
	return refuse(hasOr ? 'what differs is joined by OR' : 'what differs is no column compared with one value', instead);
}

function whyNotRanked({system}: PatternText, select: Select, keys: readonly Comparison[]): Refusal | undefined {
	const countsColumns = select.order.some((order) => order.some(({kind}) => kind === token.ordinal));
	if (countsColumns && select.items.some(({star}) => star !== null))
		return refuse(
			'it is ordered by a column of `*` by its number',
			'Name the column in ORDER BY, then the first rows of each key can be numbered.',
		);
	const isSimple = select.tables.length === 1 && keys.length === 1 && select.group === null;
	if (isSimple && select.lock.length === 0 && !select.isDistinct) return undefined;
	if (select.aggregates && select.group === null) return undefined;
	if (select.lock.length > 0 || select.isDistinct) {
		return refuse(
			`the first rows of each ${keys[0]!.name} cannot be numbered under ${select.isDistinct ? 'DISTINCT' : 'a lock'}`,
			'Send the queries side by side on one connection, or ask for the keys first.',
		);
	}
	const hasEqualNames = select.tables.length > 1 && select.items.some(({star}) => star !== null);
	return system !== 'postgresql' && hasEqualNames
		? refuse('columns of two tables may have one name', 'Name the columns instead of `*`, then the first rows of each key can be numbered.')
		: undefined;
}

/** `user_id = ?` once more: in a subquery, in ON or under OR. */
function isRepeatedElsewhere({tokens}: PatternText, keys: readonly Comparison[]): boolean {
	const own = new Set(keys.map(({placeholder}) => placeholder));
	const names = new Set(keys.map(({name}) => name));
	return tokens.some((one: SqlToken, at) => {
		const [value, sign, column] = [one, tokens[at - 1], tokens[at - 2]];
		if (value.kind !== token.placeholder || own.has(value) || sign?.kind !== token.operator || !isName(column)) return false;
		return names.has(baseName(column!));
	});
}

function lockCaveat({lock}: Select): string[] {
	return lock.length === 0
		? []
		: [
				'All rows are locked at once and until the transaction ends, in the order in which they are found: two such batches can block one another.',
			];
}
