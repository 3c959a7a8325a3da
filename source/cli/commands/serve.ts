import {parseListen} from '../../basics/parse-listen.ts';
import {projectMonitor} from '../embedded.ts';
import {exitCodes} from '../exit-codes.ts';
import {untilSignal} from '../until-signal.ts';
import type {Settings} from '../settings.ts';

/** `esa-health serve`: the server alone, until a signal ends it; running jobs are handed back. */
export async function serve(settings: Settings): Promise<number> {
	const {host, port} = parseListen(settings.listen);
	const monitor = await projectMonitor(settings);
	try {
		const listener = await monitor.listen({
			host,
			port,
			behindProxy: settings.behindProxy,
			allowedHosts: settings.allowedHosts,
			...(settings.tokenSource.file !== undefined && {tokenFile: settings.tokenSource.file}),
			env: process.env,
		});
		process.stdout.write(`esa-health serves ${settings.name} on ${listener.url} (esa-health --url ${listener.url} watches it)\n`);
		await untilSignal();
	} finally {
		await monitor.close();
	}
	return exitCodes.done;
}
