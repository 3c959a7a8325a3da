import type {Store} from '../../store/store.ts';
import type {QueryIssue} from './issue.ts';
import type {ResolvedIssue} from './life-cycle.ts';

/** What is known of a service's queries beyond the process. */
export interface QueryState {
	issues: readonly QueryIssue[];
	/** Newest first. */
	resolved: ResolvedIssue[];
}

const key = 'queries.issues';
/** Raised whenever an issue of the release before could not be read as one of this. */
const version = 3;

/** Reads what an earlier process knew; what another release wrote is begun anew. */
export function readState(store: Store): QueryState {
	const kept = parse(store.getValue(key));
	if (kept?.version !== version) return {issues: [], resolved: []};
	return {issues: kept.issues, resolved: kept.resolved};
}

interface Kept extends QueryState {
	version: number;
}

function parse(text: string | undefined): Kept | undefined {
	if (text === undefined) return undefined;
	try {
		return JSON.parse(text) as Kept;
	} catch {
		// Only a store that something else wrote into holds such a text: what it said is lost, and the watch begins anew.
		return undefined;
	}
}

/** Keeps it for the next process. */
export function writeState(store: Store, {issues, resolved}: QueryState): void {
	store.setValue(key, JSON.stringify({version, issues, resolved} satisfies Kept));
}
