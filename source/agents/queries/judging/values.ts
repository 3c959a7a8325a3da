import type {Step} from './reading.ts';

/** Distinct values of a group; null where they are unknown. A pattern without a `?` has one: it cannot differ. */
export function distinctValues(steps: readonly Step[]): number | null {
	const keys = new Set<string | number>();
	let unknown = 0;
	for (const {query} of steps) {
		if (query.valueKey === null) unknown++;
		else keys.add(query.valueKey);
	}
	if (unknown === 0) return keys.size;
	if (!steps[0]!.traits.hasValues) return 1;
	return unknown * 2 > steps.length ? null : keys.size;
}

/**
 * Does what `=` compares differ within the group; undefined where fewer than two of its queries tell. In a running service only some do: the 2nd, the
 * 5th, the 10th …
 */
export function ownersVary(steps: readonly Step[]): boolean | undefined {
	const told = steps.map(({query}) => query.ownerKey).filter((key) => key !== undefined);
	return told.length < Math.min(2, steps.length) ? undefined : told.some((key) => key !== told[0]);
}

/** Rows of each; undefined where any is unknown. */
export function rowsOf(steps: readonly Step[]): number[] | undefined {
	const rows: number[] = [];
	for (const {query} of steps) {
		if (query.rows === null) return undefined;
		rows.push(query.rows);
	}
	return rows;
}
