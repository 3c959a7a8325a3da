/** A function from offsets to lines (1-based). The table is made when the first line is asked for. */
export function lineTable(text: string): (at: number) => number {
	let starts: number[] | null = null;
	return (at) => {
		starts ??= lineStarts(text);
		let low = 0;
		let high = starts.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if ((starts[middle] ?? 0) <= at) low = middle;
			else high = middle;
		}
		return low + 1;
	};
}

function lineStarts(text: string): number[] {
	const starts = [0];
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	return starts;
}
