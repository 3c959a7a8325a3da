import {canJoin, type Joinable, readJoinable} from './joinable.ts';
import type {Call, Joiner} from './joiner.ts';
import {type QueryResult, shareResult} from './share-result.ts';

/** The caller's SELECT is evaluated for each key by the server: `LATERAL` over a list of the keys. */
export const postgresJoiner: Joiner<Joinable> = {
	read: readJoinable,
	canJoin,
	keysOf: ({lists}) => lists,
	most: () => Infinity,
	join: (known, calls) => [{text: known.joined, values: joinedValues(known, calls), rowMode: 'array'}],
	share: (result, callers) => shareResult(result as QueryResult, callers),
};

function joinedValues({lists}: Joinable, calls: readonly Call[]): unknown[] {
	return calls[0]!.values.map((value, place) => (lists.includes(place) ? calls.map((call) => call.values[place]) : value));
}
