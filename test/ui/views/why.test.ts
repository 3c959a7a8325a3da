import {describe, expect, test} from 'vitest';
import type {Category, HealthReport} from '../../../source/protocol/report.ts';
import {plainText} from '../../../source/ui/components/line.ts';
import {screenLines} from '../../../source/ui/views/screen-lines.ts';
import {ago, category, emptyModel, liveModel, reading, recommendation, report, signal} from '../../scenarios/build.ts';
import {slowShop} from '../../scenarios/shop.ts';
import {plainTheme} from '../../support/render-frame.tsx';

const signals = [
	signal('database.latency', 'p95', {value: 310, score: 61.8, weight: 2, required: true}),
	signal('database.pool', 'pool in use', {value: 0.7, unit: 'ratio', score: 88.3, weight: 1}),
	signal('database.queue', 'queue', {weight: 3, reason: 'no queue observed'}),
];

/** As of a server that does not tell its sum. */
const untold = {parts: []};

/** The Why screen of one category as text, at a width that shows every column. */
function whyOf(one: Category, options: Partial<HealthReport> = {}): string {
	const model = liveModel(reading({report: report([one], options)}), {
		place: {view: 'why', category: one.id},
		size: {columns: 160, rows: 40},
	});
	return screenLines(model, plainTheme)
		.map((line) => plainText(line, 160, plainTheme))
		.join('\n');
}

/** The numbers of the column `costs`. */
function costsIn(text: string): number[] {
	return [...text.matchAll(/ −(\d+\.\d)(?=\s)/g)].map(([, cost]) => Number(cost));
}

describe('from a score to its parts', () => {
	test('the costs on the screen and the score on the screen are 100', () => {
		const weighted = category('database', [{...signals[0]!, required: false}, ...signals.slice(1)], untold); // oxlint-disable-line typescript/no-non-null-assertion
		const text = whyOf(weighted);
		const lost = costsIn(text.split('\n\n')[0] ?? '').reduce((sum, cost) => sum + cost, 0);
		const shown = /100 − (\d+\.\d) = (\d+\.\d), shown as (\d+)\./.exec(text);
		expect(Number(shown?.[1])).toBeCloseTo(lost, 6);
		expect(Number(shown?.[2])).toBeCloseTo(100 - lost, 6);
		expect(Number(shown?.[3])).toBe(Math.round(weighted.score ?? 0));
	});

	test('a signal that nobody could measure says why, and costs a dash and not a zero', () => {
		const text = whyOf(category('database', signals));
		expect(text).toMatch(/\? queue +– .* – +3 +–/);
	});

	test('a weakest required signal is named, with what the mean would be', () => {
		expect(whyOf(category('database', signals, untold))).toContain('Database is no better than its weakest required signal: p95 with 62.');
		expect(whyOf(category('database', signals, untold))).toContain('Without that rule it would be the weighted mean, 100 − 29.4 = 70.6.');
	});

	test('the sum of a server that tells it is drawn as it is, down to the score', () => {
		const text = whyOf(category('database', signals));
		const gives = [...text.matchAll(/ \+(\d+\.\d)(?=\s)/g)].map(([, points]) => Number(points)).reduce((sum, points) => sum + points, 0);
		const mean = Number(/(\d+\.\d) {2}all that is measured/.exec(text)?.[1]);
		const taken = Number(/−(\d+\.\d) {2}p95 decides: Database is at most 62/.exec(text)?.[1]);
		expect(mean).toBeCloseTo(gives, 6);
		expect(mean - taken).toBeCloseTo(62, 6);
		expect(text).toMatch(/ 62 {4}Database/);
	});

	test('a sum that does not come to the score says so', () => {
		const one = category('database', signals);
		expect(whyOf({...one, parts: (one.parts ?? []).slice(0, 1)})).toContain('not what these lines add up to');
	});

	test('the overall score is the sum of what its categories give', () => {
		const model = liveModel(slowShop(), {place: {view: 'why', category: 'overall'}, size: {columns: 120, rows: 40}});
		const text = screenLines(model, plainTheme).map((line) => plainText(line, 120, plainTheme)).join('\n'); // prettier-ignore
		expect(text).toMatch(/Database +▲ 62 +27\.8 % +\+17\.2/);
		expect(text).toMatch(/83\.6 {2}all that is measured[^\n]*\n +\+0\.4 {2}rounding to whole points\n +84 {4}Overall/);
	});

	test('advice that regains nothing while another signal decides is explained', () => {
		const idle = recommendation('pool', 'A larger pool', {
			evidence: [{id: 'database.pool', kind: 'signal', value: 0.7, unit: 'ratio', threshold: 0.6, window: 'now'}],
			pointsRegained: 0,
		});
		const sentence = 'What is advised for other signals of Database regains nothing until p95 is better.';
		expect(whyOf(category('database', signals), {recommendations: [idle]})).toContain(sentence);
		expect(whyOf(category('database', signals), {recommendations: [{...idle, pointsRegained: 1}]})).not.toContain(sentence);
	});

	test('a check that is down is named with what it said', () => {
		const one: Category = {...category('database', signals), score: 0, status: 'critical', rule: 'component-down'};
		const down = {
			id: 'db',
			title: 'db',
			category: 'database',
			status: 'down' as const,
			required: true,
			latencyMs: null,
			detail: 'connection refused',
			at: ago(0),
			since: ago(0),
		};
		expect(whyOf(one, {components: [down]})).toContain('A required check is down: db (connection refused).');
	});

	test('a score that the listed signals do not explain is called that, not smoothed over', () => {
		const one: Category = {...category('database', signals, untold), score: 40, rule: 'weighted-mean'};
		expect(whyOf(one)).toContain('The server says 40; the signals it lists give 100 − 29.4 = 70.6.');
	});

	test('a category without signals says so, and without a score says the reason', () => {
		expect(whyOf({...category('database', []), score: 80, status: 'good', reason: null})).toContain('without the signals it was made of');
		expect(whyOf(category('cache', [], {reason: 'no cache observed yet'}))).toContain('No cache observed yet');
	});

	test('the findings behind the line under the cursor are listed with their places', () => {
		const model = liveModel(slowShop(), {place: {view: 'why', category: 'database'}, size: {columns: 120, rows: 40}});
		const lists = {...model.lists, why: {...model.lists.why, cursorId: 'signal:database.avoidable'}};
		const text = screenLines({...model, lists}, plainTheme).map((line) => plainText(line, 120, plainTheme)).join('\n'); // prettier-ignore
		expect(text).toMatch(/✖ GET \/api\/orders asks for items 31 times per request +source\/orders\.ts:41/);
	});

	test('before the first answer there is nothing to explain, and the screen says what it waits for', () => {
		const model = emptyModel({place: {view: 'why', category: 'database'}});
		expect(screenLines(model, plainTheme).map((line) => plainText(line, 80, plainTheme)).join('\n')).toContain('connecting'); // prettier-ignore
	});
});

test('findings that have no room are counted, and not called more than those above', () => {
	const texts = Array.from({length: 30}, (_, extra) => {
		const model = liveModel(slowShop(), {place: {view: 'why', category: 'api'}, size: {columns: 80, rows: 10 + extra}});
		return screenLines(model, plainTheme).map((line) => plainText(line, 80, plainTheme));
	});
	const counting = texts.flatMap((lines) => lines.filter((_, index) => /Findings that count/.test(lines[index - 1] ?? '')));
	expect(counting.some((line) => /^ +\d+ findings?: f lists them/.test(line))).toBe(true);
	expect(counting.filter((line) => /^ +and /.test(line))).toEqual([]);
});
