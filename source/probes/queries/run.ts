import {EsaError} from '../../basics/esa-error.ts';
import {queryContexts} from './query-context.ts';
import {queryFeed} from './query-feed.ts';

/**
 * Runs `work` as one context: what it sends to databases, however deep and late, is counted to `name` until it returns or its promise settles.
 * Returns what it returns; a promise comes back as one that settles the same way. EsaError `usage` if `work` is no function.
 */
export function runContext<T>(name: string, work: () => T): T {
	if (typeof work !== 'function')
		throw new EsaError('usage', 'run() takes a name and a function, as in run("nightly mails", () => sendMails()).');
	const context = queryFeed.open('run', name);
	const end = (): void => void queryFeed.close(context);
	let result: T;
	try {
		result = queryContexts.run(context, work);
	} catch (error) {
		end();
		throw error;
	}
	if (!isThenable(result)) {
		end();
		return result;
	}
	// Handing out the promise that we listen on keeps an unhandled rejection of the service's an unhandled one.
	return result.then(
		(value) => {
			end();
			return value;
		},
		(error: unknown) => {
			end();
			throw error;
		},
	) as T;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
	return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
