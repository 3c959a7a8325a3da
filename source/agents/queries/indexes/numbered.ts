/**
 * A pattern as PostgreSQL takes it: each `?` a numbered parameter. A `?` between two operands is an operator on JSON and stays; one after the
 * name of a type (`interval ?`) becomes a cast. Patterns hold no strings, and keywords are capitals.
 */
export function numbered(pattern: string): {text: string; parameters: number} {
	let parameters = 0;
	const text = pattern.replaceAll(/"(?:[^"]|"")*"|([a-z_][\w$]*)?( ?)\?(\||&)?(?=(\s*)(\S+)?)/gu, (match, name, space, more, _, next) => {
		if (match.startsWith('"') || more !== undefined) return match;
		if (name === undefined || space === '') return `${String(name ?? '')}${space}$${++parameters}`;
		if (typeof next === 'string' && /^[?('a-z"$]/u.test(next)) return match;
		return `$${++parameters}::${name}`;
	});
	return {text, parameters};
}
