import type {DatabaseSystem} from '../../../protocol/query-trace.ts';
import {fingerprint} from '../../../sql/fingerprint.ts';
import {Scanner} from '../../../sql/scanner.ts';
import * as token from '../../../sql/tokens.ts';
import {Names} from './names.ts';
import {valueKeyOf} from './value-key.ts';

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
		return {pattern: this.#patterns.indexOf(pattern), cut: pattern.endsWith('...'), ...valuesIn(sql, system)};
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

const noValues = valueKeyOf('');

/** The key of all values of a query: those told beside the text, and those within it. Null where some are not known. */
export function keyOfValues({literalsKey, hasPlaceholders}: Statement, toldKey: number | null): number | null {
	if (toldKey === null) return hasPlaceholders ? null : (literalsKey ?? noValues);
	return literalsKey === null ? toldKey : valueKeyOf(String(literalsKey), toldKey);
}
