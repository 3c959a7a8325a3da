import {safeText} from '../../../basics/safe-text.ts';
import type {ApiPathsReport, PathFinding, ReportedCall} from '../report.ts';
import {codeFrame, type LineOf} from './code-frame.ts';
import {orderOfRule, textOfRule} from './rules.ts';

export type TextRole = 'critical' | 'warning' | 'info' | 'done' | 'strong' | 'dim';

/** How a report looks where it is printed. */
export interface TextLook {
	marks: {critical: string; warning: string; info: string; passed: string; separator: string; bar: string};
	/** Puts colour on; answers with the text alone where there is none. */
	paint(role: TextRole, text: string): string;
	lineOf: LineOf;
	/** How the name of a file is written, so that a terminal or an editor finds it. */
	shownFile(file: string): string;
}

/** The report for people: findings by rule, each with its code; what could not be decided; the gate with its denominators. */
export function pathsText(report: ApiPathsReport, look: TextLook): string {
	const sections = [
		...findingSections(report, look),
		undecidedSection(report, look),
		typedSection(report, look),
		unanalysedSection(report, look),
		acceptedSection(report, look),
		(report.stale ?? []).map((sentence) => `${mark('critical', look)} ${safeText(sentence, {maxCells: 500})}`),
		gateSection(report, look),
	];
	return sections
		.filter((lines) => lines.length > 0)
		.map((lines) => lines.join('\n'))
		.join('\n\n');
}

function findingSections({findings, calls}: ApiPathsReport, look: TextLook): string[][] {
	const byRule = Map.groupBy(findings, ({rule}) => rule);
	return [...byRule]
		.toSorted(([a], [b]) => orderOfRule(a) - orderOfRule(b) || (a < b ? -1 : 1))
		.map(([rule, found]) => [
			look.paint('strong', `${textOfRule(rule).title} (${found.length})`),
			...found.toSorted(byPlace).flatMap((finding) => ['', ...findingLines(finding, calls, look)]),
		]);
}

function byPlace(a: PathFinding, b: PathFinding): number {
	const severities = ['critical', 'warning', 'info'];
	const order = severities.indexOf(a.severity) - severities.indexOf(b.severity);
	return order || (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1);
}

function findingLines(finding: PathFinding, calls: readonly ReportedCall[], look: TextLook): string[] {
	const {file, line, severity, message, related} = finding;
	const suggestions = suggestionsFor(finding, calls).map(({method, path}) => `${method} ${path}`);
	return [
		`  ${mark(severity, look)} ${look.paint('strong', place(file, line, look))}  ${safeText(message, {maxCells: 500})}`,
		...codeFrame(file, line, look.lineOf, look.marks.bar).map((text) => `      ${look.paint('dim', text)}`),
		...(suggestions.length === 0 ? [] : [`      Did you mean ${suggestions.map((each) => safeText(each)).join(' or ')}?`]),
		...related.map((each) => `      see ${place(each.file, each.line, look)}`),
	];
}

function suggestionsFor({rule, file, line, path}: PathFinding, calls: readonly ReportedCall[]): ReportedCall['suggestions'] {
	const call = calls.find(
		(each) =>
			each.verdict === rule && each.file === file && each.line === line && (path === undefined || path === null || each.path === path),
	);
	return call?.suggestions.slice(0, 3) ?? [];
}

const reasons: Record<string, string> = {
	'dynamic-url': 'nothing of the path is known',
	'dynamic-method': 'the method is not known',
	'dynamic-segment': 'a part that is not known decides between routes',
	'unknown-base': 'the base comes from the environment and may hold a path',
	'opaque-mount': 'something that cannot be read answers below that prefix',
	'unreadable-route': 'a route that could not be read in full might answer',
	'too-many-alternatives': 'there are too many alternatives to follow',
	'no-routes': 'there is no server code to compare with',
};

const mostPlaces = 5;

function undecidedSection({calls}: ApiPathsReport, look: TextLook): string[] {
	const undecided = calls.filter(({verdict}) => verdict === 'undecidable');
	if (undecided.length === 0) return [];
	const byReason = [...Map.groupBy(undecided, ({reason}) => reason ?? 'unknown')].toSorted(([, a], [, b]) => b.length - a.length);
	return [
		look.paint('strong', `Not decided (${undecided.length})`),
		...byReason.flatMap(([reason, found]) => [
			`  ${reasons[reason] ?? reason} (${reason}, ${found.length})`,
			...found
				.slice(0, mostPlaces)
				.map((call) => look.paint('dim', `      ${place(call.file, call.line, look)}  ${safeText(`${call.method ?? '?'} ${call.path}`)}`)),
			...more(found.length, look),
		]),
	];
}

/** That no call of theirs is told must not look as if there were none. */
function typedSection({typedClients = []}: ApiPathsReport, look: TextLook): string[] {
	if (typedClients.length === 0) return [];
	const shown = typedClients
		.slice(0, mostPlaces)
		.map(({library, file, line}) => look.paint('dim', `  ${place(file, line, look)}  ${safeText(library)}`));
	const heading = `Checked by the type system, and not counted among the calls (${count(typedClients.length, 'client')})`;
	return [look.paint('strong', heading), ...shown, ...more(typedClients.length, look)];
}

function unanalysedSection({unanalysed}: ApiPathsReport, look: TextLook): string[] {
	if (unanalysed.length === 0) return [];
	const shown = unanalysed
		.slice(0, mostPlaces)
		.map(({file, reason}) => look.paint('dim', `  ${safeText(`${look.shownFile(file)}: ${reason}`)}`));
	return [look.paint('strong', `Not analysed (${unanalysed.length})`), ...shown, ...more(unanalysed.length, look)];
}

function acceptedSection({accepted = []}: ApiPathsReport, look: TextLook): string[] {
	if (accepted.length === 0) return [];
	const shown = accepted.slice(0, mostPlaces).map(({finding, reason}) => {
		return look.paint('dim', `  ${place(finding.file, finding.line, look)}  ${safeText(`${finding.rule}: ${reason}`)}`);
	});
	return [look.paint('strong', `Accepted (${accepted.length})`), ...shown, ...more(accepted.length, look)];
}

function more(total: number, look: TextLook): string[] {
	return total > mostPlaces ? [look.paint('dim', `      and ${total - mostPlaces} more (--format json has all)`)] : [];
}

function gateSection({gate, summary}: ApiPathsReport, look: TextLook): string[] {
	const width = Math.max(...gate.checks.map(({name}) => name.length), 0);
	const checks = gate.checks.map(({name, passed, detail}) => {
		const sign = passed ? look.paint('done', look.marks.passed) : look.paint('critical', look.marks.critical);
		return `  ${sign} ${name.padEnd(width)}  ${safeText(detail, {maxCells: 500})}`;
	});
	const verdict = summary.pass ? look.paint('done', 'passed') : look.paint('critical', 'not passed');
	return [
		look.paint('strong', `Quality Gate ${gate.version}`),
		...checks,
		'',
		totals(summary, gate.minimumDecidedRate).join(look.marks.separator),
		`Gate ${verdict}`,
	];
}

function totals(summary: ApiPathsReport['summary'], minimum: number): string[] {
	const {filesAnalysed, filesUnanalysed, routes, shadowedRoutes, calls, decided, matched, missing, methodMismatch, undecidable, external} =
		summary;
	const own = calls - external;
	return [
		`${count(filesAnalysed, 'file')}${filesUnanalysed === 0 ? '' : ` (${filesUnanalysed} not analysed)`}`,
		`${count(routes, 'route')}${shadowedRoutes === 0 ? '' : ` (${shadowedRoutes} shadowed)`}`,
		`${count(calls, 'call')}: ${matched} matched, ${missing} missing, ${methodMismatch} with another method, ${undecidable} not decided, ${external} to others`,
		`${decided} of ${own} decided${summary.decidedRate === null ? '' : ` (${percent(summary.decidedRate)})`}, ${percent(minimum)} asked`,
	];
}

function count(number: number, what: string): string {
	return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** One decimal, and never 100 % of something that is not all of it. */
function percent(rate: number): string {
	return `${rate === 1 ? 100 : Math.min(99.9, Math.round(rate * 1000) / 10)} %`;
}

function mark(severity: PathFinding['severity'], look: TextLook): string {
	return look.paint(severity, look.marks[severity]);
}

/** As editors and terminals recognise it. */
function place(file: string, line: number, look: TextLook): string {
	return `${safeText(look.shownFile(file))}:${line}`;
}
