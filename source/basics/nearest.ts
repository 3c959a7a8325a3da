/** The candidate that a mistyped word most likely meant: at most a third of its letters away (edit distance), else undefined. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
	const ranked = candidates.map((candidate) => ({candidate, distance: editDistance(word, candidate)}));
	ranked.sort((a, b) => a.distance - b.distance);
	const best = ranked[0];
	return best !== undefined && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** How many insertions, deletions, substitutions and swaps of neighbours turn one word into the other (optimal string alignment). */
export function editDistance(a: string, b: string): number {
	let [before, current]: [number[], number[]] = [[], Array.from({length: b.length + 1}, (_, column) => column)];
	for (let row = 1; row <= a.length; row++) {
		const next = [row];
		for (let column = 1; column <= b.length; column++) {
			const substitution = current[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
			const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			const swap = isSwap ? before[column - 2]! + 1 : Infinity;
			next.push(Math.min(substitution, swap, current[column]! + 1, next[column - 1]! + 1));
		}
		[before, current] = [current, next];
	}
	return current[b.length]!;
}
