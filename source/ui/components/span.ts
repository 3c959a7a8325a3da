/** How many of `width` cells lie before, within and after a span of time; a span is at least one cell and never leaves the bar. */
export function spanCells(
	{startMs, durationMs, ofMs}: {startMs: number; durationMs: number; ofMs: number},
	width: number,
): {before: number; bar: number; after: number} {
	if (!(ofMs > 0)) return {before: 0, bar: width, after: 0};
	const bar = Math.min(width, Math.max(1, Math.round((durationMs / ofMs) * width)));
	const before = Math.min(width - bar, Math.max(0, Math.floor((startMs / ofMs) * width)));
	return {before, bar, after: width - bar - before};
}
