/** What becomes of a file: its text, null when it is deleted, `copy` when a copy of it is put beside it. */
export interface RandomEdit {
	what: string;
	text: string | null;
	copy: boolean;
}

type Random = () => number;
type Change = (text: string, random: Random, number: number) => string;

/** Something that a person may do to a file of code, well or badly; `original` is its text before all edits. */
export function randomEdit(text: string, original: string, random: Random, number: number): RandomEdit {
	const dice = random();
	if (dice < 0.04) return {what: 'delete the file', text: null, copy: false};
	if (dice < 0.08) return {what: 'add a copy', text, copy: true};
	if (dice < 0.14) return {what: 'put back', text: original, copy: false};
	const [what, change] = pick(changes, random);
	return {what, text: change(text, random, number), copy: false};
}

const changes: readonly [string, Change][] = [
	[
		'add an exported function',
		(text, _, number) => `${text}\nexport const edit${number} = (id) => fetch(\`/api/edit${number}/\${id}\`);\n`,
	],
	['add a function', (text, _, number) => `${text}\nfunction more${number}(id) { return fetch('/more/' + id, {method: 'POST'}); }\n`],
	['write into a function', writeInto],
	['write into a function', writeInto],
	['rename a path', (text, random) => inPlaceOf(text, /(?<=['"`])\/[\w/:-]+/g, random, (found) => `${found}x`)],
	['rename a path', (text, random) => inPlaceOf(text, /(?<=['"`])\/[\w/:-]+/g, random, (found) => `${found}x`)],
	[
		'change a name',
		(text, random) => inPlaceOf(text, /\b[a-z_]\w+\b/gi, random, () => pick(text.match(/\b[a-z_]\w+\b/gi) ?? [''], random)),
	],
	[
		'import more',
		(text, random, number) =>
			`import * as more${number} from '${pick(sourcesIn(text), random)}';\n${text}\nexport const use${number} = () => more${number}.list();\n`,
	],
	['delete a line', (text, random) => onLine(text, random, () => [])],
	['double a line', (text, random) => onLine(text, random, (line) => [line, line])],
	['add lines', (text, random) => onLine(text, random, (line) => ['', '// a remark', line])],
	['cut the file', (text, random) => text.slice(0, Math.floor(random() * text.length))],
];

const sourcesIn = (text: string): string[] => [
	'axios',
	'@tanstack/react-query',
	...[...text.matchAll(/from '([^']+)'/g)].map(([, source]) => source!),
];

const statements = ['return;', 'const more = 1;', 'console.log(typeof this);', 'if (globalThis.stop) return;'];

function writeInto(text: string, random: Random, number: number): string {
	const written = random() < 0.5 ? `fetch('/api/within/${number}');` : pick(statements, random);
	return inPlaceOf(text, /(?:\)|=>|else|try) \{$/gm, random, (found) => `${found}\n${written}`);
}

function inPlaceOf(text: string, pattern: RegExp, random: Random, replace: (found: string) => string): string {
	const places = [...text.matchAll(pattern)];
	if (places.length === 0) return text;
	const {0: found, index} = pick(places, random);
	return text.slice(0, index) + replace(found) + text.slice(index + found.length);
}

function onLine(text: string, random: Random, replace: (line: string) => string[]): string {
	const lines = text.split('\n');
	const at = Math.floor(random() * lines.length);
	return lines.toSpliced(at, 1, ...replace(lines[at] ?? '')).join('\n');
}

function pick<T>(items: readonly T[], random: Random): T {
	return items[Math.floor(random() * items.length)]!;
}
