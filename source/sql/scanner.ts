import {bitsOf, ellipsis, inWordBit, isDigit, isInWord, isSpace, startsWordBit} from './characters.ts';
import {guessesBackslashes, isCamelCase, quotesLastingNames, quotesNames} from './dialect.ts';
import {bitsOfKeyword, expectsValue, hashStep, isVerb, keyword, keywordAt, none, type System} from './keywords.ts';
import {endOfComment, endOfDigits, endOfDollarQuote, endOfNumber, endOfQuoted, endOfWord, unterminated} from './literal-ends.ts';
import {endOfOperator} from './operator-end.ts';
import {notPlain, plainNameKeyword} from './plain-name.ts';
import * as token from './tokens.ts';

const by = keyword('by');
const order = keyword('order');
const group = keyword('group');
const is = keyword('is');
const not = keyword('not');
const nullWord = keyword('null');
const trueWord = keyword('true');
const falseWord = keyword('false');
const as = keyword('as');
const set = keyword('set');
const into = keyword('into');
const inWord = keyword('in');
const values = keyword('values');
const row = keyword('row');
const array = keyword('array');
const castWord = keyword('cast');
const field = keyword('field');
const create = keyword('create');
const alter = keyword('alter');
const doWord = keyword('do');
const uescape = keyword('uescape');

/** After these words double quotes hold a name even in MySQL. */
const beforeNames = new Set(['from', 'join', 'into', 'update', 'table'].map(keyword));
/** After these a value is compared, so double quotes hold a string where the dialect leaves it open. */
const beforeValues = new Set(
	['like', 'ilike', 'glob', 'regexp', 'rlike', 'match', 'between', 'then', 'else', 'limit', 'offset'].map(keyword),
);
const afterSorting = new Set(
	['limit', 'offset', 'fetch', 'for', 'having', 'union', 'except', 'intersect', 'select', 'from', 'where'].map(keyword),
);
const subqueries = new Set(['select', 'with', 'values', 'table'].map(keyword));

/** How far to look for the end of `${…}`. */
const longestTemplate = 200;

/** Added to the kind of an open bracket while inside its ORDER BY or GROUP BY. */
const sortsBit = 16;

/**
 * Reads SQL token by token, without an object for each: {@link next} moves on and the fields tell where the token stands. It never throws, whatever
 * the text, and reads each character a bounded number of times. An unknown dialect is read as what would hold in all three.
 */
export class Scanner {
	/** The token's kind (tokens.ts) and where it stands in the text. */
	kind = token.semicolon;
	start = 0;
	end = 0;
	/** Which keyword a word is, or `none`. */
	keyword = none;
	/** The code of a quoted name's opening quote. */
	quote = 0;
	/** The first word of the running statement, as far as it is a keyword. */
	verb = none;
	/** How many brackets are open. */
	depth = 0;
	/** What the bracket encloses that was opened or closed last. */
	bracket = token.plainBracket;
	/** Is the opened bracket a further row of a list of VALUES? */
	isNextRow = false;
	/** Does a value or a name stand right before the token? */
	endsOperand = false;
	/** A string, a comment or a quoted name had no end. */
	isUnterminated = false;

	private sql = '';
	private system: System | undefined;
	private at = 0;
	private before = none;
	private beforeThat = none;
	private previous = token.semicolon;
	/** 1 behind a row of VALUES, 2 behind the comma that follows it. */
	private afterRow = 0;
	private isInHint = false;
	private nests = true;
	private backslashes: boolean | undefined;
	private hasBackticks: boolean | undefined;
	private namesInDoubleQuotes: boolean | undefined;
	private lastingNamesInDoubleQuotes: boolean | undefined;
	private brackets = new Uint8Array(64);

	/** Begins a text. */
	reset(sql: string, system: System | undefined): void {
		this.sql = sql;
		this.system = system;
		this.kind = token.semicolon;
		this.at = this.start = this.end = 0;
		this.keyword = this.verb = this.before = this.beforeThat = none;
		this.depth = this.afterRow = 0;
		this.brackets[0] = token.plainBracket;
		this.isNextRow = this.isInHint = this.isUnterminated = false;
		this.nests = system === 'postgresql' || system === undefined;
		this.backslashes = system === undefined ? undefined : system === 'mysql';
		this.hasBackticks = this.namesInDoubleQuotes = this.lastingNamesInDoubleQuotes = undefined;
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

	/** The code of the next character behind the token that is neither space nor comment; NaN at the end. */
	peek(): number {
		this.skipTrivia();
		return this.sql.charCodeAt(this.at);
	}

	/** Is the token the first of its statement? */
	isFirst(): boolean {
		return this.previous === token.semicolon;
	}

	/** The token as it was written. */
	text(): string {
		return this.sql.slice(this.start, this.end);
	}

	private remember(): void {
		const kind = this.kind;
		this.previous = kind;
		this.beforeThat = this.before;
		this.before = kind === token.word ? this.keyword : none;
		this.endsOperand = kind === token.word ? (bitsOfKeyword(this.keyword) & expectsValue) === 0 : endsOperands[kind] === 1;
		if (kind === token.semicolon) this.verb = none;
	}

	private take(kind: number, start: number, end: number): number {
		this.start = start;
		this.end = this.at = end;
		if (kind !== token.comma || this.afterRow !== 1) this.afterRow = 0;
		this.kind = kind;
		return kind;
	}

	private skipTrivia(): void {
		const {sql} = this;
		for (;;) {
			const code = sql.charCodeAt(this.at);
			if (code <= 32) this.at++;
			else if (code < 128 && code !== 45 && code !== 47 && code !== 35 && code !== 42 && code !== 127) return;
			else if (code !== code) return;
			else if (isSpace(code)) this.at++;
			else if (!this.skipComment(code)) return;
		}
	}

	private skipComment(code: number): boolean {
		const next = this.sql.charCodeAt(this.at + 1);
		if (code === 45 && next === 45) return this.skipDashes();
		if (code === 47 && next === 42) return this.skipBlock();
		if (code === 42 && next === 47 && this.isInHint) {
			this.isInHint = false;
			this.at += 2;
			return true;
		}
		return code === 35 && this.isHashComment(next) && this.skipLine();
	}

	/** MySQL wants white space behind `--`: there `5--3` is 8. */
	private skipDashes(): boolean {
		const next = this.sql.charCodeAt(this.at + 2);
		if (this.system === 'mysql' && this.at + 2 < this.sql.length && !isSpace(next)) return false;
		return this.skipLine();
	}

	private skipLine(): boolean {
		const {sql} = this;
		while (this.at < sql.length && sql.charCodeAt(this.at) !== 10 && sql.charCodeAt(this.at) !== 13) this.at++;
		// The mark of a cut text is one inside a comment too.
		if (this.at === sql.length && endsInMark(sql)) this.isUnterminated = true;
		return true;
	}

	/** What stands in the hints `/*! …` of MySQL is run by the server, so it is read; all other comments are not. */
	private skipBlock(): boolean {
		const {sql, at} = this;
		const third = sql.charCodeAt(at + 2);
		const isHint = third === 33 || (third === 77 && sql.charCodeAt(at + 3) === 33);
		if (isHint && (this.system === 'mysql' || this.system === undefined)) {
			this.isInHint = true;
			this.at = at + (third === 33 ? 3 : 4);
			while (isDigit(sql.charCodeAt(this.at))) this.at++;
			return true;
		}
		let end = endOfComment(sql, at, this.nests);
		if (end === unterminated && this.nests && this.system === undefined) {
			// No comment of PostgreSQL's, which nest. Asked once only: each asking reads to the end of the text.
			this.nests = false;
			end = endOfComment(sql, at, false);
		}
		this.at = this.endOr(end);
		return true;
	}

	private isHashComment(next: number): boolean {
		if (this.system === 'mysql') return true;
		// `#>`, `#>>`, `#-`, `##` and `#=` are operators of PostgreSQL.
		return this.system === undefined && next !== 62 && next !== 45 && next !== 35 && next !== 61;
	}

	private endOr(end: number): number {
		if (end !== unterminated) return end;
		this.isUnterminated = true;
		return this.sql.length;
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
		const next = sql.charCodeAt(at);
		if (next === 39 && at - start === 1 && isPrefix(first)) return this.takeString(start, at);
		if (next === 38 && at - start === 1 && (first | 32) === 117) {
			const quote = sql.charCodeAt(at + 1);
			if (quote === 39) return this.takeUnicodeString(start, at + 1);
			if (quote === 34) return this.takeQuotedName(at + 1, 34, 34);
		}
		if (first === 95 && this.system !== 'postgresql' && this.isIntroducer(at)) return this.takeString(start, this.at);
		return this.takeKeyword(start, at, keywordAt(sql, start, at, hash));
	}

	/** `_utf8mb4'x'`: MySQL writes the character set before a string. */
	private isIntroducer(end: number): boolean {
		this.at = end;
		const next = this.peek();
		return next === 39 || (next === 34 && this.system === 'mysql');
	}

	private takeKeyword(start: number, end: number, found: number): number {
		const afterRow = this.afterRow;
		if (found === none || this.previous === token.dot) {
			this.keyword = none;
			return this.take(token.word, start, end);
		}
		const isFirst = this.previous === token.semicolon;
		if ((bitsOfKeyword(found) & isVerb) !== 0 && !isFirst) {
			this.keyword = none;
			return this.take(token.word, start, end);
		}
		if (isFirst) this.verb = found;
		if (this.isConstant(found)) return this.take(token.literal, start, end);
		this.keyword = found;
		this.noteClause(found);
		this.take(token.word, start, end);
		if (found === row) this.afterRow = afterRow;
		return token.word;
	}

	/** NULL, TRUE and FALSE are values, but not in `IS NULL`, `NOT NULL`, `ON DELETE SET NULL`, `IS NOT TRUE`. */
	private isConstant(found: number): boolean {
		if (found === nullWord) return this.before !== is && this.before !== not && this.before !== set;
		if (found !== trueWord && found !== falseWord) return false;
		return this.before !== is && !(this.before === not && this.beforeThat === is);
	}

	private noteClause(found: number): void {
		if (this.depth < this.brackets.length && subqueries.has(found) && this.previous === token.open) {
			if (this.brackets[this.depth] === token.listBracket) this.bracket = this.brackets[this.depth] = token.plainBracket;
		}
		if (found === by && (this.before === order || this.before === group)) this.brackets[this.depth]! |= sortsBit;
		else if (afterSorting.has(found)) this.brackets[this.depth]! &= ~sortsBit;
	}

	private takeSign(start: number, code: number): number {
		switch (code) {
			case 39: // '
				return this.takeString(start, start);
			case 34: // "
				return this.takeDoubleQuotes(start);
			case 96: // `
				return this.takeQuotedName(start, 96, 96);
			case 40:
				return this.takeOpen(start);
			case 41:
				return this.takeClose(token.close, start);
			case 91: // [
				return this.takeOpenBracket(start);
			case 93:
				return this.takeClose(token.closeBracket, start);
			case 44:
				return this.takeComma(start);
			case 46:
				return this.takeDot(start);
			case 59: // ;
				this.depth = 0;
				this.brackets[0] = token.plainBracket;
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
			case 43:
			case 45:
				return this.takePlusOrMinus(start);
			case 92: // MySQL's \N
				if (this.sql.charCodeAt(start + 1) === 78) return this.take(token.literal, start, start + 2);
				return this.take(token.operator, start, start + 1);
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
		const next = this.peek();
		const isNumber = isDigit(next) || (next === 46 && isDigit(this.sql.charCodeAt(this.at + 1)));
		return isNumber ? this.takeNumber(start, this.at) : this.takeOperator(start);
	}

	/** `from` is where the digits begin, behind a sign. */
	private takeNumber(start: number, from: number): number {
		const {sql} = this;
		const end = endOfNumber(sql, from);
		const wordEnd = endOfWord(sql, start);
		if (wordEnd > start && (this.previous === token.dot || (wordEnd > end && this.namesMayBeginWithDigits()))) {
			this.keyword = none;
			return this.take(token.word, start, wordEnd);
		}
		this.take(token.literal, start, end);
		if (start === from && this.isSorted()) this.kind = this.isOrdinal(end) ? token.ordinal : token.literal;
		return this.kind;
	}

	/** `2fa_codes` is a name in MySQL; in the others the number ends where the letters begin. */
	private namesMayBeginWithDigits(): boolean {
		return this.system === 'mysql' || this.system === undefined;
	}

	private isSorted(): boolean {
		if ((this.brackets[this.depth]! & sortsBit) === 0) return false;
		return this.before === by || this.previous === token.comma;
	}

	private isOrdinal(end: number): boolean {
		for (let at = this.start; at < end; at++) if (!isDigit(this.sql.charCodeAt(at))) return false;
		const next = this.peek();
		return next !== next || next === 44 || next === 41 || next === 59 || next === 46 || isInWord(next);
	}

	private takeString(start: number, quoteAt: number): number {
		const {sql} = this;
		const quote = sql.charCodeAt(quoteAt);
		const hasBackslashes = (sql.charCodeAt(start) | 32) === 101 && quoteAt > start ? true : this.hasBackslashes();
		let end = this.endOr(endOfQuoted(sql, quoteAt, quote, hasBackslashes));
		if (this.isName(quote)) return this.takeQuotedName(quoteAt, quote, quote);
		// Strings that follow one another are one.
		this.at = end;
		for (let next = this.peek(); this.goesOn(next); next = this.peek()) {
			end = this.endOr(endOfQuoted(sql, this.at, next, hasBackslashes));
			this.at = end;
		}
		return this.take(token.literal, start, end);
	}

	private goesOn(next: number): boolean {
		return !this.isUnterminated && (next === 39 || (next === 34 && this.system === 'mysql'));
	}

	/** `AS 'x'` names a column in MySQL and SQLite. */
	private isName(quote: number): boolean {
		return (
			quote === 39 &&
			this.before === as &&
			this.system !== 'postgresql' &&
			this.verb !== create &&
			this.verb !== alter &&
			this.verb !== doWord
		);
	}

	private hasBackslashes(): boolean {
		if (this.backslashes !== undefined) return this.backslashes;
		return (this.backslashes = guessesBackslashes(this.sql));
	}

	private takeUnicodeString(start: number, quoteAt: number): number {
		this.take(token.literal, start, this.endOr(endOfQuoted(this.sql, quoteAt, 39, false)));
		this.peek();
		const end = endOfWord(this.sql, this.at);
		if (keyword(this.sql.slice(this.at, Math.min(end, this.at + 8))) !== uescape) return this.kind;
		const from = this.at;
		this.at = end;
		const isEscape = this.peek() === 39;
		this.end = isEscape ? this.endOr(endOfQuoted(this.sql, this.at, 39, false)) : from;
		this.at = this.end;
		return this.kind;
	}

	private takeDoubleQuotes(start: number): number {
		if (this.system === 'postgresql' || !this.isString(start)) return this.takeQuotedName(start, 34, 34);
		return this.takeString(start, start);
	}

	private isString(start: number): boolean {
		if (this.previous === token.dot || this.before === as || beforeNames.has(this.before)) return false;
		const end = endOfQuoted(this.sql, start, 34, this.backslashes ?? false);
		this.at = end === unterminated ? this.sql.length : end;
		const next = this.peek();
		if (next === 46 && this.sql.charCodeAt(this.at + 1) !== 46) return false;
		if (this.system === 'mysql' || (this.system === undefined && (this.hasBackticks ??= this.sql.includes('`')))) return true;
		return this.isValueHere(next) && !this.looksLikeName(start + 1, end - 1);
	}

	/** Without a dialect a name that keeps its quotes must be told by what stays in the pattern, or the pattern would have another one. */
	private looksLikeName(start: number, end: number): boolean {
		const isLasting = this.system === undefined && plainNameKeyword(this.sql, start, end, false) === notPlain;
		if (!isLasting) return (this.namesInDoubleQuotes ??= quotesNames(this.sql, this.system));
		if (isCamelCase(this.sql, start, end)) return true;
		return (this.lastingNamesInDoubleQuotes ??= quotesLastingNames(this.sql));
	}

	/** Where the dialect leaves it open (SQLite reads a name that it does not know as a string): is this place one for a value? */
	private isValueHere(next: number): boolean {
		const inside = this.brackets[this.depth]! & ~sortsBit;
		if (inside === token.rowBracket || inside === token.listBracket) return this.previous === token.open || this.previous === token.comma;
		if (beforeValues.has(this.before)) return true;
		if (this.previous !== token.operator || next === 43 || next === 45 || next === 42 || next === 47 || next === 124) return false;
		const before = this.sql.charCodeAt(this.end - 1);
		return before === 61 || before === 60 || before === 62;
	}

	private takeQuotedName(start: number, opening: number, closing: number): number {
		this.quote = opening;
		return this.take(token.quotedName, start, this.endOr(endOfQuoted(this.sql, start, closing, false)));
	}

	private takeOpen(start: number): number {
		const kind = this.kindOfOpened();
		this.isNextRow = this.afterRow === 2;
		this.pushBracket(kind);
		return this.take(token.open, start, start + 1);
	}

	private kindOfOpened(): number {
		const {before} = this;
		if (before === inWord) return token.listBracket;
		if (before === values || this.afterRow === 2) return token.rowBracket;
		if (before === row && (this.beforeThat === values || this.afterRow === 2)) return token.rowBracket;
		if (before === castWord) return token.castBracket;
		return before === field && this.system !== 'postgresql' && this.system !== 'sqlite' ? token.listBracket : token.plainBracket;
	}

	private takeOpenBracket(start: number): number {
		const outer = this.brackets[this.depth]! & ~sortsBit;
		if (this.before === array || (outer === token.arrayBracket && !this.endsOperand)) this.pushBracket(token.arrayBracket);
		else if (this.isBracketedName(start)) return this.takeQuotedName(start, 91, 93);
		else this.pushBracket(token.subscriptBracket);
		return this.take(token.openBracket, start, start + 1);
	}

	/** `[order]`: a name in SQLite, where nothing has subscripts. Of an unknown dialect also where nothing is before it that could have one. */
	private isBracketedName(start: number): boolean {
		if (this.system === 'sqlite') return true;
		if (this.system !== undefined) return false;
		const next = this.sql.charCodeAt(start + 1);
		return !this.endsOperand || (start > this.end && isInWord(next) && !isDigit(next));
	}

	private pushBracket(kind: number): void {
		this.bracket = kind;
		this.depth++;
		if (this.depth === this.brackets.length) {
			const larger = new Uint8Array(this.brackets.length * 2);
			larger.set(this.brackets);
			this.brackets = larger;
		}
		this.brackets[this.depth] = kind;
	}

	private takeClose(kind: number, start: number): number {
		this.bracket = this.depth === 0 ? token.plainBracket : this.brackets[this.depth]! & ~sortsBit;
		if (this.depth > 0) this.depth--;
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
		let at = start;
		while (sql.charCodeAt(at) === 46 || sql.charCodeAt(at) === ellipsis) at++;
		this.at = at;
		const isLast = Number.isNaN(this.peek());
		return this.take(isLast ? token.cut : token.placeholder, start, at);
	}

	private takeColon(start: number): number {
		const {sql} = this;
		const next = sql.charCodeAt(start + 1);
		if (next === 58) return this.take(token.cast, start, start + 2);
		if (next === 61) return this.take(token.operator, start, start + 2);
		if ((this.brackets[this.depth]! & ~sortsBit) === token.subscriptBracket) return this.take(token.colon, start, start + 1);
		// `:...ids` is TypeORM's list.
		const from = sql.startsWith('...', start + 1) ? start + 4 : start + 1;
		const end = endOfWord(sql, from);
		if (end === from) return this.take(token.operator, start, start + 1);
		return this.take(token.placeholder, start, end);
	}

	private takeDollar(start: number): number {
		const {sql, system} = this;
		const next = sql.charCodeAt(start + 1);
		if (next === 123) {
			const closing = sql.slice(start, start + longestTemplate).indexOf('}');
			if (closing !== -1) return this.take(token.placeholder, start, start + closing + 1);
		}
		if (system === 'postgresql' || system === undefined) {
			const end = endOfDollarQuote(sql, start);
			if (end !== start) return this.take(token.literal, start, this.endOr(end));
		}
		const end = isDigit(next) ? endOfDigits(sql, start + 1) : endOfWord(sql, start + 1);
		if (end === start + 1) return this.take(token.operator, start, end);
		if (system !== 'mysql' || isDigit(next)) return this.take(token.placeholder, start, end);
		this.keyword = none;
		return this.take(token.word, start, end);
	}

	private takeQuestion(start: number): number {
		const {sql, system} = this;
		const next = sql.charCodeAt(start + 1);
		const mayBeOperator = system === 'postgresql' || system === undefined;
		// `?|` and `?&` are operators of PostgreSQL; `?||` is a placeholder and an operator.
		if (mayBeOperator && (next === 124 || next === 38) && sql.charCodeAt(start + 2) !== next)
			return this.take(token.operator, start, start + 2);
		if (system === 'postgresql' && this.endsOperand) return this.takeJsonOperator(start, next);
		if (isDigit(next)) return this.take(token.placeholder, start, endOfDigits(sql, start + 1));
		return this.take(token.placeholder, start, next === 63 ? start + 2 : start + 1);
	}

	/** JDBC doubles the question mark of an operator. */
	private takeJsonOperator(start: number, next: number): number {
		const from = next === 63 ? start + 1 : start;
		const last = this.sql.charCodeAt(from + 1);
		return this.take(token.operator, from, (last === 124 || last === 38) && this.sql.charCodeAt(from + 2) !== last ? from + 2 : from + 1);
	}

	private takeAt(start: number): number {
		const {sql, system} = this;
		const next = sql.charCodeAt(start + 1);
		if (next === 64 && system !== 'postgresql' && !(system === undefined && this.endsOperand)) {
			const end = endOfWord(sql, start + 2);
			this.keyword = none;
			if (end > start + 2) return this.take(token.word, start, end);
		}
		if (next === 64 || !isInWord(next)) return this.takeQuotedVariable(start, next);
		const end = endOfWord(sql, start + 1);
		this.keyword = none;
		return this.take(this.isAssigned(end) ? token.word : token.placeholder, start, end);
	}

	private takeQuotedVariable(start: number, quote: number): number {
		if (this.system !== 'mysql' || (quote !== 96 && quote !== 39 && quote !== 34)) return this.takeOperator(start);
		return this.take(token.placeholder, start, this.endOr(endOfQuoted(this.sql, start + 1, quote, false)));
	}

	/** A variable of MySQL keeps its name where it is given a value, and is one where it is used. */
	private isAssigned(end: number): boolean {
		if (this.system === 'postgresql' || this.system === 'sqlite') return false;
		if (this.before === into || (this.verb === set && (this.before === set || this.previous === token.comma))) return true;
		this.at = end;
		return this.peek() === 58 && this.sql.charCodeAt(this.at + 1) === 61;
	}

	private takePercent(start: number): number {
		const {sql} = this;
		const before = sql.charCodeAt(start - 1);
		// `x%s` is a remainder, `= %s` a placeholder of Python's.
		if (start > 0 && this.endsOperand && !isSpace(before)) return this.takeOperator(start);
		const next = sql.charCodeAt(start + 1);
		if (next === 40) {
			const end = endOfWord(sql, start + 2);
			if (end > start + 2 && sql.startsWith(')s', end)) return this.take(token.placeholder, start, end + 2);
		}
		const isLetter = next === 115 || next === 100 || next === 102 || next === 98 || next === 116 || next === 105;
		if (isLetter && !isInWord(sql.charCodeAt(start + 2))) return this.take(token.placeholder, start, start + 2);
		return this.takeOperator(start);
	}
}

/** By kind: 1 where an operator may follow, so that a sign behind it is one. */
const endsOperands = new Uint8Array(32);
for (const kind of [token.quotedName, token.literal, token.placeholder, token.close, token.closeBracket, token.ordinal])
	endsOperands[kind] = 1;

/** N'', B'', X'', E'' */
function isPrefix(code: number): boolean {
	const letter = code | 32;
	return letter === 110 || letter === 98 || letter === 120 || letter === 101;
}

function endsInMark(sql: string): boolean {
	let end = sql.length;
	while (isSpace(sql.charCodeAt(end - 1))) end--;
	return sql.charCodeAt(end - 1) === ellipsis || sql.slice(Math.max(0, end - 3), end) === '...';
}
