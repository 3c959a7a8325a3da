import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, test} from 'vitest';
import {connect} from '../source/client/connect.ts';
import {createMonitor} from '../source/monitor/create-monitor.ts';
import {initialModel} from '../source/ui/state/initial.ts';
import {update} from '../source/ui/state/update.ts';
import {screenText} from './support/render-frame.tsx';
import {temporaryFolder} from './support/temporary-folder.ts';

/*
 * The first file to read: one slow request, followed from the socket to the frame with nothing replaced.
 *
 *   request ─▶ probe ─▶ Sample ─▶ store ─▶ Measurement ─▶ score ─▶ HealthReport ─▶ wire ─▶ poll ─▶ Model ─▶ frame
 */
test('one slow request is measured, stored, judged, served, polled and drawn', async () => {
	// A service with the monitor embedded. One of its routes takes 1.2 s.
	const esa = await createMonitor({name: 'shop', project: temporaryFolder()});
	const server = createServer((request, response) =>
		esa.handler(request, response, () => setTimeout(() => response.end('{"ok":true}'), 1200)),
	);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const connection = connect(url, {intervalMs: 30_000});
	try {
		// probe ─▶ Sample ─▶ store ─▶ Measurement ─▶ score ─▶ HealthReport
		await (await fetch(`${url}/api/slow`)).text();
		const latency = () => esa.report().categories[0]?.signals.find(({id}) => id === 'api.latency');
		await expect.poll(() => latency()?.n, {timeout: 10_000}).toBe(1);
		const measuredMs = latency()?.value ?? 0;
		expect(measuredMs).toBeGreaterThan(1180);

		// ─▶ wire ─▶ poll: the same number comes out at the other end
		const poll = await connection.poll(new AbortController().signal);
		if (poll.kind !== 'fresh') throw new Error(`the poll was ${poll.kind}`);
		const [api] = poll.reading.report.categories;
		expect(api?.signals.find(({id}) => id === 'api.latency')?.value).toBe(measuredMs);
		expect(api).toMatchObject({id: 'api', status: 'critical', rule: 'weakest-required'});

		// ─▶ Model ─▶ frame
		const size = {columns: 80, rows: 24};
		const before = initialModel({now: poll.at, size, target: {url, embedded: false}, intervalMs: 30_000});
		const {model} = update(before, {kind: 'poll-finished', at: poll.at, poll, nextAt: poll.at + 30_000});
		const seconds = (Math.round(measuredMs / 100) / 10).toString();
		expect(screenText(model, size)).toMatch(new RegExp(`API +✖ +${api?.score} .*p95 ${seconds.replace('.', '\\.')}\\d? s`));
	} finally {
		await connection.close();
		await esa.close();
		server.closeAllConnections();
		server.close();
	}
}, 20_000);
