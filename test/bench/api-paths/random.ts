/** A stream of numbers that is the same every time for the same seed (mulberry32). */
export interface Random {
	/** A whole number from 0 to below `limit`. */
	below(limit: number): number;
	pick<T>(of: readonly T[]): T;
	/** True in so many of a hundred cases. */
	chance(percent: number): boolean;
}

export function randomOf(seed: number): Random {
	let state = seed;
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (limit: number): number => Math.floor(next() * limit);
	return {
		below,
		pick: (of) => {
			const one = of[below(of.length)];
			if (one === undefined) throw new Error('nothing to pick from');
			return one;
		},
		chance: (percent) => below(100) < percent,
	};
}
