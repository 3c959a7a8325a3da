import {expect, test} from 'vitest';
import {readSqlComment} from '../../../../../source/agents/queries/input/postgres/sql-comment.ts';

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test.each([
	[`SELECT 1 /*route='%2Forders',traceparent='${parent}'*/`, {traceId: '0af7651916cd43dd8448eb211c80319c', name: '/orders', source: null}],
	[`/*traceparent='${parent}'*/ SELECT 1`, {traceId: '0af7651916cd43dd8448eb211c80319c', name: null, source: null}],
	[`SELECT 1 /*traceparent='${parent}'*/;\n`, {traceId: '0af7651916cd43dd8448eb211c80319c', name: null, source: null}],
	[
		'SELECT 1 /*application:Shop,controller:orders,action:index,line:app/a.rb:3*/',
		{traceId: null, name: 'orders#index', source: 'app/a.rb:3'},
	],
	['/*request_id:7f-1*/ SELECT 1', {traceId: '7f-1', name: null, source: null}],
	["SELECT 1 /*method='GET',route='/a'*/", {traceId: null, name: 'GET /a', source: null}],
	["SELECT 1 /*route='%E0%A4%A'*/", {traceId: null, name: '%E0%A4%A', source: null}],
	[`SELECT '/*traceparent=''${parent}''*/' FROM a`, {traceId: null, name: null, source: null}],
	['SELECT /* a hint */ 1', {traceId: null, name: null, source: null}],
	["SELECT 1 /*traceparent='garbage'*/", {traceId: null, name: null, source: null}],
	['SELECT 1', {traceId: null, name: null, source: null}],
])('%s', (sql, comment) => {
	expect(readSqlComment(sql)).toEqual(comment);
});
