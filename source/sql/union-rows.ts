const union = ' UNION ALL ';

/**
 * `INSERT INTO t(a) SELECT ? a UNION ALL SELECT ? a UNION ALL …` is how knex writes many rows for SQLite: of equal rows of values two are kept.
 * Arms that read a table are no rows, and stay.
 */
export function foldUnionRows(pattern: string): string {
	if (!/^(?:INSERT|REPLACE)\b/.test(pattern) || !pattern.includes(union)) return pattern;
	const arms = pattern.split(union);
	const first = arms[0]!.slice(arms[0]!.lastIndexOf('SELECT '));
	const kept = arms.slice(0, 2);
	for (const [at, arm] of arms.entries()) {
		if (at < 2) continue;
		const row = at === 2 ? first : arms[at - 2]!;
		// The last arm may have more behind its row: `RETURNING id`.
		const rest = isRow(row) && arms[at - 1] === row && arm.startsWith(row) ? arm.slice(row.length) : undefined;
		if (rest === undefined || !/^(?:$| ON CONFLICT\b| RETURNING\b)/i.test(rest)) kept.push(arm);
		else kept[kept.length - 1] += rest;
	}
	return kept.join(union);
}

function isRow(arm: string): boolean {
	return arm.startsWith('SELECT ') && !/ FROM /i.test(arm);
}
