import {PassThrough} from 'node:stream';
import {afterEach, expect, test, vi} from 'vitest';
import {divertConsole} from '../../source/ui/divert-console.ts';
import {createEffects} from '../../source/ui/effects.ts';
import {crashText, watchEndings} from '../../source/ui/endings.ts';
import type {Ending} from '../../source/ui/endings.ts';
import type {Happening} from '../../source/ui/program.ts';
import type {Command} from '../../source/ui/state/model.ts';
import {FakeConnection} from '../support/fake-connection.ts';

afterEach(() => {
	vi.useRealTimers();
});

function start(env: Record<string, string> = {}) {
	const happened: Happening[] = [];
	const failed: unknown[] = [];
	const handedOver: string[] = [];
	const stopping = new AbortController();
	const connection = new FakeConnection();
	const {promise, resolve} = Promise.withResolvers<void>();
	const perform = createEffects({
		connection,
		dispatch: (happening) => {
			happened.push(happening);
			resolve();
		},
		pollNow: () => {},
		screen: {
			handOver: async (callback) => {
				handedOver.push('over');
				await callback();
				handedOver.push('back');
			},
			write: () => {},
			leave: () => {},
		},
		env,
		projectDir: process.cwd(),
		signal: stopping.signal,
		fail: (error) => {
			failed.push(error);
			resolve();
		},
	});
	return {connection, happened, failed, handedOver, stopping, done: promise, perform: (command: Command) => perform(command)};
}

test('an editor has the terminal for as long as it runs', async () => {
	const world = start({EDITOR: 'false'});
	world.perform({kind: 'open-editor', file: 'package.json', line: 1});
	await world.done;
	expect(world.handedOver).toEqual(['over', 'back']);
	expect(world.happened).toEqual([{kind: 'said', severity: 'warning', message: 'The editor false ended with code 1.'}]);
});

test('an editor that is not there is named', async () => {
	const world = start({EDITOR: 'no-such-editor-anywhere'});
	world.perform({kind: 'open-editor', file: 'package.json', line: 1});
	await world.done;
	expect(world.happened).toEqual([
		expect.objectContaining({message: expect.stringMatching(/no-such-editor-anywhere did not start.*EDITOR/)}),
	]);
});

test('a fault in a connection goes to the one handler, but not after the end', async () => {
	const world = start();
	world.connection.trends = async () => {
		throw new Error('a bug');
	};
	world.perform({kind: 'load-trends', range: '7d'});
	await world.done;
	expect(world.failed).toEqual([new Error('a bug')]);
	world.stopping.abort();
	world.perform({kind: 'load-trends', range: '7d'});
	await new Promise<void>((resolve) => setImmediate(resolve));
	expect(world.failed).toHaveLength(1);
});

test('a terminal that went away ends the program and later faults do not hide it', () => {
	vi.useFakeTimers();
	const stdin = new PassThrough();
	const stdout = new PassThrough();
	const endings: Ending[] = [];
	const stop = watchEndings({stdin, stdout, isHandedOver: () => false, end: (ending) => endings.push(ending)});
	stdout.emit('error', Object.assign(new Error('write EIO'), {code: 'EIO'}));
	stdin.emit('end');
	stop();
	expect(endings).toEqual([{code: 129}, {code: 129}]);
	expect([stdout.listenerCount('error'), stdin.listenerCount('end'), stdin.listenerCount('error')]).toEqual([0, 0, 0]);
});

test('a crash is told in a sentence, its stack only when asked for', () => {
	const error = new Error('kaputt');
	expect(crashText(error, false)).toBe(
		'esa-health stopped because of a fault of its own: kaputt\nRun it again with --debug to see where.\n',
	);
	expect(crashText(error, true)).toContain('effects.test.ts');
	expect(crashText('a string', true)).toContain('a string');
});

test('what libraries print goes to the log, without control characters, until the console is given back', () => {
	const notes: string[] = [];
	const original = console.warn;
	const restore = divertConsole((severity, message) => notes.push(`${severity}: ${message}`));
	console.warn('%s is \u001B[31mold', 'x');
	process.emit('warning', Object.assign(new Error('deprecated'), {name: 'DeprecationWarning'}));
	restore();
	expect(notes).toEqual(['warning: x is old', 'info: DeprecationWarning: deprecated']);
	expect(console.warn).toBe(original);
});
