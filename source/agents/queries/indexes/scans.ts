import {conditionsOf, type PlanCondition} from './plan-condition.ts';

/** A node of `EXPLAIN (FORMAT JSON, VERBOSE)`, as far as we read it. */
export interface PlanNode {
	'Node Type': string;
	'Parent Relationship'?: string;
	'Relation Name'?: string;
	Schema?: string;
	Alias?: string;
	Filter?: string;
	'Hash Cond'?: string;
	'Merge Cond'?: string;
	'Join Filter'?: string;
	'Sort Key'?: string[];
	'Plan Rows'?: number;
	'Total Cost'?: number;
	Plans?: PlanNode[];
}

/** A table that is read from its first row to its last, and what of its columns was asked. */
export interface WholeScan {
	schema: string;
	table: string;
	/** Columns compared with one value each, and with a range. Without the table's alias. */
	equal: string[];
	ranges: string[];
	/** Compared with a column of another table, of which so many rows are expected. */
	joins: {column: string; otherRows: number}[];
	/** Wanted in this order, where a LIMIT cuts it off. */
	sort: string[];
	/** Cost of the scan, in the planner's unit. */
	cost: number;
}

interface Above {
	joins: {conditions: PlanCondition[]; node: PlanNode}[];
	sort: string[];
	isLimited: boolean;
}

/** Finds every whole scan of a plan. Pure. */
export function wholeScans(root: PlanNode): WholeScan[] {
	return visit(root, {joins: [], sort: [], isLimited: false});
}

function visit(node: PlanNode, above: Above): WholeScan[] {
	const own = node['Node Type'] === 'Seq Scan' ? [scanOf(node, above)] : [];
	const below = (node.Plans ?? []).flatMap((child) => visit(child, underneath(node, child, above)));
	return [...own, ...below];
}

function underneath(node: PlanNode, child: PlanNode, above: Above): Above {
	const join = node['Hash Cond'] ?? node['Merge Cond'] ?? node['Join Filter'];
	const others = (node.Plans ?? []).filter((each) => each !== child);
	const joins =
		join === undefined ? above.joins : [...above.joins, ...others.map((other) => ({conditions: conditionsOf(join), node: other}))];
	switch (node['Node Type']) {
		case 'Limit':
			return {...above, joins, isLimited: true};
		case 'Sort':
		case 'Incremental Sort':
			return {...above, joins, sort: above.isLimited ? (node['Sort Key'] ?? []) : []};
		case 'Gather':
		case 'Gather Merge':
		case 'Result':
			return {...above, joins};
		default:
			// Whatever counts or joins rows reads them all, limited or not.
			return {joins, sort: [], isLimited: false};
	}
}

function scanOf(node: PlanNode, {joins, sort}: Above): WholeScan {
	const alias = node.Alias ?? node['Relation Name']!;
	const own = (column: string): string | undefined => withoutAlias(column, alias);
	const filter = conditionsOf(node.Filter ?? '').map((condition) => ({...condition, column: own(condition.column) ?? condition.column}));
	return {
		schema: node.Schema ?? 'public',
		table: node['Relation Name']!,
		equal: unique(filter.filter(({kind}) => kind === 'equal').map(({column}) => column)),
		ranges: unique(filter.filter(({kind}) => kind === 'range').map(({column}) => column)),
		joins: joins.flatMap(({conditions, node: other}) =>
			conditions
				.filter(({kind, with: side}) => kind === 'equal' && side !== null)
				.flatMap(({column}) => {
					const name = own(column);
					return name === undefined ? [] : [{column: name, otherRows: other['Plan Rows'] ?? Infinity}];
				}),
		),
		sort: sort.flatMap((key) => {
			const [column = '', ...direction] = key.split(/ (?=DESC|NULLS|ASC)/u);
			const name = own(column);
			return name === undefined ? [] : [[name, ...direction].join(' ')];
		}),
		cost: node['Total Cost'] ?? 0,
	};
}

/** `items.order_id` of the alias `items` is `order_id`; a column of another alias is none of this table's. An expression keeps its text. */
function withoutAlias(column: string, alias: string): string | undefined {
	if (/^[a-z_]+\(/u.test(column)) return column.replaceAll(`${alias}.`, '').replaceAll(`"${alias}".`, '');
	const dot = /^(?:([\w$]+)|"((?:[^"]|"")+)")\.(.+)$/u.exec(column);
	if (dot === null) return column;
	return (dot[1] ?? dot[2]) === alias ? dot[3] : undefined;
}

function unique(names: readonly string[]): string[] {
	return [...new Set(names)];
}
