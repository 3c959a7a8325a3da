import type {Finding, FindingEvidence} from '../../protocol/findings.ts';
import {textOfRule} from './output/rules.ts';
import {keyOfSubject, subjectsOf} from './output/subject.ts';
import type {Subject} from './output/subject.ts';
import type {ApiPathsReport, PathFinding} from './report.ts';

/** The findings of a report as the monitor keeps them. Pure; the same fault has the same id wherever its line moves. */
export function judgePaths(report: ApiPathsReport): Finding[] {
	const seen = new Map<string, number>();
	return subjectsOf(report, report.findings).map((subject, index) => toFinding(report.findings[index]!, subject, seen));
}

function toFinding(found: PathFinding, subject: Subject, seen: Map<string, number>): Finding {
	const {rule, severity, message, file, line} = found;
	return {
		id: idOf(subject, seen),
		agent: 'api-paths',
		rule,
		severity,
		category: 'api',
		title: message.replace(/\.$/u, ''),
		advice: adviceOf(rule),
		file,
		line,
		evidence: evidenceOf(found, subject),
	};
}

/** Faults that nothing tells apart but their lines are counted from the top of their file. */
function idOf(subject: Subject, seen: Map<string, number>): string {
	const key = keyOfSubject(subject).trim().replaceAll(/\n+/gu, ':');
	const count = (seen.get(key) ?? 0) + 1;
	seen.set(key, count);
	return `api-paths:${key}${count === 1 ? '' : `:${count}`}`;
}

/** What to do is the last sentence of a rule's help; what it is about is said by the title. */
function adviceOf(rule: string): string {
	const sentences = textOfRule(rule).help.split(/(?<=\.)\s+(?=[A-Z])/u);
	return sentences.at(-1)!;
}

function evidenceOf({file, line, related, rule}: PathFinding, {method, path}: Subject): FindingEvidence[] {
	const label = path === null ? textOfRule(rule).title : `${method ?? 'any method'} ${path}`;
	return [{label, file, line}, ...related.map((place) => ({label: relatedLabels[rule] ?? 'see also', ...place}))];
}

/** What the other places of a finding are. */
const relatedLabels: Record<string, string> = {
	missing: 'nearest route',
	'method-mismatch': 'route of this path',
	'swapped-arguments': 'route that was meant',
	'wrong-argument-shape': 'route that was meant',
	'shadowed-route': 'comes first, or calls it',
};
