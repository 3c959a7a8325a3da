/** How deep a state is looked into. */
const deepest = 5;

const numbers = new WeakMap<object, number>();
let last = 0;

/** Changes when something is put into a state, taken out of it or replaced in it; not when it is only read. */
export function fingerprintOf(state: unknown): string {
	return describe(state, 0);
}

function describe(value: unknown, depth: number): string {
	if (typeof value === 'function') return String(numberOf(value));
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
	const inside =
		depth > deepest || isShared(value)
			? ''
			: `{${entriesOf(value)
					.map(([key, inner]) => `${key}:${describe(inner, depth + 1)}`)
					.join()}}`;
	return `${numberOf(value)}${inside}`;
}

/** Code, and things that do not change once they are made. */
function isShared(value: object): boolean {
	return 'lineOf' in value || 'argumentsSlot' in value || ('kind' in value && value.kind !== 'object' && value.kind !== 'array');
}

function entriesOf(value: object): [string, unknown][] {
	if (value instanceof Map) return [...value].map(([key, inner], index) => [`${index} ${describe(key, deepest)}`, inner]);
	return value instanceof Set ? [...value].map((inner, index) => [String(index), inner]) : Object.entries(value);
}

function numberOf(value: object): number {
	let number = numbers.get(value);
	if (number === undefined) numbers.set(value, (number = ++last));
	return number;
}
