import {version} from '../basics/version.ts';
import type {Connection} from '../client/connection.ts';
import {readToken} from './token.ts';
import type {Settings} from './settings.ts';

/** Connects to the service that the settings name; a wrong URL or token file is an EsaError. */
export async function connectTarget(settings: Settings, url: string): Promise<Connection> {
	const token = readToken(settings.tokenSource);
	if (token?.exposed === true) {
		process.stderr.write(
			'esa-health: a token on the command line shows in `ps` and in the shell’s history; --token-file or ESA_HEALTH_TOKEN does not.\n',
		);
	}
	const {connect} = await import('../client/connect.ts');
	return connect(url, {
		intervalMs: settings.intervalMs,
		userAgent: `esa-health/${version}`,
		...(token !== undefined && {token: token.value}),
	});
}
