import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Connection} from '../client/connection.ts';
import {copyText} from './clipboard.ts';
import {editorFor} from './editor.ts';
import type {Env} from './editor.ts';
import type {Dispatch} from './program.ts';
import type {Command} from './state/model.ts';

/** The terminal as far as commands need it. */
export interface Screen {
	/** Hands the terminal over for as long as the callback runs, then draws everything anew. */
	handOver: (callback: () => Promise<void>) => Promise<void>;
	write: (data: string) => void;
	leave: () => void;
}

export interface EffectsOptions {
	connection: Connection;
	dispatch: Dispatch;
	pollNow: () => void;
	screen: Screen;
	env: Env;
	/** Where files that findings name are. */
	projectDir: string;
	signal: AbortSignal;
	/** Where what nobody expected goes. */
	fail: (error: unknown) => void;
}

/** Carries out commands. Expected trouble comes back as an event; everything else is a bug and goes to `fail`. */
export function createEffects(options: EffectsOptions): (command: Command) => void {
	return (command) => {
		carryOut(command, options).catch((error: unknown) => {
			if (!options.signal.aborted) options.fail(error);
		});
	};
}

async function carryOut(command: Command, options: EffectsOptions): Promise<void> {
	const {connection, dispatch, screen, signal} = options;
	switch (command.kind) {
		case 'poll':
			return options.pollNow();
		case 'trigger':
			return dispatch({kind: 'triggered', agents: command.agents, outcome: await connection.trigger(command.agents, signal)});
		case 'cancel':
			return dispatch({kind: 'cancelled', outcome: await connection.cancel(command.job, signal)});
		case 'load-job':
			return dispatch({kind: 'job-loaded', id: command.id, outcome: await connection.job(command.id, signal)});
		case 'load-trends':
			return dispatch({kind: 'trends-loaded', range: command.range, outcome: await connection.trends(command.range, signal)});
		case 'open-editor':
			return await edit(command, options);
		case 'copy':
			return await copy(command, options);
		case 'suspend':
			return await screen.handOver(stopUntilContinued);
		case 'redraw':
			return await screen.handOver(async () => {});
		case 'quit':
			return screen.leave();
	}
}

async function edit(
	{file, line}: Extract<Command, {kind: 'open-editor'}>,
	{env, projectDir, screen, dispatch}: EffectsOptions,
): Promise<void> {
	const editor = editorFor(env, projectDir, file, line);
	if (editor.kind === 'none') return dispatch({kind: 'said', severity: 'warning', message: editor.reason});
	let trouble: string | null = null;
	await screen.handOver(async () => {
		trouble = await runEditor(editor.file, editor.args);
	});
	if (trouble !== null) dispatch({kind: 'said', severity: 'warning', message: trouble});
}

/** Runs the editor on our terminal; a sentence when it could not start or did not end well. */
async function runEditor(file: string, args: readonly string[]): Promise<string | null> {
	const child = spawn(file, args, {stdio: 'inherit'});
	try {
		const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
		return code === 0 ? null : `The editor ${file} ended with ${signal ?? `code ${code}`}.`;
	} catch (error) {
		return `The editor ${file} did not start: ${(error as Error).message}. See EDITOR.`;
	}
}

async function copy({text, what}: Extract<Command, {kind: 'copy'}>, {env, screen, dispatch}: EffectsOptions): Promise<void> {
	try {
		dispatch({kind: 'said', severity: 'done', message: await copyText(text, what, {env, write: screen.write})});
	} catch (error) {
		dispatch({kind: 'said', severity: 'warning', message: `Not copied: ${(error as Error).message}`});
	}
}

/**
 * Stops this program and all that was started with it (npm, the sample service), as the terminal does on ctrl-z. The signal may reach another
 * thread first, so the stop comes within the pause; where nobody could continue us, the kernel drops the signal and we simply go on.
 */
async function stopUntilContinued(): Promise<void> {
	process.kill(0, 'SIGTSTP');
	await sleep(50);
}
