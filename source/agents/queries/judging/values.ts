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

/** Does what `=` compares differ within the group; undefined where the values of a query are known only as a whole. */
export function ownersVary(steps: readonly Step[]): boolean | undefined {
	const first = steps[0]!.query.ownerKey;
	let isVarying = false;
	for (const {query} of steps) {
		if (query.ownerKey === undefined) return undefined;
		isVarying ||= query.ownerKey !== first;
	}
	return isVarying;
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
