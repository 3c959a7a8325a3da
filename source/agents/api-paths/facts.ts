import type {TextPart} from './evaluate/machine.ts';
import type {Route} from './routes/route.ts';

/** One request that the client code makes: one method, one address. */
export interface Call {
	client: string;
	kind: 'http' | 'socket' | 'page';
	/** Upper case; null: cannot be known. */
	method: string | null;
	/** The whole address as it was put together, query included. */
	address: TextPart[];
	file: string;
	line: number;
	/** Known before matching, such as `swapped-arguments`. */
	defects: string[];
	/** Why it cannot be decided, when that is already known. */
	reason: UndecidedReason | null;
}

/** Why a call was not decided. */
export type UndecidedReason =
	| 'dynamic-url' // nothing of the path is known
	| 'dynamic-method'
	| 'dynamic-segment' // a hole could be one of several routes' literal segments
	| 'unknown-base' // the base comes from the environment and might hold a path
	| 'opaque-mount' // something that cannot be read answers below that prefix
	| 'unreadable-route' // a route that could not be read in full might answer
	| 'too-many-alternatives'
	| 'no-routes'; // there is no server code to compare with

export type Verdict = 'matched' | 'weak' | 'missing' | 'method-mismatch' | 'undecidable' | 'external';

export interface JudgedCall extends Call {
	verdict: Verdict;
	/** The path as printed: holes `{expression}`, no query; the origin is apart. */
	path: string;
	/** Foreign or adopted origin, such as `https://api.example.com`; null for a path. */
	origin: string | null;
	route: Route | null;
	suggestions: {method: string; path: string; fix: 'method' | 'prefix' | null}[];
}
