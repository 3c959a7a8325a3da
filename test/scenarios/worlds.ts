import {healthAdapter} from '../../source/client/adapters/health.ts';
import {platformAdapter} from '../../source/client/adapters/platform.ts';
import type {Reading} from '../../source/client/connection.ts';
import type {Model} from '../../source/ui/state/model.ts';
import {answerOf} from '../support/answers.ts';
import {
	agent,
	category,
	emptyModel,
	finding,
	job,
	liveModel,
	minute,
	now,
	reading,
	recommendation,
	report,
	scoreSeries,
	wobble,
} from './build.ts';
import {healthyShop, slowShop} from './shop.ts';

/** A named world: what the monitor knows at one moment. The same ones feed frames, property tests, the gallery and pictures. */
export const worlds = {
	healthy: () => liveModel(healthyShop()),
	'slow-database': () => liveModel(slowShop(), {log: someLog()}),
	flapping: () => liveModel(flapping()),
	connecting: () => emptyModel({linkSince: now - 12_000, polling: true}),
	'nothing-measured': () => liveModel(nothingMeasured()),
	'server-away': () => away(slowShop(), 'nothing answers on http://localhost:3000 (connection refused)'),
	'never-reached': () =>
		emptyModel({
			poll: unreachable('nothing answers on http://localhost:3000 (connection refused)'),
			linkSince: now - 94_000,
			nextPollAt: now + 24_000,
		}),
	refused: () =>
		emptyModel({
			poll: {kind: 'refused', at: now, status: 401, detail: 'GET /esa/v1/health answered 401: a token is needed', retryAfterMs: null},
			linkSince: now - 30_000,
			nextPollAt: now + 30_000,
		}),
	unreadable: () =>
		emptyModel({
			poll: {kind: 'unreadable', at: now, detail: 'GET / answered 200 with HTML where JSON was expected'},
			linkSince: now - 61_000,
			nextPollAt: now + 30_000,
		}),
	stale: () => stale(slowShop()),
	paused: () => liveModel(slowShop(), {paused: true, readingAt: now - 20 * minute}),
	many: () => liveModel(many(), {log: someLog()}),
	'wide-strings': () => liveModel(wideStrings()),
	'read-only': () => liveModel(slowShop(), {readOnly: true}),
	'no-history': () => liveModel(bareHealth()),
	platform: () => liveModel(platformApi()),
	'memory-store': () =>
		liveModel({
			...slowShop(),
			report: {
				...slowShop().report,
				warnings: [
					'The history is kept in memory only: shop-health.db cannot be written (disk full).',
					'Two more series than 500 are left out.',
				],
			},
		}),
} satisfies Record<string, () => Model>;

export type WorldName = keyof typeof worlds;
export const worldNames = Object.keys(worlds) as WorldName[];

function unreachable(detail: string): Model['poll'] {
	return {kind: 'unreachable', at: now, detail};
}

function away(brought: Reading, detail: string): Model {
	return liveModel(brought, {
		poll: unreachable(detail),
		readingAt: now - 2 * minute,
		linkSince: now - 94_000,
		nextPollAt: now + 24_000,
		log: someLog(),
	});
}

function stale(brought: Reading): Model {
	return liveModel(brought, {
		poll: {kind: 'stale', at: now, reading: brought, roundTripMs: 9, ageMs: 4 * minute},
		readingAt: now - 4 * minute - 5_000,
		linkSince: now - 3 * minute,
	});
}

function someLog(): Model['log'] {
	const lines = [
		['info', 'shop at http://localhost:3000 answers (esa-health 0.1.0)'],
		['info', 'endpoints started, asked by schedule'],
		['warning', 'Database went from good to warning (62)'],
		['info', 'endpoints completed: 31 routes, 2 findings'],
		['critical', 'queries failed: the service was restarting'],
	] as const;
	return lines.map(([severity, message], index) => ({id: index + 1, at: now - (lines.length - index) * 7 * minute, severity, message}));
}

/** A category that changes its mind every half hour. */
function flapping(): Reading {
	const shop = healthyShop();
	const trends = shop.trends.map((series) => (series.id === 'api' ? scoreSeries('api', (index) => (index % 2 === 0 ? 96 : 44)) : series));
	return {...shop, trends};
}

/** Attached to nothing yet: every category says how to change that. */
function nothingMeasured(): Reading {
	const titles = [
		['api', 'no request seen yet'],
		['database', 'no check and no pool: esa.check("db", …) or esa.observe(pool)'],
		['performance', 'no process attached: node --import esa-health/register app.js'],
		['websocket', 'no socket server observed: esa.observe(io)'],
		['agents', 'no run is due yet'],
		['cache', 'no cache observed: esa.observe(redis)'],
	] as const;
	const all = titles.map(([id, reason]) => category(id, [], {reason, trend: {day: null, week: null, month: null}, since: null}));
	const empty = report(all);
	const reason = 'nothing is measured yet: start the service with node --import esa-health/register app.js';
	const overall = {...empty.overall, reason, trend: {day: null, week: null, month: null}, since: null};
	return reading({
		report: {...empty, overall},
		agents: [agent('endpoints', 'Own GET routes answer with real data, in time', {outcomes: []})],
	});
}

/** A server that only has a health URL, as the client reads it: words and no scores, no history, no agents, no keys that change anything. */
function bareHealth(): Reading {
	const body = {status: 'DOWN', components: {db: {status: 'UP'}, redis: {status: 'DOWN', details: {error: 'connection refused'}}}};
	return healthAdapter.read(answerOf(body, {path: '/actuator/health', status: 503}), {}, now - 5_000);
}

/** The API of the first prototype, as the client reads it: scores that the server made, without what they were made of. */
function platformApi(): Reading {
	const metrics = [
		{category: 'API Health', score: 97, status: 'excellent', issues: []},
		{category: 'Database Performance', score: 71, status: 'warning', issues: ['3 slow queries']},
		{category: 'WebSocket Health', score: 88, status: 'good', issues: []},
	];
	const body = {overall: {score: 84, status: 'good'}, metrics, trends: {day: -2, week: 1, month: 0}};
	return platformAdapter.read(answerOf(body, {path: '/api/admin/platform-health'}), {}, now - 5_000);
}

/** 10,000 findings, 5,000 runs, 40 agents. */
function many(): Reading {
	const shop = slowShop();
	const severities = ['critical', 'warning', 'info'] as const;
	return {
		...shop,
		agents: Array.from({length: 40}, (_, index) =>
			agent(`agent-${index + 1}`, `Agent number ${index + 1} of many`, {findings: {critical: index % 3, warning: index % 7, info: 0}}),
		),
		findings: Array.from({length: 10_000}, (_, index) =>
			finding(`f${index}`, `Route /api/resource/${index} answers slowly`, {
				severity: severities[Math.floor(wobble(index) * 3)] ?? 'info',
				file: `source/routes/resource-${index % 400}.ts`,
				line: 1 + (index % 90),
				firstSeen: new Date(now - index * minute).toISOString(),
			}),
		),
		jobs: Array.from({length: 5_000}, (_, index) =>
			job(`j${index}`, {state: index % 11 === 3 ? 'failed' : 'completed', error: index % 11 === 3 ? 'timed out' : null}),
		),
		report: {
			...shop.report,
			recommendations: Array.from({length: 30}, (_, index) =>
				recommendation(`r${index}`, `Recommendation number ${index + 1}`, {pointsRegained: 30 - index}),
			),
		},
	};
}

/** Names in every script, joined emoji, marks on marks, and what a hostile server would send if the client let it through. */
function wideStrings(): Reading {
	const shop = slowShop();
	const nasty =
		'结账服务 👩‍👩‍👧‍👦 e\u0301\u0301\u0301\u0301\u0301 🇩🇪 ﷽ \u202Etxt.exe\u2066 \u001B[31mred\u001B[0m \u001B]0;title\u0007 a\u0000b\tc\r\nd \u{E0041} ❤️ 1️⃣';
	const categories = shop.report.categories.map((one, index) => ({
		...one,
		title: index % 2 === 0 ? `データベース接続${nasty}` : `Überlänge${'é'.repeat(60)}`,
	}));
	return {
		...shop,
		report: {
			...shop.report,
			service: {...shop.report.service, name: nasty},
			categories,
			recommendations: shop.report.recommendations.map((one) => ({...one, title: `${nasty} ${'長'.repeat(120)}`})),
			warnings: [nasty],
		},
		agents: shop.agents.map((one, index) => ({...one, slug: index === 0 ? '代理程序' : one.slug, title: nasty})),
		findings: shop.findings.map((one) => ({
			...one,
			title: `${one.title} ${nasty}`,
			file: `源/${'目录/'.repeat(20)}文件.ts`,
			advice: nasty.repeat(6),
		})),
		jobs: shop.jobs.map((one) => ({...one, summary: nasty, by: '👨‍🚀 ana'})),
	};
}
