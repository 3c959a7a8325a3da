import {isCamelCase, quotesLastingNames, quotesNames} from './dialect.ts';
import type {System} from './keywords.ts';
import {notPlain, plainNameKeyword} from './plain-name.ts';

/** What one text does with double quotes where its dialect leaves it open; asked of the text once. */
export class DoubleQuotes {
	private sql = '';
	private system: System | undefined;
	private hasBackticks: boolean | undefined;
	private holdNames: boolean | undefined;
	private holdLastingNames: boolean | undefined;

	reset(sql: string, system: System | undefined): void {
		this.sql = sql;
		this.system = system;
		this.hasBackticks = this.holdNames = this.holdLastingNames = undefined;
	}

	/** Do they always hold strings: in MySQL, and beside backticks? */
	holdStrings(): boolean {
		if (this.system === 'mysql') return true;
		return this.system === undefined && (this.hasBackticks ??= this.sql.includes('`'));
	}

	/**
	 * Is the text from `start` to `end` a name, though where it stands could be a value? Without a dialect a name that keeps its quotes must be told by
	 * what stays in the pattern, or the pattern would have another one.
	 */
	holdName(start: number, end: number): boolean {
		const {sql, system} = this;
		const isLasting = system === undefined && plainNameKeyword(sql, start, end, false) === notPlain;
		if (!isLasting) return (this.holdNames ??= quotesNames(sql, system));
		return isCamelCase(sql, start, end) || (this.holdLastingNames ??= quotesLastingNames(sql));
	}
}
