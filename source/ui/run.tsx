import type {WriteStream, ReadStream} from 'node:tty';
import {render} from 'ink';
import type {RenderOptions} from 'ink';
import {systemClock} from '../basics/clock.ts';
import type {Clock} from '../basics/clock.ts';
import type {Connection} from '../client/connection.ts';
import {App} from './app.tsx';
import {divertConsole} from './divert-console.ts';
import type {Env} from './editor.ts';
import {crashText, watchEndings} from './endings.ts';
import type {Ending} from './endings.ts';
import type {Program} from './program.ts';
import {createSession} from './session.ts';
import {createTerminal} from './terminal.ts';
import type {TerminalControl} from './terminal.ts';
import {makeTheme} from './theme.ts';
import {thriftyStream} from './thrift.ts';

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
	const {env, stdin, stdout, clock = systemClock, projectDir = process.cwd()} = options;
	const stopping = new AbortController();
	const terminal = createTerminal(stdin, stdout);
	const {program, begin} = createSession({
		...options,
		size: sizeOf(stdout),
		clock,
		projectDir,
		screen: {handOver: terminal.handOver, write: (data) => stdout.write(data), leave: () => terminal.end({code: 0})},
		signal: stopping.signal,
		fail: (error) => terminal.end({code: 1, error}),
		canDraw: () => !stdout.writableNeedDrain,
	});
	const unwatch = watchTerminal(options, program, terminal);
	terminal.show(render(<App program={program} theme={makeTheme({env})} onMount={terminal.mount} />, inkOptions(options)));
	begin();
	try {
		return await terminal.ended();
	} finally {
		stopping.abort();
		unwatch();
	}
}

function inkOptions({stdin, stdout}: MonitorOptions): RenderOptions {
	return {
		stdout: thriftyStream(stdout),
		stdin,
		alternateScreen: true,
		incrementalRendering: true,
		// Ink would fall silent where CI is set in the environment; that this is a terminal was checked before.
		interactive: true,
		exitOnCtrlC: false,
		// The console goes to the log view instead: Ink would print above the frame.
		patchConsole: false,
	};
}

/** Everything outside the keyboard that the terminal and the system tell us; returns how to stop listening. */
function watchTerminal({stdin, stdout}: MonitorOptions, program: Program, terminal: TerminalControl): () => void {
	const restoreConsole = divertConsole((severity, message) => program.dispatch({kind: 'noted', severity, message}));
	const unwatch = watchEndings({stdin, stdout, isHandedOver: terminal.isHandedOver, end: terminal.end});
	const onResize = (): void => program.dispatch({kind: 'resize', ...sizeOf(stdout)});
	// Before Ink hears of it, which would draw the old frame into the new size.
	stdout.prependListener('resize', onResize).on('drain', program.catchUp);
	process.on('SIGCONT', terminal.reclaim);
	return () => {
		process.off('SIGCONT', terminal.reclaim);
		stdout.off('resize', onResize).off('drain', program.catchUp);
		unwatch();
		restoreConsole();
	};
}

function sizeOf(stdout: WriteStream): {columns: number; rows: number} {
	return {columns: stdout.columns || 80, rows: stdout.rows || 24};
}
