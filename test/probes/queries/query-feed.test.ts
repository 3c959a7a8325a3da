import {afterEach, describe, expect, test} from 'vitest';
import {readSite} from '../../../source/probes/queries/call-site.ts';
import {mostRecords, type QueryContext, type QueryRecord} from '../../../source/probes/queries/query-context.ts';
import {queryFeed, type QueryListener} from '../../../source/probes/queries/query-feed.ts';

const added: QueryListener[] = [];

function listen(ended: QueryListener['ended'] = () => undefined, closed: QueryListener['closed'] = () => undefined): QueryListener {
	const listener = {ended, closed};
	added.push(listener);
	queryFeed.add(listener);
	return listener;
}

/** A monitor for which a query of so many ms is slow. */
function addSlow(slowMs: number): void {
	const listener: QueryListener = {slowMs, ended: () => undefined, closed: () => undefined};
	added.push(listener);
	queryFeed.add(listener);
}

afterEach(() => {
	for (const listener of added.splice(0)) queryFeed.remove(listener);
});

function ask(context: QueryContext | undefined, text: string, values: number | undefined = 1): QueryRecord {
	const record = queryFeed.begin('postgresql', text, values, context, queryFeed.siteOf(context, text, values, ask));
	queryFeed.end(record, context, 1, undefined);
	return record;
}

describe('the feed of queries', () => {
	test('is on while somebody listens, and tells those who asked', () => {
		const told: boolean[] = [];
		queryFeed.onSwitch((isOn) => told.push(isOn));
		const [first, second] = [listen(), listen()];
		queryFeed.remove(first);
		expect([queryFeed.isOn, told]).toEqual([true, [true]]);
		queryFeed.remove(second);
		expect([queryFeed.isOn, told]).toEqual([false, [true, false]]);
		listen();
		const late: boolean[] = [];
		queryFeed.onSwitch((isOn) => late.push(isOn));
		expect(late).toEqual([true]);
	});

	test('tells every listener of a query and of its context, and counts what one of them throws', () => {
		const heard: string[] = [];
		const before = queryFeed.errors;
		listen(
			() => {
				throw new Error('ours');
			},
			() => {
				throw new Error('ours too');
			},
		);
		listen(
			({text}) => heard.push(text),
			({name}) => heard.push(name ?? ''),
		);
		const context = queryFeed.open('request');
		ask(context, 'select 1');
		queryFeed.close(context, 'GET /orders');
		queryFeed.close(context, 'again');
		expect(heard).toEqual(['select 1', 'GET /orders']);
		expect([queryFeed.errors - before, String(queryFeed.lastError)]).toEqual([2, 'Error: ours too']);
	});

	test('keeps 2,000 queries of a context and counts the rest', () => {
		const context = queryFeed.open('request', 'POST /import');
		for (let at = 0; at < mostRecords + 5; at++) ask(context, 'select $1', at);
		expect([context.records.length, context.uncounted]).toEqual([mostRecords, 5]);
	});

	test('keeps no query of a context that ended, and none outside of contexts', () => {
		const closed: QueryContext[] = [];
		listen(undefined, (context) => closed.push(context));
		const context = queryFeed.open('request');
		ask(context, 'select 1');
		queryFeed.close(context);
		ask(context, 'select 2');
		expect(closed.map(({records}) => records.map(({text}) => text))).toEqual([['select 1']]);
		// What idles for hours after a request, such as its connection, holds its context.
		expect([context.records, context.counts.size]).toEqual([[], 0]);
		expect(ask(undefined, 'select 3').endedAt).not.toBeNaN();
	});

	test('takes the call site of the second, fifth and tenth equal query, and none where nothing repeats', () => {
		const before = queryFeed.captures;
		const context = queryFeed.open('request');
		for (let at = 0; at < 20; at++) ask(context, `select c${at} from t where id = $1`);
		expect(queryFeed.captures).toBe(before);
		const sites = Array.from({length: 10}, () => ask(context, 'select $1').site);
		expect(sites.map((site) => site !== undefined)).toEqual([false, true, false, false, true, false, false, false, false, true]);
		expect(queryFeed.captures - before).toBe(3);
		expect(readSite(sites[1]!).source).toMatch(/^test\/probes\/queries\/query-feed\.test\.ts:\d+/);
	});

	test('holds no long text for the sake of counting it', () => {
		const context = queryFeed.open('request');
		const long = `insert into t values ${'($1, $2), '.repeat(20_000)}`;
		const [first, second] = [ask(context, `${long} (1)`), ask(context, `${long} (2)`)];
		expect([first.site, second.site !== undefined]).toEqual([undefined, true]);
		expect(Math.max(...context.records.map(({text}) => text.length))).toBeLessThan(long.length);
	});

	test('takes the call site of a query that was slow before, whichever request sends it', () => {
		addSlow(0);
		expect(ask(queryFeed.open('request'), 'select slow($1)').site).toBeUndefined();
		const {site} = ask(queryFeed.open('request'), 'select slow($1)', 2);
		expect(readSite(site!).source).toMatch(/^test\/probes\/queries\/query-feed\.test\.ts:\d+/);
	});

	test('knows a slow query without values by its shape, and one that is cut by its beginning', () => {
		addSlow(0);
		const long = `select ${'a, '.repeat(5000)}`;
		const askBare = (text: string): object | undefined => {
			const context = queryFeed.open('request');
			const record = queryFeed.begin('postgresql', text, undefined, context, queryFeed.siteOf(context, text, undefined, askBare));
			queryFeed.end(record, context, 1, undefined);
			return record.site;
		};
		expect(askBare('select slow(1)')).toBeUndefined();
		expect(askBare('select slow(23)')).toBeDefined();
		expect(ask(queryFeed.open('request'), `${long} 1`, 4).site).toBeUndefined();
		expect(ask(queryFeed.open('request'), `${long} 2`, 5).site).toBeDefined();
	});

	test('takes no call site for what was quick, or was sent outside of requests', () => {
		addSlow(60_000);
		ask(queryFeed.open('request'), 'select quick($1)');
		addSlow(0);
		ask(undefined, 'select outside($1)');
		const before = queryFeed.captures;
		for (const text of ['select quick($1)', 'select outside($1)']) ask(queryFeed.open('request'), text);
		expect(queryFeed.captures).toBe(before);
	});
});
