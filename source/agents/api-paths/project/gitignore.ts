/** The rules of one ignore file. */
export interface IgnoreRules {
	/** Of the ignore file, relative to the root: `''` or `packages/web/`. */
	base: string;
	patterns: readonly IgnorePattern[];
}

interface IgnorePattern {
	matches: RegExp;
	isNegated: boolean;
	foldersOnly: boolean;
	/** Compared with the path from the ignore file's folder; else with the last name alone. */
	isAnchored: boolean;
}

/** Reads a `.gitignore`; `base` is its folder, relative to the root, with a slash behind unless it is empty. */
export function parseIgnoreFile(text: string, base: string): IgnoreRules {
	return {base, patterns: merged(text.split(/\r?\n/).flatMap(parsePattern))};
}

/** Neighbours that do the same when they match are one expression: a walk asks for every entry. */
function merged(patterns: readonly Parsed[]): IgnorePattern[] {
	const runs: Parsed[][] = [];
	for (const pattern of patterns) {
		const run = runs.at(-1);
		if (run?.[0]?.isNegated === pattern.isNegated) run.push(pattern);
		else runs.push([pattern]);
	}
	return runs.flatMap((run) =>
		[...Map.groupBy(run, ({foldersOnly, isAnchored}) => Number(foldersOnly) * 2 + Number(isAnchored)).values()].flatMap((alike) => {
			const [first] = alike;
			if (first === undefined) return [];
			return [{...first, matches: new RegExp(`^(?:${alike.map(({source}) => source).join('|')})$`, 'su')}];
		}),
	);
}

/**
 * Whether git would ignore an entry whose parent folders are not ignored. `levels` go from the root down; deeper ones win, and in one file the last
 * pattern that matches.
 */
export function isIgnored(path: string, name: string, isFolder: boolean, levels: readonly IgnoreRules[]): boolean {
	for (let level = levels.length - 1; level >= 0; level--) {
		const {base, patterns} = levels[level] as IgnoreRules;
		const inner = base === '' ? path : path.slice(base.length);
		for (let index = patterns.length - 1; index >= 0; index--) {
			const pattern = patterns[index] as IgnorePattern;
			if (pattern.foldersOnly && !isFolder) continue;
			if (pattern.matches.test(pattern.isAnchored ? inner : name)) return !pattern.isNegated;
		}
	}
	return false;
}

type Parsed = Omit<IgnorePattern, 'matches'> & {source: string};

function parsePattern(line: string): Parsed[] {
	// Spaces at the end count only when escaped.
	let text = line.replace(/(?<!\\)[\t ]+$/, '');
	if (text === '' || text.startsWith('#')) return [];
	const isNegated = text.startsWith('!');
	if (isNegated) text = text.slice(1);
	const foldersOnly = text.endsWith('/');
	if (foldersOnly) text = text.replace(/\/+$/, '');
	if (text === '') return [];
	// `**/x` says no more than `x`.
	text = text.replace(/^(?:\*\*\/)+(?=[^/]+$)/, '');
	const isAnchored = text.includes('/');
	const source = toSource(text.replace(/^\//, ''));
	return source === undefined ? [] : [{source, isNegated, foldersOnly, isAnchored}];
}

/** Undefined for a pattern that git would never match, such as a character class that is no valid range. */
function toSource(glob: string): string | undefined {
	let source = '';
	for (let at = 0; at < glob.length;) {
		const [piece, length] = translate(glob, at);
		source += piece;
		at += length;
	}
	try {
		return new RegExp(source, 'su').source;
	} catch {
		// An invalid range; the rest of the file counts.
		return undefined;
	}
}

/** The regular expression for what stands at a place, and how many characters that was. */
function translate(glob: string, at: number): [source: string, length: number] {
	const rest = glob.slice(at);
	const atStart = at === 0 || glob[at - 1] === '/';
	if (atStart && rest.startsWith('**/')) return ['(?:[^/]+/)*', 3];
	if (atStart && rest === '**') return ['.+', 2];
	const stars = /^\*+/.exec(rest)?.[0].length ?? 0;
	if (stars > 0) return ['[^/]*', stars];
	if (rest.startsWith('?')) return ['[^/]', 1];
	const set = /^\[([!^]?)(\]?(?:\\.|[^\]])*)\]/.exec(rest);
	if (set !== null) return [`(?!/)[${set[1] === '' ? '' : '^'}${(set[2] ?? '').replaceAll(/[[\]]/g, '\\$&')}]`, set[0].length];
	const isEscape = rest.startsWith('\\') && rest.length > 1;
	const character = String.fromCodePoint(glob.codePointAt(isEscape ? at + 1 : at) ?? 0);
	return [
		character.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, (special) => (special === '-' ? '-' : `\\${special}`)),
		character.length + (isEscape ? 1 : 0),
	];
}
