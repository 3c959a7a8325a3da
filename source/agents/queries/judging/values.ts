import type {PlaceholderRole} from './placeholders.ts';
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
	if (steps[0]!.traits.placeholders.length === 0) return 1;
	return unknown * 2 > steps.length ? null : keys.size;
}

/** Does any of the values that stand in such places differ within the group; undefined where values are not known one by one. */
export function varies(steps: readonly Step[], role: PlaceholderRole): boolean | undefined {
	const {placeholders} = steps[0]!.traits;
	const first = steps[0]!.query.partKeys;
	let isVarying = false;
	for (const {query} of steps) {
		if (first === undefined || query.partKeys?.length !== placeholders.length) return undefined;
		const parts = query.partKeys;
		isVarying ||= placeholders.some((place, at) => place === role && parts[at] !== first[at]);
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
