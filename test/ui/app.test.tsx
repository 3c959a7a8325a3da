import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {FakeConnection} from '../support/fake-connection.ts';
import {mountApp, settle} from '../support/mounted-app.tsx';
import {completed, finding, job, noon, reading} from '../support/readings.ts';

beforeEach(() => {
	// setImmediate stays real: React and Ink run on it, and no time passes by it.
	vi.useFakeTimers({now: noon, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance']});
});
afterEach(() => {
	vi.useRealTimers();
});

const pass = async (ms: number): Promise<void> => {
	await vi.advanceTimersByTimeAsync(ms);
	await settle();
};

describe('keys', () => {
	test('lead through the views and back', async () => {
		using app = await mountApp();
		expect(app.frame()).toContain('Database');
		await app.type('a');
		expect(app.frame()).toContain('sweeper');
		await app.type('f');
		expect(app.frame()).toContain('GET /api/orders answers');
		await app.type('\r');
		expect(app.program.model().place).toEqual({view: 'finding', id: 'f1'});
		await app.type('\u007F', '\u007F');
		expect(app.program.model().place).toEqual({view: 'agents'});
	});

	test('arrows and vim keys move the same cursor', async () => {
		using app = await mountApp();
		await app.type('a', '\u001B[B');
		expect(app.program.model().lists.agents.cursorId).toBe('agent:sweeper');
		await app.type('k');
		expect(app.program.model().lists.agents.cursorId).toBe('agent:endpoints');
	});

	test('a lone escape goes back, once the terminal has sent nothing after it', async () => {
		using app = await mountApp();
		await app.type('a', '\u001B');
		await pass(100);
		expect(app.program.model().place).toEqual({view: 'overview'});
	});

	test('q and ctrl-c leave, ctrl-z goes to the shell', async () => {
		using app = await mountApp();
		await app.type('q', '\u0003', '\u001A');
		expect(app.asked).toEqual(['leave', 'leave', 'hand over']);
	});

	test('pasted text runs nothing, marked by the terminal or not', async () => {
		using app = await mountApp();
		await app.type('a', '\u001B[200~x\rq\r\u001B[201~', 'x\r');
		expect(app.connection.asked).toEqual([]);
		expect(app.asked).toEqual([]);
		expect(app.frame()).toContain('nothing was done');
	});

	test('a filter narrows the list while it is typed', async () => {
		using app = await mountApp();
		await app.type('a', '/', 's', 'w');
		expect(app.frame()).not.toContain('endpoints  ');
		expect(app.frame()).toContain('sweeper');
	});

	test('the palette runs what is named', async () => {
		using app = await mountApp();
		await app.type(':', 'run endp');
		expect(app.frame()).toContain('run endpoints');
		await app.type('\r');
		expect(app.connection.asked).toEqual(['run endpoints']);
	});

	test('the help lists the keys of the table', async () => {
		using app = await mountApp();
		await app.type('?');
		expect(app.frame()).toContain('half a page down');
	});
});

describe('runs', () => {
	test('x starts an agent, its progress is live and its end comes with findings', async () => {
		using app = await mountApp();
		await app.type('a', 'x');
		expect(app.connection.asked).toEqual(['run endpoints']);
		expect(app.frame()).toContain('3 of 31');
		app.connection.put(job({id: 'run-1', progress: {done: 14, total: 31, message: 'GET /api/orders'}}));
		await settle();
		await pass(250);
		expect(app.frame()).toContain('14 of 31');
		app.connection.world = {...app.connection.world, findings: [finding(), finding({id: 'f2', title: 'GET /api/users answers 500'})]};
		app.connection.put(completed({id: 'run-1'}));
		await settle();
		await pass(250);
		// The end of a run hurries the next poll, which brings what it found.
		await pass(3000);
		await app.type('f');
		expect(app.frame()).toContain('GET /api/users answers 500');
	});

	test('many events in a moment draw at most four frames a second', async () => {
		using app = await mountApp();
		await app.type('a', 'x');
		const before = app.frames();
		for (let done = 4; done < 24; done++) {
			app.connection.put(job({id: 'run-1', progress: {done, total: 31, message: 'GET /'}}));
			await settle();
			await pass(50);
		}
		expect(app.frames() - before).toBeGreaterThan(1);
		expect(app.frames() - before).toBeLessThanOrEqual(5);
	});

	test('a run that writes is asked for before anything is sent', async () => {
		using app = await mountApp();
		await app.type('a', 'j', '\r');
		expect(app.frame()).toContain('Run sweeper?');
		expect(app.connection.asked).toEqual([]);
		await app.type('y');
		expect(app.connection.asked).toEqual(['run sweeper']);
	});

	test('--read-only sends nothing, whatever is pressed, and says so', async () => {
		using app = await mountApp(new FakeConnection(), {readOnly: true});
		expect(app.frame()).toContain('read-only');
		await app.type('\r', 'a', 'x', '\r', 'm', 'c', ':', 'run endpoints', '\r');
		expect(app.connection.asked.filter((one) => one.startsWith('run') || one.startsWith('cancel'))).toEqual([]);
	});
});

describe('time', () => {
	test('two idle intervals draw for the age and the polls only', async () => {
		using app = await mountApp();
		const before = app.frames();
		// Intervals are jittered by a tenth: two have passed, a third has not.
		await pass(70_000);
		expect(app.connection.polls).toBe(3);
		expect(app.frames() - before).toBeLessThanOrEqual(11);
	});

	test('a paused screen polls no more, says so and draws no more than its age', async () => {
		using app = await mountApp();
		await app.type(' ');
		expect(app.frame()).toContain('paused');
		await pass(120_000);
		const [polls, frames] = [app.connection.polls, app.frames()];
		await pass(600_000);
		expect(app.connection.polls).toBe(polls);
		expect(app.frames() - frames).toBeLessThanOrEqual(10);
		await app.type(' ');
		expect(app.connection.polls).toBe(polls + 1);
	});

	test('a server that goes away is told with its age, and comes back by itself', async () => {
		using app = await mountApp();
		app.connection.trouble = {kind: 'unreachable', at: 0, detail: 'connection refused'};
		await app.type('r');
		expect(app.frame()).toMatch(/no answer/i);
		expect(app.frame()).toContain('82');
		await pass(100_000);
		expect(app.frame()).toMatch(/1 min/);
		app.connection.trouble = null;
		await pass(30_000);
		expect(app.frame()).toContain('live');
	});

	test('a poll that takes long is shown as under way, a fast one is not', async () => {
		const connection = new FakeConnection();
		using app = await mountApp(connection);
		const {promise, resolve} = Promise.withResolvers<void>();
		const answer = connection.poll.bind(connection);
		connection.poll = async () => {
			await promise;
			return answer();
		};
		await pass(35_000);
		expect(app.program.model().polling).toBe(true);
		resolve();
		await settle();
		expect(app.program.model().polling).toBe(false);
	});
});

test('before the first answer the screen says what it waits for', async () => {
	const connection = new FakeConnection(reading());
	connection.poll = async () => new Promise(() => {});
	using app = await mountApp(connection);
	expect(app.frame()).toContain('http://localhost:3000');
	expect(app.frame()).not.toMatch(/\b(0|100) (●|✔|✖)/);
});
