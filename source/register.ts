import {readFileSync} from 'node:fs';
import {isMainThread} from 'node:worker_threads';
import path from 'node:path';
import type {MonitorOptions} from './monitor/options.ts';

/**
 * `node --import esa-health/register app.js`: measures the service with no code change and serves the wire on its own loopback port.
 * Settings from the environment: ESA_HEALTH_NAME, ESA_HEALTH_LISTEN (host:port, default 127.0.0.1:7106, or any free port if that is
 * taken), ESA_HEALTH_STORE (file or `:memory:`), ESA_HEALTH_TOKEN_FILE. It says one line on stderr; whatever fails, the service starts as without it.
 */
/** What NODE_OPTIONS also reaches: programs that start the service, which would take its port and its name. Found by the name of the script. */
const starter = /[\\/](?:npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack|esa-health)(?:-cli)?(?:\.[cm]?js)?$/;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
	say(`not measuring: it needs Node.js 22.19 or newer, and this is ${process.versions.node}`);
} else if (isMainThread && process.env['ESA_HEALTH_DISABLED'] !== '1' && !starter.test(process.argv[1] ?? '')) {
	try {
		await register();
	} catch (error) {
		say(`not measuring: ${error instanceof Error ? error.message : String(error)}`);
	}
}

async function register(): Promise<void> {
	const {createMonitor} = await import('./monitor/create-monitor.ts');
	const {instrumentDrivers} = await import('./probes/queries/register-drivers.ts');
	const {parseListen} = await import('./basics/parse-listen.ts');
	const {safeText} = await import('./basics/safe-text.ts');
	const {env} = process;
	const project = process.cwd();
	const name = env['ESA_HEALTH_NAME'] || packageName(project);
	const tokenFile = env['ESA_HEALTH_TOKEN_FILE'];
	const chosen = env['ESA_HEALTH_LISTEN'];
	const address = parseListen(chosen || '127.0.0.1:7106', 'ESA_HEALTH_LISTEN');
	const monitor = await createMonitor({
		...(await agentSettings(project)),
		name,
		project,
		followDrivers: instrumentDrivers,
		store: env['ESA_HEALTH_STORE'] || (await defaultStore(project, name)),
		...(tokenFile && {tokenFile}),
	});
	const {url} = await monitor
		.listen({...address, portFallback: !chosen, unref: true, env})
		// What nobody can watch must not go on measuring and writing.
		.catch((error: unknown) => monitor.close().then(() => Promise.reject(error)));
	// A package may be called anything; a terminal does what control characters say.
	say(`measuring ${safeText(name)}; watch it with esa-health --url ${url}`);
	for (const warning of monitor.report().warnings) say(safeText(warning, {maxCells: 400}));
}

/** What the project's config file says of agents; a file that cannot be read is told of, and the service is measured all the same. */
async function agentSettings(project: string): Promise<Pick<MonitorOptions, 'agents' | 'schedules' | 'timeZone'>> {
	const {readProjectConfig} = await import('./cli/config.ts');
	try {
		const {agents, schedules, timeZone} = readProjectConfig(project, undefined);
		return {
			...(agents !== undefined && {agents}),
			...(schedules !== undefined && {schedules}),
			...(timeZone !== undefined && {timeZone}),
		};
	} catch (error) {
		say(`agents run with their defaults: ${error instanceof Error ? error.message : String(error)}`);
		return {};
	}
}

async function defaultStore(project: string, name: string): Promise<string> {
	const {stateFile} = await import('./monitor/state-file.ts');
	try {
		// Two services of one script are told apart by the port they were given.
		return stateFile(project, name, process.env, [process.argv[1], process.env['PORT']].join('\0'));
	} catch {
		// No home to write to: the report warns that history ends with the process.
		return ':memory:';
	}
}

function packageName(project: string): string {
	try {
		const {name} = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')) as {name?: unknown};
		if (typeof name === 'string' && name !== '') return name;
	} catch {
		// No package here: the folder's name serves as well.
	}
	return path.basename(project) || 'service';
}

function say(sentence: string): void {
	process.stderr.write(`esa-health: ${sentence}\n`);
}
