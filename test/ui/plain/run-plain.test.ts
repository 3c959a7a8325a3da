import {PassThrough} from 'node:stream';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {runPlain} from '../../../source/ui/plain/run-plain.ts';
import {FakeConnection} from '../../support/fake-connection.ts';
import {category, completed, finding, job, noon, reading} from '../../support/readings.ts';

beforeEach(() => {
	vi.useFakeTimers({now: noon, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance']});
});
afterEach(() => {
	vi.useRealTimers();
});

async function settle(): Promise<void> {
	for (let round = 0; round < 5; round++) await new Promise<void>((resolve) => setImmediate(resolve));
}

const pass = async (ms: number): Promise<void> => {
	await vi.advanceTimersByTimeAsync(ms);
	await settle();
};

async function start({connection = new FakeConnection(), readOnly = false}: {connection?: FakeConnection; readOnly?: boolean} = {}) {
	const stdin = Object.assign(new PassThrough(), {isTTY: true});
	const stdout = new PassThrough();
	let text = '';
	stdout.on('data', (chunk: Buffer) => {
		text += chunk.toString();
	});
	const stop = new AbortController();
	const clock = {now: () => Date.now(), monotonic: () => Date.now()};
	const ended = runPlain({
		connection,
		intervalMs: 30_000,
		readOnly,
		target: {url: connection.url, embedded: false},
		stdin,
		stdout,
		clock,
		signal: stop.signal,
	});
	await settle();
	return {
		connection,
		stdin,
		ended,
		/** The lines printed since the last look. */
		heard(): string[] {
			const lines = text.split('\n').slice(0, -1);
			text = '';
			return lines;
		},
		async say(line: string) {
			stdin.write(`${line}\n`);
			await settle();
		},
		async [Symbol.asyncDispose]() {
			stop.abort();
			await ended;
		},
	};
}

test('begins with everything that is known, in sentences', async () => {
	await using plain = await start();
	expect(plain.heard()).toEqual([
		'Connecting to http://localhost:3000.',
		'shop at http://localhost:3000 is good, 82 of 100. 90 percent of it is measured.',
		'Live. The numbers are from now.',
		'API is excellent, 97.',
		'Database is warning, 62.',
		'Recommendation 1: Run endpoints: three routes changed. Regains 5 points. Type: run endpoints.',
		'Recommendation 2: Fix the empty body of GET /api/orders. Regains 2 points.',
		'Open findings: 1 warning.',
	]);
});

test('says nothing while nothing changes, but that nothing changed after half an hour', async () => {
	await using plain = await start();
	plain.heard();
	await pass(1_700_000);
	expect(plain.heard()).toEqual([]);
	await pass(200_000);
	expect(plain.heard()).toEqual([expect.stringContaining('Nothing has changed for 30 min. Live.')]);
});

test('says each change in one sentence', async () => {
	await using plain = await start();
	plain.heard();
	const {world} = plain.connection;
	plain.connection.world = {
		...world,
		report: {
			...world.report,
			categories: [category({id: 'api', title: 'API', status: 'excellent', score: 97}), category({status: 'critical', score: 40})],
			recommendations: [],
		},
		findings: [finding({id: 'f2', severity: 'critical', title: 'GET /api/users answers 500'})],
	};
	await pass(33_000);
	expect(plain.heard()).toEqual([
		expect.stringMatching(/^14:00:\d\d Database is critical, was warning\.$/),
		'Resolved: GET /api/orders answers with an empty body.',
		'New critical finding of endpoints: GET /api/users answers 500.',
	]);
});

test('says that the server is away, once, and that it is back', async () => {
	await using plain = await start();
	plain.heard();
	plain.connection.trouble = {kind: 'unreachable', at: 0, detail: 'connection refused'};
	await pass(120_000);
	expect(plain.heard()).toEqual([expect.stringContaining('No answer: connection refused.')]);
	plain.connection.trouble = null;
	await pass(30_000);
	expect(plain.heard()).toEqual([expect.stringContaining('Live again after 1 min.')]);
});

test('runs an agent by a typed line and tells its end', async () => {
	await using plain = await start();
	plain.heard();
	await plain.say('run endpoints');
	expect(plain.connection.asked).toEqual(['run endpoints']);
	expect(plain.heard()).toEqual([expect.stringContaining('endpoints started.')]);
	plain.connection.put(job({id: 'run-1', progress: {done: 20, total: 31, message: 'GET /'}}));
	await pass(300);
	plain.connection.put(completed({id: 'run-1'}));
	await settle();
	await pass(300);
	expect(plain.heard()).toEqual([expect.stringContaining('endpoints completed: 3 findings in 31 routes.')]);
});

test('asks before a run that writes, and only yes does it', async () => {
	await using plain = await start();
	plain.heard();
	await plain.say('run sweeper');
	expect(plain.heard()).toEqual([
		'Run sweeper? sweeper: Sweeps old rows, changes something outside the monitor. Type yes to do it; anything else leaves it.',
	]);
	await plain.say('no');
	expect(plain.heard()).toEqual(['Left as it is.']);
	await plain.say('run sweeper');
	await plain.say('yes');
	expect(plain.connection.asked).toEqual(['run sweeper']);
});

test('--read-only runs nothing and says so', async () => {
	await using plain = await start({readOnly: true});
	plain.heard();
	await plain.say('run endpoints');
	expect([plain.connection.asked, plain.heard()]).toEqual([[], ['Nothing is run from here: started with --read-only.']]);
});

test('says why, and names what there is when the name is wrong', async () => {
	await using plain = await start();
	plain.heard();
	await plain.say('why data');
	expect(plain.heard()).toEqual([
		'Database is warning, 62.',
		'Latency p95 is 310 ms over 30m, from 8412 observations by check db: score 62, weight 2.',
	]);
	await plain.say('why cash');
	expect(plain.heard()).toEqual(['There is no category cash. There are: API, Database.']);
	await plain.say('dance');
	expect(plain.heard()).toEqual(['There is no command dance. Type help.']);
});

test('quit and the end of the input leave with code 0', async () => {
	const first = await start();
	await first.say('quit');
	expect(await first.ended).toBe(0);
	const second = await start();
	second.stdin.end();
	expect(await second.ended).toBe(0);
});

test('nothing a server says can steer the terminal', async () => {
	const world = reading();
	const evil = finding({id: 'x', title: '\u001B]0;evil\u0007\u202Eend\u009B31m'});
	await using plain = await start({
		connection: new FakeConnection({...world, report: {...world.report, warnings: ['a\u001B[2J\rb']}, findings: [evil]}),
	});
	await plain.say('findings');
	// eslint-disable-next-line no-control-regex -- looking for them is the point
	expect(plain.heard().join('')).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E]/);
});
