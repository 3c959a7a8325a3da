/** One measured number against what it may be. */
export interface Figure {
	figure: string;
	value: number;
	unit: string;
	budget: number;
	/** How it was measured; says `at least` where more is better. */
	how: string;
}

/** Is the figure within its budget. */
export function isWithin({value, budget, how}: Figure): boolean {
	return how.includes('at least') ? value >= budget : value <= budget;
}

/** The figures as aligned lines. */
export function figureLines(figures: readonly Figure[]): string[] {
	const cells = figures.map((each) => [
		isWithin(each) ? 'ok  ' : 'OVER',
		each.figure,
		`${round(each.value)} ${each.unit}`,
		`${round(each.budget)} ${each.unit}`,
		each.how,
	]);
	const rows = [['', 'figure', 'measured', 'budget', 'how'], ...cells];
	const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	return rows.map((row) =>
		row
			.map((cell, column) => (column === 2 || column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
			.join('  ')
			.trimEnd(),
	);
}

function round(value: number): string {
	return Number(value.toPrecision(3)).toLocaleString('en', {maximumFractionDigits: 3});
}

export function median(values: readonly number[]): number {
	const sorted = [...values].toSorted((a, b) => a - b);
	const middle = sorted.length / 2;
	return sorted.length % 2 === 1
		? (sorted[Math.floor(middle)] ?? Number.NaN)
		: ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
