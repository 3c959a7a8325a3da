import {everything} from '../language.ts';
import {emptyableParam, shapedParam, type Piece, type Template} from '../piece.ts';
import {languageOfRegExp} from '../regexp.ts';

/** Fastify (find-my-way): `:name`, `:name(shape)`, several in a segment between `-` and `.`, `*` at the end, a last `:name?`; `::` is a colon. */
export function readFastify(path: string, isFolded: boolean): Template {
	const pieces: Piece[] = [];
	let at = 0;
	while (at < path.length) {
		const [piece, length] = pieceAt(path, at, isFolded);
		const isLastOptional = piece.kind === 'param' && path.slice(at + length) === '?';
		if (isLastOptional) return {kind: 'pieces', pieces: withOptionalEnd(pieces, piece)};
		pieces.push(piece);
		at += length;
	}
	return {kind: 'pieces', pieces};
}

function pieceAt(path: string, at: number, isFolded: boolean): [Piece, number] {
	const rest = path.slice(at);
	if (rest.startsWith('::')) return [{kind: 'text', text: ':'}, 2];
	if (rest.startsWith('*')) return [{kind: 'rest', name: '*', shape: everything}, 1];
	const text = /^[^:*]+/.exec(rest)?.[0];
	if (text !== undefined) return [{kind: 'text', text}, text.length];
	const name = /^:[^/(.\-?:]*/.exec(rest)?.[0] ?? rest;
	const shape = rest[name.length] === '(' ? groupAt(rest, name.length) : '';
	return [paramOf(name.slice(1), shape, isFolded), name.length + shape.length];
}

function paramOf(name: string, shape: string, isFolded: boolean): Piece {
	if (shape === '') return emptyableParam(name);
	const inner = shape.slice(1, -1).replace(/^\^/, '').replace(/\$$/, '');
	const language = languageOfRegExp(`^(?:${inner})$`, isFolded ? 'i' : '');
	return language === null ? emptyableParam(name) : shapedParam(name, language);
}

function groupAt(text: string, start: number): string {
	let depth = 0;
	for (let index = start; index < text.length; index++) {
		if (text[index] === '\\') index++;
		else if (text[index] === '(') depth++;
		else if (text[index] === ')' && --depth === 0) return text.slice(start, index + 1);
	}
	return text.slice(start);
}

/** `/users/:id?` is also `/users`. */
function withOptionalEnd(pieces: Piece[], param: Piece): Piece[] {
	const last = pieces.at(-1);
	if (last?.kind !== 'text' || !last.text.endsWith('/')) return [...pieces, {kind: 'optional', pieces: [param]}];
	return [
		...pieces.slice(0, -1),
		{kind: 'text', text: last.text.slice(0, -1)},
		{kind: 'optional', pieces: [{kind: 'text', text: '/'}, param]},
	];
}
