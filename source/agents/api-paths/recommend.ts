import type {Finding} from '../../protocol/findings.ts';
import type {Recommendation} from '../../protocol/report.ts';
import {severities} from '../../protocol/vocabulary.ts';
import {orderOfRule, textOfRule} from './output/rules.ts';

type Advice = Omit<Recommendation, 'pointsRegained'>;

/** One recommendation per kind of fault, worst first, then in the order in which they break things. Informative findings recommend nothing. */
export function recommendForPaths(findings: readonly Finding[]): Advice[] {
	const urgent = findings.filter((finding) => finding.severity !== 'info');
	const byRule = Map.groupBy(urgent, (finding) => finding.rule);
	return [...byRule]
		.toSorted(([one], [other]) => orderOfRule(one) - orderOfRule(other))
		.map(([rule, found]) => recommendationOf(rule, found))
		.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function recommendationOf(rule: string, found: readonly Finding[]): Advice {
	const [first] = found;
	const worst = found.find((finding) => finding.severity === 'critical') ?? first!;
	return {
		id: `api-paths:${rule}`,
		severity: worst.severity,
		title: `${titleOf(rule, found, worst)}. ${first!.advice ?? textOfRule(rule).help}`,
		evidence: found.map(({id}) => ({id, kind: 'finding', value: null, unit: '', threshold: null, window: 'last run'})),
		// Running it again shows whether the fault is gone.
		agent: 'api-paths',
	};
}

function titleOf(rule: string, found: readonly Finding[], worst: Finding): string {
	if (found.length === 1) return worst.title;
	const files = new Set(found.map(({file}) => file)).size;
	const where = files === 1 ? `in ${worst.file}` : `in ${files} files`;
	return `${textOfRule(rule).title}: ${found.length} times ${where}, such as ${worst.evidence[0]!.label}`;
}
