import {createParser} from 'eventsource-parser';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {LiveEvent} from '../../source/protocol/events.ts';
import type {Sink} from '../../source/server/answer.ts';
import {createEventHub, hubLimits, type EventHub} from '../../source/server/event-hub.ts';
import {FakeMonitorView} from '../support/fake-monitor-view.ts';
import {ManualClock} from '../support/manual-clock.ts';

class Reader implements Sink {
	text = '';
	unread = 0;
	isClosed = false;
	write(chunk: string): void {
		this.text += chunk;
	}

	buffered(): number {
		return this.unread;
	}

	close(): void {
		this.isClosed = true;
	}
}

const view = new FakeMonitorView();
const clock = new ManualClock();
let hub: EventHub;

beforeEach(() => {
	vi.useFakeTimers();
	hub = createEventHub(view, clock, {...hubLimits, remembered: 3, bufferedBytes: 2000});
});
afterEach(() => {
	hub.close();
	vi.useRealTimers();
});

describe('a reader', () => {
	test('is greeted at once with a comment, its retry time and an id to come back with', () => {
		expect(attach().text).toMatch(/^: esa-health\nretry: 3000\nid: \w+-0\n\n$/);
	});

	test('of the standard kind sees no event in the greeting, and understands the rest', () => {
		const seen: string[] = [];
		const parser = createParser({onEvent: ({event, data}) => seen.push(`${event} ${data}`), onRetry: (ms) => seen.push(`retry ${ms}`)});
		const reader = attach();
		view.log('one');
		vi.advanceTimersByTime(15_000);
		parser.feed(reader.text);
		expect(seen).toEqual(['retry 3000', 'log {"kind":"log","at":"2026-11-22T20:00:00.000Z","severity":"info","message":"one"}']);
	});

	test('gets each event with its kind and a rising id', () => {
		const reader = attach();
		view.log('one');
		view.log('two\nlines');
		expect(events(reader)).toMatchObject([
			{number: 1, event: 'log', data: {kind: 'log', message: 'one'}},
			{number: 2, event: 'log', data: {kind: 'log', message: 'two\nlines'}},
		]);
	});

	test('gets a comment every 15 seconds', () => {
		const reader = attach();
		vi.advanceTimersByTime(45_000);
		expect(reader.text.match(/: still here\n\n/g)).toHaveLength(3);
	});

	test('that does not read is let go, and the others are not', () => {
		const [slow, quick] = [attach(), attach()];
		slow.unread = 2000;
		view.log('one');
		expect(slow.isClosed).toBe(true);
		expect(events(slow)).toEqual([]);
		expect(events(quick)).toHaveLength(1);
	});

	test('is let go when its token expires', () => {
		const reader = new Reader();
		hub.attach(reader, {who: 'bob', until: clock.now() + 20_000, lastEventId: undefined});
		clock.advance(15_000);
		vi.advanceTimersByTime(15_000);
		expect(reader.isClosed).toBe(false);
		clock.advance(15_000);
		vi.advanceTimersByTime(15_000);
		expect(reader.isClosed).toBe(true);
	});

	test('that left gets nothing more, and the last one stops the heartbeat', () => {
		const reader = new Reader();
		const leave = hub.attach(reader, {who: 'bob', until: null, lastEventId: undefined});
		expect(vi.getTimerCount()).toBe(1);
		leave();
		view.log('one');
		expect(events(reader)).toEqual([]);
		expect(vi.getTimerCount()).toBe(0);
	});
});

describe('coming back', () => {
	test('with the last id brings exactly what was missed', () => {
		const first = attach();
		view.log('one');
		view.log('two');
		view.log('three');
		const [one] = events(first);
		expect(events(attach(one?.id)).map(messageOf)).toEqual(['two', 'three']);
	});

	test("with the greeting's id brings what came since", () => {
		const id = /id: (.+)/.exec(attach().text)?.[1];
		view.log('one');
		expect(events(attach(id)).map(messageOf)).toEqual(['one']);
	});

	test('with the newest id brings nothing', () => {
		const first = attach();
		view.log('one');
		expect(events(attach(events(first)[0]?.id))).toEqual([]);
	});

	test('after more than is remembered brings a reset, whose id resumes', () => {
		const id = /id: (.+)/.exec(attach().text)?.[1];
		for (const message of ['1', '2', '3', '4']) view.log(message);
		const reset = events(attach(id));
		expect(reset).toMatchObject([{number: 4, event: 'reset', data: {kind: 'reset', at: new Date(clock.now()).toISOString()}}]);
		view.log('5');
		expect(events(attach(reset[0]?.id)).map(messageOf)).toEqual(['5']);
	});

	test.each(['other-1', '1', '', '-1', 'x'])('with the id %j of another run brings a reset', (id) => {
		view.log('one');
		expect(events(attach(id))).toMatchObject([{event: 'reset'}]);
	});

	test('with an id of this run that was never given brings a reset', () => {
		const run = /id: (\w+)-0/.exec(attach().text)?.[1];
		expect(events(attach(`${run}-7`))).toMatchObject([{event: 'reset'}]);
		expect(events(attach(`${run}-0.5`))).toMatchObject([{event: 'reset'}]);
	});

	test('to more than a reader may leave unread brings a reset instead of a stream that is cut at once', () => {
		const id = /id: (.+)/.exec(attach().text)?.[1];
		view.log('x'.repeat(1500));
		expect(events(attach(id))).toMatchObject([{event: 'reset'}]);
	});
});

test('at most 32 readers per token', () => {
	for (let index = 0; index < 32; index++) attach();
	expect(hub.hasRoom('bob')).toBe(false);
	expect(hub.hasRoom('ada')).toBe(true);
});

test('closing ends all streams and stops listening to the monitor', () => {
	const reader = attach();
	const before = view.listeners.size;
	hub.close();
	expect(reader.isClosed).toBe(true);
	expect(view.listeners.size).toBe(before - 1);
});

test('remembers at least 1,000 events by default', () => {
	expect(hubLimits.remembered).toBeGreaterThanOrEqual(1000);
});

function attach(lastEventId?: string): Reader {
	const reader = new Reader();
	hub.attach(reader, {who: 'bob', until: null, lastEventId});
	return reader;
}

const messageOf = ({data}: Seen): string | undefined => (data.kind === 'log' ? data.message : undefined);

interface Seen {
	id: string;
	number: number;
	event: string;
	data: LiveEvent;
}

function events(reader: Reader): Seen[] {
	return [...reader.text.matchAll(/id: (\w+-(\d+))\nevent: (.+)\ndata: (.+)\n\n/g)].map(([, id = '', number, event = '', data = '']) => ({
		id,
		number: Number(number),
		event,
		data: LiveEvent.parse(JSON.parse(data)),
	}));
}
