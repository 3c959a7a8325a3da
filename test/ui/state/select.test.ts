import {describe, expect, test} from 'vitest';
import {ageText, coarseAge, cursorRow, freshness, link, rowsOf, shownJob, sinceServer} from '../../../source/ui/state/select.ts';
import {nextAgeStep} from '../../../source/ui/state/age.ts';
import {at, finding, noon} from '../../support/readings.ts';
import {after, fresh, liveModel, press, startModel} from '../../support/screen-model.ts';

describe('ages', () => {
	test('are told in coarse steps', () => {
		const told = [0, 4999, 5000, 9999, 10_000, 19_999, 59_999, 60_000, 119_999, 3_599_999, 3_600_000, 86_400_000].map(ageText);
		expect(told).toEqual(['now', 'now', '5 s', '5 s', '10 s', '10 s', '50 s', '1 min', '1 min', '59 min', '1 h', '1 d']);
	});

	test('change exactly at the step that is announced', () => {
		for (const age of [0, 3000, 5000, 7000, 12_000, 59_000, 61_000, 3_600_000, 90_000_000]) {
			const next = nextAgeStep(age);
			expect(coarseAge(next - 1)).toBe(coarseAge(age));
			expect(coarseAge(next)).toBeGreaterThan(coarseAge(age));
		}
	});

	test('of the server are corrected by the difference of the clocks', () => {
		expect(sinceServer({...startModel(), clockOffsetMs: 3_600_000}, at())).toBe(3_600_000);
		expect(sinceServer(startModel(), at(5000))).toBe(0);
	});
});

describe('the link', () => {
	test('connects first', () => {
		expect(link(startModel())).toMatchObject({kind: 'connecting', ageMs: null});
	});

	test('is live while answers come, stale after one and a half intervals, its numbers dead after three', () => {
		const model = liveModel();
		const later = (ms: number) => after(model, {kind: 'tick', at: noon + ms});
		expect([link(model).kind, freshness(model)]).toEqual(['live', 'fresh']);
		expect([link(later(44_000)).kind, freshness(later(44_000))]).toEqual(['live', 'fresh']);
		expect([link(later(46_000)).kind, freshness(later(46_000))]).toEqual(['stale', 'stale']);
		expect([link(later(91_000)).kind, freshness(later(91_000))]).toEqual(['stale', 'dead']);
	});

	test('counts the delay of the server’s own report to the age', () => {
		const poll = {...fresh(), kind: 'stale' as const, ageMs: 120_000};
		const model = after(startModel(), {kind: 'poll-finished', at: noon, poll, nextAt: null});
		expect(link(model)).toMatchObject({kind: 'stale', ageMs: 120_000});
		expect(freshness(model)).toBe('dead');
	});

	test('keeps that delay when the server is then away: what is on the screen gets no younger', () => {
		const poll = {...fresh(), kind: 'stale' as const, ageMs: 600_000};
		const gone = {kind: 'unreachable' as const, at: noon + 30_000, detail: 'connection refused'};
		const model = after(
			startModel(),
			{kind: 'poll-finished', at: noon, poll, nextAt: null},
			{kind: 'poll-finished', at: noon + 30_000, poll: gone, nextAt: null},
		);
		expect(link(model)).toMatchObject({kind: 'unreachable', ageMs: 600_000});
	});

	test('says since when the server is away and keeps the last reading', () => {
		const gone = {kind: 'unreachable' as const, at: noon + 30_000, detail: 'connection refused'};
		const model = after(
			liveModel(),
			{kind: 'poll-finished', at: noon + 30_000, poll: gone, nextAt: null},
			{kind: 'tick', at: noon + 124_000},
		);
		expect(link(model)).toMatchObject({
			kind: 'unreachable',
			since: noon + 30_000,
			forMs: 60_000,
			ageMs: 120_000,
			detail: 'connection refused',
		});
		expect(model.reading?.report.service.name).toBe('shop');
		expect(freshness(model)).toBe('dead');
	});

	test('tells of an outage although the person paused', () => {
		const away = after(press(liveModel(), 'space'), {
			kind: 'poll-finished',
			at: noon + 30_000,
			poll: {kind: 'unreachable', at: noon + 30_000, detail: 'nothing listens'},
			nextAt: null,
		});
		expect(link(away)).toMatchObject({kind: 'unreachable', detail: 'nothing listens'});
	});

	test('is paused when the person paused it', () => {
		expect(link(press(liveModel(), 'space')).kind).toBe('paused');
	});
});

describe('rows', () => {
	test('the overview lists categories, then numbered recommendations, and starts at the first of these', () => {
		const model = liveModel();
		expect(rowsOf(model, 'overview').map(({id}) => id)).toEqual([
			'category:api',
			'category:database',
			'recommendation:run-endpoints',
			'recommendation:look',
		]);
		expect(cursorRow(model, 'overview')?.id).toBe('recommendation:run-endpoints');
	});

	test('findings are sorted by severity, then newest, and by the other orders when asked', () => {
		const findings = [
			finding({id: 'old', firstSeen: at(-9000), agent: 'z'}),
			finding({id: 'new', firstSeen: at(-1000), severity: 'info', agent: 'a'}),
			finding({id: 'bad', firstSeen: at(-5000), severity: 'critical', agent: 'm'}),
		];
		const order = (sort: 'severity' | 'newest' | 'agent') =>
			rowsOf({...liveModel({findings}), findingsSort: sort}, 'findings').map((row) => row.finding.id);
		expect(order('severity')).toEqual(['bad', 'old', 'new']);
		expect(order('newest')).toEqual(['new', 'bad', 'old']);
		expect(order('agent')).toEqual(['new', 'bad', 'old']);
	});

	test('a filter keeps the rows with every word, and without the words after !', () => {
		const findings = [finding({id: '1', title: 'GET /orders is slow'}), finding({id: '2', title: 'GET /users is slow'})];
		const shown = (filter: string) => {
			const model = liveModel({findings});
			return rowsOf({...model, lists: {...model.lists, findings: {...model.lists.findings, filter}}}, 'findings').map(
				(row) => row.finding.id,
			);
		};
		expect(shown('SLOW get')).toEqual(['1', '2']);
		expect(shown('slow orders')).toEqual(['1']);
		expect(shown('slow !orders')).toEqual(['2']);
		expect(shown('nothing such')).toEqual([]);
	});

	test('are the same array for the same reading, so that nothing is sorted twice', () => {
		const model = liveModel();
		expect(rowsOf(press(model, 'f'), 'findings')).toBe(rowsOf(press(model, 'a'), 'findings'));
	});

	test('the run on the screen is known from the list before its detail has come', () => {
		const model = press(liveModel(), 'J', 'enter');
		expect(shownJob(model)).toMatchObject({job: {id: 'j0'}, detail: null});
	});
});
