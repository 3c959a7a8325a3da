import type {Category, HealthReport} from '../../protocol/report.ts';

/** One thing that takes points away from a score. `lost` is null where nothing was measured: it counts neither way. */
interface Part {
	id: string;
	weight: number;
	score: number | null;
	lost: number | null;
}

/** A score taken apart, in tenths of a point as shown: `100 − the sum of all lost` is exactly `mean`. */
export interface Sum {
	parts: Part[];
	/** The weighted mean to a tenth; null where no part has a score. */
	mean: number | null;
	weight: number;
}

/** What every part of a weighted mean costs. Shown parts always add up: what rounding leaves over goes to the parts that lost most by it. */
export function takeApart(parts: readonly {id: string; weight: number; score: number | null}[]): Sum {
	const counted = parts.filter((part) => part.score !== null && part.weight > 0);
	const weight = counted.reduce((sum, part) => sum + part.weight, 0);
	if (weight === 0) return {parts: parts.map((part) => ({...part, lost: null})), mean: null, weight};
	const exact = counted.map((part) => (part.weight * (100 - (part.score ?? 0))) / weight);
	const total = Math.round(exact.reduce((sum, each) => sum + each, 0) * 10);
	const tenths = apportion(
		exact.map((each) => each * 10),
		total,
	);
	const lost = new Map(counted.map((part, index) => [part.id, (tenths[index] ?? 0) / 10]));
	return {parts: parts.map((part) => ({...part, lost: lost.get(part.id) ?? null})), mean: (1000 - total) / 10, weight};
}

/** Whole numbers close to the given ones that add up to `total`: the largest remainders are rounded up. */
export function apportion(exact: readonly number[], total: number): number[] {
	const whole = exact.map((value) => Math.floor(value + 1e-9));
	let left = total - whole.reduce((sum, value) => sum + value, 0);
	const byRemainder = exact
		.map((value, index) => ({index, rest: value - Math.floor(value + 1e-9)}))
		.toSorted((a, b) => b.rest - a.rest || a.index - b.index);
	for (const {index} of byRemainder) {
		if (left <= 0) break;
		whole[index] = (whole[index] ?? 0) + 1;
		left--;
	}
	return whole;
}

export function categoryParts(category: Category): Sum {
	return takeApart(category.signals);
}

export function overallParts(report: HealthReport): Sum {
	return takeApart(report.categories);
}
