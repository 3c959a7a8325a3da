import type {Clock} from '../basics/clock.ts';
import type {Connection} from '../client/connection.ts';
import type {Poller} from '../client/poller.ts';
import type {Env} from './editor.ts';
import {createEffects} from './effects.ts';
import type {Screen} from './effects.ts';
import {startFeed} from './feed.ts';
import {createProgram} from './program.ts';
import type {Program} from './program.ts';
import {initialModel} from './state/initial.ts';
import {startClock} from './wake.ts';

export interface SessionOptions {
	connection: Connection;
	intervalMs: number;
	readOnly: boolean;
	target: {url: string; embedded: boolean};
	size: {columns: number; rows: number};
	clock: Clock;
	env: Env;
	projectDir: string;
	screen: Screen;
	/** Ends everything that `begin` began. */
	signal: AbortSignal;
	/** Where what nobody expected goes. */
	fail: (error: unknown) => void;
	canDraw?: () => boolean;
}

/** A program wired to a server and to the world. `begin` polls, listens and starts the clock: after whatever shows the program is in place. */
export function createSession(options: SessionOptions): {program: Program; begin: () => void} {
	const {connection, intervalMs, readOnly, target, size, clock, env, projectDir, screen, signal, fail} = options;
	let poller: Poller | null = null;
	const program = createProgram({
		initial: initialModel({now: clock.now(), size, target, intervalMs, readOnly}),
		clock,
		perform: (command) => perform(command),
		...(options.canDraw === undefined ? {} : {canDraw: options.canDraw}),
	});
	const pollNow = (): void => void poller?.pollNow();
	const perform = createEffects({connection, dispatch: program.dispatch, pollNow, screen, env, projectDir, signal, fail});
	return {
		program,
		begin() {
			poller = startFeed({program, connection, intervalMs, clock, signal});
			startClock(program, clock, signal);
		},
	};
}
