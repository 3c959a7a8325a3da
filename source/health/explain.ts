import type {ScorePart} from '../protocol/report.ts';

export interface Explained {
	id: string;
	title: string;
	weight: number;
	/** As shown, in whole points; null takes no part. */
	score: number | null;
}

/** The rule that lowered a score under the mean of its parts. */
export interface Lowering {
	id: string;
	title: string;
	/** What is left, in whole points. */
	to: number;
}

/**
 * The sum behind a score: what each part gives, what a rule takes away, and what rounding to whole points adds. In tenths of points, and
 * exactly `score` in total, so that a reader can add it up. Nothing for a score of null.
 */
export function explain(score: number | null, parts: readonly Explained[], lowering: Lowering | null): ScorePart[] {
	if (score === null) return [];
	const scored = parts.filter((part) => part.score !== null && part.weight > 0);
	const weight = scored.reduce((sum, part) => sum + part.weight, 0);
	const shares = scored.map((part): ScorePart => {
		const share = part.weight / weight;
		return {kind: 'share', id: part.id, title: part.title, share, score: part.score, points: tenths(share * part.score!)};
	});
	const given = totalTenths(shares);
	const taken: ScorePart[] = lowering === null ? [] : [lowered(lowering, given)];
	const left = score * 10 - given - totalTenths(taken);
	const rounding: ScorePart[] =
		left === 0 ? [] : [{kind: 'rounding', id: '', title: 'rounding', share: null, score: null, points: left / 10}];
	return [...shares, ...taken, ...rounding];
}

/** The points of all parts, as a reader adds them up. */
export function addUp(parts: readonly ScorePart[]): number {
	return totalTenths(parts) / 10;
}

function lowered({id, title, to}: Lowering, given: number): ScorePart {
	return {kind: 'rule', id, title, share: null, score: to, points: (to * 10 - given) / 10};
}

function tenths(points: number): number {
	return Math.round(points * 10) / 10;
}

/** Whole tenths, because 0.1 + 0.2 is not 0.3. */
function totalTenths(parts: readonly ScorePart[]): number {
	return parts.reduce((sum, {points}) => sum + Math.round(points * 10), 0);
}
