import {ellipsis, isDigit, isSpace} from './characters.ts';
import type {System} from './keywords.ts';
import {endOfComment, unterminated} from './literal-ends.ts';

/** A place in a text of SQL, and how to get past white space and comments there. */
export class TextReader {
	/** A string, a comment or a quoted name had no end. */
	isUnterminated = false;
	protected sql = '';
	protected system: System | undefined;
	protected at = 0;
	private isInHint = false;
	private nests = true;
	/** What is only looked at will be read again: that it has no end is noted then. */
	private isLooking = false;

	protected startReading(sql: string, system: System | undefined): void {
		this.sql = sql;
		this.system = system;
		this.at = 0;
		this.isInHint = this.isUnterminated = false;
		this.nests = system === 'postgresql' || system === undefined;
	}

	/** The code of the next character behind the token that is neither space nor comment; NaN at the end. */
	peek(): number {
		const {at} = this;
		const code = this.look();
		this.at = at;
		return code;
	}

	/** The same, and `at` stands there; to be set back before the next token is read. */
	protected look(): number {
		const {isInHint} = this;
		this.isLooking = true;
		this.skipTrivia();
		this.isLooking = false;
		this.isInHint = isInHint;
		return this.sql.charCodeAt(this.at);
	}

	protected skipTrivia(): void {
		const {sql} = this;
		for (;;) {
			const code = sql.charCodeAt(this.at);
			if (code <= 32) this.at++;
			// Of the others only - / # * and DEL can be trivia in ASCII; NaN is the end.
			else if (code < 128 && code !== 45 && code !== 47 && code !== 35 && code !== 42 && code !== 127) return;
			else if (Number.isNaN(code)) return;
			else if (isSpace(code)) this.at++;
			else if (!this.skipComment(code)) return;
		}
	}

	protected endOr(end: number): number {
		if (end !== unterminated) return end;
		this.isUnterminated ||= !this.isLooking;
		return this.sql.length;
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
		if (this.at === sql.length && !this.isLooking && endsInMark(sql)) this.isUnterminated = true;
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
		this.at = this.endOr(this.endOfBlock(at));
		return true;
	}

	private endOfBlock(at: number): number {
		const end = endOfComment(this.sql, at, this.nests);
		if (end !== unterminated || !this.nests || this.system !== undefined) return end;
		// No comment of PostgreSQL's, which nest. Asked once only: each asking reads to the end of the text.
		this.nests = false;
		return endOfComment(this.sql, at, false);
	}

	private isHashComment(next: number): boolean {
		if (this.system === 'mysql') return true;
		// `#>`, `#>>`, `#-`, `##` and `#=` are operators of PostgreSQL.
		return this.system === undefined && next !== 62 && next !== 45 && next !== 35 && next !== 61;
	}
}

function endsInMark(sql: string): boolean {
	let end = sql.length;
	while (isSpace(sql.charCodeAt(end - 1))) end--;
	return sql.charCodeAt(end - 1) === ellipsis || sql.slice(Math.max(0, end - 3), end) === '...';
}
