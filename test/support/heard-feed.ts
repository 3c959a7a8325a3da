import type {QueryContext, QueryRecord} from '../../source/probes/queries/query-context.ts';
import {queryFeed} from '../../source/probes/queries/query-feed.ts';

/** What the feed of queries told since `listenToFeed()`. */
export interface HeardFeed {
	/** Queries that ended, in that order. */
	records: QueryRecord[];
	/** The context of each. */
	contexts: (QueryContext | undefined)[];
	closed: QueryContext[];
	texts(): string[];
	stop(): void;
}

/** Listens to the process's feed until `stop()`. */
export function listenToFeed(): HeardFeed {
	const [records, contexts, closed]: [QueryRecord[], (QueryContext | undefined)[], QueryContext[]] = [[], [], []];
	const listener = {
		ended(record: QueryRecord, context: QueryContext | undefined) {
			records.push(record);
			contexts.push(context);
		},
		closed: (context: QueryContext) => void closed.push(context),
	};
	queryFeed.add(listener);
	return {records, contexts, closed, texts: () => records.map(({text}) => text), stop: () => queryFeed.remove(listener)};
}
