import type {DatabaseSync} from 'node:sqlite';
import type {Finding, OpenFinding} from '../protocol/findings.ts';
import {allRows} from './rows.ts';

const keepResolvedMs = 30 * 86_400_000;
/** However many findings come and go, no more resolved ones than this are kept. */
const keepResolved = 10_000;

/** One row as stored; `body` is the Finding as JSON. */
export interface FindingRow {
	agent: string;
	id: string;
	severity: string;
	first_seen: number;
	last_seen: number;
	resolved_at: number | null;
	body: string;
}

/** Findings and their life cycle: open from the first run that has them to the first that has not. */
export class FindingTable {
	readonly #database: DatabaseSync;

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	/** Call inside a transaction. See `Store.recordFindings`. */
	record(agent: string, findings: readonly Finding[], now: number, fence: number): {opened: number; resolved: number} {
		if (fence < this.#lastFence(agent)) return {opened: 0, resolved: 0};
		this.#database.prepare('INSERT OR REPLACE INTO recorded_runs (agent, fence) VALUES (?, ?)').run(agent, fence);
		const open = this.#openIds(agent);
		const found = new Map(findings.map((finding) => [finding.id, finding]));
		for (const finding of found.values()) this.#put(agent, finding, now);
		const resolve = this.#database.prepare('UPDATE findings SET resolved_at = ? WHERE agent = ? AND id = ?');
		const gone = [...open].filter((id) => !found.has(id));
		for (const id of gone) resolve.run(now, agent, id);
		return {opened: [...found.keys()].filter((id) => !open.has(id)).length, resolved: gone.length};
	}

	open(filter: {agent?: string; severity?: string}): OpenFinding[] {
		const statement = this.#database.prepare(
			`SELECT * FROM findings WHERE resolved_at IS NULL AND ($agent IS NULL OR agent = $agent) AND ($severity IS NULL OR severity = $severity)
			ORDER BY CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, coalesce(body ->> '$.impact', 0) DESC,
				first_seen DESC, agent, id`,
		);
		return allRows<FindingRow>(statement, {agent: filter.agent ?? null, severity: filter.severity ?? null}).map(toOpenFinding);
	}

	/** Forgets findings resolved more than 30 days ago. */
	prune(now: number): void {
		this.#database.prepare('DELETE FROM findings WHERE resolved_at < ?').run(now - keepResolvedMs);
		this.#database
			.prepare(
				`DELETE FROM findings WHERE (agent, id) IN
				(SELECT agent, id FROM findings WHERE resolved_at IS NOT NULL ORDER BY resolved_at DESC LIMIT -1 OFFSET ?)`,
			)
			.run(keepResolved);
	}

	/** Everything, resolved ones too, for handing over to another store. */
	dump(): {rows: FindingRow[]; fences: {agent: string; fence: number}[]} {
		return {
			rows: allRows<FindingRow>(this.#database.prepare('SELECT * FROM findings')),
			fences: allRows<{agent: string; fence: number}>(this.#database.prepare('SELECT agent, fence FROM recorded_runs')),
		};
	}

	/** Takes over the findings of agents whose last run is at least as new as the one known here. */
	absorb({rows, fences}: ReturnType<FindingTable['dump']>): void {
		const put = this.#database.prepare('INSERT OR REPLACE INTO findings VALUES (?, ?, ?, ?, ?, ?, ?)');
		for (const {agent, fence} of fences) {
			if (fence < this.#lastFence(agent)) continue;
			this.#database.prepare('INSERT OR REPLACE INTO recorded_runs (agent, fence) VALUES (?, ?)').run(agent, fence);
			this.#database.prepare('DELETE FROM findings WHERE agent = ?').run(agent);
			for (const row of rows.filter((each) => each.agent === agent)) {
				put.run(row.agent, row.id, row.severity, row.first_seen, row.last_seen, row.resolved_at, row.body);
			}
		}
	}

	#put(agent: string, finding: Finding, now: number): void {
		this.#database
			.prepare(
				`INSERT INTO findings (agent, id, severity, first_seen, last_seen, resolved_at, body) VALUES (?, ?, ?, ?, ?, NULL, ?)
				ON CONFLICT DO UPDATE SET severity = excluded.severity, body = excluded.body, resolved_at = NULL,
					last_seen = max(last_seen, excluded.last_seen)`,
			)
			.run(agent, finding.id, finding.severity, now, now, JSON.stringify({...finding, agent}));
	}

	#lastFence(agent: string): number {
		return Number(this.#database.prepare('SELECT fence FROM recorded_runs WHERE agent = ?').get(agent)?.['fence'] ?? -Infinity);
	}

	#openIds(agent: string): Set<string> {
		const rows = this.#database.prepare('SELECT id FROM findings WHERE agent = ? AND resolved_at IS NULL').all(agent);
		return new Set(rows.map((row) => String(row['id'])));
	}
}

function toOpenFinding(row: FindingRow): OpenFinding {
	// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by #put
	const finding = JSON.parse(row.body) as Finding;
	return {
		...finding,
		firstSeen: new Date(row.first_seen).toISOString(),
		lastSeen: new Date(row.last_seen).toISOString(),
		resolvedAt: row.resolved_at === null ? null : new Date(row.resolved_at).toISOString(),
	};
}
