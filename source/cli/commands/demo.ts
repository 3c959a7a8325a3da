import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Connection, Poll} from '../../client/connection.ts';
import {shopFolder} from '../../demo/frontend.ts';
import {superviseService} from '../demo-supervisor.ts';
import {exitCodes} from '../exit-codes.ts';
import type {Settings} from '../settings.ts';
import {show} from './monitor.ts';
import {printOnce} from './once.ts';

const patienceMs = 40_000;

/** `esa-health demo`: the sample shop under load in a process of its own, and the monitor over it; without a terminal, one report of what was measured. */
export async function demo(settings: Settings): Promise<number> {
	const folder = await mkdtemp(path.join(tmpdir(), 'esa-health-demo-'));
	const service = await superviseService(path.join(folder, 'demo.db'));
	try {
		const {connect} = await import('../../client/connect.ts');
		const connection = connect(service.url, {intervalMs: settings.intervalMs});
		if (!settings.once && process.stdout.isTTY && process.stdin.isTTY)
			return await show(connection, {...settings, project: shopFolder()}, false);
		await reportOnce(connection, settings);
		// The sample has planted faults: that it has them is no failure of the demo.
		return exitCodes.done;
	} finally {
		await service.close();
		await rm(folder, {recursive: true, force: true});
	}
}

async function reportOnce(connection: Connection, settings: Settings): Promise<void> {
	process.stderr.write('esa-health: measuring the sample shop under load until there is enough to judge …\n');
	try {
		await printOnce(connection, settings.format, await pollUntilJudged(connection));
	} finally {
		await connection.close();
	}
}

/** Polls until every category has a score, which takes the first agent run, or patience ends: then what is known is printed. */
async function pollUntilJudged(connection: Connection): Promise<Poll> {
	const deadline = performance.now() + patienceMs;
	for (;;) {
		const poll = await connection.poll(new AbortController().signal);
		const isJudged = poll.kind === 'fresh' && poll.reading.report.overall.coverage === 1;
		if (isJudged || performance.now() > deadline) return poll;
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
}
