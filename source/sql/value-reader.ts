import {Brackets} from './brackets.ts';
import {isInWord} from './characters.ts';
import {guessesBackslashes} from './dialect.ts';
import {DoubleQuotes} from './double-quotes.ts';
import {bitsOfKeyword, expectsValue, none} from './keywords.ts';
import {endOfDigits, endOfNumber, endOfQuoted, endOfWord, unterminated} from './literal-ends.ts';
import {TextReader} from './text-reader.ts';
import * as token from './tokens.ts';
import {beforeNames, beforeValues, is} from './word-roles.ts';

/** The token that was read last, what stands before it, and how to read the tokens that hold a value or a name: numbers, strings, quoted names. */
export class ValueReader extends TextReader {
	/** The token's kind (tokens.ts) and where it stands in the text. */
	kind = token.semicolon;
	start = 0;
	end = 0;
	/** Which keyword a word is, or `none`. */
	keyword = none;
	/** The code of a quoted name's opening quote, and where its last character ends: at `end` when the quote was never closed. */
	quote = 0;
	nameEnd = 0;
	/** Was a text in double quotes taken for a name only by what other texts hold? */
	isGuessed = false;
	/** The first word of the running statement, as far as it is a keyword. */
	verb = none;
	/** What the bracket encloses that was opened or closed last. */
	bracket = token.plainBracket;
	/** Is the opened bracket a further row of a list of VALUES? */
	isNextRow = false;
	/** Does a value or a name stand right before the token? */
	endsOperand = false;

	protected before = none;
	protected beforeThat = none;
	protected previous = token.semicolon;
	/** 1 behind a row of VALUES, 2 behind the comma that follows it. */
	protected afterRow = 0;
	protected backslashes: boolean | undefined;
	protected readonly brackets = new Brackets();
	protected readonly doubleQuotes = new DoubleQuotes();

	protected remember(): void {
		const {kind} = this;
		this.previous = kind;
		this.beforeThat = this.before;
		this.before = kind === token.word ? this.keyword : none;
		this.endsOperand = kind === token.word ? (bitsOfKeyword(this.keyword) & expectsValue) === 0 : endsOperands[kind] === 1;
		if (kind === token.semicolon) this.verb = none;
	}

	protected take(kind: number, start: number, end: number): number {
		this.start = start;
		this.end = this.at = end;
		if (kind !== token.comma || this.afterRow !== 1) this.afterRow = 0;
		this.kind = kind;
		return kind;
	}

	protected takePlainWord(start: number, end: number): number {
		this.keyword = none;
		return this.take(token.word, start, end);
	}

	/** `from` is where the digits begin, behind a sign. */
	protected takeNumber(start: number, from: number): number {
		const {sql} = this;
		const end = endOfNumber(sql, from);
		const wordEnd = endOfWord(sql, start);
		// `2fa_codes` is a name in MySQL; in the others the number ends where the letters begin.
		const isName = wordEnd > end && (this.system === 'mysql' || this.system === undefined);
		if (wordEnd > start && (this.previous === token.dot || isName)) return this.takePlainWord(start, wordEnd);
		this.take(token.literal, start, end);
		if (start === from && this.brackets.isSorting() && this.isOrdinal(end)) this.kind = token.ordinal;
		return this.kind;
	}

	/** `ORDER BY 2, 1` */
	private isOrdinal(end: number): boolean {
		if (this.before !== is.by && this.previous !== token.comma) return false;
		if (endOfDigits(this.sql, this.start) !== end || this.sql.slice(this.start, end).includes('_')) return false;
		const next = this.peek();
		return Number.isNaN(next) || next === 44 || next === 41 || next === 59 || next === 46 || isInWord(next);
	}

	protected takeString(start: number, quoteAt: number): number {
		const {sql} = this;
		const quote = sql.charCodeAt(quoteAt);
		if (quote === 39 && this.isNameInSingleQuotes()) return this.takeQuotedName(quoteAt, quote, quote);
		const isEscaped = quoteAt === start + 1 && (sql.charCodeAt(start) | 32) === 101;
		const hasBackslashes = isEscaped || (this.backslashes ??= guessesBackslashes(sql));
		let end = endOfQuoted(sql, quoteAt, quote, hasBackslashes);
		// Strings that follow one another are one.
		for (this.at = end; end !== unterminated && this.goesOn(this.look()); this.at = end) {
			end = endOfQuoted(sql, this.at, sql.charCodeAt(this.at), hasBackslashes);
		}
		return this.take(token.literal, start, this.endOr(end));
	}

	private goesOn(next: number): boolean {
		return next === 39 || (next === 34 && this.system === 'mysql');
	}

	/** `AS 'x'` names a column in MySQL and SQLite. */
	private isNameInSingleQuotes(): boolean {
		if (this.before !== is.as || this.system === 'postgresql') return false;
		return this.verb !== is.create && this.verb !== is.alter && this.verb !== is.do;
	}

	protected takeUnicodeString(start: number, quoteAt: number): number {
		const end = this.endOr(endOfQuoted(this.sql, quoteAt, 39, false));
		this.take(token.literal, start, end);
		const escapeAt = this.escapeAt(end);
		return escapeAt === end ? this.kind : this.take(token.literal, start, this.endOr(endOfQuoted(this.sql, escapeAt, 39, false)));
	}

	/** Where the string behind UESCAPE begins; `end` when there is none. */
	private escapeAt(end: number): number {
		this.look();
		const from = this.at;
		this.at = endOfWord(this.sql, from);
		const isEscape = this.sql.slice(from, Math.min(this.at, from + 8)).toLowerCase() === 'uescape' && this.look() === 39;
		const found = isEscape ? this.at : end;
		this.at = end;
		return found;
	}

	protected takeDoubleQuotes(start: number): number {
		if (this.system === 'postgresql') return this.takeQuotedName(start, 34, 34);
		if (this.isString(start)) return this.takeString(start, start);
		// A name beside names in backticks is one of their kind.
		return this.takeQuotedName(start, this.doubleQuotes.holdStrings() ? 96 : 34, 34);
	}

	private isString(start: number): boolean {
		this.isGuessed = false;
		if (this.previous === token.dot || this.before === is.as || beforeNames.has(this.before)) return false;
		const end = endOfQuoted(this.sql, start, 34, this.backslashes ?? false);
		this.at = end === unterminated ? this.sql.length : end;
		const next = this.look();
		if (next === 46 && this.sql.charCodeAt(this.at + 1) !== 46) return false;
		if (this.doubleQuotes.holdStrings()) return true;
		if (!this.isValueHere(next)) return false;
		// A row of VALUES holds no columns: what is quoted there is somebody's value.
		if (this.brackets.inside() === token.rowBracket) return true;
		this.isGuessed = this.doubleQuotes.holdName(start + 1, end - 1);
		return !this.isGuessed;
	}

	/** Where the dialect leaves it open (SQLite reads a name that it does not know as a string): is this place one for a value? */
	private isValueHere(next: number): boolean {
		const inside = this.brackets.inside();
		if (inside === token.rowBracket || inside === token.listBracket) return this.previous === token.open || this.previous === token.comma;
		if (beforeValues.has(this.before)) return true;
		if (this.previous !== token.operator || next === 43 || next === 45 || next === 42 || next === 47 || next === 124) return false;
		const last = this.sql.charCodeAt(this.end - 1);
		return last === 61 || last === 60 || last === 62;
	}

	protected takeQuotedName(start: number, opening: number, closing: number): number {
		const end = endOfQuoted(this.sql, start, closing, false);
		this.quote = opening;
		this.nameEnd = end === unterminated ? this.sql.length : end - 1;
		return this.take(token.quotedName, start, this.endOr(end));
	}
}

/** By kind: 1 where an operator may follow, so that a sign behind it is one. */
const endsOperands = new Uint8Array(32);
for (const kind of [token.quotedName, token.literal, token.placeholder, token.close, token.closeBracket, token.ordinal])
	endsOperands[kind] = 1;
