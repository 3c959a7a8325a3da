import {EventEmitter} from 'node:events';
import pg from 'pg';

/** A connection of pg's without a network: each query is answered at once. */
class AnsweringConnection extends EventEmitter {
	readonly stream = {cork: () => undefined, uncork: () => undefined};
	readonly parsedStatements = {};
	readonly submittedNamedStatements = {};

	sync(): void {
		queueMicrotask(() => {
			this.emit('commandComplete', {text: 'SELECT 1'});
			this.emit('readyForQuery', {status: 'I'});
		});
	}

	parse(): void {}
	bind(): void {}
	describe(): void {}
	execute(): void {}
	ref(): void {}
	unref(): void {}
	end(): void {}
}

interface Inner {
	_connected: boolean;
	readyForQuery: boolean;
	_attachListeners(connection: EventEmitter): void;
}

/** pg's own Client over it: all that a query costs but for the network. */
export class AnsweringClient extends pg.Client {
	constructor(config: pg.ClientConfig = {}) {
		super({...config, connection: new AnsweringConnection()} as pg.ClientConfig);
	}

	override connect(callback?: unknown): Promise<this> {
		const inner = this as unknown as Inner;
		inner._connected = true;
		inner._attachListeners(this.connection);
		inner.readyForQuery = true;
		(callback as (error: null, client: pg.Client) => void)(null, this);
		return Promise.resolve(this);
	}
}
