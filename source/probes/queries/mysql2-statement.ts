import {endSent, type Sent} from './mysql2-entry.ts';
import {inContext} from './pg-entry.ts';
import {queryContexts} from './query-context.ts';
import {queryFeed} from './query-feed.ts';
import {hashValues} from './value-hash.ts';
import {type Method, wrapMethod} from './wrap.ts';

/** The parts of mysql2's `Execute` command that we touch. */
interface Command {
	readonly sql?: unknown;
	readonly values?: unknown;
	readonly statement?: {readonly query?: unknown} | undefined;
	onResult?: Method | undefined;
	once?: (event: string, listener: () => void) => unknown;
}

/** Sees what a prepared statement of a connection sends (`statement.execute(…)`): the one query that mysql2 publishes nothing of. */
export function followStatements(prototype: object): boolean {
	return wrapMethod(prototype, 'addCommand', wrapAddCommand);
}

/* oxlint-disable prefer-rest-params -- the original sees as many arguments as were given */
function wrapAddCommand(original: Method): Method {
	return function addCommand(this: unknown, command: Command): unknown {
		// That of `connection.execute`, which is published, gets its statement later and has its text from the beginning.
		if (queryFeed.isOn && command?.statement !== undefined && command.sql === undefined) follow(command, addCommand);
		return original.apply(this, arguments);
	};
}
/* oxlint-enable prefer-rest-params */

function follow(command: Command, above: Method): void {
	try {
		const text = command.statement?.query;
		if (typeof text !== 'string') return;
		const context = queryContexts.getStore();
		const values = context === undefined ? undefined : hashValues(command.values);
		const sent = {
			context,
			isThenable: false,
			record: queryFeed.begin('mysql', text, values, context, queryFeed.siteOf(context, text, values, above)),
		};
		hearEnd(command, sent);
	} catch (error) {
		queryFeed.failed(error);
	}
}

/** Without a callback only its end is heard: to listen for errors would be to handle them. */
function hearEnd(command: Command, sent: Sent): void {
	const {onResult} = command;
	if (typeof onResult !== 'function') {
		command.once?.('end', () => endSent(sent, undefined, undefined));
		return;
	}
	const callback = inContext(onResult, sent.context);
	command.onResult = function (this: unknown, error: unknown, result: unknown, ...rest: unknown[]): unknown {
		endSent(sent, result, error);
		return Reflect.apply(callback, this, [error, result, ...rest]);
	};
}
