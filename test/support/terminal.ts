import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';

export interface TerminalOptions {
	columns?: number;
	rows?: number;
	env?: Record<string, string | undefined>;
	cwd?: string;
}

/** A program in a real pseudo-terminal, read through a headless terminal. */
export interface Terminal extends AsyncDisposable {
	readonly pid: number;
	/** The screen as text, one line a row, right-trimmed. */
	screen(): string;
	/** Everything the program wrote. */
	bytes(): string;
	/** Is the alternate screen shown. */
	isAlternate(): boolean;
	send(keys: string): void;
	resize(columns: number, rows: number): void;
	signal(name: NodeJS.Signals): void;
	/** Closes the terminal, as a lost SSH connection or a closed window does. */
	close(): void;
	/** Resolves with the screen once it matches; rejects with the screen in the message. */
	until(what: RegExp | string | ((screen: string) => boolean), timeoutMs?: number): Promise<string>;
	/** Resolves with code and signal when the program has ended and all its output was read. */
	ended(timeoutMs?: number): Promise<{code: number; signal: number}>;
}

/** Starts `file` with `args` in a pseudo-terminal; Node programs get the environment without what would make Ink or chalk behave differently. */
export function openTerminal(file: string, args: readonly string[], options: TerminalOptions = {}): Terminal {
	const {columns = 80, rows = 24} = options;
	const env = terminalEnv(options.env);
	const child = spawn(file, [...args], {
		// node-pty sets TERM to this name, whatever the environment says.
		name: env['TERM'] ?? 'xterm-256color',
		cols: columns,
		rows,
		cwd: options.cwd ?? process.cwd(),
		env,
	});
	const emulator = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 1000});
	let bytes = '';
	let pending = 0;
	let end: {code: number; signal: number} | undefined;
	const wake = new Set<() => void>();
	const changed = () => wake.forEach((listener) => listener());
	child.onData((data) => {
		bytes += data;
		pending++;
		emulator.write(data, () => {
			pending--;
			changed();
		});
	});
	emulator.onData((answer) => {
		if (end === undefined) child.write(answer);
	});
	child.onExit(({exitCode, signal}) => {
		end = {code: exitCode, signal: signal ?? 0};
		changed();
	});
	const screen = () => {
		const buffer = emulator.buffer.active;
		const lines = Array.from({length: emulator.rows}, (_, row) => buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? '');
		return lines.join('\n');
	};
	const wait = async (isDone: () => boolean, timeoutMs: number, what: string) =>
		new Promise<void>((resolve, reject) => {
			const check = () => {
				if (!isDone()) return;
				clearTimeout(timer);
				wake.delete(check);
				resolve();
			};
			const timer = setTimeout(() => {
				wake.delete(check);
				reject(new Error(`${what} did not come within ${timeoutMs} ms; the screen was:\n${screen()}`));
			}, timeoutMs);
			wake.add(check);
			check();
		});
	return {
		pid: child.pid,
		screen,
		bytes: () => bytes,
		isAlternate: () => emulator.buffer.active.type === 'alternate',
		send: (keys) => child.write(keys),
		resize(newColumns, newRows) {
			emulator.resize(newColumns, newRows);
			child.resize(newColumns, newRows);
		},
		signal: (name) => process.kill(child.pid, name),
		// Every Unix terminal of node-pty has it; its types leave it out.
		close: () => (child as typeof child & {destroy(): void}).destroy(),
		async until(what, timeoutMs = 20_000) {
			const matches =
				typeof what === 'function'
					? what
					: typeof what === 'string'
						? (text: string) => text.includes(what)
						: (text: string) => what.test(text);
			await wait(() => matches(screen()), timeoutMs, String(what));
			return screen();
		},
		async ended(timeoutMs = 20_000) {
			await wait(() => end !== undefined && pending === 0, timeoutMs, 'the end');
			return end as {code: number; signal: number};
		},
		async [Symbol.asyncDispose]() {
			if (end === undefined) {
				child.kill('SIGKILL');
				await wait(() => end !== undefined, 5000, 'the end');
			}
			emulator.dispose();
		},
	};
}

function terminalEnv(extra: Record<string, string | undefined> = {}): Record<string, string> {
	const env: Record<string, string | undefined> = {...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...extra};
	const dropped = ['CI', 'CONTINUOUS_INTEGRATION', 'FORCE_COLOR', 'NO_COLOR', 'LC_ALL', 'VITEST', 'NODE_ENV', 'TEST', 'DEV'];
	return Object.fromEntries(
		Object.entries(env).filter(
			(entry): entry is [string, string] => entry[1] !== undefined && (entry[0] in extra || !dropped.includes(entry[0])),
		),
	);
}
