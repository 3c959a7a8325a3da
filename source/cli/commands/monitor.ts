import type {Connection} from '../../client/connection.ts';
import {connectTarget} from '../connect-target.ts';
import {settleEngine} from '../settle-engine.ts';
import type {Settings} from '../settings.ts';
import {printOnce} from './once.ts';

/** `esa-health [--url URL]`: the monitor; one report where it is asked for, or where there is no terminal. */
export async function monitor(settings: Settings): Promise<number> {
	if (settings.url !== undefined) return show(await connectTarget(settings, settings.url), settings, false);
	const {startEmbedded} = await import('../embedded.ts');
	const embedded = await startEmbedded(settings);
	try {
		return await show(embedded.connection, settings, true);
	} finally {
		await embedded.close();
	}
}

/** Draws what a connection tells in the way the terminal allows: screen, sentences, or one report. */
export async function show(connection: Connection, settings: Settings, embedded: boolean): Promise<number> {
	try {
		if (settings.once || !process.stdout.isTTY) return await printOnce(connection, settings.format);
		if (!process.stdin.isTTY) {
			process.stderr.write('esa-health: the keyboard is not a terminal, so this is one report (as with --once).\n');
			return await printOnce(connection, settings.format);
		}
		const options = {connection, intervalMs: settings.intervalMs, readOnly: settings.readOnly, target: {url: connection.url, embedded}};
		if (settings.plain || process.env['TERM'] === 'dumb') {
			const {runPlain} = await import('../../ui/plain/run-plain.ts');
			return await runPlain({...options, stdin: process.stdin, stdout: process.stdout});
		}
		if (!embedded) settleEngine();
		const {runMonitor} = await import('../../ui/run.tsx');
		return await runMonitor({
			...options,
			env: process.env,
			stdin: process.stdin,
			stdout: process.stdout,
			projectDir: settings.project,
			debug: settings.debug,
		});
	} finally {
		await connection.close();
	}
}
