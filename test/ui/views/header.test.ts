import {describe, expect, test} from 'vitest';
import {plainText} from '../../../source/ui/components/line.ts';
import type {Model} from '../../../source/ui/state/model.ts';
import {header, worstCategory} from '../../../source/ui/views/header.ts';
import {category, minute, now, report, signal} from '../../scenarios/build.ts';
import {places} from '../../scenarios/places.ts';
import {worlds} from '../../scenarios/worlds.ts';
import {plainTheme} from '../../support/render-frame.tsx';

function headerOf(model: Model, columns: number): string {
	return plainText(header({model, theme: plainTheme, columns, rows: 24}), columns, plainTheme);
}

describe('the worst category', () => {
	const scored = (id: 'api' | 'database' | 'performance', score: number) => category(id, [signal(`${id}.x`, 'x', {value: 1, score})]);
	const worstOf = (...all: ReturnType<typeof category>[]) => worstCategory(report(all))?.id;

	test('is the critical one before a warning', () => expect(worstOf(scored('api', 60), scored('database', 30))).toBe('database'));
	test('is a warning before what is not known', () => expect(worstOf(category('cache', []), scored('database', 60))).toBe('database'));
	test('is what is not known before what is good', () => expect(worstOf(scored('api', 80), category('cache', []))).toBe('cache'));
	test('is the one with fewest points among equals', () =>
		expect(worstOf(scored('api', 65), scored('database', 55), scored('performance', 60))).toBe('database'));
});

describe('the header', () => {
	test('gives up the address first, then the interval, and the age of the numbers last', () => {
		const model = worlds['slow-database']();
		expect(headerOf(model, 80)).toBe(' shop · http://localhost:3000                     ● live · 5 s old · every 30 s');
		expect(headerOf(model, 50)).toBe(' shop               ● live · 5 s old · every 30 s');
		expect(headerOf(model, 30)).toBe(' shop        ● live · 5 s old');
	});

	test('shows the state of health on every other screen', () => {
		expect(headerOf(places.jobs(worlds['slow-database']()), 80)).toBe(
			' shop · ● 84 good · ▲ 62 Database                 ● live · 5 s old · every 30 s',
		);
	});

	test('says that nothing can be changed from here', () => {
		expect(headerOf(worlds['read-only'](), 80)).toContain('read-only');
	});

	test('says since when there is no answer and when the next try comes, in coarse steps', () => {
		const away = worlds['server-away']();
		expect(headerOf(away, 100)).toMatch(/✖ no answer for 1 min · trying again in 20 s$/);
		expect(headerOf({...away, polling: true}, 100)).toMatch(/✖ no answer for 1 min · trying again$/);
		expect(headerOf({...away, linkSince: now - 9 * minute, nextPollAt: now + 1_000}, 100)).toMatch(/✖ no answer for 9 min · trying again$/);
	});

	test('tells a refusal and an unreadable answer from silence', () => {
		expect(headerOf(worlds.refused(), 100)).toMatch(/✖ refused with 401 for 30 s/);
		expect(headerOf(worlds.unreadable(), 100)).toMatch(/✖ unreadable answer for 1 min/);
	});

	test('a name of any length leaves the link in sight', () => {
		const model = worlds['wide-strings']();
		for (const columns of [40, 60, 80, 120]) expect(headerOf(places.why(model), columns)).toMatch(/5 s old/);
	});
});
