/** The candidate that a mistyped word most likely meant: at most a third of its letters away (edit distance), else undefined. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
	const ranked = candidates.map((candidate) => ({candidate, distance: editDistance(word, candidate)}));
	ranked.sort((a, b) => a.distance - b.distance);
	const best = ranked[0];
	return best !== undefined && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/**
 * How many insertions, deletions, substitutions and swaps of neighbours turn one word into the other (optimal string alignment). What is more than
 * `most` is `Infinity`, and costs less to find out.
 */
export function editDistance(a: string, b: string, most = Infinity): number {
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start++;
	let [rows, columns] = [a.length, b.length];
	while (rows > start && columns > start && a[rows - 1] === b[columns - 1]) {
		rows--;
		columns--;
	}
	// What both begin and end with stays as it is.
	return alignedDistance(a.slice(start, rows), b.slice(start, columns), most);
}

function alignedDistance(a: string, b: string, most: number): number {
	let [before, current]: [number[], number[]] = [[], Array.from({length: b.length + 1}, (_, column) => column)];
	let leastBefore = 0;
	for (let row = 1; row <= a.length; row++) {
		const next = [row];
		let least = row;
		for (let column = 1; column <= b.length; column++) {
			const substitution = current[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
			const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			const swap = isSwap ? before[column - 2]! + 1 : Infinity;
			const cost = Math.min(substitution, swap, current[column]! + 1, next[column - 1]! + 1);
			next.push(cost);
			if (cost < least) least = cost;
		}
		// A swap looks two rows back.
		if (least > most && leastBefore > most) return Infinity;
		[before, current, leastBefore] = [current, next, least];
	}
	return current[b.length]! > most ? Infinity : current[b.length]!;
}
