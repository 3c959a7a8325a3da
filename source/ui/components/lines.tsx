import {Text, Transform} from 'ink';
import type {Theme} from '../theme.ts';
import {type Line, paint} from './line.ts';

/**
 * Draws lines as they are, each cut to `columns`. To Ink it is one text of one cell a row, which it measures once; the painted rows are put in its
 * place when the frame is written. Laying out and measuring 40 painted rows would be half of what a frame costs (Ink 8 at 120×40), and all
 * widths are known here already. What reaches the terminal is decided row by row by Ink's incremental renderer all the same.
 */
export function Lines({lines, columns, theme}: {lines: readonly Line[]; columns: number; theme: Theme}) {
	const painted = lines.map((line) => paint(line, columns, theme));
	return (
		<Transform transform={(_, row) => painted[row] ?? ''}>
			<Text>{placeholder(lines.length)}</Text>
		</Transform>
	);
}

function placeholder(rows: number): string {
	return Array.from({length: rows}, () => '.').join('\n');
}
