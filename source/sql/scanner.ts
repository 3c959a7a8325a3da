import {bitsOf, ellipsis, inWordBit, isDigit, isInWord, isSpace, startsWordBit} from './characters.ts';
import {bitsOfKeyword, hashStep, isVerb, keywordAt, none, type System} from './keywords.ts';
import {endOfDigits, endOfDollarQuote, endOfQuoted, endOfWord} from './literal-ends.ts';
import {endOfOperator} from './operator-end.ts';
import {endOfColonName, endOfDollarName, endOfExistsOperator, endOfPercentName} from './placeholders.ts';
import * as token from './tokens.ts';
import {ValueReader} from './value-reader.ts';
import {afterSorting, is, subqueries} from './word-roles.ts';

/**
 * Reads SQL token by token, without an object for each: {@link next} moves on and the fields tell where the token stands. It never throws, whatever
 * the text, and reads each character a bounded number of times. An unknown dialect is read as what would hold in all three.
 */
export class Scanner extends ValueReader {
	/** Begins a text. */
	reset(sql: string, system: System | undefined): void {
		this.startReading(sql, system);
		this.kind = token.semicolon;
		this.start = this.end = 0;
		this.keyword = this.verb = this.before = this.beforeThat = none;
		this.afterRow = 0;
		this.isNextRow = false;
		this.backslashes = system === undefined ? undefined : system === 'mysql';
		this.brackets.reset();
		this.doubleQuotes.reset(sql, system);
	}

	/** Moves to the next token and answers its kind; `token.end` at the end of the text, for ever. */
	next(): number {
		this.remember();
		this.skipTrivia();
		const start = this.at;
		if (start >= this.sql.length) return this.take(token.end, start, start);
		const code = this.sql.charCodeAt(start);
		if (code >= 128 || (bitsOf[code]! & startsWordBit) !== 0) return this.takeWord(start);
		return this.takeSign(start, code);
	}

	/** Is the token the first of its statement? */
	isFirst(): boolean {
		return this.previous === token.semicolon;
	}

	/** How many brackets are open. */
	get depth(): number {
		return this.brackets.depth;
	}

	/** The token as it was written. */
	text(): string {
		return this.sql.slice(this.start, this.end);
	}

	private takeWord(start: number): number {
		const {sql} = this;
		const first = sql.charCodeAt(start);
		if (first === ellipsis) return this.takeDots(start);
		let hash = 0;
		let at = start;
		for (; at < sql.length; at++) {
			const code = sql.charCodeAt(at);
			if (code < 128 ? (bitsOf[code]! & inWordBit) === 0 : !isInWord(code)) break;
			hash = hashStep(hash, code);
		}
		if (at - start === 1 && this.takePrefixed(start, first)) return this.kind;
		if (first === 95 && this.system !== 'postgresql' && this.isIntroducer(at)) return this.takeString(start, this.at);
		const found = keywordAt(sql, start, at, hash);
		return this.takeKeyword(start, at, found === is.value ? this.valueOrName(at) : found);
	}

	/** N'', B'', X'', E'', U&'' and U&"" */
	private takePrefixed(start: number, first: number): boolean {
		const next = this.sql.charCodeAt(start + 1);
		const letter = first | 32;
		if (next === 39 && (letter === 110 || letter === 98 || letter === 120 || letter === 101)) {
			this.takeString(start, start + 1);
			return true;
		}
		const quote = this.sql.charCodeAt(start + 2);
		if (letter !== 117 || next !== 38 || (quote !== 39 && quote !== 34)) return false;
		if (quote === 39) this.takeUnicodeString(start, start + 2);
		else this.takeQuotedName(start + 2, 34, 34);
		return true;
	}

	/** `_utf8mb4'x'`: MySQL writes the character set before a string. */
	private isIntroducer(end: number): boolean {
		this.at = end;
		const next = this.look();
		return next === 39 || (next === 34 && this.system === 'mysql');
	}

	/** `INSERT INTO t (a) VALUE (1)`: MySQL's other word for VALUES. Everywhere else it is a name. */
	private valueOrName(end: number): number {
		if (this.system === 'postgresql' || this.system === 'sqlite' || this.depth > 0) return none;
		if ((this.verb !== is.insert && this.verb !== is.replace) || this.before !== none) return none;
		if (this.previous !== token.word && this.previous !== token.quotedName && this.previous !== token.close) return none;
		this.at = end;
		return this.look() === 40 ? is.values : none;
	}

	private takeKeyword(start: number, end: number, found: number): number {
		const isFirst = this.previous === token.semicolon;
		const isName = found === none || this.previous === token.dot || ((bitsOfKeyword(found) & isVerb) !== 0 && !isFirst);
		if (isName) return this.takePlainWord(start, end);
		if (isFirst) this.verb = found;
		if (this.isConstant(found)) return this.take(token.literal, start, end);
		const {afterRow} = this;
		this.keyword = found;
		this.noteClause(found);
		this.take(token.word, start, end);
		if (found === is.row) this.afterRow = afterRow;
		return token.word;
	}

	/** NULL, TRUE and FALSE are values, but not in `IS NULL`, `NOT NULL`, `ON DELETE SET NULL`, `IS NOT TRUE`. */
	private isConstant(found: number): boolean {
		if (found === is.null) return this.before !== is.is && this.before !== is.not && this.before !== is.set;
		if (found !== is.true && found !== is.false) return false;
		return this.before !== is.is && !(this.before === is.not && this.beforeThat === is.is);
	}

	private noteClause(found: number): void {
		const {brackets} = this;
		if (this.previous === token.open && subqueries.has(found) && brackets.inside() === token.listBracket) {
			this.bracket = token.plainBracket;
			brackets.become(token.plainBracket);
		}
		if (found === is.by && (this.before === is.order || this.before === is.group)) brackets.setSorting(true);
		else if (afterSorting.has(found)) brackets.setSorting(false);
	}

	private takeSign(start: number, code: number): number {
		switch (code) {
			case 39: // '
				return this.takeString(start, start);
			case 34: // "
				return this.takeDoubleQuotes(start);
			case 96: // `
				return this.takeQuotedName(start, 96, 96);
			case 40: // (
				return this.takeOpen(start);
			case 41: // )
				return this.takeClose(token.close, start);
			case 91: // [
				return this.takeOpenBracket(start);
			case 93: // ]
				return this.takeClose(token.closeBracket, start);
			case 44: // ,
				return this.takeComma(start);
			case 46: // .
				return this.takeDot(start);
			case 59: // ;
				this.brackets.reset();
				return this.take(token.semicolon, start, start + 1);
			case 58: // :
				return this.takeColon(start);
			case 36: // $
				return this.takeDollar(start);
			case 63: // ?
				return this.takeQuestion(start);
			case 64: // @
				return this.takeAt(start);
			case 37: // %
				return this.takePercent(start);
			case 43: // +
			case 45: // -
				return this.takePlusOrMinus(start);
			case 92: // \N is NULL in MySQL
				return this.sql.charCodeAt(start + 1) === 78
					? this.take(token.literal, start, start + 2)
					: this.take(token.operator, start, start + 1);
			default:
				return isDigit(code) ? this.takeNumber(start, start) : this.takeOperator(start);
		}
	}

	private takeOperator(start: number): number {
		const isFixed = this.system === 'mysql' || this.system === 'sqlite';
		return this.take(token.operator, start, endOfOperator(this.sql, start, isFixed));
	}

	private takePlusOrMinus(start: number): number {
		if (this.endsOperand) return this.takeOperator(start);
		this.at = start + 1;
		const next = this.look();
		const isNumber = isDigit(next) || (next === 46 && isDigit(this.sql.charCodeAt(this.at + 1)));
		return isNumber ? this.takeNumber(start, this.at) : this.takeOperator(start);
	}

	private takeOpen(start: number): number {
		this.bracket = this.kindOfOpened();
		this.isNextRow = this.afterRow === 2;
		this.brackets.push(this.bracket);
		return this.take(token.open, start, start + 1);
	}

	private kindOfOpened(): number {
		const {before} = this;
		if (before === is.in) return token.listBracket;
		if (before === is.values || this.afterRow === 2) return token.rowBracket;
		if (before === is.row && this.beforeThat === is.values) return token.rowBracket;
		if (before === is.cast) return token.castBracket;
		return before === is.field && this.system !== 'postgresql' && this.system !== 'sqlite' ? token.listBracket : token.plainBracket;
	}

	private takeOpenBracket(start: number): number {
		const isArray = this.before === is.array || (this.brackets.inside() === token.arrayBracket && !this.endsOperand);
		if (!isArray && this.isBracketedName(start)) return this.takeQuotedName(start, 91, 93);
		this.bracket = isArray ? token.arrayBracket : token.subscriptBracket;
		this.brackets.push(this.bracket);
		return this.take(token.openBracket, start, start + 1);
	}

	/** `[order]`: a name in SQLite, where nothing has subscripts. Of an unknown dialect also where nothing is before it that could have one. */
	private isBracketedName(start: number): boolean {
		if (this.system === 'sqlite') return true;
		if (this.system !== undefined) return false;
		const next = this.sql.charCodeAt(start + 1);
		return !this.endsOperand || (start > this.end && isInWord(next) && !isDigit(next));
	}

	private takeClose(kind: number, start: number): number {
		this.bracket = this.brackets.pop();
		this.take(kind, start, start + 1);
		if (this.bracket === token.rowBracket) this.afterRow = 1;
		return kind;
	}

	private takeComma(start: number): number {
		const isBehindRow = this.afterRow === 1;
		this.take(token.comma, start, start + 1);
		if (isBehindRow) this.afterRow = 2;
		return token.comma;
	}

	private takeDot(start: number): number {
		const {sql} = this;
		const next = sql.charCodeAt(start + 1);
		if (next === 46) return sql.charCodeAt(start + 2) === 46 ? this.takeDots(start) : this.take(token.operator, start, start + 2);
		const isBehindName = (this.previous === token.word || this.previous === token.quotedName) && !isSpace(sql.charCodeAt(start - 1));
		if (isDigit(next) && !(this.endsOperand && isBehindName)) return this.takeNumber(start, start);
		return this.take(token.dot, start, start + 1);
	}

	/** Three points or their one character: at the end the text was cut, elsewhere they stand for values somebody left out. */
	private takeDots(start: number): number {
		const {sql} = this;
		let end = start;
		while (sql.charCodeAt(end) === 46 || sql.charCodeAt(end) === ellipsis) end++;
		this.at = end;
		const isLast = Number.isNaN(this.look());
		return this.take(isLast ? token.cut : token.placeholder, start, end);
	}

	private takeColon(start: number): number {
		const {sql} = this;
		const next = sql.charCodeAt(start + 1);
		if (next === 58) return this.take(token.cast, start, start + 2);
		if (next === 61) return this.take(token.operator, start, start + 2);
		if (this.brackets.inside() === token.subscriptBracket) return this.take(token.colon, start, start + 1);
		const end = endOfColonName(sql, start);
		return end === start ? this.take(token.operator, start, start + 1) : this.take(token.placeholder, start, end);
	}

	private takeDollar(start: number): number {
		const {sql, system} = this;
		if (system === 'postgresql' || system === undefined) {
			const end = endOfDollarQuote(sql, start);
			if (end !== start) return this.take(token.literal, start, this.endOr(end));
		}
		const end = endOfDollarName(sql, start);
		if (end === start) return this.take(token.operator, start, start + 1);
		// A dollar sign may begin a name in MySQL.
		const isName = system === 'mysql' && isInWord(sql.charCodeAt(start + 1)) && !isDigit(sql.charCodeAt(start + 1));
		return isName ? this.takePlainWord(start, end) : this.take(token.placeholder, start, end);
	}

	private takeQuestion(start: number): number {
		const {sql, system} = this;
		const next = sql.charCodeAt(start + 1);
		const end = system === 'postgresql' || system === undefined ? endOfExistsOperator(sql, start) : start;
		if (end !== start) return this.take(token.operator, start, end);
		if (system === 'postgresql' && this.endsOperand && !this.isBeforeSign(start))
			return this.takeExistsOperator(next === 63 ? start + 1 : start);
		if (isDigit(next)) return this.take(token.placeholder, start, endOfDigits(sql, start + 1));
		return this.take(token.placeholder, start, next === 63 ? start + 2 : start + 1);
	}

	/** `date ? - ?`: no operator, which needs a value behind it, but the value of a type. */
	private isBeforeSign(start: number): boolean {
		this.at = start + 1;
		const next = this.look();
		return next === 43 || next === 45;
	}

	/** JDBC doubles the question mark of an operator: `start` is the second. */
	private takeExistsOperator(start: number): number {
		const end = endOfExistsOperator(this.sql, start);
		return this.take(token.operator, start, end === start ? start + 1 : end);
	}

	private takeAt(start: number): number {
		const {sql, system} = this;
		const next = sql.charCodeAt(start + 1);
		const mayBeOperator = system === 'postgresql' || (system === undefined && this.endsOperand);
		// Variables of MySQL's server: `@@version`
		if (next === 64 && !mayBeOperator && isInWord(sql.charCodeAt(start + 2))) return this.takePlainWord(start, endOfWord(sql, start + 2));
		if (!isInWord(next)) return this.takeQuotedVariable(start, next);
		const end = endOfWord(sql, start + 1);
		return this.isAssigned(end) ? this.takePlainWord(start, end) : this.take(token.placeholder, start, end);
	}

	private takeQuotedVariable(start: number, quote: number): number {
		if (this.system !== 'mysql' || (quote !== 96 && quote !== 39 && quote !== 34)) return this.takeOperator(start);
		return this.take(token.placeholder, start, this.endOr(endOfQuoted(this.sql, start + 1, quote, false)));
	}

	/** A variable of MySQL keeps its name where it is given a value, and is one where it is used. */
	private isAssigned(end: number): boolean {
		if (this.system === 'postgresql' || this.system === 'sqlite') return false;
		if (this.before === is.into || (this.verb === is.set && (this.before === is.set || this.previous === token.comma))) return true;
		this.at = end;
		return this.look() === 58 && this.sql.charCodeAt(this.at + 1) === 61;
	}

	private takePercent(start: number): number {
		// `x%s` is a remainder, `= %s` a placeholder.
		const isRemainder = this.endsOperand && start === this.end;
		const end = isRemainder ? start : endOfPercentName(this.sql, start);
		return end === start ? this.takeOperator(start) : this.take(token.placeholder, start, end);
	}
}
