import {createInterface} from 'node:readline';
import type {Readable, Writable} from 'node:stream';
import {safeText} from '../../basics/safe-text.ts';
import {systemClock} from '../../basics/clock.ts';
import type {Clock} from '../../basics/clock.ts';
import type {Connection} from '../../client/connection.ts';
import {crashText, watchEndings} from '../endings.ts';
import type {Ending} from '../endings.ts';
import type {Program} from '../program.ts';
import {createSession} from '../session.ts';
import {rowsOf} from '../state/select.ts';
import {helpSentences, readLine} from './line-command.ts';
import {clockTime, newsBetween} from './news.ts';
import {linkSentence, summary, whySentences} from './sentences.ts';

export interface PlainOptions {
	connection: Connection;
	intervalMs: number;
	readOnly?: boolean;
	target: {url: string; embedded: boolean};
	/** Commands are read from it where it is a terminal. */
	stdin: Readable & {isTTY?: boolean};
	stdout: Writable;
	clock?: Clock;
	/** Ends it, as `quit` does. */
	signal?: AbortSignal;
	debug?: boolean;
}

/** After this long without news one line says that all is as it was, so that silence is never doubt. */
const quietMs = 1_800_000;

/** The monitor for screen readers and simple terminals: one sentence per change, never a redraw, no escape sequence. Resolves with the exit code. */
export async function runPlain(options: PlainOptions): Promise<number> {
	const ending = await follow(options);
	if (ending.error !== undefined) process.stderr.write(crashText(ending.error, options.debug === true));
	return ending.code;
}

async function follow(options: PlainOptions): Promise<Ending> {
	const {connection, intervalMs, readOnly = false, target, stdin, stdout, clock = systemClock, signal} = options;
	const {promise: ended, resolve: end} = Promise.withResolvers<Ending>();
	const stopping = new AbortController();
	const {program, begin} = createSession({
		connection,
		intervalMs,
		readOnly,
		target,
		size: {columns: 80, rows: 24},
		clock,
		env: {},
		projectDir: process.cwd(),
		screen: {handOver: async (callback) => callback(), write: () => {}, leave: () => end({code: 0})},
		signal: stopping.signal,
		fail: (error) => end({code: 1, error}),
	});
	const print = createPrinter(stdout);
	const unwatch = watchEndings({stdout, isHandedOver: () => false, end});
	signal?.addEventListener('abort', () => end({code: 0}));
	print([linkSentence(program.model())]);
	const stopNews = printNews(program, clock, print);
	begin();
	const stopLines = stdin.isTTY === true ? readLines(stdin, program, print) : () => {};
	try {
		return await ended;
	} finally {
		stopping.abort();
		stopLines();
		stopNews();
		unwatch();
	}
}

type Print = (sentences: readonly string[]) => void;

/** Everything printed goes through here once more: a sentence is one line, and nothing of it can steer a terminal. */
function createPrinter(stdout: Writable): Print {
	return (sentences) => {
		for (const one of sentences) stdout.write(`${safeText(one, {maxCells: 1000})}\n`);
	};
}

function printNews(program: Program, clock: Clock, print: Print): () => void {
	let before = program.model();
	let quiet: NodeJS.Timeout | undefined;
	const watch = (): void => {
		clearTimeout(quiet);
		quiet = setTimeout(() => {
			print([`${clockTime(clock.now())} Nothing has changed for 30 min. ${linkSentence(program.model())}`]);
			watch();
		}, quietMs);
	};
	const stop = program.subscribe(() => {
		const news = newsBetween(before, program.model());
		before = program.model();
		if (news.length === 0) return;
		print(news);
		watch();
	});
	watch();
	return () => {
		stop();
		clearTimeout(quiet);
	};
}

function readLines(stdin: Readable, program: Program, print: Print): () => void {
	const lines = createInterface({input: stdin, terminal: false});
	lines.on('line', (line) => answer(line, program, print));
	// ctrl-d: nothing more will be typed.
	lines.on('close', () => program.dispatch({kind: 'asked', deed: {kind: 'action', action: 'quit'}}));
	return () => {
		lines.removeAllListeners();
		lines.close();
		stdin.pause();
	};
}

function answer(line: string, program: Program, print: Print): void {
	const command = readLine(line, program.model());
	switch (command.kind) {
		case 'nothing':
			return;
		case 'status':
			return print(summary(program.model()));
		case 'help':
			return print(helpSentences);
		case 'findings':
			return print(findingSentences(program));
		case 'quit':
		case 'refresh':
			return program.dispatch({kind: 'asked', deed: {kind: 'action', action: command.kind}});
		case 'run':
			return program.dispatch({kind: 'asked', deed: {kind: 'run', agents: command.agents}});
		case 'yes':
			return program.dispatch({kind: 'key', key: 'enter'});
		case 'no':
			program.dispatch({kind: 'key', key: 'escape'});
			return print(['Left as it is.']);
		case 'why':
			return print(why(program, command.category));
		case 'unknown':
			return print([`There is no command ${command.text.trim()}. Type help.`]);
	}
}

function findingSentences(program: Program): readonly string[] {
	const rows = rowsOf(program.model(), 'findings');
	if (rows.length === 0) return ['No open findings.'];
	return rows.map(({finding: {severity, title, file, line, advice}}) => {
		const where = file === undefined ? '' : ` In ${file}, line ${line ?? 1}.`;
		return `${severity}: ${title}.${where}${advice === undefined ? '' : ` ${advice}`}`;
	});
}

/** A category by its name or the beginning of it. */
function why(program: Program, wanted: string): readonly string[] {
	const categories = program.model().reading?.report.categories ?? [];
	const category = categories.find(({id, title}) => id === wanted || title.toLowerCase().startsWith(wanted));
	if (category === undefined)
		return [`There is no category ${wanted}. There are: ${categories.map(({title}) => title).join(', ') || 'none yet'}.`];
	const model = {...program.model(), place: {view: 'why' as const, category: category.id}};
	return whySentences(
		model,
		rowsOf(model, 'why').map(({signal}) => signal),
	);
}
