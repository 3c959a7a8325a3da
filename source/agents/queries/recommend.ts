import type {Finding} from '../../protocol/findings.ts';
import type {Recommendation} from '../../protocol/report.ts';

/** One recommendation per finding that costs something, most wasteful first: each is another change at another place. */
export function recommendForQueries(findings: readonly Finding[]): Omit<Recommendation, 'pointsRegained'>[] {
	return findings
		.filter(({severity}) => severity !== 'info')
		.toSorted((a, b) => (b.impact ?? 0) - (a.impact ?? 0))
		.map((finding) => ({
			id: `queries:${finding.id}`,
			severity: finding.severity === 'critical' ? 'critical' : 'warning',
			title: `${finding.title}. ${finding.advice ?? ''}`.trim(),
			evidence: [{id: finding.id, kind: 'finding', value: finding.impact ?? null, unit: 'ms', threshold: null, window: 'live'}],
			agent: 'queries',
		}));
}
