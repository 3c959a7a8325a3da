import {createHash} from 'node:crypto';
import type {Finding} from '../../../protocol/findings.ts';
import type {BusyPattern} from '../../../protocol/query-trace.ts';
import type {Store} from '../../../store/store.ts';
import {adviseIndexes, type IndexAdvice, type IndexSources} from './advise-indexes.ts';

const dayMs = 86_400_000;
const key = 'queries.indexes';

/** What is remembered between runs: when each pattern was explained, by its hash, and which findings stand. */
interface Kept {
	explainedAt: Record<string, number>;
	findings: {finding: Finding; patterns: string[]}[];
}

/**
 * Advice about indexes that asks the database about each pattern once a day; those behind an open finding again with every run, so that an index
 * that was made closes it. Errors as of `adviseIndexes`.
 */
export async function keptIndexAdvice(
	patterns: readonly BusyPattern[],
	sources: IndexSources,
	{store, now, signal}: {store: Store; now: number; signal: AbortSignal},
): Promise<IndexAdvice> {
	const kept = read(store);
	const open = new Set(kept.findings.flatMap(({patterns: behind}) => behind));
	const due = patterns.filter(({pattern}) => open.has(hash(pattern)) || now - (kept.explainedAt[hash(pattern)] ?? -Infinity) >= dayMs);
	const advice = await adviseIndexes(due, sources, signal);
	const asked = new Set(due.map(({pattern}) => hash(pattern)));
	const standing = kept.findings.filter(({patterns: behind}) => !behind.some((one) => asked.has(one)));
	const fresh = advice.findings.map((finding) => ({
		finding,
		patterns: due
			.map(({pattern}) => pattern)
			.filter((one) => names(finding, one))
			.map(hash),
	}));
	const findings = [...standing, ...fresh];
	const recent = Object.entries(kept.explainedAt).filter(([, at]) => now - at < dayMs);
	store.setValue(
		key,
		JSON.stringify({explainedAt: {...Object.fromEntries(recent), ...Object.fromEntries([...asked].map((one) => [one, now]))}, findings}),
	);
	return {...advice, findings: findings.map(({finding}) => finding)};
}

function names({evidence}: Finding, pattern: string): boolean {
	return evidence.some(({label}) => label === pattern);
}

function read(store: Store): Kept {
	try {
		return JSON.parse(store.getValue(key) ?? '') as Kept;
	} catch {
		// Nothing kept yet.
		return {explainedAt: {}, findings: []};
	}
}

function hash(pattern: string): string {
	return createHash('sha256').update(pattern).digest('base64url').slice(0, 16);
}
