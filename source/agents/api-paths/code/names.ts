const names = new Map<string, string>();
const mostNames = 20_000;

/**
 * The one copy of a name. The parser makes a string of every mention, and there are hundreds of thousands. Long ones are left alone: they are
 * slices that keep the whole source of their file.
 */
export function interned(name: string): string {
	if (name.length > 12) return name;
	const known = names.get(name);
	if (known !== undefined) return known;
	if (names.size >= mostNames) names.clear();
	names.set(name, name);
	return name;
}
