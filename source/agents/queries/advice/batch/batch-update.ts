import * as token from '../../../../sql/tokens.ts';
import type {SqlToken} from '../../../../sql/token-list.ts';
import {joinSql, printSql, sql, type SqlValue} from '../sql.ts';
import {readClauses} from '../statement/clauses.ts';
import {isAlwaysTrue, readConditions} from '../statement/conditions.ts';
import {baseName, isName, splitAtCommas, toSql, type PatternText} from '../statement/pattern-text.ts';
import {readTables, type Table} from '../statement/tables.ts';
import {returned, targetOf, updateByCases, updateFrom} from './update-forms.ts';
import {refuse, transactionInstead, type Batch, type Refusal} from './batch.ts';
import {assumedCaveat, chooseKeys, type ChosenKeys} from './choose-keys.ts';
import {keyCondition} from './key-condition.ts';
import {writtenKeys} from './written-keys.ts';

/** The UPDATE that changes at once what a loop changes key by key. */
export function batchUpdate(text: PatternText): Batch | Refusal {
	const update = readUpdate(text);
	if (update === undefined) {
		return refuse('what differs is no column compared with one value', transactionInstead);
	}
	const condition = keyCondition(text, update.chosen.keys, [update.table]);
	const base = {
		kind: 'batch',
		verb: 'update',
		table: update.table.name,
		keys: writtenKeys(update.chosen.keys),
		shape: 'rows',
		hidden: null,
		plain: null,
	} as const;
	const others = update.chosen.others.map(({tokens}) => toSql(text, tokens));
	const forAll = sql`UPDATE ${targetOf(update.table)} SET ${toSql(text, update.set)} WHERE ${joinSql([condition, ...others], ' AND ')}${returned(text, update)}`;
	if (update.changes.every(({value}) => value === null)) {
		return {...base, sql: forAll, gist: sql`WHERE ${condition}`, caveats: assumedCaveat(update.chosen)};
	}
	if (!update.chosen.keys.every(({isColumn}) => isColumn))
		return refuse('it compares what a function makes of a column', transactionInstead);
	const twice = update.changes.find(({column, value}) => value !== null && update.chosen.keys.some(({name}) => name === column));
	if (twice !== undefined) {
		return refuse(`${twice.column} is both compared and written`, transactionInstead);
	}
	const statement = text.system === 'mysql' ? updateByCases(text, update, condition) : updateFrom(text, update);
	const [key] = update.chosen.keys;
	const caveats = [
		`When all rows get the same values, \`${printSql(forAll, text.system).text}\` is enough.`,
		`Each ${key!.name} may be among the rows once: of two changes to one row only one is made. Add them up, or keep the last.`,
		...assumedCaveat(update.chosen),
	];
	return {...base, sql: statement, gist: sql`${text.system === 'mysql' ? 'SET … = CASE' : 'UPDATE … FROM'}`, caveats};
}

export interface Update {
	readonly table: Table;
	readonly set: readonly SqlToken[];
	readonly changes: readonly Change[];
	readonly chosen: ChosenKeys;
	readonly returning: readonly SqlToken[] | undefined;
}

/** `column = expression`, with the `?` in the expression, if there is one. */
export interface Change {
	readonly column: string;
	readonly columnText: string;
	readonly expression: readonly SqlToken[];
	readonly value: SqlValue | null;
}

function readUpdate(text: PatternText): Update | undefined {
	const clauses = readClauses(text.tokens);
	const [target, set, where] = [clauses?.get('update'), clauses?.get('set'), clauses?.get('where')];
	if (
		target === undefined ||
		set === undefined ||
		where === undefined ||
		['from', 'order', 'limit'].some((name) => clauses!.has(name as never))
	)
		return undefined;
	const tables = readTables(target);
	const changes = splitAtCommas(set).map((tokens) => readChange(text, tokens));
	const chosen = chooseKeys(readConditions(where).filter((one) => !isAlwaysTrue(one)));
	const counted = changes.map((change) => (change !== undefined && isStepOfKey(change, chosen) ? {...change, value: null} : change));
	if (tables.length !== 1 || tables[0]!.text === null || chosen.keys.length === 0 || changes.includes(undefined)) return undefined;
	return {table: tables[0]!, set, changes: counted as Change[], chosen, returning: clauses!.get('returning')};
}

/** `version = version + 1 … WHERE version = ?`: the step is the same in each. */
function isStepOfKey({column, expression}: Change, {keys}: ChosenKeys): boolean {
	return keys.some(({name}) => name === column) && expression.some((one) => isName(one) && baseName(one) === column);
}

/** Undefined: several columns at once, several values, or a query in place of a value. */
function readChange({values}: PatternText, tokens: readonly SqlToken[]): Change | undefined {
	const equals = tokens.findIndex(({text}) => text === '=');
	const column = tokens[equals - 1];
	const expression = tokens.slice(equals + 1);
	const own = expression.filter(({kind}) => kind === token.placeholder);
	if (equals < 1 || !isName(column) || own.length > 1 || expression.some(({name}) => name === 'select')) return undefined;
	return {column: baseName(column!), columnText: column!.text, expression, value: own.length === 0 ? null : values.get(own[0]!)!};
}
