import {setTimeout as sleep} from 'node:timers/promises';
import {PassThrough, Writable} from 'node:stream';
import type {ReadStream, WriteStream} from 'node:tty';
import {settleEngine} from '../../source/cli/settle-engine.ts';
import {runMonitor} from '../../source/ui/run.tsx';
import {FakeConnection} from '../support/fake-connection.ts';

const polls = 2880;
const warmUp = 200;
const keys = 10_000;
const logLines = 100_000;

/** A day of the monitor in as little time as it takes: 2,880 polls with changing scores, 10,000 keys, 100,000 log lines. Prints its memory as JSON. */
class Keyboard extends PassThrough {
	isTTY = true;
	isRaw = false;
	setRawMode(mode: boolean): this {
		this.isRaw = mode;
		return this;
	}
	ref(): this {
		return this;
	}
	unref(): this {
		return this;
	}
}

class Screen extends Writable {
	isTTY = true;
	columns = 120;
	rows = 40;
	bytes = 0;
	override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
		this.bytes += chunk.length;
		done();
	}
}

/** Runs as time does, and leaps by an interval with every poll. */
let leapt = 0;
const startedAt = Date.parse('2026-03-01T00:00:00.000Z');
const clock = {now: () => startedAt + leapt + performance.now(), monotonic: () => leapt + performance.now()};
const connection = new FakeConnection(undefined, clock.now);
const answer = connection.poll.bind(connection);
connection.poll = async () => {
	leapt += 30_000;
	for (const category of connection.world.report.categories) if (category.score !== null) category.score = (category.score + 7) % 101;
	return answer();
};
settleEngine();
const keyboard = new Keyboard();
const screen = new Screen();
const ended = runMonitor({
	connection,
	intervalMs: 1,
	readOnly: false,
	target: {url: connection.url, embedded: false},
	env: {TERM: 'xterm-256color', LANG: 'C.UTF-8'},
	stdin: keyboard as unknown as ReadStream,
	stdout: screen as unknown as WriteStream,
	clock,
});

await until(() => connection.polls >= warmUp);
const before = memory();
await until(() => connection.polls >= polls);
for (let index = 0; index < keys; index++) {
	keyboard.write('jktjofaL'[index % 8]);
	if (index % 8 === 7) await sleep(0);
}
for (let index = 0; index < logLines; index++) {
	connection.tell({kind: 'log', at: new Date(clock.now()).toISOString(), severity: 'info', message: `line ${index} ${'x'.repeat(60)}`});
	if (index % 500 === 0) await sleep(1);
}
await sleep(1000);
const after = memory();
keyboard.write('q');
await ended;
process.stdout.write(
	JSON.stringify({
		heapGrowth: after.heap - before.heap,
		rssGrowth: after.rss - before.rss,
		rss: after.rss,
		polls: connection.polls,
		bytes: screen.bytes,
	}),
);
process.exit(0);

function memory(): {heap: number; rss: number} {
	globalThis.gc?.();
	globalThis.gc?.();
	const {heapUsed, rss} = process.memoryUsage();
	return {heap: heapUsed / 1e6, rss: rss / 1e6};
}

async function until(isDone: () => boolean): Promise<void> {
	while (!isDone()) await sleep(20);
}
