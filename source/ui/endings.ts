import type {Readable, Writable} from 'node:stream';

/** Signals that end the program, with the exit code that shells give them. */
const signalCodes = {SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143} as const;
type EndingSignal = keyof typeof signalCodes;

/** A program whose terminal is gone, or that was told to end, is gone this long after it at the latest. */
const graceMs = 1000;

export interface Ending {
	code: number;
	/** What nobody expected; told to the person. */
	error?: unknown;
}

export interface EndingsOptions {
	/** Its end is the end, as when a terminal is closed. Absent where the end of the input means nothing. */
	stdin?: Readable;
	stdout: Writable;
	/** Does another program have the terminal? Then ctrl-c is meant for that one. */
	isHandedOver: () => boolean;
	end: (ending: Ending) => void;
}

/** Watches for every way out that is not a key: signals, a terminal that went away, errors nobody caught. Returns how to stop watching. */
export function watchEndings({stdin, stdout, isHandedOver, end}: EndingsOptions): () => void {
	const hangUp = (): void => {
		end({code: signalCodes.SIGHUP});
		forceExit(signalCodes.SIGHUP);
	};
	const crash = (error: unknown): void => end({code: 1, error});
	const stops = [
		...Object.entries(signalCodes).map(([signal, code]) =>
			listen(process, signal as EndingSignal, () => {
				if (signal === 'SIGINT' && isHandedOver()) return;
				end({code});
				forceExit(code);
			}),
		),
		// Without these a closed terminal leaves an orphan that reads and writes errors at full speed.
		listen(stdout, 'error', hangUp),
		...(stdin === undefined ? [] : [listen(stdin, 'error', hangUp), listen(stdin, 'end', hangUp)]),
		listen(process, 'uncaughtException', crash),
		listen(process, 'unhandledRejection', crash),
	];
	return () => stops.forEach((stop) => stop());
}

/** The timer holds nothing back: it only ends a clean-up that hangs. */
function forceExit(code: number): void {
	setTimeout(() => process.exit(code), graceMs).unref();
}

function listen(emitter: Pick<NodeJS.EventEmitter, 'on' | 'off'>, event: string, listener: (value: unknown) => void): () => void {
	emitter.on(event, listener);
	return () => emitter.off(event, listener);
}

/** What a crash says on the primary screen. */
export function crashText(error: unknown, debug: boolean): string {
	const message = error instanceof Error ? error.message : String(error);
	const stack = debug && error instanceof Error ? `${error.stack}\n` : '';
	return `esa-health stopped because of a fault of its own: ${message}\n${stack || 'Run it again with --debug to see where.\n'}`;
}
