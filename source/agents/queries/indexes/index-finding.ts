import {createHash} from 'node:crypto';
import type {Finding} from '../../../protocol/findings.ts';
import {formatValue} from '../../../basics/format-value.ts';
import type {ProvenProposal} from './advise-indexes.ts';

/** Bytes that PostgreSQL and SQLite need beside the value: entry header, pointer to the row, space left in a page. */
const entryBytes = 20;

/** An index that is missing, as a finding: the statement, what it rests on and what it costs. Nothing is ever created by us. */
export function indexFinding({proposal, table, system, patterns, cost}: ProvenProposal): Finding {
	const statement = statementOf(proposal, system);
	const totalMs = patterns.reduce((sum, {totalMs: ms}) => sum + ms, 0);
	return {
		id: `queries:index:${createHash('sha256')
			.update(`${system}\0${proposal.table}\0${proposal.columns.join(',')}`)
			.digest('hex')
			.slice(0, 16)}`,
		agent: 'queries',
		rule: 'missing-index',
		severity: 'warning',
		category: 'database',
		title: `No index of ${proposal.table} begins with ${proposal.columns.join(', ')}: queries read all of its rows`,
		advice: 'Try the statement on a copy first, with the queries below.',
		evidence: [
			{label: 'statement', detail: statement},
			...patterns.slice(0, 5).map(({pattern, count, totalMs: ms}) => ({
				label: pattern,
				detail: `sent ${count.toLocaleString('en')} times`,
				value: ms,
				unit: 'ms',
			})),
			{label: 'rows', detail: rowsText(proposal)},
			...(cost === null
				? []
				: [
						{
							label: 'cost estimate',
							detail: `${Math.round(cost.before)} now, ${Math.round(cost.after)} with the index: the planner's unit, not time`,
						},
					]),
			{label: 'what it costs', detail: `about ${formatValue(sizeOf(proposal.columns, table), 'bytes')} of disk; ${writeCost(table)}`},
		],
		impact: totalMs,
	};
}

function statementOf({table, columns}: ProvenProposal['proposal'], system: ProvenProposal['system']): string {
	const concurrently = system === 'postgresql' ? ' CONCURRENTLY' : '';
	const name = system === 'postgresql' ? '' : ` ${['by', table, ...columns].join('_').replaceAll(/\W+/gu, '_')}`;
	return `CREATE INDEX${concurrently}${name} ON ${table} (${columns.join(', ')});`;
}

function rowsText({rows, rowsLeft}: ProvenProposal['proposal']): string {
	return `${Math.round(rows).toLocaleString('en')} are read where about ${Math.max(1, Math.round(rowsLeft)).toLocaleString('en')} are wanted, by the statistics`;
}

function sizeOf(columns: readonly string[], {rows, columns: facts}: ProvenProposal['table']): number {
	const width = columns.reduce((sum, column) => sum + (facts.get(column.replaceAll('"', ''))?.width ?? 8), 0);
	return (rows ?? 0) * (width + entryBytes);
}

function writeCost({writes, sequentialScans, indexScans, indexes}: ProvenProposal['table']): string {
	const more = `each write to the table keeps one index more up to date, beside ${indexes.length}`;
	if (writes === null || sequentialScans === null) return more;
	const reads = sequentialScans + (indexScans ?? 0);
	return `${more} (${writes.toLocaleString('en')} rows written, ${reads.toLocaleString('en')} scans since its statistics began)`;
}
