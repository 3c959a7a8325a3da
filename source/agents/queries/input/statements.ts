import type {DatabaseSystem} from '../../../protocol/query-trace.ts';
import {fingerprint} from '../../../sql/fingerprint.ts';
import {Scanner} from '../../../sql/scanner.ts';
import * as token from '../../../sql/tokens.ts';
import {listLengthOf, ownersText, type ValuePlan} from '../../../sql/value-plan.ts';
import {planValues} from '../judging/told-values.ts';
import {Names} from './names.ts';
import {keyOfParameters, valueKeyOf} from './value-key.ts';

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

/** Texts held at most, twice; a longer one is read anew each time. */
const mostTexts = 4096;
const longestText = 8192;

/** Exact texts and the patterns they have. Texts that come again are read once, as long as they come again soon. */
export class Statements {
	readonly #patterns = new Names();
	readonly #texts = new Map<DatabaseSystem | null, RecentTexts>();

	/** How many patterns there are. */
	get patterns(): number {
		return this.#patterns.size;
	}

	patternAt(index: number): string {
		return this.#patterns.at(index);
	}

	of(sql: string, system: DatabaseSystem | null): Statement {
		if (sql.length > longestText) return this.#read(sql, system);
		const texts = this.#texts.get(system) ?? this.#newTexts(system);
		const known = texts.get(sql);
		if (known !== undefined) return known;
		const statement = this.#read(sql, system);
		texts.set(sql, statement);
		return statement;
	}

	#newTexts(system: DatabaseSystem | null): RecentTexts {
		const texts = new RecentTexts();
		this.#texts.set(system, texts);
		return texts;
	}

	#read(sql: string, system: DatabaseSystem | null): Statement {
		const pattern = fingerprint(sql, system ?? undefined);
		return {
			pattern: this.#patterns.indexOf(pattern),
			cut: pattern.endsWith('...'),
			...valuesIn(sql, system),
			plan: planValues(sql, pattern, system ?? undefined),
		};
	}
}

/** A map that forgets: when the recent ones are many they become the older ones, and the older ones go. */
class RecentTexts {
	#recent = new Map<string, Statement>();
	#older = new Map<string, Statement>();

	get(sql: string): Statement | undefined {
		const recent = this.#recent.get(sql);
		if (recent !== undefined) return recent;
		const older = this.#older.get(sql);
		if (older !== undefined) this.set(sql, older);
		return older;
	}

	set(sql: string, statement: Statement): void {
		this.#recent.set(sql, statement);
		if (this.#recent.size < mostTexts) return;
		this.#older = this.#recent;
		this.#recent = new Map();
	}
}

const scanner = new Scanner();

function valuesIn(sql: string, system: DatabaseSystem | null): Pick<Statement, 'literalsKey' | 'hasPlaceholders'> {
	let literalsKey: number | null = null;
	let hasPlaceholders = false;
	scanner.reset(sql, system ?? undefined);
	for (let kind = scanner.next(); kind !== token.end; kind = scanner.next()) {
		if (kind === token.literal) literalsKey = valueKeyOf(sql.slice(scanner.start, scanner.end), literalsKey ?? 0);
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
		ownerKey: owners === undefined ? undefined : valueKeyOf(owners),
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
