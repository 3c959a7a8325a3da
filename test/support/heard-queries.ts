import {type QueryContext, queryContexts, type QueryRecord} from '../../source/probes/queries/query-context.ts';
import {queryFeed, type QueryListener} from '../../source/probes/queries/query-feed.ts';

/** Listens to the queries of this process. */
export interface Heard {
	/** Runs it as one context and answers with what it sent, in that order; throws where the feed told another number of ends. */
	during(work: () => unknown): Promise<readonly QueryRecord[]>;
	start(): void;
	stop(): void;
}

/** Begins to listen. */
export function heard(): Heard {
	let ended: {record: QueryRecord; context: QueryContext | undefined}[] = [];
	const listener: QueryListener = {ended: (record, context) => void ended.push({record, context}), closed: () => undefined};
	queryFeed.add(listener);
	return {
		start: () => queryFeed.add(listener),
		stop: () => queryFeed.remove(listener),
		async during(work) {
			ended = [];
			const context = queryFeed.open('run', 'test');
			await queryContexts.run(context, work);
			const others = ended.filter((each) => each.context !== context);
			if (others.length > 0) throw new Error(`${others.length} queries ended in another context, such as ${others[0]?.record.text}`);
			if (ended.length !== context.records.length) throw new Error(`${context.records.length} began and ${ended.length} ended`);
			return context.records;
		},
	};
}
