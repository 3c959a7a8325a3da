import type {SqlToken} from '../../../../sql/token-list.ts';
import * as token from '../../../../sql/tokens.ts';
import {baseName, isName, splitAtCommas} from './pattern-text.ts';

/** One column of a SELECT. */
export interface SelectItem {
	/** Without its alias. */
	readonly tokens: readonly SqlToken[];
	/** As written, quotes included; null: none. */
	readonly alias: string | null;
	/** What the column is called in a row; null for `*` and where only the database knows. */
	readonly name: string | null;
	/** `*` or `o.*`; then whose: null for all. */
	readonly star: {readonly qualifier: string | null} | null;
}

export function readSelectList(list: readonly SqlToken[]): SelectItem[] {
	return splitAtCommas(list).map(readItem);
}

function readItem(tokens: readonly SqlToken[]): SelectItem {
	if (tokens.at(-1)?.text === '*' && (tokens.length === 1 || tokens.at(-2)!.kind === token.dot)) {
		return {tokens, alias: null, name: null, star: {qualifier: tokens.length < 3 ? null : baseName(tokens.at(-3)!)}};
	}
	const last = tokens.at(-1);
	const before = tokens.at(-2);
	const hasAlias = before !== undefined && isName(last) && last!.name !== 'end' && (before.name === 'as' || endsOperand(before));
	if (hasAlias) {
		const end = before.name === 'as' ? -2 : -1;
		return {tokens: tokens.slice(0, end), alias: last!.text, name: baseName(last!), star: null};
	}
	const isColumn = isName(last) && (before === undefined || before.kind === token.dot);
	return {tokens, alias: null, name: isColumn ? baseName(last!) : null, star: null};
}

const operandEnds = new Set<number>([token.word, token.quotedName, token.literal, token.placeholder, token.close, token.closeBracket]);
const openWords = new Set([
	'distinct',
	'all',
	'not',
	'and',
	'or',
	'is',
	'in',
	'like',
	'between',
	'case',
	'when',
	'then',
	'else',
	'collate',
]);

function endsOperand({kind, name}: SqlToken): boolean {
	return operandEnds.has(kind) && !openWords.has(name);
}
