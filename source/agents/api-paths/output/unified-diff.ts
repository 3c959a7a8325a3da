const context = 3;

/** The difference of two texts as `git apply` reads it, for changes that neither add nor remove lines. */
export function unifiedDiff(file: string, before: string, after: string): string {
	const old = linesOf(before);
	const now = linesOf(after);
	const changed = old.flatMap((line, index) => (line === now[index] ? [] : [index]));
	const hunks = joinNear(changed, old.length).map(({from, to}) => hunk(old, now, from, to));
	return hunks.length === 0 ? '' : [`--- a/${file}`, `+++ b/${file}`, ...hunks].join('\n');
}

/** Each with its line end, so that a lost or other line end is a difference too. */
function linesOf(text: string): string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function joinNear(changed: readonly number[], length: number): {from: number; to: number}[] {
	const ranges: {from: number; to: number}[] = [];
	for (const index of changed) {
		const from = Math.max(0, index - context);
		const to = Math.min(length, index + context + 1);
		const last = ranges.at(-1);
		if (last !== undefined && from <= last.to) last.to = to;
		else ranges.push({from, to});
	}
	return ranges;
}

function hunk(old: readonly string[], now: readonly string[], from: number, to: number): string {
	const lines: string[] = [`@@ -${from + 1},${to - from} +${from + 1},${to - from} @@`];
	for (let index = from; index < to;) {
		let end = index;
		while (end < to && old[end] !== now[end]) end += 1;
		for (let each = index; each < end; each++) lines.push(printed('-', old[each] ?? ''));
		for (let each = index; each < end; each++) lines.push(printed('+', now[each] ?? ''));
		if (end === index) lines.push(printed(' ', old[end++] ?? ''));
		index = end;
	}
	return lines.join('\n');
}

function printed(sign: string, line: string): string {
	return line.endsWith('\n') ? `${sign}${line.slice(0, -1)}` : `${sign}${line}\n\\ No newline at end of file`;
}
