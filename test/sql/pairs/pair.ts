import type {System} from '../../../source/sql/keywords.ts';

/** Two texts, and whether they are one query with other values. */
export interface Pair {
	a: string;
	b: string;
	/** Without one the dialect is unknown. */
	system?: System;
	same: boolean;
	why: string;
}

type Texts = readonly [why: string, a: string, b: string];

/** Pairs of one dialect from two lists. */
export function pairsOf(system: System | undefined, {same, different}: {same: readonly Texts[]; different: readonly Texts[]}): Pair[] {
	return [...same.map((texts) => pairOf(system, true, texts)), ...different.map((texts) => pairOf(system, false, texts))];
}

function pairOf(system: System | undefined, same: boolean, [why, a, b]: Texts): Pair {
	return system === undefined ? {a, b, same, why} : {a, b, system, same, why};
}
