import type {BusyPattern, DatabaseSystem} from '../../../protocol/query-trace.ts';
import type {Finding} from '../../../protocol/findings.ts';
import {indexFinding} from './index-finding.ts';
import {PostgresAdviser} from './postgres.ts';
import {type Proposal, proposeIndex} from './propose.ts';
import {wholeScans, type WholeScan} from './scans.ts';
import type {SqliteAdviser} from './sqlite.ts';
import type {TableFacts} from './table-facts.ts';

export interface IndexSources {
	/** Connection string of PostgreSQL. */
	postgresUrl?: string;
	sqliteFile?: string;
	/** The service's folder: its own driver is used. */
	project: string;
}

/** What was asked of the databases, and what came of it. */
export interface IndexAdvice {
	findings: Finding[];
	explained: number;
	/** Patterns that could not be explained, and why: as many as there are reasons. */
	unexplained: string[];
}

/** An index that would help, with what it rests on. */
export interface ProvenProposal {
	proposal: Proposal;
	table: TableFacts;
	system: DatabaseSystem;
	patterns: BusyPattern[];
	/** The planner's cost of the first pattern, now and with the index; null where that could not be tried. */
	cost: {before: number; after: number} | null;
}

/**
 * Asks the databases which of these patterns read whole tables for want of an index. Each pattern is explained once; nothing of the database is
 * changed. Throws EsaError `indexes` where a database cannot be asked at all.
 */
export async function adviseIndexes(patterns: readonly BusyPattern[], sources: IndexSources, signal: AbortSignal): Promise<IndexAdvice> {
	const advice: IndexAdvice = {findings: [], explained: 0, unexplained: []};
	const proven: ProvenProposal[] = [];
	if (sources.postgresUrl !== undefined) {
		const adviser = await PostgresAdviser.connect(sources.postgresUrl, sources.project);
		try {
			const own = patterns.filter(({system}) => system === 'postgresql');
			for (const pattern of own) proven.push(...(await advisePostgres(adviser, pattern, advice, signal)));
		} finally {
			await adviser.end();
		}
	}
	if (sources.sqliteFile !== undefined) {
		const sqlite = await import('./sqlite.ts');
		const adviser = new sqlite.SqliteAdviser(sources.sqliteFile);
		try {
			for (const pattern of patterns.filter(({system}) => system === 'sqlite')) {
				signal.throwIfAborted();
				proven.push(...adviseSqlite(adviser, pattern, advice));
			}
		} finally {
			adviser.close();
		}
	}
	advice.findings = joined(proven).map(indexFinding);
	return advice;
}

async function advisePostgres(
	adviser: PostgresAdviser,
	pattern: BusyPattern,
	advice: IndexAdvice,
	signal: AbortSignal,
): Promise<ProvenProposal[]> {
	signal.throwIfAborted();
	const plan = await adviser.plan(pattern.pattern);
	if (plan.kind === 'none') {
		unexplained(advice, plan.why);
		return [];
	}
	advice.explained++;
	const proven: ProvenProposal[] = [];
	for (const scan of wholeScans(plan.root)) {
		const one = await provePostgres(adviser, scan, pattern);
		if (one !== undefined) proven.push(one);
	}
	return proven;
}

async function provePostgres(adviser: PostgresAdviser, scan: WholeScan, pattern: BusyPattern): Promise<ProvenProposal | undefined> {
	const table = await adviser.table(scan.schema, scan.table);
	if (table === undefined) return undefined;
	const decision = proposeIndex(scan, table);
	if (decision.kind === 'none') return undefined;
	const {proposal} = decision;
	const canTry = await adviser.hasHypopg();
	const cost = canTry ? await adviser.costWith(pattern.pattern, proposal.table, proposal.columns) : null;
	// Where it can be tried and the planner would not take it, there is nothing to advise.
	if (canTry && (cost === null || cost.after >= cost.before)) return undefined;
	return {proposal, table, system: 'postgresql', patterns: [pattern], cost};
}

function adviseSqlite(adviser: SqliteAdviser, pattern: BusyPattern, advice: IndexAdvice): ProvenProposal[] {
	const found = adviser.propose(pattern.pattern);
	if (found.kind === 'none') {
		unexplained(advice, found.why);
		return [];
	}
	advice.explained++;
	return found.proposals.map(({proposal, table}) => ({proposal, table, system: 'sqlite' as const, patterns: [pattern], cost: null}));
}

function unexplained(advice: IndexAdvice, why: string): void {
	if (!advice.unexplained.includes(why)) advice.unexplained.push(why);
}

/** One index serves several patterns; one that begins with the columns of another serves for both. */
function joined(proven: readonly ProvenProposal[]): ProvenProposal[] {
	const longestFirst = proven.toSorted((a, b) => b.proposal.columns.length - a.proposal.columns.length);
	const kept: ProvenProposal[] = [];
	for (const one of longestFirst) {
		const serving = kept.find(({proposal}) => proposal.table === one.proposal.table && isPrefix(one.proposal.columns, proposal.columns));
		if (serving === undefined) kept.push({...one, patterns: [...one.patterns]});
		else serving.patterns.push(...one.patterns);
	}
	return kept;
}

function isPrefix(short: readonly string[], long: readonly string[]): boolean {
	return short.every((column, at) => long[at] === column);
}
