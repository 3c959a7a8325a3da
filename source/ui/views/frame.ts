import type {Line} from '../components/line.ts';
import type {Model} from '../state/model.ts';
import type {Theme} from '../theme.ts';

/** What a view draws from and the cells it may use. A view is a function of this to at most `rows` lines. */
export interface Frame {
	model: Model;
	theme: Theme;
	columns: number;
	rows: number;
}

export type View = (frame: Frame) => Line[];

/** A line with its importance: the smaller the rank the longer it stays when there are too few rows. */
export interface RankedLine {
	line: Line;
	rank: number;
}

/** The most important lines that fit, in the order they were given. Equal ranks: the upper one stays. */
export function mostImportant(lines: readonly RankedLine[], rows: number): Line[] {
	if (lines.length <= rows) return lines.map(({line}) => line);
	const kept = new Set(lines.toSorted((a, b) => a.rank - b.rank).slice(0, Math.max(0, rows)));
	return lines.filter((line) => kept.has(line)).map(({line}) => line);
}
