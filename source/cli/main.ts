import {EsaError} from '../basics/esa-error.ts';
import {version} from '../basics/version.ts';
import {exitCodeOfError, exitCodes} from './exit-codes.ts';
import {parseCommandLine, type CommandLine} from './flags.ts';
import {readSettings, type Settings} from './settings.ts';

/** Runs one command line and sets the exit code; never throws. Each command is loaded only when it is the one asked for. */
export async function main(argv: readonly string[]): Promise<void> {
	// A reader that went away (`esa-health --once | head -1`) is no error of ours.
	process.stdout.on('error', ignoreClosedPipe);
	process.stderr.on('error', ignoreClosedPipe);
	const once = argv.includes('--once');
	try {
		process.exitCode = await runCommandLine(parseCommandLine(argv));
	} catch (error) {
		reportError(error, argv.includes('--debug'));
		const code = exitCodeOfError(error);
		// Whoever asked for a report got none: that is `unknown`, but a wrong command line stays one.
		process.exitCode = once && code === exitCodes.failed ? exitCodes.unknown : code;
	}
}

async function runCommandLine(line: CommandLine): Promise<number> {
	if (line.flags.version) return print(version);
	if (line.flags.help) return print((await import('./help.ts')).helpText());
	// Before the settings, which are those of the folder that it is given.
	if (line.command === 'api-paths') return (await import('./commands/api-paths.ts')).apiPaths(line);
	if (line.command === 'queries') return (await import('./commands/queries.ts')).queries(line);
	const settings = readSettings(line.flags, process.env, process.cwd());
	switch (line.command) {
		case 'run':
			return (await import('./commands/run.ts')).runAgent(settings, line.operands);
		case 'serve':
			return (await import('./commands/serve.ts')).serve(refuseOperands(settings, line));
		case 'demo':
			return (await import('./commands/demo.ts')).demo(refuseOperands(settings, line));
		case 'demo-service':
			return (await import('./commands/demo-service.ts')).demoService(settings);
		default:
			return (await import('./commands/monitor.ts')).monitor(refuseOperands(settings, line));
	}
}

function refuseOperands(settings: Settings, {command, operands}: CommandLine): Settings {
	if (operands.length > 0) throw new EsaError('usage', `${command} takes no "${operands[0]}". See esa-health --help.`);
	return settings;
}

function print(text: string): number {
	process.stdout.write(`${text}\n`);
	return exitCodes.done;
}

function reportError(error: unknown, debug: boolean): void {
	const message = error instanceof Error ? error.message : String(error);
	const sentence = error instanceof EsaError ? message : `This is a bug of esa-health: ${message} (--debug shows where).`;
	process.stderr.write(`esa-health: ${sentence}\n`);
	if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}
