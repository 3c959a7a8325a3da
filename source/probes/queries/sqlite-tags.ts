import {queryFeed} from './query-feed.ts';
import {type Method, replaceMethod, rowsOfAll, rowsOfGet, rowsOfRun, type Sender, timedCall, timedIterate} from './sqlite-calls.ts';
import {type ObservedDatabases, StatementState} from './sqlite-state.ts';
import {hashValues} from './value-hash.ts';

interface TagStore {
	readonly db: object;
}

const patched = new WeakSet();
/** By template: one for each place in the code. */
const states = new WeakMap<readonly string[], StatementState>();

/** `createTagStore` whose stores (`sql.get`, with a template) tell the feed; they run statements of their own, which no other method shows. */
export function findingTags(original: Method, observed: ObservedDatabases): Method {
	return function (...values) {
		const store: unknown = original.apply(this, values);
		try {
			patchTags(store as TagStore, observed);
		} catch (error) {
			queryFeed.failed(error);
		}
		return store;
	};
}

/** The class of tag stores is not exported: one more store shows it. */
export function patchTagsOf(database: {createTagStore?: (capacity: number) => unknown}): void {
	try {
		database.createTagStore?.(1);
	} catch {
		// The database is closed: the next store that is made will show it.
	}
}

function patchTags(store: TagStore, observed: ObservedDatabases): void {
	const prototype = Object.getPrototypeOf(store) as object;
	if (patched.has(prototype)) return;
	patched.add(prototype);
	const sender: Sender = {
		stateOf: (target, values) => (observed.has((target as TagStore).db) ? stateOf(values[0] as readonly string[]) : undefined),
		hashOf: (values) => hashValues(values.slice(1)),
	};
	replaceMethod(prototype, 'run', (original) => timedCall(original, sender, rowsOfRun));
	replaceMethod(prototype, 'get', (original) => timedCall(original, sender, rowsOfGet));
	replaceMethod(prototype, 'all', (original) => timedCall(original, sender, rowsOfAll));
	replaceMethod(prototype, 'iterate', (original) => timedIterate(original, sender));
}

function stateOf(strings: readonly string[]): StatementState | undefined {
	if (!Array.isArray(strings)) return undefined;
	const known = states.get(strings);
	if (known !== undefined) return known;
	const state = new StatementState(strings.join('?'), undefined, false);
	states.set(strings, state);
	return state;
}
