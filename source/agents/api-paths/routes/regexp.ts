import {
	anyUnit,
	both,
	chars,
	charsExcept,
	either,
	empty,
	everything,
	foldRanges,
	invert,
	lastUnit,
	many,
	none,
	not,
	optional,
	seq,
	text,
	tidy,
	type Language,
	type Ranges,
} from './language.ts';

/**
 * The texts in which a regular expression finds a match, as `exec` would: unanchored ends match anything around them. Null when it uses what
 * is not regular or not known here (back references, look-behind, word boundaries).
 */
export function languageOfRegExp(source: string, flags = ''): Language | null {
	const reader: Reader = {source, at: 0, isFolded: flags.includes('i'), isDotAll: flags.includes('s')};
	try {
		const node = alternatives(reader);
		if (reader.at < source.length) return null;
		const fromStart = compile(node, everything, true);
		return either(fromStart, seq(anyUnit, everything, compile(node, everything, false)));
	} catch (error) {
		if (error instanceof Unreadable) return null;
		throw error;
	}
}

class Unreadable extends Error {}

interface Reader {
	source: string;
	at: number;
	isFolded: boolean;
	isDotAll: boolean;
}

type Node =
	| {kind: 'language'; of: Language}
	| {kind: 'all' | 'any'; of: Node[]}
	| {kind: 'repeat'; of: Node; min: number; max: number}
	| {kind: 'look'; of: Node; isNegative: boolean}
	| {kind: 'start' | 'end'};

/** What the node matches with what must follow it: looking ahead needs the rest of the text. */
function compile(node: Node, rest: Language, isAtStart: boolean): Language {
	switch (node.kind) {
		case 'language':
			return seq(node.of, rest);
		case 'any':
			return either(...node.of.map((one) => compile(one, rest, isAtStart)));
		case 'all':
			return compileAll(node.of, rest, isAtStart);
		case 'repeat':
			return compileRepeat(node, rest);
		case 'look': {
			const ahead = compile(node.of, everything, false);
			return both(rest, node.isNegative ? not(ahead) : ahead);
		}
		case 'start':
			return isAtStart ? rest : none;
		case 'end':
			return both(rest, empty);
	}
}

function compileAll(nodes: Node[], rest: Language, isAtStart: boolean): Language {
	const consumesBefore = nodes.map((_, index) => nodes.slice(0, index).some((one) => one.kind !== 'start' && one.kind !== 'look'));
	return nodes.reduceRight((following, node, index) => compile(node, following, isAtStart && consumesBefore[index] === false), rest);
}

function compileRepeat({of, min, max}: {of: Node; min: number; max: number}, rest: Language): Language {
	if (max === 1 && min === 0) return either(rest, compile(of, rest, false));
	const once = plain(of);
	if (max === Infinity) return seq(...times(once, min), many(once), rest);
	return seq(...times(once, min), ...times(optional(once), max - min), rest);
}

/** A node that looks at nothing outside itself. */
function plain(node: Node): Language {
	if (node.kind === 'look' || node.kind === 'start' || node.kind === 'end') throw new Unreadable();
	if (node.kind === 'all') return seq(...node.of.map(plain));
	if (node.kind === 'any') return either(...node.of.map(plain));
	return compile(node, empty, false);
}

const mostRepeats = 40;
function times(language: Language, count: number): Language[] {
	if (count > mostRepeats) throw new Unreadable();
	return Array.from({length: count}, () => language);
}

function alternatives(reader: Reader): Node {
	const all = [sequence(reader)];
	while (take(reader, '|')) all.push(sequence(reader));
	return all.length === 1 && all[0] !== undefined ? all[0] : {kind: 'any', of: all};
}

function sequence(reader: Reader): Node {
	const nodes: Node[] = [];
	while (reader.at < reader.source.length && !'|)'.includes(peek(reader))) nodes.push(quantified(reader, atom(reader)));
	return {kind: 'all', of: nodes};
}

function quantified(reader: Reader, node: Node): Node {
	const count = quantifier(reader);
	if (count === null) return node;
	take(reader, '?');
	return quantified(reader, {kind: 'repeat', of: node, ...count});
}

function quantifier(reader: Reader): {min: number; max: number} | null {
	if (take(reader, '*')) return {min: 0, max: Infinity};
	if (take(reader, '+')) return {min: 1, max: Infinity};
	if (take(reader, '?')) return {min: 0, max: 1};
	const counts = /^\{(\d+)(,?)(\d*)\}/.exec(reader.source.slice(reader.at));
	if (counts === null) return null;
	reader.at += counts[0].length;
	const min = Number(counts[1]);
	if (counts[2] === '') return {min, max: min};
	return {min, max: counts[3] === '' ? Infinity : Number(counts[3])};
}

function atom(reader: Reader): Node {
	const char = next(reader);
	if (char === '^') return {kind: 'start'};
	if (char === '$') return {kind: 'end'};
	if (char === '(') return group(reader);
	if (char === '.') return {kind: 'language', of: reader.isDotAll ? anyUnit : charsExcept('\n\r')};
	if (char === '[') return {kind: 'language', of: characterClass(reader)};
	if (char !== '\\') return {kind: 'language', of: text(char, reader.isFolded)};
	const escaped = escape(reader);
	return {kind: 'language', of: typeof escaped === 'string' ? text(escaped, reader.isFolded) : chars(escaped)};
}

function group(reader: Reader): Node {
	if (/^\?<[=!]/.test(reader.source.slice(reader.at))) throw new Unreadable();
	const head = /^\?(?:[:=!]|<\w+>)/.exec(reader.source.slice(reader.at))?.[0] ?? '';
	if (head === '' && peek(reader) === '?') throw new Unreadable();
	reader.at += head.length;
	const inner = alternatives(reader);
	if (!take(reader, ')')) throw new Unreadable();
	return head === '?=' || head === '?!' ? {kind: 'look', of: inner, isNegative: head === '?!'} : inner;
}

function characterClass(reader: Reader): Language {
	const isNegative = take(reader, '^');
	const ranges: [number, number][] = [];
	while (!take(reader, ']')) ranges.push(...classItem(reader));
	const folded = reader.isFolded ? foldRanges(ranges) : ranges;
	return chars(isNegative ? invert(tidy(folded)) : folded);
}

function classItem(reader: Reader): [number, number][] {
	const from = classAtom(reader);
	if (typeof from !== 'string') return from.map(([low, high]) => [low, high]);
	const isRange = peek(reader) === '-' && reader.source[reader.at + 1] !== ']';
	if (!isRange) return [[from.charCodeAt(0), from.charCodeAt(0)]];
	next(reader);
	const to = classAtom(reader);
	if (typeof to !== 'string') throw new Unreadable();
	return [[from.charCodeAt(0), to.charCodeAt(0)]];
}

function classAtom(reader: Reader): string | Ranges {
	const char = next(reader);
	if (char !== '\\') return char;
	if (take(reader, 'b')) return '\b';
	return escape(reader);
}

const digit: Ranges = [[0x30, 0x39]];
const word: Ranges = [
	[0x30, 0x39],
	[0x41, 0x5a],
	[0x5f, 0x5f],
	[0x61, 0x7a],
];
const space: Ranges = [
	[9, 13],
	[32, 32],
	[0xa0, 0xa0],
];
const classes: Record<string, Ranges> = {d: digit, D: invert(digit), w: word, W: invert(word), s: space, S: invert(space)};
const controls: Record<string, string> = {n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0'};

function escape(reader: Reader): string | Ranges {
	const char = next(reader);
	const known = classes[char] ?? controls[char];
	if (known !== undefined) return known;
	if (char === 'x' || char === 'u') return codeUnit(reader, char === 'x' ? 2 : 4);
	if (/[1-9a-zA-Z]/.test(char)) throw new Unreadable();
	return char;
}

function codeUnit(reader: Reader, length: number): string {
	const digits = reader.source.slice(reader.at, reader.at + length);
	if (digits.length !== length || !/^[\da-f]+$/i.test(digits)) throw new Unreadable();
	reader.at += length;
	const unit = Number.parseInt(digits, 16);
	if (unit > lastUnit) throw new Unreadable();
	return String.fromCharCode(unit);
}

const peek = (reader: Reader): string => reader.source[reader.at] ?? '';
function next(reader: Reader): string {
	const char = reader.source[reader.at++];
	if (char === undefined) throw new Unreadable();
	return char;
}
function take(reader: Reader, char: string): boolean {
	if (reader.source[reader.at] !== char) return false;
	reader.at++;
	return true;
}
