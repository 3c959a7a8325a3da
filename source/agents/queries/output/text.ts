import {formatValue} from '../../../basics/format-value.ts';
import {safeText} from '../../../basics/safe-text.ts';
import type {OccurrenceKind} from '../../../protocol/query-trace.ts';
import {adviseOn} from '../advice/advise.ts';
import type {LoggedOccurrence, OfflineResult} from '../offline.ts';
import {groupIssues, type LoggedIssue} from './issues.ts';
import {lineCells, wrap, wrapCode} from './wrap.ts';

export type QueriesTextRole = 'critical' | 'warning' | 'info' | 'done' | 'strong' | 'dim';

/** How a report looks where it is printed. */
export interface QueriesTextLook {
	marks: {critical: string; warning: string; info: string; passed: string; dash: string};
	/** Puts colour on; answers with the text alone where there is none. */
	paint(role: QueriesTextRole, text: string): string;
}

/** Issues shown in full; the JSON has all. */
const mostIssues = 50;

/** The report for people: each fault with its numbers, an example, and what to write instead; what was looked at comes last. */
export function queriesText({examined, occurrences}: Pick<OfflineResult, 'examined' | 'occurrences'>, look: QueriesTextLook): string {
	const issues = groupIssues(occurrences);
	const shown = issues.slice(0, mostIssues);
	const sections = [
		...shown.map((issue) => issueLines(issue, look)),
		...(issues.length > shown.length ? [[`and ${count(issues.length - shown.length, 'more finding')} (--format json has all)`]] : []),
		closing(examined, issues, occurrences, look),
	];
	return sections.map((lines) => lines.join('\n')).join('\n\n');
}

const titles: Record<OccurrenceKind, string> = {
	'n-plus-one': 'N+1: one query for each row',
	'write-loop': 'Write loop: one statement for each row',
	'repeated-identical': 'The same query again and again',
	slow: 'Slow query',
};

function issueLines({worst, severity, traces, queries, savedMs}: LoggedIssue, look: QueriesTextLook): string[] {
	const head = `${look.marks[severity]} ${titles[worst.kind]}`;
	const where = worst.source === null ? [] : wrap(worst.source, '  ', 2).map((line) => look.paint('strong', line));
	const much = `${count(queries, 'query', 'queries')} in ${count(traces, 'trace')}; saves ${range(savedMs.low, savedMs.high, look)}${traces > 1 ? ' in all' : ''}`;
	return [
		look.paint(severity, head),
		...where,
		...wrap(worst.pattern, '    ', 6),
		...wrap(worst.kind === 'slow' && savedMs.low === 0 ? much.replace(/; saves .*/, '') : much, '  '),
		...wrap(exampleOf(worst, traces > 1, look), '  ').map((line) => look.paint('dim', line)),
		...adviceLines(worst, look),
	];
}

/** The trace that waited longest: somewhere to begin looking. */
function exampleOf(worst: LoggedOccurrence, isOneOfMany: boolean, look: QueriesTextLook): string {
	const {kind, traceId, name, count: times, distinctValues, waitedMs, parallel, parent, nestedIn, saving} = worst;
	const what = kind === 'slow' ? count(times, 'slow query', 'slow queries') : count(times, 'query', 'queries');
	return [
		`For example ${name === null ? '' : `${name}, `}trace ${shortened(traceId)}: ${what}`,
		...(distinctValues === null || kind === 'slow' ? [] : [count(distinctValues, 'distinct value')]),
		`waited ${formatValue(waitedMs, 'ms')}${parallel ? ' side by side' : ''}`,
		...(isOneOfMany && saving.highMs > 0 && kind !== 'slow' ? [`saves ${range(saving.lowMs, saving.highMs, look)} (${saving.basis})`] : []),
		...(parent === null ? [] : [`after ${shortened(parent.pattern)}${parent.rows === null ? '' : ` (${count(parent.rows, 'row')})`}`]),
		...(nestedIn === null ? [] : [`within the loop over ${shortened(nestedIn)}`]),
	].join(', ');
}

function adviceLines(worst: LoggedOccurrence, look: QueriesTextLook): string[] {
	const {summary, code, caveats} = adviseOn({...worst, indexes: []});
	return [
		...wrap(summary, '  '),
		...(code === null ? [] : wrapCode(code, '    ')),
		...caveats.flatMap((caveat) => hanging(`${look.marks.dash} ${caveat}`, '  ')),
	];
}

function hanging(text: string, indent: string): string[] {
	return wrap(text, indent).map((line, index) => (index === 0 || line.length + 2 > lineCells ? line : `${indent}${line}`));
}

function closing(
	{queries, traces, patterns}: OfflineResult['examined'],
	issues: readonly LoggedIssue[],
	occurrences: readonly LoggedOccurrence[],
	look: QueriesTextLook,
): string[] {
	const looked = `${count(queries, 'query', 'queries')} in ${count(traces, 'trace')}, ${count(patterns, 'pattern')}`;
	if (issues.length === 0) return [look.paint('done', `${look.marks.passed} ${looked}; no findings`)];
	const affected = new Set(occurrences.map(({traceId}) => traceId)).size;
	return wrap(`${looked}; ${count(issues.length, 'finding')}, seen in ${count(affected, 'trace')}`, '');
}

/** `35 – 41 ms`: both ends in the unit that fits them. */
function range(lowMs: number, highMs: number, {marks}: QueriesTextLook): string {
	const [low, high] = [formatValue(lowMs, 'ms'), formatValue(highMs, 'ms')];
	if (low === high) return high;
	const [lowNumber, lowUnit] = low.split(' ');
	return lowUnit === high.split(' ')[1] ? `${lowNumber}${marks.dash}${high}` : `${low} ${marks.dash} ${high}`;
}

function count(number: number, one: string, many = `${one}s`): string {
	return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

function shortened(text: string): string {
	return safeText(text, {maxCells: 70});
}
