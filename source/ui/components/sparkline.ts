import type {Glyphs} from '../glyphs.ts';

interface SparkCell {
	glyph: string;
	/** The highest value merged into the cell; null in a gap. */
	value: number | null;
}

/**
 * Exactly `width` cells for any number of values, oldest first; `null` is a gap. Where values share a cell the highest is drawn, so that a short trouble is never averaged away.
 * `full` is the value that fills a cell; more than that fills it too, less than a seventh of it is the lowest level.
 */
export function sparkline(
	values: readonly (number | null)[],
	width: number,
	full: number,
	glyphs: Pick<Glyphs, 'levels' | 'gap'>,
): SparkCell[] {
	return Array.from({length: Math.max(0, width)}, (_, column) => {
		const value = highest(shareOf(values, column, width));
		return {value, glyph: value === null ? glyphs.gap : levelOf(value, full, glyphs.levels)};
	});
}

/** The values that fall into one column of `width`; every value falls into at least one. */
export function shareOf<T>(values: readonly T[], column: number, width: number): readonly T[] {
	const from = Math.floor((column * values.length) / width);
	const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / width));
	return values.slice(from, to);
}

function highest(values: readonly (number | null)[]): number | null {
	return values.reduce((most, value) => (value !== null && (most === null || value > most) ? value : most), null);
}

function levelOf(value: number, full: number, levels: readonly string[]): string {
	const top = levels.length - 1;
	const level = Math.floor((Math.min(Math.max(value, 0), full) / full) * top);
	return levels[level] ?? '';
}
