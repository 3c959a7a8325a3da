import type {IgnoreRule} from '../options.ts';
import type {ApiPathsReport, PathFinding} from '../report.ts';
import {applyBaseline, type BaselineEntry} from './baseline.ts';
import {globTest} from './glob.ts';
import {textOfRule} from './rules.ts';
import {subjectsOf, type Subject} from './subject.ts';

type Accepted = NonNullable<ApiPathsReport['accepted']>;

/**
 * Takes findings out that a person accepted, in the config or in a baseline, and judges the gate by what is left. Counts stay as they are: an accepted
 * missing route is still missing. Baseline entries that apply to nothing are in `stale` and let the gate fail.
 */
export function acceptFindings(
	report: ApiPathsReport,
	ignore: readonly IgnoreRule[],
	baseline: readonly BaselineEntry[] | null,
): ApiPathsReport {
	const tests = ignore.map((rule) => ({rule, fits: testOf(rule)}));
	const subjects = subjectsOf(report, report.findings);
	const byConfig = subjects.map((subject) => tests.find(({fits}) => fits(subject))?.rule);
	const rest = report.findings.filter((_, index) => byConfig[index] === undefined);
	const {covered, stale} = applyBaseline({...report, findings: rest}, baseline ?? []);
	const accepted: Accepted = [
		...report.findings.flatMap((finding, index) => {
			const reason = byConfig[index]?.reason;
			return reason === undefined ? [] : [{finding, by: 'config' as const, reason}];
		}),
		...[...covered].map(([index, {reason}]) => ({finding: rest[index] as PathFinding, by: 'baseline' as const, reason})),
	];
	const findings = rest.filter((_, index) => !covered.has(index));
	return judgeAgain({...report, findings, accepted, stale});
}

function testOf({rule, file, method, path}: IgnoreRule): (subject: Subject) => boolean {
	const fitsFile = file === undefined ? () => true : globTest(file);
	const fitsPath = path === undefined ? () => true : globTest(path);
	return (subject) =>
		(rule === undefined || rule === subject.rule) &&
		(method === undefined || method.toUpperCase() === subject.method?.toUpperCase()) &&
		fitsFile(subject.file) &&
		(path === undefined || (subject.path !== null && fitsPath(subject.path)));
}

function judgeAgain(report: ApiPathsReport): ApiPathsReport {
	const {accepted = [], stale = [], findings, summary, gate} = report;
	if (accepted.length === 0 && stale.length === 0) return report;
	const checks = gate.checks.map((check) => {
		const gone = accepted.filter(({finding}) => textOfRule(finding.rule).check === check.name).length;
		const left = findings.filter(({rule}) => textOfRule(rule).check === check.name).length;
		if (gone === 0) return check;
		return {...check, passed: check.passed || left === 0, detail: `${check.detail} ${gone} accepted, with a reason each.`};
	});
	const pass = stale.length === 0 && checks.length > 0 && checks.every(({passed}) => passed);
	return {...report, summary: {...summary, pass}, gate: {...gate, checks}};
}
