import type {SqlToken} from '../../../../sql/token-list.ts';

const clauseHeads = [
	'select',
	'from',
	'where',
	'group',
	'having',
	'window',
	'order',
	'limit',
	'offset',
	'fetch',
	'for',
	'union',
	'intersect',
	'except',
	'update',
	'set',
	'delete',
	'using',
	'returning',
	'insert',
	'replace',
	'values',
	'on',
] as const;
export type ClauseName = (typeof clauseHeads)[number];
export type Clauses = ReadonlyMap<ClauseName, readonly SqlToken[]>;

/** Words that open a clause in one kind of statement may be names or parts of others elsewhere. */
const headsByVerb: Record<string, readonly ClauseName[]> = {
	select: [
		'select',
		'from',
		'where',
		'group',
		'having',
		'window',
		'order',
		'limit',
		'offset',
		'fetch',
		'for',
		'union',
		'intersect',
		'except',
	],
	update: ['update', 'set', 'from', 'where', 'order', 'limit', 'returning'],
	delete: ['delete', 'from', 'using', 'where', 'order', 'limit', 'returning'],
	insert: ['insert', 'values', 'select', 'on', 'returning'],
	replace: ['replace', 'values', 'select', 'returning'],
};

/** The clauses of a statement, each without the word (or `GROUP BY`) that opens it. Undefined: no statement we read, or one with a clause twice. */
export function readClauses(tokens: readonly SqlToken[]): Clauses | undefined {
	const heads = headsByVerb[tokens[0]?.name ?? ''];
	if (heads === undefined) return undefined;
	const clauses = new Map<ClauseName, SqlToken[]>();
	let current: SqlToken[] = [];
	for (const one of tokens) {
		// Behind ON CONFLICT and ON DUPLICATE KEY, `VALUES(n)` and SELECT are parts of expressions.
		const open = clauses.has('on') ? heads.slice(heads.indexOf('returning')) : heads;
		const name = one.depth === tokens[0]!.depth ? open.find((head) => head === one.name) : undefined;
		if (name !== undefined) {
			if (clauses.has(name)) return undefined;
			clauses.set(name, (current = []));
		} else if (!(one.name === 'by' && current.length === 0)) current.push(one);
	}
	return clauses;
}
