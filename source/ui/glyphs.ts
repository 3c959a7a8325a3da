import type {JobState} from '../protocol/jobs.ts';
import type {Severity, Status} from '../protocol/vocabulary.ts';

/** Everything drawn that is not a word. Each is one cell wide, except the ellipsis of the ASCII twin. */
export interface Glyphs {
	status: Record<Status, string>;
	severity: Record<Severity, string>;
	job: Record<JobState, string>;
	cursor: string;
	marked: string;
	done: string;
	rule: string;
	separator: string;
	ellipsis: string;
	/** Where a number would be, were there one. */
	none: string;
	minus: string;
	/** Eight heights, low to high: the last fills its cell. */
	levels: readonly string[];
	/** Dots of a chart in a cell two wide and four high, by their Unicode pattern; in ASCII one character by which half of the cell is drawn in. */
	dots: (pattern: number) => string;
	/** Eight widths, thin to full. */
	eighths: readonly string[];
	track: string;
	gap: string;
	axis: string;
	tick: string;
	corner: string;
	pointer: string;
	/** The point of a curve that is being read. */
	point: string;
	spinner: readonly string[];
}

export const unicodeGlyphs: Glyphs = {
	status: {excellent: '✔', good: '●', warning: '▲', critical: '✖', unknown: '?', stale: '○'},
	severity: {critical: '✖', warning: '▲', info: '●'},
	job: {scheduled: '○', available: '○', running: '●', retryable: '▲', completed: '✔', failed: '✖', cancelled: '–'},
	cursor: '▸',
	marked: '◆',
	done: '✔',
	rule: '─',
	separator: '·',
	ellipsis: '…',
	none: '–',
	minus: '−',
	levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	dots: (pattern) => (pattern === 0 ? ' ' : String.fromCodePoint(0x28_00 + pattern)),
	eighths: ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
	track: '░',
	gap: '·',
	axis: '│',
	tick: '┤',
	corner: '└',
	pointer: '▲',
	point: '●',
	spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};

export const asciiGlyphs: Glyphs = {
	status: {excellent: '+', good: 'o', warning: '!', critical: 'x', unknown: '?', stale: '~'},
	severity: {critical: 'x', warning: '!', info: 'o'},
	job: {scheduled: '~', available: '~', running: 'o', retryable: '!', completed: '+', failed: 'x', cancelled: '-'},
	cursor: '>',
	marked: '*',
	done: '+',
	rule: '-',
	separator: '-',
	ellipsis: '...',
	none: '-',
	minus: '-',
	levels: ['_', '-', '~', '=', '+', '*', '%', '#'],
	dots: asciiDots,
	eighths: ['.', '.', ':', ':', '=', '=', '#', '#'],
	track: '.',
	gap: '.',
	axis: '|',
	tick: '+',
	corner: '+',
	pointer: '^',
	point: 'o',
	spinner: ['-', '\\', '|', '/'],
};

/** Dots 1, 2, 4 and 5 are the upper half of a cell. */
function asciiDots(pattern: number): string {
	const upper = (pattern & 0b0001_1011) !== 0;
	const lower = (pattern & 0b1110_0100) !== 0;
	if (upper && lower) return ':';
	if (upper) return "'";
	return lower ? '.' : ' ';
}
