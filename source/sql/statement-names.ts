import {keyword, none} from './keywords.ts';
import type {Scanner} from './scanner.ts';
import * as token from './tokens.ts';

/** What becomes of a token; `keep`: nothing special. */
export type Treatment = 'keep' | 'drop' | 'value' | 'equals' | 'to savepoint' | 'release savepoint';

const set = keyword('set');
const to = keyword('to');
const rollback = keyword('rollback');
const release = keyword('release');
const execute = keyword('execute');
const prepare = keyword('prepare');
const fetch = keyword('fetch');
const move = keyword('move');
const defaultWord = keyword('default');
const all = keyword('all');

/** The name that follows says nothing about the query: programs make it up. */
const named = new Set(['savepoint', 'release', 'prepare', 'deallocate', 'declare', 'close'].map(keyword));
const transactions = new Set(['begin', 'commit', 'end', 'abort', 'rollback'].map(keyword));

/**
 * Names that stand for nothing lasting. Savepoints, and the names in PREPARE, DEALLOCATE, DECLARE and CLOSE, become `?` whatever they are. Names in EXECUTE and
 * FETCH are all that tells which query runs, so only those with a digit do: a counter made them. What SET sets is a value even where it is a word
 * (`SET search_path TO tenant_7`). The noise words of BEGIN WORK and ROLLBACK TO SAVEPOINT are made one way.
 */
export class StatementNames {
	/** Does the running statement have such names? */
	isActive = false;
	/** A comma of `SET a = 1, b = 2` was held back and turned out to part two settings. */
	owesComma = false;
	private readonly scanner: Scanner;
	private verb = none;
	private step: 'start' | 'name' | 'done' | 'set' | 'set value' | 'set comma' = 'start';

	constructor(scanner: Scanner) {
		this.scanner = scanner;
	}

	/** A statement or a text begins. */
	reset(): void {
		this.isActive = this.owesComma = false;
		this.verb = none;
	}

	/** What becomes of the scanner's token. To be asked for the first word of a statement, and while `isActive` for every token. */
	treat(kind: number): Treatment {
		if (this.scanner.isFirst()) return this.begin();
		if (this.verb === set) return this.inSetting(kind);
		if (this.verb === fetch || this.verb === move) return this.isMadeUp(kind) ? 'value' : 'keep';
		return this.inNamed(kind);
	}

	/** Is the text over where something must follow? */
	isUnfinished(): boolean {
		return this.isActive && (this.step === 'name' || this.step === 'set comma' || this.step === 'set');
	}

	private begin(): Treatment {
		const {verb} = this.scanner;
		this.verb = verb;
		this.isActive = named.has(verb) || transactions.has(verb) || [set, execute, fetch, move].includes(verb);
		this.step = named.has(verb) || verb === execute ? 'name' : 'start';
		return verb === release ? 'release savepoint' : 'keep';
	}

	private inNamed(kind: number): Treatment {
		const {step} = this;
		if (step === 'done') return 'keep';
		if (step === 'name') return this.ofName(kind);
		const isWord = kind === token.word;
		if (isWord && (this.isSpelled('work') || this.isSpelled('transaction'))) return 'drop';
		if (isWord && this.verb === rollback && this.scanner.keyword === to) {
			this.step = 'name';
			return 'to savepoint';
		}
		this.step = 'done';
		return 'keep';
	}

	private ofName(kind: number): Treatment {
		const isWord = kind === token.word;
		if (isWord && (this.isSpelled('savepoint') || (this.isSpelled('prepare') && this.verb !== prepare))) return 'drop';
		this.step = 'done';
		if (isWord && (this.scanner.keyword === all || (this.verb === prepare && this.isSpelled('transaction')))) return 'keep';
		if (this.verb === execute) return this.isMadeUp(kind) ? 'value' : 'keep';
		return isWord || kind === token.quotedName ? 'value' : 'keep';
	}

	private isMadeUp(kind: number): boolean {
		return (kind === token.word || kind === token.quotedName) && /\d/.test(this.scanner.text());
	}

	private inSetting(kind: number): Treatment {
		const {step} = this;
		if (step === 'set comma') return this.behindComma(kind);
		if (step === 'set') {
			const isValue = this.isValue(kind);
			this.step = isValue ? 'set value' : 'start';
			return isValue ? 'value' : 'keep';
		}
		if (step === 'set value' && kind === token.comma) {
			this.step = 'set comma';
			return 'drop';
		}
		return this.beforeValue(kind);
	}

	private beforeValue(kind: number): Treatment {
		this.step = 'start';
		const isTo = kind === token.word && this.scanner.keyword === to;
		const isNames = kind === token.word && this.isSpelled('names');
		if (isTo || isNames || (kind === token.operator && /^:?=$/.test(this.scanner.text()))) this.step = 'set';
		return isTo ? 'equals' : 'keep';
	}

	/** A further value of the same setting, which is swallowed, or a further setting. */
	private behindComma(kind: number): Treatment {
		const next = this.scanner.peek();
		const isLast = Number.isNaN(next) || next === 44 || next === 59;
		if (isLast && this.isValue(kind)) {
			this.step = 'set value';
			return 'drop';
		}
		this.step = 'start';
		this.owesComma = kind !== token.cut;
		return 'keep';
	}

	private isValue(kind: number): boolean {
		if (kind === token.literal || kind === token.placeholder) return true;
		if (kind !== token.word && kind !== token.quotedName) return false;
		const next = this.scanner.peek();
		return this.scanner.keyword !== defaultWord && next !== 40 && next !== 46;
	}

	private isSpelled(word: string): boolean {
		const {scanner} = this;
		return scanner.end - scanner.start === word.length && scanner.text().toLowerCase() === word;
	}
}
