import {adviseOn} from '../advice/advise.ts';
import type {LoggedOccurrence} from '../offline.ts';

/** Some 2 kB each. */
const mostKnown = 2000;

/**
 * What to do instead, as one text with its code below where there is some. A log may show one fault in a hundred thousand traces: what was worked out
 * for one is kept for the others, of which the last few thousand kinds are known.
 */
export class KnownAdvice {
	readonly #known = new Map<string, string>();

	of(occurrence: LoggedOccurrence): string {
		const key = whatItRestsOn(occurrence);
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		if (this.#known.size >= mostKnown) this.#known.clear();
		const advice = adviceText(occurrence);
		this.#known.set(key, advice);
		return advice;
	}
}

function adviceText(occurrence: LoggedOccurrence): string {
	const {summary, code} = adviseOn({...occurrence, indexes: []});
	return code === null ? summary : `${summary}\n${code}`;
}

/** All but where it was seen, what time it took and how many rows its parent had: those only the caveats know, which a report has no place for. */
function whatItRestsOn(occurrence: LoggedOccurrence): string {
	const {traceId: _, name: _name, source: _source, severity: _severity, totalMs: _total, waitedMs: _waited, ...rest} = occurrence;
	const {saving: _saving, distinctValues: _distinct, parent, ...about} = rest;
	return JSON.stringify([parent?.pattern, about]);
}
