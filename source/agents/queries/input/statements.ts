import {type DatabaseSystem, databaseSystems} from '../../../protocol/query-trace.ts';
import {fingerprint} from '../../../sql/fingerprint.ts';
import {isWrittenOut, literalValue} from '../../../sql/literals.ts';
import {Scanner} from '../../../sql/scanner.ts';
import * as token from '../../../sql/tokens.ts';
import {listLengthOf, ownersText, readPlan, type ValuePlan} from '../../../sql/value-plan.ts';
import {needsPlan} from '../judging/told-values.ts';
import {KnownTexts} from './known-texts.ts';
import {Names} from './names.ts';
import {keyOfJson, keyOfParameters, valueKeyOf} from './value-key.ts';

/** What is known of one exact text of a query. */
export interface Statement {
	/** Of `Statements.patternAt`. */
	pattern: number;
	/** The text was cut before it reached the log. */
	cut: boolean;
	/** Of the literals in the text; null: there are none. */
	literalsKey: number | null;
	/** Values stand outside of the text: `$1`, `?`. */
	hasPlaceholders: boolean;
	/** Which of its values tell a page from a loop, where they can; undefined for most. */
	plan: ValuePlan | undefined;
}

/** Plans held at most, twice, and how long a text may be whose plan is held: it may be a part of it. */
const mostPlans = 4096;
const longestText = 8192;

const noText = {sql: null, system: null, statement: undefined};

/** Exact texts and the patterns they have. Texts that come again are read once, as long as they come again soon; none is held, only its hash. */
export class Statements {
	#patterns = new Names();
	/** Patterns that were forgotten: those that are known have numbers from here on. */
	#forgotten = 0;
	/** Of each pattern that is known. */
	#isCut: boolean[] = [];
	#needsPlan: boolean[] = [];
	#texts = new KnownTexts();
	#plans = new Map<number, ValuePlan>();
	#olderPlans = new Map<number, ValuePlan>();
	#textsRead = 0;
	#last: {sql: string | null; system: DatabaseSystem | null; statement: Statement | undefined} = noText;

	/** How many patterns there were; one that was forgotten and came again counts twice. */
	get patterns(): number {
		return this.#forgotten + this.#patterns.size;
	}

	/** What the patterns take; texts and plans, which are few or small, are left out. */
	get bytes(): number {
		return this.#patterns.bytes;
	}

	/** How many texts had to be read, since none like them was known. */
	get textsRead(): number {
		return this.#textsRead;
	}

	patternAt(index: number): string {
		return this.#patterns.at(index - this.#forgotten);
	}

	/** Lets the texts go, whose patterns stay: nothing will be read any more. */
	endReading(): void {
		this.#texts = new KnownTexts();
		this.#plans = new Map();
		this.#olderPlans = new Map();
	}

	/** Lets all patterns go: their numbers say nothing any more, and none is given again. */
	forget(): void {
		this.#forgotten += this.#patterns.size;
		this.#patterns = new Names();
		this.#isCut = [];
		this.#needsPlan = [];
		this.#texts = new KnownTexts();
		this.#last = noText;
	}

	of(sql: string, system: DatabaseSystem | null): Statement {
		// Who reads a log may ask for the pattern first.
		if (sql === this.#last.sql && system === this.#last.system) return this.#last.statement!;
		const statement = this.#statementOf(sql, system);
		this.#last = {sql, system, statement};
		return statement;
	}

	#statementOf(sql: string, system: DatabaseSystem | null): Statement {
		const key = valueKeyOf(sql, system === null ? 0 : databaseSystems.indexOf(system) + 1);
		const found = this.#texts.find(key);
		const {pattern, literalsKey, hasPlaceholders} = found ?? this.#read(sql, system, key);
		const own = pattern - this.#forgotten;
		const plan = this.#needsPlan[own] === true ? this.#planOf(sql, system, key) : undefined;
		return {pattern, cut: this.#isCut[own]!, literalsKey, hasPlaceholders, plan};
	}

	#read(sql: string, system: DatabaseSystem | null, key: number): Omit<Statement, 'cut' | 'plan'> {
		this.#textsRead++;
		const text = fingerprint(sql, system ?? undefined);
		const own = this.#patterns.indexOf(text);
		if (own === this.#isCut.length) {
			this.#isCut.push(text.endsWith('...'));
			this.#needsPlan.push(needsPlan(text));
		}
		const read = {pattern: own + this.#forgotten, ...valuesIn(sql, system)};
		this.#texts.add(key, read);
		return read;
	}

	/** Forgets: when the recent plans are many they become the older ones, and the older ones go. */
	#planOf(sql: string, system: DatabaseSystem | null, key: number): ValuePlan {
		const recent = this.#plans.get(key);
		if (recent !== undefined) return recent;
		const plan = this.#olderPlans.get(key) ?? readPlan(sql, system ?? undefined);
		if (sql.length > longestText) return plan;
		this.#plans.set(key, plan);
		if (this.#plans.size >= mostPlans) {
			this.#olderPlans = this.#plans;
			this.#plans = new Map();
		}
		return plan;
	}
}

const scanner = new Scanner();

function valuesIn(sql: string, system: DatabaseSystem | null): Pick<Statement, 'literalsKey' | 'hasPlaceholders'> {
	let literalsKey: number | null = null;
	let hasPlaceholders = false;
	scanner.reset(sql, system ?? undefined);
	for (let kind = scanner.next(); kind !== token.end; kind = scanner.next()) {
		if (isWrittenOut(scanner, kind)) literalsKey = valueKeyOf(literalValue(scanner.text()), literalsKey ?? 0);
		else if (kind === token.placeholder) hasPlaceholders = true;
	}
	return {literalsKey, hasPlaceholders};
}

/** What is kept of a query's values: none of them. */
export interface ValueKeys {
	/** Of all values; null where some are not known. */
	valueKey: number | null;
	/** Of those that `=` compares a column with. */
	ownerKey: number | undefined;
	listLength: number | undefined;
}

const noValues = valueKeyOf('');

/** The keys of a query's values: those told beside its text, and those within it. */
export function keysOf({literalsKey, hasPlaceholders, plan}: Statement, parameters: unknown): ValueKeys {
	// A list without entries for a text with placeholders: somebody took the values out.
	const toldKey = hasPlaceholders && isEmpty(parameters) ? null : keyOfParameters(parameters);
	const isKnown = toldKey !== null || !hasPlaceholders;
	const owners = plan === undefined || !isKnown ? undefined : ownersText(plan, parameters);
	return {
		valueKey: isKnown ? joinedKey(literalsKey, toldKey) : null,
		ownerKey: owners === undefined ? undefined : keyOfJson(owners),
		listLength: plan === undefined ? undefined : listLengthOf(plan, parameters),
	};
}

function isEmpty(parameters: unknown): boolean {
	if (typeof parameters !== 'object' || parameters === null) return parameters === '' || parameters === '[]' || parameters === '{}';
	return Array.isArray(parameters) ? parameters.length === 0 : Object.keys(parameters).length === 0;
}

function joinedKey(literalsKey: number | null, toldKey: number | null): number {
	if (toldKey === null) return literalsKey ?? noValues;
	return literalsKey === null ? toldKey : valueKeyOf(String(literalsKey), toldKey);
}
