import {setImmediate} from 'node:timers/promises';
import type {ReadStream, WriteStream} from 'node:tty';
import type {Instance} from 'ink';
import type {InkApp} from './app.tsx';
import type {Ending} from './endings.ts';

/** The terminal while Ink has it: who may write on it, and how it is given back. */
export interface TerminalControl {
	show: (instance: Instance) => void;
	mount: (app: InkApp) => void;
	/** Gives the terminal to another program for as long as the callback runs, then draws everything anew. */
	handOver: (callback: () => Promise<void>) => Promise<void>;
	isHandedOver: () => boolean;
	/** After somebody else stopped and continued us, the terminal is as the shell left it: takes it back. */
	reclaim: () => void;
	/** Ends the program; the first reason counts. */
	end: (ending: Ending) => void;
	/** Resolves when Ink has given the terminal back. */
	ended: () => Promise<Ending>;
}

export function createTerminal(stdin: ReadStream, stdout: WriteStream): TerminalControl {
	let instance: Instance | null = null;
	let app: InkApp | null = null;
	let isHandedOver = false;
	let ending: Ending | null = null;
	const gaveUp = Promise.withResolvers<void>();

	async function handOver(callback: () => Promise<void>): Promise<void> {
		if (app === null || isHandedOver || ending !== null) return;
		isHandedOver = true;
		try {
			await app.suspendTerminal(async () => {
				await stopReading(stdin);
				await callback();
			});
		} finally {
			isHandedOver = false;
		}
	}

	function end(reason: Ending): void {
		if (ending !== null) return;
		ending = reason;
		if (stdout.errored !== null) stdout.destroy();
		try {
			instance?.unmount();
		} catch {
			// Ink draws once more to leave. Where drawing is what broke, the error that ended us is the one to tell.
			restoreByHand(stdin, stdout);
			gaveUp.resolve();
		}
	}

	return {
		show(mounted) {
			instance = mounted;
			if (ending !== null) mounted.unmount();
		},
		mount(mounted) {
			app = mounted;
		},
		handOver,
		isHandedOver: () => isHandedOver,
		reclaim() {
			handOver(async () => {}).catch((error: unknown) => end({code: 1, error}));
		},
		end,
		async ended() {
			try {
				await Promise.race([instance?.waitUntilExit(), gaveUp.promise]);
				return ending ?? {code: 0};
			} catch (error) {
				// A render threw: Ink has given the terminal back and kept the error for us.
				return {code: 1, error};
			}
		},
	};
}

/** What Ink would have given back: cooked keys, whole frames and marked pastes off, the primary screen, the cursor. */
function restoreByHand(stdin: ReadStream, stdout: WriteStream): void {
	stdin.setRawMode(false);
	stdin.unref();
	stdout.write('\u001B[?2026l\u001B[?2004l\u001B[?1049l\u001B[?25h');
}

/**
 * Ink stops listening, but Node would go on reading and take the other program's keys. A stream that had a `readable` listener can be paused only
 * after the next tick has noticed that the listener is gone (Node 24).
 */
async function stopReading(stdin: ReadStream): Promise<void> {
	await setImmediate();
	stdin.pause();
}
