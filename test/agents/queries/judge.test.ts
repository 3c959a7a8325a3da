import {describe, expect, test} from 'vitest';
import {judgeTrace} from '../../../source/agents/queries/judge.ts';
import type {Occurrence} from '../../../source/agents/queries/occurrence.ts';
import type {QueryTrace} from '../../../source/protocol/query-trace.ts';
import {fingerprint} from '../../../source/sql/fingerprint.ts';
import {lookAlikes, wasteful} from './traces/all.ts';
import type {Expected, LabelledTrace, Script} from './traces/script.ts';

const labelled = [...wasteful, ...lookAlikes];

describe.each([
	['with values as drivers tell them', (script: Script, name: string): QueryTrace => script.toTrace(name)],
	['with values as logs tell them', (script: Script, name: string): QueryTrace => script.toDetailedTrace(name)],
])('labelled traces %s', (_, read) => {
	test.each(labelled)('$name: $why', ({name, expected, script}) => {
		expect(judgeTrace(read(script, name)).map(shown).toSorted()).toEqual(expected.map((each) => wanted(each, script)).toSorted());
	});

	test('are told apart without a miss and without a false alarm', () => {
		const {found, right, expected} = count(labelled, read);
		console.log(
			`precision ${percent(right, found)}, recall ${percent(right, expected)} on ${labelled.length} traces, ${lookAlikes.length} of them silent`,
		);
		expect({found, right}).toEqual({found: expected, right: expected});
	});
});

function count(
	traces: readonly LabelledTrace[],
	read: (script: Script, name: string) => QueryTrace,
): {found: number; right: number; expected: number} {
	let found = 0;
	let right = 0;
	let all = 0;
	for (const {name, expected, script} of traces) {
		const left = expected.map((each) => wanted(each, script));
		all += left.length;
		for (const occurrence of judgeTrace(read(script, name))) {
			found++;
			const at = left.indexOf(shown(occurrence));
			if (at >= 0) right += left.splice(at, 1).length;
		}
	}
	return {found, right, expected: all};
}

function percent(part: number, whole: number): string {
	return `${((part / whole) * 100).toFixed(1)} %`;
}

function shown({kind, count: times, pattern, nestedIn}: Occurrence): string {
	return `${kind} ${times} × ${pattern}${nestedIn === null ? '' : ` in ${nestedIn}`}`;
}

function wanted({kind, count: times, sql, nestedIn}: Expected, {system}: Script): string {
	const pattern = (text: string): string => fingerprint(text, system ?? undefined);
	return `${kind} ${times} × ${pattern(sql)}${nestedIn === undefined ? '' : ` in ${pattern(nestedIn)}`}`;
}
