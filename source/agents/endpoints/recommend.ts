import type {Finding} from '../../protocol/findings.ts';
import type {Recommendation} from '../../protocol/report.ts';
import {severities} from '../../protocol/vocabulary.ts';
import {rules} from './rules.ts';
import type {Rule} from './rules.ts';

/** One recommendation per kind of fault, worst first: what to do about all routes that show it. Informative findings recommend nothing. */
export function recommendForEndpoints(findings: readonly Finding[]): Omit<Recommendation, 'pointsRegained'>[] {
	const urgent = findings.filter((finding) => finding.severity !== 'info');
	const byRule = Map.groupBy(urgent, (finding) => finding.rule);
	return [...byRule]
		.flatMap(([rule, found]) => (isRule(rule) ? [recommendationOf(rule, found)] : []))
		.toSorted((a, b) => rank(a.severity) - rank(b.severity));
}

const isRule = (rule: string): rule is Rule => Object.hasOwn(rules, rule);
const rank = (severity: Finding['severity']): number => severities.indexOf(severity);

function recommendationOf(rule: Rule, found: readonly Finding[]): Omit<Recommendation, 'pointsRegained'> {
	const severity = found.some((finding) => finding.severity === 'critical') ? 'critical' : 'warning';
	return {
		id: `endpoints:${rule}`,
		severity,
		title: `${titleOf(rule, found)}. ${rules[rule].advice}`,
		evidence: found.map((finding) => evidenceOf(finding)),
		// Running it again shows whether the fault is gone.
		agent: 'endpoints',
	};
}

function titleOf(rule: Rule, found: readonly Finding[]): string {
	const [first] = found;
	if (found.length === 1) return first!.title;
	return `${found.length} routes, such as ${first!.evidence[0]!.label}: each ${rules[rule].says}`;
}

/** Findings of this agent are facts, not limits passed, so there is no threshold to name. */
function evidenceOf(finding: Finding): Recommendation['evidence'][number] {
	const [measured] = finding.evidence;
	return {id: finding.id, kind: 'finding', value: measured?.value ?? null, unit: measured?.unit ?? '', threshold: null, window: 'last run'};
}
