import {
	bitsOfKeyword,
	isCalled,
	isGrammar,
	isReservedInMysql,
	isReservedInPostgres,
	isReservedInSqlite,
	isShown,
	none,
	spellingOf,
	type System,
} from './keywords.ts';
import {PatternWriter} from './pattern-writer.ts';
import {notPlain, plainNameKeyword} from './plain-name.ts';
import type {Scanner} from './scanner.ts';
import {name, needsSpace, nothing} from './spacing.ts';
import * as token from './tokens.ts';

const doubleQuote = 34;
const backtick = 96;
const questionMark = 63;

/** Writes tokens of a text as a pattern has them: one spelling, one way to set spaces. */
export class TokenPrinter {
	readonly writer = new PatternWriter();
	/** What was written last, for the space before the next: a kind of token, or as in spacing.ts. */
	printed = nothing;
	private sql = '';
	private system: System | undefined;

	/** A pattern for this text begins. */
	begin(sql: string, system: System | undefined): void {
		this.writer.reset();
		this.printed = nothing;
		this.sql = sql;
		this.system = system;
	}

	/** One character, with the space before it. */
	putSign(code: number, kind: number): void {
		this.space(kind);
		this.writer.put(code);
		this.printed = kind;
	}

	putText(text: string, kind: number): void {
		this.space(kind);
		this.writer.putText(text);
		this.printed = kind;
	}

	/** What stands for every value. */
	putValue(): void {
		this.putSign(questionMark, token.placeholder);
	}

	/** A token as it is, in small letters. */
	putAsItIs(start: number, end: number, kind: number): void {
		this.space(kind);
		this.writer.putSmall(this.sql, start, end);
		this.printed = kind;
	}

	/** A word without quotes; `found` is the keyword it is, or `none`. What is no keyword everywhere may be one here (`isCapital`). */
	putWord(found: number, start: number, end: number, isCapital: boolean): void {
		const bits = bitsOfKeyword(found);
		const isKeyword = (bits & isShown) !== 0;
		this.space(token.word);
		if (isKeyword) this.writer.putText(spellingOf(found));
		else if (isCapital) this.writer.putLarge(this.sql, start, end);
		else this.writer.putSmall(this.sql, start, end);
		this.printed = isKeyword && (bits & isCalled) === 0 ? token.word : name;
	}

	/** Two spellings of one operator become one. */
	putOperator(start: number, end: number): void {
		const {sql} = this;
		const first = sql.charCodeAt(start);
		const endsInEqual = end - start === 2 && sql.charCodeAt(start + 1) === 61;
		if (endsInEqual && first === 33) this.putText('<>', token.operator);
		else if (endsInEqual && first === 61) this.putText('=', token.operator);
		else this.putAsItIs(start, end, token.operator);
	}

	/** A quoted name, without the quotes where they say nothing. */
	putName({start, nameEnd, quote}: Scanner, isFirst: boolean): void {
		const makesSmall = quote !== doubleQuote || this.system === 'mysql' || this.system === 'sqlite';
		const found = plainNameKeyword(this.sql, start + 1, nameEnd, makesSmall);
		const isBehindDot = this.printed === token.dot;
		const isFree = isBehindDot || (bitsOfKeyword(Math.max(found, none)) & (isGrammar | this.reserved(quote))) === 0;
		if (found !== notPlain && isFree && !isFirst) {
			this.putWord(isBehindDot ? none : found, start + 1, nameEnd, false);
			return;
		}
		this.space(token.quotedName);
		this.putQuoted(start + 1, nameEnd, quote, makesSmall);
		this.printed = name;
	}

	private space(kind: number): void {
		if (needsSpace(this.printed, kind)) this.writer.put(32);
	}

	private reserved(quote: number): number {
		switch (this.system) {
			case 'postgresql':
				return isReservedInPostgres;
			case 'mysql':
				return isReservedInMysql;
			case 'sqlite':
				return isReservedInSqlite;
			case undefined:
				return quote === doubleQuote ? isReservedInPostgres : isReservedInMysql;
		}
	}

	/** SQLite takes backticks too, and unlike double quotes they never hold a string. */
	private putQuoted(start: number, end: number, quote: number, makesSmall: boolean): void {
		const written = this.system === 'postgresql' || (this.system === undefined && quote === doubleQuote) ? doubleQuote : backtick;
		const closing = quote === 91 ? 93 : quote;
		this.writer.put(written);
		for (let at = start; at < end; at++) {
			const code = this.sql.charCodeAt(at);
			// A closing quote inside is doubled.
			if (code === closing) at++;
			if (code === written) this.writer.put(written);
			this.writer.putVisible(code, makesSmall);
		}
		this.writer.put(written);
	}
}
