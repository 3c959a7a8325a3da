/**
 * What a `?` of a pattern stands for. `equal`: a value that a column is compared with; `range`: a bound; `page`: LIMIT or OFFSET; `list`: keys of an
 * IN list or an array; `filter`: a list of what is left out; `value`: what is written; `other`: anything else.
 */
export type PlaceholderRole = 'equal' | 'range' | 'page' | 'list' | 'filter' | 'value' | 'other';

const token = /"[^"]*"|`[^`]*`|@?[a-z_$][\w$.]*|\?|<=>|[<>!]=|<>|::|->>?|\S/g;

/** The words and signs of a pattern, in lower case. */
export function tokensOf(pattern: string): string[] {
	return pattern.toLowerCase().match(token) ?? [];
}

/**
 * The role of each `?`, in their order. Read from the signs around them: a pattern that no database would take gets roles too, and no error. A column
 * with a bound is one wherever it stands: `at < ? OR (at = ? AND id < ?)` is a page by key, however it is written.
 */
export function placeholderRoles(tokens: readonly string[]): PlaceholderRole[] {
	const roles: PlaceholderRole[] = [];
	const columns: (string | undefined)[] = [];
	const open: PlaceholderRole[] = [];
	let inSet = false;
	for (const [at, word] of tokens.entries()) {
		if (word === 'set') inSet = true;
		else if (word === 'where') inSet = false;
		else if (word === 'select' && open.length > 0) open[open.length - 1] = 'other';
		else if (word === '(') open.push(roleBefore(tokens, at, open.at(-1) ?? 'other'));
		else if (word === ')') open.pop();
		else if (word === '?') {
			roles.push(roleAt(tokens, at, open.at(-1) ?? 'other', inSet && open.length === 0));
			columns.push(roleOfSign(tokens[at - 1]) === undefined ? undefined : tokens[at - 2]);
		}
	}
	return withBounds(roles, columns);
}

function withBounds(roles: readonly PlaceholderRole[], columns: readonly (string | undefined)[]): PlaceholderRole[] {
	const bound = new Set(columns.filter((_, at) => roles[at] === 'range'));
	bound.delete(undefined);
	return roles.map((role, at) => (role === 'equal' && bound.has(columns[at]) ? 'range' : role));
}

function roleAt(tokens: readonly string[], at: number, around: PlaceholderRole, isWritten: boolean): PlaceholderRole {
	if (isWritten) return 'value';
	if (isConstant(tokens, at)) return 'other';
	const role = roleBefore(tokens, at, around);
	if (role !== 'other' || around !== 'other') return role;
	const after = roleOfSign(tokens[at + 1]);
	return after ?? 'other';
}

/** `WHERE 1 = 1`, as builders of queries begin. */
function isConstant(tokens: readonly string[], at: number): boolean {
	return (tokens[at - 1] === '=' && tokens[at - 2] === '?') || (tokens[at + 1] === '=' && tokens[at + 2] === '?');
}

/** Of what stands at `at`, by what stands before it: a comparison, a keyword, or the name of a function and what stands before that. */
function roleBefore(tokens: readonly string[], at: number, around: PlaceholderRole): PlaceholderRole {
	const before = tokens[at - 1];
	const sign = roleOfSign(before);
	if (sign !== undefined) return sign;
	switch (before) {
		case 'in':
			return tokens[at - 2] === 'not' ? 'filter' : 'list';
		case 'any':
		case 'unnest':
		case 'some':
			return 'list';
		case 'all':
			return 'filter';
		case 'values':
		case 'value':
			return 'value';
		case 'limit':
		case 'offset':
		case 'top':
		case 'first':
		case 'next':
			return 'page';
		case 'between':
			return 'range';
		case 'and':
			return tokens[at - 3] === 'between' || tokens[at - 2] === '?' ? rangeAfter(tokens, at) : 'other';
		case 'from':
			return tokens[at - 2] === 'distinct' ? 'equal' : around;
		case ',':
			return tokens[at - 2] === '?' && tokens[at - 3] === 'limit' ? 'page' : around;
		case 'like':
		case 'ilike':
		case 'regexp':
		case 'glob':
			return 'equal';
		case undefined:
		case '(':
			return around;
		default:
			return tokens[at] === '(' && isName(before) ? roleBefore(tokens, at - 1, around) : around;
	}
}

/** `between ? and ?`. */
function rangeAfter(tokens: readonly string[], at: number): PlaceholderRole {
	return tokens[at - 3] === 'between' ? 'range' : 'other';
}

const keywords = new Set([
	'where',
	'and',
	'or',
	'select',
	'on',
	'having',
	'by',
	'as',
	'case',
	'when',
	'then',
	'else',
	'set',
	'join',
	'exists',
	'not',
]);

function isName(word: string): boolean {
	return /^["`a-z_$]/.test(word) && !keywords.has(word);
}

function roleOfSign(sign: string | undefined): PlaceholderRole | undefined {
	switch (sign) {
		case '=':
		case '<=>':
			return 'equal';
		case '<':
		case '>':
		case '<=':
		case '>=':
			return 'range';
		case undefined:
		default:
			return undefined;
	}
}
