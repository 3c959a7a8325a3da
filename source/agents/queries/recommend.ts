import type {Finding} from '../../protocol/findings.ts';
import type {Recommendation} from '../../protocol/report.ts';

/** One recommendation per finding, most wasteful first: each is another change at another place. */
export function recommendForQueries(findings: readonly Finding[]): Omit<Recommendation, 'pointsRegained'>[] {
	return findings
		.toSorted((a, b) => (b.impact ?? 0) - (a.impact ?? 0))
		.map((finding) => ({
			id: `queries:${finding.id}`,
			severity: finding.severity,
			title: [`${finding.title}.`, finding.advice ?? ''].join(' ').trim(),
			evidence: [{id: finding.id, kind: 'finding', value: finding.impact ?? null, unit: 'ms', threshold: null, window: 'live'}],
			agent: 'queries',
		}));
}
