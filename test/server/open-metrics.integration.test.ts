import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {Metric} from '../../source/protocol/metrics.ts';
import {createHandler} from '../../source/server/handler.ts';
import {renderMetrics} from '../../source/server/open-metrics.ts';
import {FakeMonitorView} from '../support/fake-monitor-view.ts';
import {ask, serve} from '../support/raw-http.ts';

const hasPromtool = isInstalled('promtool');
const hasPrometheus = isInstalled('prometheus');

const hostile: Metric = {
	name: 'esa_hostile',
	type: 'gauge',
	unit: '',
	help: 'A "quoted"\nhelp.',
	points: [{labels: {route: 'a\\b\n"c"{}', '0-x': '\u{1F600}', __name__: 'x'}, value: 1}],
};

test.skipIf(!hasPromtool)('promtool accepts the metrics and has nothing to say about them', () => {
	const metrics = [...new FakeMonitorView().metrics(), hostile];
	const checked = spawnSync('promtool', ['check', 'metrics'], {input: renderMetrics(metrics, 'prometheus'), encoding: 'utf8'});
	expect(checked).toMatchObject({status: 0, stdout: '', stderr: ''});
});

test.skipIf(!hasPrometheus)('a real Prometheus scrapes the OpenMetrics text and finds the values in it', async () => {
	const view = new FakeMonitorView();
	view.metricList.push(hostile);
	const handler = createHandler(view);
	const accepted: unknown[] = [];
	const service = await serve((request, response) => {
		accepted.push(request.headers.accept);
		handler(request, response);
	});
	const prometheus = await startPrometheus(service.port);
	try {
		await expect.poll(() => prometheus.target(), {timeout: 15_000}).toMatchObject({health: 'up', lastError: ''});
		expect(accepted[0]).toContain('application/openmetrics-text');
		expect(await prometheus.query('esa_http_requests_total')).toBe('480');
		expect(await prometheus.query('esa_http_request_duration_seconds_bucket{le="+Inf"}')).toBe('480');
		expect(await prometheus.query(String.raw`esa_hostile{route="a\\b\n\"c\"{}"}`)).toBe('1');
	} finally {
		await prometheus.stop();
		handler.close();
		await service.stop();
	}
});

interface Prometheus {
	target(): Promise<{health: string; lastError: string} | undefined>;
	/** Value of the first series found. */
	query(expression: string): Promise<string | undefined>;
	stop(): Promise<void>;
}

async function startPrometheus(target: number): Promise<Prometheus> {
	const folder = await mkdtemp(join(tmpdir(), 'esa-prometheus-'));
	const config = join(folder, 'config.yml');
	await writeFile(
		config,
		`scrape_configs: [{job_name: esa, scrape_interval: 200ms, scrape_timeout: 200ms, static_configs: [{targets: ['127.0.0.1:${target}']}]}]\n`,
	);
	const port = await freePort();
	const flags = [`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`];
	const child = spawn('prometheus', flags, {stdio: 'ignore'});
	const ended = once(child, 'exit');
	return {
		async target() {
			const answer = await ask(port, '/api/v1/targets').catch(() => undefined);
			return answer?.json?.data.activeTargets[0];
		},
		async query(expression) {
			const answer = await ask(port, `/api/v1/query?query=${encodeURIComponent(expression)}`);
			return answer.json.data.result[0]?.value[1];
		},
		async stop() {
			child.kill();
			await ended;
			await rm(folder, {recursive: true});
		},
	};
}

async function freePort(): Promise<number> {
	const server = await serve((_request, response) => response.end());
	await server.stop();
	return server.port;
}

function isInstalled(program: string): boolean {
	const isThere = spawnSync(program, ['--version']).status === 0;
	// oxlint-disable-next-line no-console -- a skip that nobody sees would look like a pass
	if (!isThere)
		console.warn(
			`SKIPPED: ${program} is not installed (Debian: apt install prometheus), so the metrics text is not read by Prometheus itself.`,
		);
	return isThere;
}
