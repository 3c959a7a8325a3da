import {render} from 'ink-testing-library';
import {App} from '../../source/ui/app.tsx';
import type {Program} from '../../source/ui/program.ts';
import {createSession} from '../../source/ui/session.ts';
import {makeTheme} from '../../source/ui/theme.ts';
import {FakeConnection} from './fake-connection.ts';

export interface Mounted extends Disposable {
	connection: FakeConnection;
	program: Program;
	/** What is on the screen. */
	frame: () => string;
	/** How many frames were drawn so far. */
	frames: () => number;
	/** Types keys as the terminal sends them, one piece each, and lets the program answer. */
	type: (...pieces: readonly string[]) => Promise<void>;
	/** What was asked of the terminal, in order. */
	readonly asked: readonly string[];
}

/** The whole program on a screen of its own, over a fake server; only the terminal's handing over is left out. */
export async function mountApp(connection = new FakeConnection(), {readOnly = false, intervalMs = 30_000} = {}): Promise<Mounted> {
	const clock = {now: () => Date.now(), monotonic: () => Date.now()};
	const stopping = new AbortController();
	const asked: string[] = [];
	const {program, begin} = createSession({
		connection,
		intervalMs,
		readOnly,
		target: {url: connection.url, embedded: false},
		size: {columns: 100, rows: 24},
		clock,
		env: {},
		projectDir: '/project',
		screen: {handOver: async () => void asked.push('hand over'), write: () => {}, leave: () => void asked.push('leave')},
		signal: stopping.signal,
		fail: (error) => {
			throw error;
		},
	});
	const app = render(<App program={program} theme={makeTheme({env: {NO_COLOR: '1', LANG: 'C.UTF-8'}})} />);
	begin();
	await settle();
	return {
		connection,
		program,
		asked,
		frame: () => app.lastFrame() ?? '',
		frames: () => app.frames.length,
		async type(...pieces) {
			for (const piece of pieces) {
				app.stdin.write(piece);
				await settle();
			}
		},
		[Symbol.dispose]() {
			stopping.abort();
			app.unmount();
		},
	};
}

/** Lets promises and React's own queue run out; no wall clock passes. */
export async function settle(): Promise<void> {
	for (let round = 0; round < 5; round++) await new Promise<void>((resolve) => setImmediate(resolve));
}
