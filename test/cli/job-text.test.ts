import {expect, test} from 'vitest';
import {chooseGlyphs} from '../../source/cli/glyphs.ts';
import {jobText} from '../../source/cli/job-text.ts';
import type {Finding} from '../../source/protocol/findings.ts';
import {finding, jobDetail} from '../support/readings.ts';

const glyphs = chooseGlyphs({LANG: 'C.UTF-8'});

function printed(change: Partial<Finding>): string[] {
	return jobText(jobDetail({found: [finding(change)]}), glyphs)
		.split('\n')
		.slice(2);
}

test('a run says its whole summary, however long it is', () => {
	const summary = 'resolved: GET /api/orders: 31 queries became 2; '.repeat(40).trim();
	expect(jobText(jobDetail({summary, found: []}), glyphs)).toBe(`endpoints · completed · ${summary}`);
});

test('what to do stands right under the title, then the evidence', () => {
	const evidence = [
		{label: 'SELECT ?', value: 318, unit: 'ms', detail: 'sent 12 times'},
		{label: 'write instead:'},
		{label: '  SELECT 1'},
		{label: '  SELECT 1'},
	];
	expect(printed({title: 'It asks 12 times', file: 'a.ts', line: 4, advice: 'Ask once.', evidence})).toEqual([
		'▲ It asks 12 times (a.ts:4)',
		'    Ask once.',
		'    SELECT ? · 318 ms · sent 12 times',
		'    write instead:',
		'      SELECT 1',
		'      SELECT 1',
	]);
});

test('a sentence of title or advice is not said again by the evidence', () => {
	const advice = 'CREATE INDEX ON items (order_id); Try it on a copy first; each write keeps one index more up to date.';
	const evidence = [
		{label: 'statement', detail: 'CREATE INDEX ON items (order_id);'},
		{label: 'what it costs', detail: 'about 2 MB of disk; each write keeps one index more up to date'},
		{label: 'asked', value: 12, unit: 'ms', detail: 'Try it on a copy first.'},
	];
	expect(printed({title: 'No index', advice, evidence}).slice(2)).toEqual(['    what it costs · about 2 MB of disk', '    asked · 12 ms']);
});

test('a finding keeps evidence that only resembles its title', () => {
	const evidence = [{label: 'GET /a', detail: 'empty'}];
	expect(printed({title: 'GET /a is empty', advice: 'Fill it.', evidence}).slice(2)).toEqual(['    GET /a · empty']);
});
