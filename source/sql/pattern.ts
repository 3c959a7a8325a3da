import {isInWord} from './characters.ts';
import {bitsOfKeyword, isGrammar, isShown, keyword, none, type System} from './keywords.ts';
import {Lists} from './lists.ts';
import {Scanner} from './scanner.ts';
import {nothing} from './spacing.ts';
import {StatementNames} from './statement-names.ts';
import {TokenPrinter} from './token-printer.ts';
import * as token from './tokens.ts';
import {foldUnionRows} from './union-rows.ts';
import {is, isPhrase, unfinished} from './word-roles.ts';

const inner = keyword('inner');
const outer = keyword('outer');
const asc = keyword('asc');

/** The rows of VALUES stand in no bracket of their own; as a list they are one. */
const rowsList = 16;

const noSign = -1;
const doubleQuote = 34;
const openBracket = 91;
const questionMark = 63;
const hash = 35;
const dotCode = 46;
/** Doubt ends after one round or two. */
const mostRounds = 8;

/** Writes the pattern of one text after the other; one object for all, so that nothing is made anew for each. */
export class Pattern {
	private readonly scanner = new Scanner();
	private readonly printer = new TokenPrinter();
	private readonly writer = this.printer.writer;
	private readonly lists = new Lists(this.writer);
	private readonly names = new StatementNames(this.scanner);
	private sql = '';
	private system: System | undefined;
	/** The keyword that was read last, `none` behind anything else. */
	private last = none;
	/** Where the last token was written, and where it ended in the text: a word at which the text was cut is taken back. */
	private lastStart = 0;
	private lastEnd = 0;
	private lastKind = token.end;
	/** Where the signs begin that stand before what may be a value, and what was written before them. */
	private signStart = noSign;
	private printedBeforeSign = nothing;
	private isAsDue = false;
	private isSemicolonDue = false;
	private isRowDue = false;
	private sawCut = false;
	private isDoubtful = false;

	/** The pattern of `sql`. A doubtful one is made from itself until it stays as it is: what was a value or a quoted name reads otherwise in it. */
	write(sql: string, system: System | undefined): string {
		let text = this.writeOnce(sql, system);
		for (let round = 0; this.isDoubtful && round < mostRounds; round++) {
			const before = text;
			text = this.writeOnce(before, system);
			if (text === before) break;
		}
		this.sql = '';
		this.scanner.reset('', undefined);
		return foldUnionRows(text);
	}

	private writeOnce(sql: string, system: System | undefined): string {
		this.begin(sql, system);
		const {scanner} = this;
		for (let kind = scanner.next(); kind !== token.end; kind = scanner.next()) {
			if (!this.add(kind)) continue;
			this.lastKind = kind;
			this.lastEnd = scanner.end;
		}
		this.finish();
		return this.writer.text();
	}

	private begin(sql: string, system: System | undefined): void {
		this.scanner.reset(sql, system);
		this.printer.begin(sql, system);
		this.lists.reset();
		this.names.reset();
		this.sql = sql;
		this.system = system;
		this.last = none;
		this.signStart = noSign;
		this.lastStart = this.lastEnd = 0;
		this.lastKind = token.end;
		this.isAsDue = this.isSemicolonDue = this.isRowDue = this.sawCut = this.isDoubtful = false;
	}

	/** Writes a token; answers false for one that is no part of the pattern. */
	private add(kind: number): boolean {
		if (kind === token.word && this.isNoise()) return false;
		if (this.lists.kind() === rowsList && this.addInRows(kind)) return true;
		if (this.isAsDue) this.addAs(kind);
		if (this.isSemicolonDue && kind !== token.semicolon) this.addSemicolon();
		if (kind !== token.cut) this.lastStart = this.writer.length;
		if (kind === token.semicolon) return this.addStatementEnd();
		const isSpecial = this.names.isActive || (kind === token.word && this.scanner.isFirst());
		if (isSpecial && this.addSpecial(kind)) return true;
		if (kind === token.word) this.addWord();
		else this.addOther(kind);
		return true;
	}

	/** INNER and OUTER say nothing about a join, ASC nothing about an order. */
	private isNoise(): boolean {
		const found = this.scanner.keyword;
		if ((found !== inner && found !== outer && found !== asc) || this.scanner.isFirst()) return false;
		const next = this.scanner.peek() | 32;
		// JOIN; behind ASC the end of the text, `,`, `)`, `;` or a word.
		const isNoise = found === asc ? next === 32 || next === 44 || next === 41 || next === 59 || (next >= 97 && next <= 122) : next === 106;
		this.isDoubtful ||= !isNoise;
		return isNoise;
	}

	/** Names that a program makes up, and what SET sets. */
	private addSpecial(kind: number): boolean {
		const {names} = this;
		const treatment = names.treat(kind);
		this.isDoubtful ||= names.isActive;
		if (names.owesComma) {
			names.owesComma = false;
			this.printer.putText(',', token.comma);
		}
		switch (treatment) {
			case 'keep':
				return false;
			case 'drop':
				break;
			case 'value':
				this.printer.putValue();
				break;
			case 'equals':
				this.printer.putText('=', token.operator);
				break;
			case 'to savepoint':
				this.printer.putText('TO SAVEPOINT', token.word);
				break;
			case 'release savepoint':
				this.printer.putText('RELEASE SAVEPOINT', token.word);
		}
		return true;
	}

	private addOther(kind: number): void {
		const {last} = this;
		this.last = none;
		if (kind !== token.operator && kind !== token.literal && kind !== token.placeholder) this.signStart = noSign;
		switch (kind) {
			case token.literal:
			case token.placeholder:
				return this.addValue();
			case token.operator:
				return this.addOperator();
			case token.comma:
				return this.addComma();
			case token.quotedName:
				return this.addName();
			case token.open:
				return this.addOpen();
			case token.close:
			case token.closeBracket:
				return this.addClose(kind);
			case token.openBracket:
				return this.addOpenBracket();
			case token.cut:
				return this.addCut();
			default:
				this.isDoubtful ||= kind !== token.dot || last !== none || (this.lastKind !== token.word && this.lastKind !== token.quotedName);
				this.printer.putAsItIs(this.scanner.start, this.scanner.end, kind);
		}
	}

	private addWord(): void {
		this.signStart = noSign;
		const {scanner} = this;
		const found = scanner.keyword;
		if (found === is.as && !scanner.isFirst()) {
			this.isAsDue = true;
			return;
		}
		if (found === is.row && this.last === is.values && scanner.peek() === 40) return;
		if (this.lastKind === token.open && scanner.bracket === token.plainBracket && this.lists.kind() === token.listBracket)
			this.lists.setKind(token.plainBracket);
		const isCapital = scanner.isFirst() || (found !== none && isPhrase(this.last, found));
		this.printer.putWord(found, scanner.start, scanner.end, isCapital);
		this.last = found;
	}

	/** `AS` before a name is only a matter of taste: it goes. */
	private addAs(kind: number): void {
		this.isAsDue = false;
		const {scanner} = this;
		const isAlias = kind === token.quotedName || (kind === token.word && (bitsOfKeyword(scanner.keyword) & (isShown | isGrammar)) === 0);
		const isKept = scanner.verb === is.create || scanner.verb === is.alter || this.lists.kind() === token.castBracket;
		this.isDoubtful ||= isAlias && !isInWord(this.sql.charCodeAt(scanner.start)) && kind === token.word;
		this.isDoubtful ||= isAlias && this.printer.printed === token.operator;
		if (isAlias && !isKept) return;
		this.isDoubtful ||= kind !== token.open;
		this.printer.putText('AS', token.word);
		this.last = is.as;
	}

	/** The signs before a value belong to it. */
	private addValue(): void {
		if (this.signStart !== noSign) {
			this.writer.length = this.signStart;
			this.printer.printed = this.printedBeforeSign;
			this.signStart = noSign;
		}
		this.isDoubtful ||= this.scanner.endsOperand;
		this.printer.putValue();
	}

	private addOperator(): void {
		const {start, end, endsOperand} = this.scanner;
		const first = this.sql.charCodeAt(start);
		const isSign = (first === 43 || first === 45) && end === start + 1 && !endsOperand;
		if (!isSign) this.signStart = noSign;
		else if (this.signStart === noSign) {
			this.signStart = this.writer.length;
			this.printedBeforeSign = this.printer.printed;
		}
		this.isDoubtful ||= first === dotCode || (first === hash && this.system === undefined);
		this.printer.putOperator(start, end);
	}

	private addName(): void {
		const {scanner} = this;
		this.isDoubtful ||=
			this.system === undefined && (scanner.quote === openBracket || (scanner.isGuessed && scanner.quote === doubleQuote));
		this.printer.putName(scanner, scanner.isFirst());
	}

	private addOpen(): void {
		const {scanner, lists, printer} = this;
		if (scanner.bracket === token.rowBracket && !scanner.isNextRow) {
			printer.putText('', token.open);
			lists.push(rowsList);
		}
		printer.putSign(40, token.open);
		lists.push(scanner.bracket);
	}

	private addOpenBracket(): void {
		this.isDoubtful = true;
		this.printer.putSign(91, token.openBracket);
		this.lists.push(this.scanner.bracket);
	}

	private addClose(kind: number): void {
		const {lists} = this;
		if (isList(lists.kind())) {
			if (lists.isEmpty()) this.printer.putValue();
			lists.endElement();
		}
		if (lists.depth > 0) lists.pop();
		this.printer.putSign(kind === token.close ? 41 : 93, kind);
	}

	private addComma(): void {
		if (isList(this.lists.kind())) {
			this.lists.endElement();
			this.lists.startElement();
			this.printer.printed = token.open;
			return;
		}
		this.printer.putSign(44, token.comma);
	}

	/** Between the rows of VALUES: a comma and a bracket bring the next row, anything else ends them. Answers whether the token is done with. */
	private addInRows(kind: number): boolean {
		const {lists, scanner} = this;
		if (kind === token.open && scanner.isNextRow) {
			this.isRowDue = false;
			lists.startElement();
			this.printer.printed = token.open;
			return false;
		}
		if (kind === token.comma && !this.isRowDue) {
			lists.endElement();
			this.isRowDue = true;
			return true;
		}
		if (kind === token.word && scanner.keyword === is.row && this.isRowDue) return true;
		this.endRows(kind);
		return false;
	}

	private endRows(kind: number): void {
		if (!this.isRowDue) this.lists.endElement();
		this.lists.pop();
		// The comma was none between rows: `ON DUPLICATE KEY UPDATE a = VALUES(a), b = …`
		if (this.isRowDue && kind !== token.cut) this.addComma();
		this.isRowDue = false;
	}

	/** Semicolons at the end of a text go; only before a further statement one is written. */
	private addStatementEnd(): false {
		this.isSemicolonDue = this.printer.printed !== nothing;
		this.signStart = noSign;
		return false;
	}

	private addSemicolon(): void {
		this.isSemicolonDue = false;
		this.printer.putSign(59, token.semicolon);
		this.lastKind = token.semicolon;
		this.last = none;
		this.lists.reset();
	}

	/** A word that the mark touches may be cut itself: it is taken back. */
	private addCut(): void {
		this.sawCut = true;
		if (this.scanner.start === this.lastEnd) this.takeBackWord();
	}

	private takeBackWord(): void {
		if (this.lastKind === token.word || this.lastKind === token.quotedName)
			this.writer.length = Math.min(this.lastStart, this.writer.length);
	}

	private finish(): void {
		const {scanner, lists, writer} = this;
		const isRowDue = this.isRowDue;
		if (lists.kind() === rowsList) this.endRows(token.cut);
		if (this.lastKind === token.quotedName && scanner.nameEnd === this.lastEnd) this.takeBackWord();
		if (!this.sawCut && !scanner.isUnterminated && lists.depth === 0 && !isRowDue && !this.isUnfinished()) return;
		this.isDoubtful = true;
		lists.takeBackCutElement();
		writer.putText(writer.length === 0 ? '...' : ' ...');
	}

	private isUnfinished(): boolean {
		if (this.isAsDue || this.names.isUnfinished()) return true;
		switch (this.lastKind) {
			case token.comma:
			case token.dot:
			case token.cast:
				return true;
			case token.word:
				return unfinished.has(this.last);
			case token.operator:
				return this.isUnfinishedOperator();
			default:
				return false;
		}
	}

	/** `*` and `?` may end a statement. */
	private isUnfinishedOperator(): boolean {
		const code = this.sql.charCodeAt(this.lastEnd - 1);
		return code !== 42 && code !== questionMark;
	}
}

function isList(kind: number): boolean {
	return kind === token.listBracket || kind === token.arrayBracket;
}
