import {anyUnit, oneOrMore} from '../language.ts';
import {freeParam, paramWithout, type Piece, type Template} from '../piece.ts';

/** Express 5 and current @koa/router (path-to-regexp 8): `:name`, `*name`, `{optional}`; characters of the old syntax are refused at start-up. */
export function readPathToRegexp8(path: string): Template {
	try {
		const pieces = group({path, at: 0}, null);
		return {kind: 'pieces', pieces: withoutWhatWasBefore(pieces)};
	} catch (error) {
		if (error instanceof TemplateFault) return {kind: 'fault', message: error.message};
		throw error;
	}
}

class TemplateFault extends Error {}

interface Reader {
	path: string;
	at: number;
}

function group(reader: Reader, end: '}' | null): Piece[] {
	const pieces: Piece[] = [];
	while (reader.at < reader.path.length) {
		const char = reader.path[reader.at++] ?? '';
		if (char === end) return pieces;
		pieces.push(piece(reader, char));
	}
	if (end !== null) throw new TemplateFault(`Unexpected end at index ${reader.at}, expected ${end}`);
	return joinTexts(pieces);
}

function piece(reader: Reader, char: string): Piece {
	if (char === '\\') return {kind: 'text', text: escaped(reader)};
	if (char === ':') return freeParam(name(reader));
	if (char === '*') return {kind: 'rest', name: name(reader), shape: oneOrMore(anyUnit)};
	if (char === '{') return {kind: 'optional', pieces: joinTexts(group(reader, '}'))};
	if ('}()[]+?!'.includes(char)) throw new TemplateFault(`Unexpected ${char} at index ${reader.at - 1}`);
	return {kind: 'text', text: char};
}

function escaped(reader: Reader): string {
	const char = reader.path[reader.at++];
	if (char === undefined) throw new TemplateFault(`Unexpected end after \\ at index ${reader.at - 1}`);
	return char;
}

function name(reader: Reader): string {
	const found = /^(?:[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*|"(?:[^"\\]|\\.)+")/u.exec(reader.path.slice(reader.at))?.[0];
	if (found === undefined) throw new TemplateFault(`Missing parameter name at index ${reader.at}`);
	reader.at += found.length;
	return found.startsWith('"') ? found.slice(1, -1).replaceAll(/\\(.)/g, '$1') : found;
}

function joinTexts(pieces: Piece[]): Piece[] {
	const joined: Piece[] = [];
	for (const one of pieces) {
		const last = joined.at(-1);
		if (one.kind === 'text' && last?.kind === 'text') joined[joined.length - 1] = {kind: 'text', text: last.text + one.text};
		else joined.push(one);
	}
	return joined;
}

/** The second parameter of a segment cannot hold the text between them. */
function withoutWhatWasBefore(pieces: Piece[]): Piece[] {
	return pieces.map((one, index) => {
		const [first, between] = [pieces[index - 2], pieces[index - 1]];
		const isSecond = one.kind === 'param' && first?.kind === 'param' && between?.kind === 'text' && !between.text.includes('/');
		return isSecond ? paramWithout(one.name, between.text) : one;
	});
}
