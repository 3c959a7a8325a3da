/** One condition of a plan on a column of its table, as PostgreSQL prints it. */
export interface PlanCondition {
	/** The column, or the whole expression over it: `lower(email)`. */
	column: string;
	isExpression: boolean;
	kind: 'equal' | 'range' | 'null' | 'other';
	/** What it is compared with: a column of another table, or nothing of any table. */
	with: string | null;
}

/**
 * Reads what PostgreSQL prints as Filter, Hash Cond, Merge Cond or Join Filter: `((user_id = $1) AND (state = 'open'::text))`. Only what is joined by
 * AND at the top narrows a scan; an OR is one condition of no use. Never throws.
 */
export function conditionsOf(text: string): PlanCondition[] {
	return splitTop(stripParens(text), ' AND ').flatMap((part) => {
		const inner = stripParens(part);
		// A group in parentheses may be a conjunction again.
		return splitTop(inner, ' AND ').length > 1 ? conditionsOf(inner) : conditionOf(inner);
	});
}

function conditionOf(text: string): PlanCondition[] {
	if (splitTop(text, ' OR ').length > 1) return [];
	const nullTest = /^(.*) IS NULL$/su.exec(text);
	if (nullTest !== null) return sided(nullTest[1]!, null, 'null');
	for (const [operator, kind] of operators) {
		const sides = splitTop(text, ` ${operator} `);
		if (sides.length !== 2) continue;
		const [left, right] = [operand(sides[0]!), operand(sides[1]!)];
		if (isConstant(right)) return sided(left, null, kind);
		if (isConstant(left)) return sided(right, null, kind);
		return [...sided(left, right, kind), ...sided(right, left, kind)];
	}
	return [];
}

const operators = [
	['=', 'equal'],
	['>=', 'range'],
	['<=', 'range'],
	['>', 'range'],
	['<', 'range'],
] as const;

function sided(side: string, other: string | null, kind: PlanCondition['kind']): PlanCondition[] {
	const column = operand(side);
	const isColumn = /^(?:[\w$]+|"(?:[^"]|"")+")(?:\.(?:[\w$]+|"(?:[^"]|"")+"))?$/u.test(column);
	const isExpression = !isColumn && /^[a-z_]+\(/u.test(column);
	if (!isColumn && !isExpression) return [];
	return [{column, isExpression, kind, with: other}];
}

/** `(($1)::text)` is `$1`, `ANY ($1)` too: a cast or a list changes nothing about which column is asked. */
function operand(text: string): string {
	const bare = stripParens(text.trim());
	const list = /^ANY \((.*)\)$/su.exec(bare);
	if (list !== null) return operand(list[1]!);
	const cast = /^(.*)::[a-z_][\w ."]*(?:\(\d+(?:,\d+)?\))?(?:\[\])?$/su.exec(bare);
	return cast !== null && isBalanced(cast[1]!) ? operand(cast[1]!) : bare;
}

function isConstant(text: string): boolean {
	return /^(?:\$\d+|'.*'|-?[\d.]+(?:e[+-]?\d+)?|true|false|NULL|\(?InitPlan.*|ARRAY\[.*\])$/su.test(text);
}

function stripParens(text: string): string {
	let bare = text.trim();
	while (bare.startsWith('(') && bare.endsWith(')') && isBalanced(bare.slice(1, -1))) bare = bare.slice(1, -1).trim();
	return bare;
}

function isBalanced(text: string): boolean {
	let depth = 0;
	for (const at of outsideQuotes(text)) {
		if (text[at] === '(') depth++;
		if (text[at] === ')' && --depth < 0) return false;
	}
	return depth === 0;
}

function splitTop(text: string, separator: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let from = 0;
	for (const at of outsideQuotes(text)) {
		if (text[at] === '(' || text[at] === '[') depth++;
		if (text[at] === ')' || text[at] === ']') depth--;
		if (depth !== 0 || at < from || !text.startsWith(separator, at)) continue;
		parts.push(text.slice(from, at));
		from = at + separator.length;
	}
	return [...parts, text.slice(from)];
}

/** Positions that are not inside a string or a quoted name. */
function* outsideQuotes(text: string): Generator<number> {
	let quote = '';
	for (let at = 0; at < text.length; at++) {
		const char = text[at]!;
		if (quote === '') {
			if (char === "'" || char === '"') quote = char;
			else yield at;
		} else if (char === quote) {
			quote = '';
		}
	}
}
