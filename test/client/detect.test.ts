import {expect, test} from 'vitest';
import {esaAdapter} from '../../source/client/adapters/esa.ts';
import {healthAdapter} from '../../source/client/adapters/health.ts';
import {platformAdapter} from '../../source/client/adapters/platform.ts';
import {detectFormat, rounds} from '../../source/client/detect.ts';
import {parseTarget} from '../../source/client/target.ts';
import type {Asked} from '../../source/client/transport.ts';
import {answerOf} from '../support/answers.ts';
import {esaReport} from '../support/esa-answers.ts';

const everything = [esaAdapter, platformAdapter, healthAdapter];
const report = esaReport('2026-11-22T20:00:00.000Z');
const page = '<!doctype html><title>Shop</title>';

/** A server that answers these paths, and others with 404 or as given. */
function server(paths: Record<string, string | object>, otherwise: {body: string; status: number} = {body: 'Not Found', status: 404}) {
	const asked: string[] = [];
	return {
		asked,
		ask: async (path: string): Promise<Asked> => {
			asked.push(path);
			const body = paths[path];
			const answer = body === undefined ? answerOf(otherwise.body, {path, status: otherwise.status}) : answerOf(body, {path});
			return {kind: 'answered', answer};
		},
	};
}

async function formatOf(url: string, {ask}: ReturnType<typeof server>): Promise<string> {
	const detection = await detectFormat(parseTarget(url), undefined, ask);
	return detection.kind === 'found' ? `${detection.found.adapter.format} at ${detection.found.detected.path}` : detection.kind;
}

test('never asks more than four paths at a time', () => {
	for (const url of ['shop:80', 'http://shop/monitor', 'http://shop/health']) {
		expect(rounds(parseTarget(url), everything).every((round) => round.length <= 4)).toBe(true);
	}
});

test('asks the given path first, with its query, and stops there if it can be read', async () => {
	const shop = server({'/up?deep=1': 'OK', '/esa/v1/health': report});
	const detection = await detectFormat(parseTarget('http://shop/up?deep=1'), undefined, shop.ask);
	expect(detection).toMatchObject({kind: 'found', found: {adapter: {format: 'health'}}});
	expect(shop.asked).toEqual(['/up?deep=1']);
});

test('prefers the richer format, whatever else answers', async () => {
	expect(await formatOf('shop:80', server({'/health': {status: 'ok'}, '/esa/v1/health': report}))).toBe('esa at /esa/v1/health');
	expect(await formatOf('shop:80', server({'/health': {status: 'ok'}, '/api/admin/platform-health': {overall: 98, metrics: []}}))).toBe(
		'platform at /api/admin/platform-health',
	);
});

test('prefers a health answer that tells of components', async () => {
	expect(await formatOf('shop:80', server({'/healthz': 'OK', '/readyz': {status: 'UP', components: {db: {status: 'UP'}}}}))).toBe(
		'health at /readyz',
	);
});

test('finds us under a prefix', async () => {
	expect(await formatOf('http://shop/monitor', server({'/monitor/esa/v1/health': report}))).toBe('esa at /monitor/esa/v1/health');
});

test('a web app that answers everything with its page hides neither us nor a health URL', async () => {
	const spa = {body: page, status: 200};
	expect(await formatOf('shop:80', server({'/esa/v1/health': report}, spa))).toBe('esa at /esa/v1/health');
	expect(await formatOf('shop:80', server({'/healthz': 'OK'}, spa))).toBe('health at /healthz');
	expect(await formatOf('shop:80', server({}, spa))).toBe('unreadable');
});

test('a bare health URL elsewhere is not what somebody meant who gave a path', async () => {
	const detection = await detectFormat(parseTarget('http://shop/admin/status'), undefined, server({'/health': 'OK', '/': 'OK'}).ask);
	expect(detection).toEqual({
		kind: 'unreadable',
		detail: expect.stringMatching(
			/^No health report found at http:\/\/shop\/admin\/status on \d+ paths: \/admin\/status answered 404 with “Not Found”\.$/,
		),
	});
});

test('a format that was asked for is the only one looked for', async () => {
	const detection = await detectFormat(parseTarget('shop:80'), 'platform', server({'/esa/v1/health': report}).ask);
	expect(detection).toEqual({kind: 'unreadable', detail: expect.stringContaining('No platform report found at http://shop')});
});

test('a server that wants a token refuses', async () => {
	expect(await formatOf('shop:80', server({}, {body: 'who are you', status: 401}))).toBe('refused');
});

test('asks no further where nobody answers', async () => {
	let asked = 0;
	const ask = async (): Promise<Asked> => {
		asked++;
		return {kind: 'unreachable', detail: 'Nobody is there.', lost: false, reset: false};
	};
	expect(await detectFormat(parseTarget('shop:80'), undefined, ask)).toEqual({kind: 'unreachable', detail: 'Nobody is there.'});
	expect(asked).toBe(4);
});

test('a poorer choice is not kept while a richer path was in trouble', async () => {
	const {ask} = server({'/health': {status: 'ok'}}, {body: 'Bad Gateway', status: 502});
	const detection = await detectFormat(parseTarget('shop:80'), undefined, ask);
	expect(detection).toMatchObject({kind: 'found', found: {adapter: {format: 'health'}, sure: false}});
});
