import {charsExcept, everything, oneOrMore, optional, seq, text} from '../language.ts';
import {freeParam, inSegment, paramWithout, shapedParam, type Piece, type Template} from '../piece.ts';
import {languageOfRegExp} from '../regexp.ts';

/**
 * Express 4 (path-to-regexp 0.1): names and wildcards are replaced in the template, and what comes out is used as a regular expression, so
 * every other character with a meaning there keeps it.
 */
export function readExpress4(path: string, isFolded: boolean): Template {
	if (path === '*' || path === '/*') return {kind: 'pieces', pieces: [{kind: 'rest', name: '*', shape: everything}]};
	const found = [...path.matchAll(replaced)];
	if (isSimple(path, found)) return {kind: 'pieces', pieces: piecesOf(path, found, isFolded)};
	const language = languageOfRegExp(`^${regExpSource(path)}\\/?$`, isFolded ? 'i' : '');
	return language === null ? {kind: 'fault', message: `cannot be read as a regular expression: ${path}`} : {kind: 'language', language};
}

/** Slash, dot, name, shape, star and question mark of a parameter; or a dot, a star, an opening group. */
const replaced = /\\.|(\/)?(\.)?:(\w+)(\(.*?\))?(\*)?(\?)?|[.*]|\/\(/g;

function isSimple(path: string, found: RegExpExecArray[]): boolean {
	const isPlainMatch = found.every((match) => match[0] !== '/(' && !match[0].startsWith('\\'));
	return isPlainMatch && !/[()?+[\]{}^$|\\]/.test(textsBetween(path, found).join(''));
}

function textsBetween(path: string, found: RegExpExecArray[]): string[] {
	const ends = [0, ...found.map((match) => match.index + match[0].length)];
	return ends.map((end, index) => path.slice(end, found[index]?.index ?? path.length));
}

function piecesOf(path: string, found: RegExpExecArray[], isFolded: boolean): Piece[] {
	const between = textsBetween(path, found);
	let before = '';
	const pieces: Piece[] = [];
	for (const [index, match] of found.entries()) {
		const textBefore = between[index] ?? '';
		if (textBefore !== '') pieces.push({kind: 'text', text: textBefore});
		const startsSegment = match[1] !== undefined || match[2] !== undefined;
		before = startsSegment ? '' : before + textBefore;
		pieces.push(...piecesOfMatch(match, before, isFolded));
		if (match[0] === '.') before += '.';
	}
	const last = between.at(-1) ?? '';
	return last === '' ? pieces : [...pieces, {kind: 'text', text: last}];
}

function piecesOfMatch(match: RegExpExecArray, before: string, isFolded: boolean): Piece[] {
	if (match[0] === '.') return [{kind: 'text', text: '.'}];
	if (match[0] === '*') return [{kind: 'rest', name: '*', shape: everything}];
	const [, slash = '', format = '', name = '', shape, star, question] = match;
	const lead: Piece[] = slash + format === '' ? [] : [{kind: 'text', text: format + slash}];
	const pieces = [...lead, param({name, before, isFormat: format !== '', shape, isFolded, hasStar: star !== undefined})];
	return question === undefined ? pieces : [{kind: 'optional', pieces}];
}

function param(of: {
	name: string;
	before: string;
	isFormat: boolean;
	shape: string | undefined;
	isFolded: boolean;
	hasStar: boolean;
}): Piece {
	if (of.shape !== undefined) {
		const language = languageOfRegExp(`^(?:${starAsWildcard(of.shape)})$`, of.isFolded ? 'i' : '');
		return language === null ? {kind: 'rest', name: of.name, shape: everything} : shapedParam(of.name, language);
	}
	if (of.hasStar) return {kind: 'rest', name: of.name, shape: seq(oneOrMore(inSegment), optional(seq(text('/'), everything)))};
	if (of.isFormat) return {kind: 'param', name: of.name, shape: oneOrMore(charsExcept('/.')), isFree: true};
	const isOnlySegmentStart = of.before === '' || of.before.includes('/');
	return isOnlySegmentStart ? freeParam(of.name) : paramWithout(of.name, of.before);
}

/** Only the first star is replaced: that is how 0.1 does it. */
const starAsWildcard = (shape: string): string => shape.replace(/\\.|\*/, (found) => (found === '*' ? '(.*)' : found));

function regExpSource(path: string): string {
	return path.replaceAll(
		replaced,
		(
			match,
			slash: string | undefined,
			format: string | undefined,
			_name,
			shape: string | undefined,
			star: string | undefined,
			question: string | undefined,
		) => {
			if (match.startsWith('\\')) return match;
			if (match === '.') return '\\.';
			if (match === '*') return '(.*)';
			if (match === '/(') return '/(?:';
			const dot = format === undefined ? '' : '\\.';
			const inner = shape === undefined ? `([^/${dot}]+?)` : starAsWildcard(shape);
			return `(?:${dot}${slash ?? ''}${inner}${star === undefined ? '' : `((?:[/${dot}].+?)?)`})${question ?? ''}`;
		},
	);
}
