import {expect, test, vi} from 'vitest';
import {systemClock} from '../../source/basics/clock.ts';
import type {LiveEvent} from '../../source/protocol/events.ts';
import {startFeed} from '../../source/ui/feed.ts';
import {createProgram} from '../../source/ui/program.ts';
import {FakeConnection} from '../support/fake-connection.ts';
import {startModel} from '../support/screen-model.ts';

/** A server that ends the events at once as often as asked, as a proxy does while what is behind it restarts. */
class Interrupted extends FakeConnection {
	listened = 0;
	refusals = 1;

	override async *events(signal: AbortSignal): AsyncGenerator<LiveEvent> {
		this.listened++;
		if (this.refusals-- <= 0) yield* super.events(signal);
	}
}

test('live events that were ended for good are asked for again with the next reading, and not before', async () => {
	const connection = new Interrupted();
	const program = createProgram({initial: startModel(), clock: systemClock, perform: () => undefined});
	const stopping = new AbortController();
	const poller = startFeed({program, connection, intervalMs: 60_000, clock: systemClock, signal: stopping.signal});
	await vi.waitFor(() => expect(connection.listened).toBe(1));
	program.dispatch({kind: 'key', key: 'a'});
	program.dispatch({kind: 'key', key: 'o'});
	expect(connection.listened).toBe(1);
	await poller.pollNow();
	await poller.pollNow();
	await vi.waitFor(() => expect(connection.listened).toBe(2));
	connection.tell({kind: 'log', at: new Date().toISOString(), severity: 'info', message: 'told live'});
	await vi.waitFor(() => expect(program.model().log.map(({message}) => message)).toContain('told live'));
	stopping.abort();
});
