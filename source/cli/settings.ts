import path from 'node:path';
import {EsaError} from '../basics/esa-error.ts';
import {readProjectConfig, readUserConfig, type ProjectConfig, type UserConfig} from './config.ts';
import type {Flags} from './flags.ts';
import type {TokenSource} from './token.ts';

/** Everything a command needs to know, after flag > environment > project > user have been weighed. */
export interface Settings {
	/** The service to watch; undefined: the project here, with an embedded server. */
	url: string | undefined;
	project: string;
	name: string;
	intervalMs: number;
	format: 'text' | 'json';
	once: boolean;
	readOnly: boolean;
	plain: boolean;
	debug: boolean;
	/** Where the token is; read by the command that needs it, for a server's file holds several. */
	tokenSource: TokenSource;
	listen: string;
	store: string | undefined;
	behindProxy: boolean;
	allowedHosts: string[];
	timeZone: string | undefined;
	schedules: Record<string, string>;
	agentOptions: Record<string, Record<string, unknown>>;
}

/** Weighs flags, environment and config files. Wrong files and values are EsaErrors with one sentence. */
export function readSettings(flags: Flags, env: NodeJS.ProcessEnv, workingDirectory: string): Settings {
	const project = path.resolve(workingDirectory, flags.project ?? '.');
	const own = readProjectConfig(project, flags.config === undefined ? undefined : path.resolve(workingDirectory, flags.config));
	const user = readUserConfig(env);
	const target = chooseTarget(flags.url ?? (env['ESA_HEALTH_URL'] || undefined) ?? own.url ?? user.url, user);
	const tokenFile = flags.tokenFile ?? own.tokenFile ?? target?.tokenFile ?? user.tokenFile;
	return {
		url: target?.url,
		project,
		name: own.name ?? user.name ?? path.basename(project),
		intervalMs: 1000 * (flags.interval ?? own.interval ?? target?.interval ?? user.interval ?? 30),
		format: flags.format === 'json' ? 'json' : 'text',
		once: flags.once,
		readOnly: flags.readOnly ?? own.readOnly ?? user.readOnly ?? false,
		plain: flags.plain ?? own.plain ?? user.plain ?? ['1', 'true'].includes(env['ACCESSIBLE'] ?? ''),
		debug: flags.debug,
		tokenSource: {flag: flags.token, file: tokenFile, env},
		listen: flags.listen ?? env['ESA_HEALTH_LISTEN'] ?? own.listen ?? user.listen ?? '127.0.0.1:7106',
		store: flags.store ?? env['ESA_HEALTH_STORE'] ?? own.store ?? user.store,
		behindProxy: flags.behindProxy ?? false,
		allowedHosts: flags.allowedHost ?? [],
		timeZone: checkTimeZone(own.timeZone ?? user.timeZone),
		...agentSettings(own, user),
	};
}

function chooseTarget(
	given: string | undefined,
	user: UserConfig,
): {url: string; tokenFile?: string | undefined; interval?: number | undefined} | undefined {
	if (given === undefined) return undefined;
	const targets = user.targets ?? {};
	if (Object.hasOwn(targets, given)) return targets[given];
	return Object.values(targets).find(({url}) => url === given) ?? {url: given};
}

function agentSettings(own: ProjectConfig, user: UserConfig): Pick<Settings, 'schedules' | 'agentOptions'> {
	return {schedules: {...user.schedules, ...own.schedules}, agentOptions: {...user.agents, ...own.agents}};
}

function checkTimeZone(zone: string | undefined): string | undefined {
	if (zone === undefined) return undefined;
	try {
		return new Intl.DateTimeFormat('en', {timeZone: zone}).resolvedOptions().timeZone;
	} catch (error) {
		throw new EsaError('config', `"timeZone": ${zone} is no IANA time zone; write one like Europe/Vienna.`, {cause: error});
	}
}
