import type {WriteStream, ReadStream} from 'node:tty';
import {render} from 'ink';
import {systemClock} from '../basics/clock.ts';
import type {Clock} from '../basics/clock.ts';
import type {Connection} from '../client/connection.ts';
import {App} from './app.tsx';
import {divertConsole} from './divert-console.ts';
import type {Env} from './editor.ts';
import {createEffects} from './effects.ts';
import {crashText, watchEndings} from './endings.ts';
import type {Ending} from './endings.ts';
import {startFeed} from './feed.ts';
import {createProgram} from './program.ts';
import {initialModel} from './state/initial.ts';
import {createTerminal} from './terminal.ts';
import {makeTheme} from './theme.ts';
import {startClock} from './wake.ts';

export interface MonitorOptions {
	connection: Connection;
	intervalMs: number;
	readOnly: boolean;
	target: {url: string; embedded: boolean};
	env: Env;
	/** Both must be terminals. */
	stdin: ReadStream;
	stdout: WriteStream;
	clock?: Clock;
	/** Where the files that findings name are; the current folder unless given. */
	projectDir?: string;
	/** Print the stack of a crash. */
	debug?: boolean;
}

/**
 * Shows the monitor until the person, a signal or a crash ends it, and leaves the terminal as it was. Resolves with the exit code:
 * 0 for `q`, 128 + the signal's number, 1 after a crash, which is told on the primary screen.
 */
export async function runMonitor(options: MonitorOptions): Promise<number> {
	const ending = await show(options);
	if (ending.error !== undefined) process.stderr.write(crashText(ending.error, options.debug === true));
	return ending.code;
}

/** Everything that lives while the screen is up, and its end. */
async function show(options: MonitorOptions): Promise<Ending> {
	const {connection, intervalMs, readOnly, target, env, stdin, stdout, clock = systemClock, projectDir = process.cwd()} = options;
	const stopping = new AbortController();
	const terminal = createTerminal(stdin, stdout);
	const program = createProgram({
		initial: initialModel({now: clock.now(), size: sizeOf(stdout), target, intervalMs, readOnly}),
		clock,
		perform: (command) => perform(command),
		canDraw: () => !stdout.writableNeedDrain,
	});
	const restoreConsole = divertConsole((severity, message) => program.dispatch({kind: 'noted', severity, message}));
	const onResize = (): void => program.dispatch({kind: 'resize', ...sizeOf(stdout)});
	stdout.prependListener('resize', onResize).on('drain', program.catchUp);
	const unwatch = watchEndings({stdin, stdout, isHandedOver: terminal.isHandedOver, end: terminal.end});
	process.on('SIGCONT', terminal.reclaim);
	const perform = createEffects({
		connection,
		dispatch: program.dispatch,
		pollNow: () => void feed.pollNow(),
		screen: {handOver: terminal.handOver, write: (data) => stdout.write(data), leave: () => terminal.end({code: 0})},
		env,
		projectDir,
		signal: stopping.signal,
		fail: (error) => terminal.end({code: 1, error}),
	});
	const instance = render(<App program={program} theme={makeTheme({env})} onMount={terminal.mount} />, {
		stdout,
		stdin,
		alternateScreen: true,
		incrementalRendering: true,
		// Ink would fall silent where CI is set in the environment; that this is a terminal was checked before.
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	terminal.show(instance);
	const feed = startFeed({program, connection, intervalMs, clock, signal: stopping.signal});
	startClock(program, clock, stopping.signal);
	try {
		return await terminal.ended();
	} finally {
		stopping.abort();
		stdout.off('resize', onResize).off('drain', program.catchUp);
		process.off('SIGCONT', terminal.reclaim);
		unwatch();
		restoreConsole();
	}
}

function sizeOf(stdout: WriteStream): {columns: number; rows: number} {
	return {columns: stdout.columns || 80, rows: stdout.rows || 24};
}
