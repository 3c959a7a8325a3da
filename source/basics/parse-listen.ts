import {EsaError} from './esa-error.ts';

/** `host:port`, `[::1]:port`, or a port alone; a wrong one is an EsaError `usage` that names the `setting` it came from. */
export function parseListen(text: string, setting = '--listen'): {host: string; port: number} {
	const match = /^(?:(?<host>\[[\da-fA-F:.]+\]|[^:[\]]+):)?(?<port>\d{1,5})$/.exec(text);
	const port = Number(match?.groups?.['port']);
	if (match === null || port > 65_535) throw new EsaError('usage', `${setting} takes HOST:PORT, such as 127.0.0.1:7106, not "${text}".`);
	return {host: (match.groups?.['host'] ?? '127.0.0.1').replace(/^\[(.*)\]$/, '$1'), port};
}
