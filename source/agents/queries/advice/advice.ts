import type {DatabaseSystem} from '../../../protocol/query-trace.ts';
import type {Occurrence} from '../occurrence.ts';
import type {Library} from './libraries/library.ts';

/** What to write instead of a wasteful use of the database. */
export interface Advice {
	/** What to write instead, for this query, in a sentence. */
	summary: string;
	/** The batch form in the service's own library, or plain SQL; null where none can be given safely. */
	code: string | null;
	/** What to mind when it is applied; only what applies to this query. */
	caveats: string[];
}

/** An occurrence, and what it is advised in. */
export interface Advised {
	readonly occurrence: Occurrence;
	readonly library: Library;
	readonly system: DatabaseSystem;
	/** All packages known to be in play. */
	readonly packages: readonly string[];
}
