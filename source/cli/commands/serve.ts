import {EsaError} from '../../basics/esa-error.ts';
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

/** `host:port`, `[::1]:port`, or a port alone; a wrong one is an EsaError `usage`. */
export function parseListen(text: string): {host: string; port: number} {
	const match = /^(?:(?<host>\[[\da-fA-F:.]+\]|[^:[\]]+):)?(?<port>\d{1,5})$/.exec(text);
	const port = Number(match?.groups?.['port']);
	if (match === null || port > 65_535) throw new EsaError('usage', `--listen takes HOST:PORT, such as 127.0.0.1:7106, not "${text}".`);
	return {host: (match.groups?.['host'] ?? '127.0.0.1').replace(/^\[(.*)\]$/, '$1'), port};
}
