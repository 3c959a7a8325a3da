import {describe} from '../../sql/statement.ts';
import type {OccurrenceKind} from '../../protocol/query-trace.ts';
import type {Finding, FindingEvidence} from '../../protocol/findings.ts';
import {adviseOn} from './advice/advise.ts';
import type {Example, ExampleSpan} from './example.ts';
import {kindOf, type QueryIssue, severityOf} from './issue.ts';
import {range} from './life-cycle.ts';
import {shortPattern} from './short-pattern.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** An issue as a finding, with everything a person needs to check it. Pure; `now` in ms since the epoch. */
export function findingOf(issue: QueryIssue, now: number): Finding {
	const kind = kindOf(issue);
	const advice = adviseOn({...issue.last, kind, count: Math.max(1, Math.round(perRequest(issue)))});
	const place = placeOf(issue.last.source);
	const code = (advice.code ?? '').split('\n').filter((line) => line.trim() !== '');
	return {
		id: issue.id,
		agent: 'queries',
		rule: kind,
		severity: severityOf(issue),
		category: 'database',
		title: titleOf(kind, issue),
		advice: advice.summary,
		impact: impactOf(issue, now),
		...place,
		evidence: [
			{label: issue.pattern, detail: whatWasSent(kind, issue), ...place},
			{label: 'saving', detail: savingText(kind, issue)},
			{label: 'traffic', detail: trafficText(issue, now)},
			...(code.length === 0 ? [] : [{label: 'write instead:'}, ...code.map((line) => ({label: `  ${line}`}))]),
			...advice.caveats.map((caveat) => ({label: 'mind', detail: caveat})),
			...waterfall(issue.example),
		],
	};
}

function perRequest({queries, occurrences}: QueryIssue): number {
	return queries / occurrences;
}

/** What it is comes first: lists have room for little more. */
function titleOf(kind: OccurrenceKind, issue: QueryIssue): string {
	const where = issue.name ?? 'requests without a route';
	const table = describe(issue.pattern, issue.system ?? undefined).tables[0] ?? 'the database';
	const times = Math.round(perRequest(issue));
	switch (kind) {
		case 'n-plus-one':
			return `N+1: ${table} ${times} times in ${where}`;
		case 'write-loop':
			return `Write loop: ${table} ${times} times in ${where}`;
		case 'repeated-identical':
			return `Repeated: ${table} ${times} times in ${where}`;
		case 'slow':
			return `Slow: ${table} ${range(meanWaitMs(issue), meanWaitMs(issue))} in ${where}`;
	}
}

/** Saved milliseconds a minute, over the time that it has been seen. */
export function impactOf({saved, firstSeen}: QueryIssue, now: number): number {
	const minutes = Math.max(1, (now - firstSeen) / minuteMs);
	return (saved.lowMs + saved.highMs) / 2 / minutes;
}

function meanWaitMs({waitedMs, occurrences}: QueryIssue): number {
	return waitedMs / occurrences;
}

function whatWasSent(kind: OccurrenceKind, issue: QueryIssue): string {
	const {last} = issue;
	const one = contextsWord(issue.name, 1);
	const values =
		last.distinctValues === null
			? 'values unknown'
			: last.distinctValues === 1
				? 'always the same values'
				: `${last.distinctValues} different values`;
	return [
		kind === 'slow' ? undefined : `${Math.round(perRequest(issue))} a ${one}, ${values}`,
		last.parallel ? 'side by side' : undefined,
		last.nestedIn === null ? undefined : 'inside another loop',
		last.parent === null ? undefined : `after ${shortPattern(last.parent.pattern)}`,
		last.via.length === 0 ? undefined : `through ${last.via.join(', ')}`,
	]
		.filter((part) => part !== undefined)
		.join(' · ');
}

function savingText(kind: OccurrenceKind, {saved, occurrences, last, ...issue}: QueryIssue): string {
	const waited = range(issue.waitedMs / occurrences, issue.waitedMs / occurrences);
	if (kind === 'slow') return `it waits ${waited} each time; what a change would save is not known`;
	const gain = range(saved.lowMs / occurrences, saved.highMs / occurrences);
	const connections = last.parallel ? '; and connections of the pool for others' : '';
	return `${gain} of ${waited} waited, each time (${last.saving.basis})${connections}`;
}

function trafficText({name, occurrences, loud, before, since, days, firstSeen}: QueryIssue, now: number): string {
	const requests = before.contexts + since.contexts;
	const share = requests === 0 ? '' : ` of ${requests.toLocaleString('en')} (${percent(occurrences / requests)})`;
	const today = Math.floor(now / dayMs);
	const on = (day: number): number => days.find((each) => each.day === day)?.occurrences ?? 0;
	const trend = firstSeen < (today - 1) * dayMs ? ` · today ${on(today)}, yesterday ${on(today - 1)}` : '';
	const floor = loud < occurrences ? `, long enough to be told in ${loud.toLocaleString('en')}` : '';
	return `${occurrences.toLocaleString('en')}${share} ${contextsWord(name, requests)}${floor}${trend}`;
}

/** A route begins with a method; anything else is a name given to `esa.run`. */
function contextsWord(name: string | null, count: number): string {
	const word = name === null || /^[A-Z]+ \//u.test(name) ? 'request' : 'run';
	return count === 1 ? word : `${word}s`;
}

function percent(share: number): string {
	const value = Math.min(100, share * 100);
	return `${value >= 1 ? Math.round(value) : value.toFixed(1)} %`;
}

function waterfall({spans, durationMs, queries}: Example): FindingEvidence[] {
	if (spans.length === 0) return [];
	const head = {label: 'one of them', detail: `${range(durationMs, durationMs)} with ${queries} ${queries === 1 ? 'query' : 'queries'}:`};
	return [head, ...spans.map((span) => bar(span, durationMs))];
}

function bar({startMs, durationMs, short, skipped}: ExampleSpan, ofMs: number): FindingEvidence {
	const more = skipped > 0 ? `${skipped} more, then ` : '';
	return {
		label: `${more}${short}`,
		value: durationMs,
		unit: 'ms',
		span: {startMs, durationMs, ofMs},
	};
}

function placeOf(source: string | null): {file?: string; line?: number} {
	const place = /^(.*?):(\d+)(?::\d+)?(?: |$)/u.exec(source ?? '');
	return place === null ? {} : {file: place[1]!, line: Number(place[2])};
}
