import {withPointsForMark} from './cut-mark.ts';
import type {System} from './keywords.ts';
import {Pattern} from './pattern.ts';

/** Ends the pattern of a text that somebody cut. */
const cutMark = '...';

const pattern = new Pattern();

/**
 * The pattern of a query: the same for every text that is the query with other values, another for every other query. Readable SQL in one line:
 * literals and placeholders are `?`, lists of any length have one element, comments and white space are gone, keywords are capitals and names are
 * small as the dialect folds them. The pattern of a pattern is itself. Without a dialect, what would hold in all three. Never throws.
 */
export function fingerprint(sql: string, system?: System): string {
	return pattern.write(withPointsForMark(sql), system);
}

/**
 * Was the text cut: does it end in `...` or another mark of a cut (`[truncated]`), inside a string, a comment or brackets, or where something must follow? Its pattern then ends in `...`,
 * tells nothing of the rest and should not be compared with others.
 */
export function isCut(sql: string, system?: System): boolean {
	return fingerprint(sql, system).endsWith(cutMark);
}
