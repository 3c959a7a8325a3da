import type {Occurrence} from '../occurrence.ts';

/** What to write instead of a wasteful use of the database. */
export interface Advice {
	/** One sentence, for this query. */
	summary: string;
	/** The batch form in the service's own library, or plain SQL; null where none can be given safely. */
	code: string | null;
	/** What to mind when it is applied; only what applies to this query. */
	caveats: string[];
}

export interface AdviceOptions {
	/** Packages the service uses; asked where `occurrence.via` names no library we know. */
	readonly libraries?: readonly string[];
}

/** Says what to write instead. Never throws: a query that cannot be read gets an advice in words. */
export function adviseOn(occurrence: Occurrence, _options: AdviceOptions = {}): Advice {
	return {summary: inWords(occurrence), code: null, caveats: []};
}

function inWords(occurrence: Occurrence): string {
	switch (occurrence.kind) {
		case 'n-plus-one':
			return `Ask once for all ${occurrence.distinctValues ?? occurrence.count} values instead of ${occurrence.count} times for one.`;
		case 'write-loop':
			return `Write all rows with one statement instead of ${occurrence.count}.`;
		case 'repeated-identical':
			return `Ask once and keep the answer: it was asked for ${occurrence.count} times with the same values.`;
		case 'slow':
			return 'See what it waits for: rows read but not returned, a missing index, a lock.';
	}
}
