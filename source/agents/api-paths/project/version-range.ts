/**
 * The major version that a package manager would install for a range: the highest that satisfies it. Null where the range alone does not tell
 * (`latest`, `*`, `>=4`, another registry's tag, a file).
 */
export function majorOfRange(range: string): number | null {
	const text = range.trim().replace(/^(?:npm|jsr):(?:@?[^@]+@)?/, '');
	const tag = /#(?:semver:)?(.+)$/.exec(text)?.[1];
	if (tag !== undefined) return majorOfRange(tag);
	if (/^[a-z][a-z+.-]*:|\//i.test(text)) return null;
	const majors = text.split('||').map(majorOfSet);
	return majors.includes(null) ? null : Math.max(...(majors as number[]));
}

/** Of comparators that must all hold: `>=4 <6`, `4 - 5`, `^4.17.1`. */
function majorOfSet(set: string): number | null {
	const hyphen = /\s-\s*[v=]?(\d+)/.exec(set);
	if (hyphen !== null) return Number(hyphen[1]);
	const comparators = [...set.matchAll(/([<>]=?|[\^~=]|~>)?\s*v?(\d+)((?:\.[\dx*]+)*)/g)];
	const [first] = comparators;
	if (first === undefined) return null;
	const upper = comparators.find(([, operator]) => operator?.startsWith('<'));
	if (upper !== undefined) return majorBelow(upper);
	return comparators.some(([, operator]) => operator?.startsWith('>')) ? null : Number(first[2]);
}

function majorBelow([, operator, major, rest]: RegExpExecArray): number {
	const isWhole = /^(?:\.[0x*]+)*$/.test(rest ?? '');
	return operator === '<' && isWhole ? Number(major) - 1 : Number(major);
}
