import {render} from 'ink-testing-library';
import {createEffects} from '../../source/ui/effects.ts';
import {App} from '../../source/ui/app.tsx';
import {startFeed} from '../../source/ui/feed.ts';
import {createProgram} from '../../source/ui/program.ts';
import type {Program} from '../../source/ui/program.ts';
import type {Command} from '../../source/ui/state/model.ts';
import {initialModel} from '../../source/ui/state/initial.ts';
import {makeTheme} from '../../source/ui/theme.ts';
import {startClock} from '../../source/ui/wake.ts';
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
	/** Commands that need a real terminal, as they came. */
	readonly asked: Command[];
}

/** The whole program on a screen of its own, over a fake server; only the terminal's handing over is left out. */
export async function mountApp(connection = new FakeConnection(), {readOnly = false, intervalMs = 30_000} = {}): Promise<Mounted> {
	const clock = {now: () => Date.now(), monotonic: () => Date.now()};
	const stopping = new AbortController();
	const asked: Command[] = [];
	const program = createProgram({
		initial: initialModel({
			now: clock.now(),
			size: {columns: 100, rows: 24},
			target: {url: connection.url, embedded: false},
			intervalMs,
			readOnly,
		}),
		clock,
		perform: (command) => (isOfTerminal(command) ? asked.push(command) : perform(command)),
	});
	const perform = createEffects({
		connection,
		dispatch: program.dispatch,
		pollNow: () => void feed.pollNow(),
		screen: {handOver: async (callback) => callback(), write: () => {}, leave: () => {}},
		env: {},
		projectDir: '/project',
		signal: stopping.signal,
		fail: (error) => {
			throw error;
		},
	});
	const app = render(<App program={program} theme={makeTheme({env: {NO_COLOR: '1', LANG: 'C.UTF-8'}})} />);
	const feed = startFeed({program, connection, intervalMs, clock, signal: stopping.signal});
	startClock(program, clock, stopping.signal);
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

function isOfTerminal({kind}: Command): boolean {
	return kind === 'quit' || kind === 'suspend' || kind === 'redraw' || kind === 'open-editor' || kind === 'copy';
}

/** Lets promises and React's own queue run out; no wall clock passes. */
export async function settle(): Promise<void> {
	for (let round = 0; round < 5; round++) await new Promise<void>((resolve) => setImmediate(resolve));
}
